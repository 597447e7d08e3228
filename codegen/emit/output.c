/* Brings the output directory up to date: temporary files beside their places, then renames. */
#include "emit/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* The folders below the output directory that hold generated files; "" is itself. */
static const char *const output_folders[] = {"", "lookups"};
#define OUTPUT_FOLDER_COUNT (sizeof output_folders / sizeof output_folders[0])

static bool output_fail(const char *path)
{
    fprintf(stderr, "dg-codegen: %s: %s\n", path, strerror(errno));
    return false;
}

static char *output_join(const char *directory, const char *path)
{
    struct buffer buffer = {0};

    buffer_format(&buffer, "%s%s%s", directory, path[0] != '\0' ? "/" : "", path);
    return buffer.data;
}

/* Reading */

static bool output_read_stream(FILE *file, size_t limit, struct buffer *out)
{
    char block[16384];
    size_t length = sizeof block;

    while (length == sizeof block && out->length <= limit) {
        length = fread(block, 1, sizeof block, file);
        buffer_add_text(out, (struct dg_text){block, length});
    }
    return ferror(file) == 0;
}

bool output_read_file(const char *path, size_t limit, struct buffer *out)
{
    FILE *file = fopen(path, "rb");
    bool read;

    if (file == NULL) {
        return output_fail(path);
    }
    read = output_read_stream(file, limit, out);
    if (!read) {
        output_fail(path);
    }
    fclose(file);
    return read;
}

/* What is at a path where a generated file goes, or may be left over. */
enum output_found {
    OUTPUT_NONE,
    OUTPUT_OURS,
    OUTPUT_FOREIGN,
    OUTPUT_IRREGULAR, /* a directory, a device, a link */
    OUTPUT_TROUBLE
};

static bool output_has_marker(struct dg_text text)
{
    const char *end = text.length > 0 ? memchr(text.data, '\n', text.length) : NULL;
    size_t length = end != NULL ? (size_t)(end - text.data) : text.length;
    size_t marker = sizeof OUTPUT_MARKER - 1;

    for (size_t i = 0; i + marker <= length; i++) {
        if (memcmp(text.data + i, OUTPUT_MARKER, marker) == 0) {
            return true;
        }
    }
    return false;
}

/* Looks at a file and, if it is a regular one, reads it. Says nothing: of TROUBLE errno does. */
static enum output_found output_look(const char *path, struct buffer *text)
{
    struct stat status;
    FILE *file;
    int trouble = 0;

    if (lstat(path, &status) != 0) {
        return errno == ENOENT ? OUTPUT_NONE : OUTPUT_TROUBLE;
    }
    if (!S_ISREG(status.st_mode)) {
        return OUTPUT_IRREGULAR;
    }
    file = fopen(path, "rb");
    if (file == NULL) {
        /* Another run may have removed it meanwhile. */
        return errno == ENOENT ? OUTPUT_NONE : OUTPUT_TROUBLE;
    }
    if (!output_read_stream(file, SIZE_MAX, text)) {
        trouble = errno;
    }
    fclose(file);
    errno = trouble;
    if (trouble != 0) {
        return OUTPUT_TROUBLE;
    }
    return output_has_marker((struct dg_text){text->data, text->length}) ? OUTPUT_OURS
                                                                         : OUTPUT_FOREIGN;
}

/* Temporary files */

/* Files wait beside their places under names of this form, ".types.h.4711-0.dg-codegen": no run
 * takes those of another for files left over. */
#define OUTPUT_TEMPORARY_END ".dg-codegen"

static bool output_is_temporary(const char *name)
{
    size_t length = strlen(name);
    size_t end = sizeof OUTPUT_TEMPORARY_END - 1;

    return name[0] == '.' && length > end && strcmp(name + length - end, OUTPUT_TEMPORARY_END) == 0;
}

/* Opens a new file beside the path. -1, with one line on stderr, if it can't. The caller frees
 * *name. */
static int output_open_temporary(const char *path, char **name)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    int file = -1;

    /* A run that was killed may have left the first names. */
    for (unsigned i = 0; file < 0 && i < 100; i++) {
        struct buffer buffer = {0};

        buffer_add_text(&buffer, (struct dg_text){path, folder});
        buffer_format(&buffer, ".%s.%ld-%u%s", path + folder, (long)getpid(), i,
                      OUTPUT_TEMPORARY_END);
        free(*name);
        *name = buffer.data;
        file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST) {
            break;
        }
    }
    if (file < 0) {
        output_fail(path);
    }
    return file;
}

/* What is left over */

struct output_names {
    char **paths; /* relative to the output directory */
    size_t count;
};

static bool output_is_wanted(const struct output *output, const char *path)
{
    for (size_t i = 0; i < output->count; i++) {
        if (strcmp(output->files[i]->path, path) == 0) {
            return true;
        }
    }
    return false;
}

static int output_compare(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;

    return strcmp(*left, *right);
}

/* Adds a file to the names if it is marked as ours. One that may not be read is not. */
static bool output_consider(const char *directory, char *path, struct output_names *names)
{
    struct buffer text = {0};
    char *full = output_join(directory, path);
    enum output_found found = output_look(full, &text);
    bool good = found != OUTPUT_TROUBLE || errno == EACCES || output_fail(full);

    if (found == OUTPUT_OURS) {
        names->paths = memory_grow(names->paths, (names->count + 1) * sizeof(char *));
        names->paths[names->count++] = path;
    } else {
        free(path);
    }
    buffer_free(&text);
    free(full);
    return good;
}

static bool output_scan_folder(const struct output *output, const char *directory,
                               const char *folder, struct output_names *names)
{
    char *path = output_join(directory, folder);
    DIR *handle = opendir(path);
    bool good = true;

    if (handle == NULL) {
        good = errno == ENOENT || errno == ENOTDIR || output_fail(path);
        free(path);
        return good;
    }
    free(path);
    for (struct dirent *entry = readdir(handle); entry != NULL && good; entry = readdir(handle)) {
        char *name = folder[0] == '\0' ? memory_copy(entry->d_name, strlen(entry->d_name))
                                       : output_join(folder, entry->d_name);

        if (output_is_wanted(output, name) || output_is_temporary(entry->d_name)) {
            free(name);
        } else {
            good = output_consider(directory, name, names);
        }
    }
    closedir(handle);
    return good;
}

static void output_free_names(struct output_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free(names->paths[i]);
    }
    free(names->paths);
}

/* Finds generated files that this run doesn't produce, in the order of their names. */
static bool output_find_left_over(const struct output *output, const char *directory,
                                  struct output_names *names)
{
    bool good = true;

    *names = (struct output_names){NULL, 0};
    for (size_t i = 0; i < OUTPUT_FOLDER_COUNT && good; i++) {
        good = output_scan_folder(output, directory, output_folders[i], names);
    }
    if (names->count > 0) {
        qsort(names->paths, names->count, sizeof names->paths[0], output_compare);
    }
    return good;
}

/* Checking */

static enum output_state output_check_file(const struct output_file *file, const char *directory)
{
    struct buffer text = {0};
    char *path = output_join(directory, file->path);
    enum output_found found = output_look(path, &text);
    bool same = found == OUTPUT_OURS && text.length == file->text.length &&
                memcmp(text.data, file->text.data, text.length) == 0;

    if (found == OUTPUT_TROUBLE) {
        output_fail(path);
    } else if (found == OUTPUT_NONE) {
        fprintf(stderr, "dg-codegen: %s: missing\n", path);
    } else if (!same) {
        fprintf(stderr, "dg-codegen: %s: out of date\n", path);
    }
    buffer_free(&text);
    free(path);
    if (found == OUTPUT_TROUBLE) {
        return OUTPUT_UNREADABLE;
    }
    return same ? OUTPUT_CURRENT : OUTPUT_STALE;
}

enum output_state output_check(const struct output *output, const char *directory)
{
    enum output_state state = OUTPUT_CURRENT;
    struct output_names names;

    for (size_t i = 0; i < output->count; i++) {
        enum output_state one = output_check_file(output->files[i], directory);

        state = one > state ? one : state;
    }
    if (!output_find_left_over(output, directory, &names)) {
        state = OUTPUT_UNREADABLE;
    }
    for (size_t i = 0; i < names.count; i++) {
        fprintf(stderr, "dg-codegen: %s/%s: not generated any more\n", directory, names.paths[i]);
    }
    if (names.count > 0 && state == OUTPUT_CURRENT) {
        state = OUTPUT_STALE;
    }
    output_free_names(&names);
    return state;
}

/* Writing */

/* Creates a directory and those above it. */
static bool output_make_directory(const char *path)
{
    char *copy = memory_copy(path, strlen(path));
    bool good = true;

    for (char *at = copy + 1; good && copy[0] != '\0'; at++) {
        char end = *at;

        if (end != '/' && end != '\0') {
            continue;
        }
        *at = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
            good = output_fail(copy);
        }
        *at = end;
        if (end == '\0') {
            break;
        }
    }
    free(copy);
    return good;
}

static bool output_write_all(int file, struct dg_text text)
{
    while (text.length > 0) {
        ssize_t written = write(file, text.data, text.length);

        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        text.data += written;
        text.length -= (size_t)written;
    }
    return true;
}

/* A file that waits beside its place. */
struct output_pending {
    char *path;
    char *temporary; /* NULL: the file is up to date */
};

static bool output_write_temporary(struct output_pending *pending, const struct buffer *text)
{
    int file = output_open_temporary(pending->path, &pending->temporary);
    bool good;

    if (file < 0) {
        free(pending->temporary);
        pending->temporary = NULL;
        return false;
    }
    good = output_write_all(file, (struct dg_text){text->data, text->length}) ||
           output_fail(pending->path);
    if (close(file) != 0 && good) {
        good = output_fail(pending->path);
    }
    return good;
}

/* Writes the text beside the path, unless it is there already. Any regular file may be replaced
 * where `any`, else only one of ours. */
static bool output_prepare(struct output_pending *pending, const struct buffer *wanted, bool any)
{
    struct buffer text = {0};
    enum output_found found = output_look(pending->path, &text);
    bool same = (found == OUTPUT_OURS || any) && text.length == wanted->length && text.length > 0 &&
                memcmp(text.data, wanted->data, text.length) == 0;
    bool foreign = found == OUTPUT_IRREGULAR || (found == OUTPUT_FOREIGN && !any);

    if (found == OUTPUT_TROUBLE) {
        output_fail(pending->path);
    }
    buffer_free(&text);
    if (foreign) {
        fprintf(stderr, "dg-codegen: %s: not written by dg-codegen, so it is left alone\n",
                pending->path);
    }
    if (same || foreign || found == OUTPUT_TROUBLE) {
        return same;
    }
    return output_write_temporary(pending, wanted);
}

/* Puts the prepared files in place, or throws them away. */
static bool output_commit(struct output_pending *pending, size_t count, bool good)
{
    for (size_t i = 0; i < count; i++) {
        char *temporary = pending[i].temporary;

        if (good && temporary != NULL && rename(temporary, pending[i].path) != 0) {
            good = output_fail(pending[i].path);
        }
        if (!good && temporary != NULL) {
            unlink(temporary);
        }
        free(temporary);
        free(pending[i].path);
    }
    return good;
}

static bool output_remove(const struct output_names *names, const char *directory)
{
    bool good = true;

    for (size_t i = 0; i < names->count && good; i++) {
        char *path = output_join(directory, names->paths[i]);

        /* Another run may have removed it meanwhile. */
        good = unlink(path) == 0 || errno == ENOENT || output_fail(path);
        free(path);
    }
    return good;
}

static bool output_make_folders(const char *directory)
{
    bool good = true;

    for (size_t i = 0; i < OUTPUT_FOLDER_COUNT && good; i++) {
        char *path = output_join(directory, output_folders[i]);

        good = output_make_directory(path);
        free(path);
    }
    return good;
}

bool output_write(const struct output *output, const char *directory)
{
    struct output_pending *pending = memory_new((output->count + 1) * sizeof *pending);
    struct output_names left_over = {NULL, 0};
    bool good =
        output_make_folders(directory) && output_find_left_over(output, directory, &left_over);
    size_t count = 0;

    for (; count < output->count && good; count++) {
        pending[count].path = output_join(directory, output->files[count]->path);
        good = output_prepare(&pending[count], &output->files[count]->text, false);
    }
    good = output_commit(pending, count, good) && output_remove(&left_over, directory);
    output_free_names(&left_over);
    free(pending);
    return good;
}

/* The depfile */

/* As make reads names: a space, a '#' and a '\' are escaped, a '$' doubled. */
static void output_add_make_name(struct buffer *out, const char *name)
{
    for (; *name != '\0'; name++) {
        if (*name == ' ' || *name == '#' || *name == '\\') {
            buffer_add(out, "\\");
        }
        buffer_format(out, *name == '$' ? "$%c" : "%c", *name);
    }
}

static void output_add_depfile(struct buffer *text, const struct output *output,
                               const char *directory)
{
    for (size_t i = 0; i < output->count; i++) {
        char *path = output_join(directory, output->files[i]->path);

        buffer_add(text, i > 0 ? " \\\n " : "");
        output_add_make_name(text, path);
        free(path);
    }
}

bool output_write_depfile(const struct output *output, const char *directory, const char *spec,
                          const char *depfile)
{
    struct output_pending pending = {memory_copy(depfile, strlen(depfile)), NULL};
    struct buffer text = {0};
    bool good;

    output_add_depfile(&text, output, directory);
    buffer_add(&text, ": ");
    output_add_make_name(&text, spec);
    buffer_add(&text, "\n");
    good = output_prepare(&pending, &text, true);
    buffer_free(&text);
    return output_commit(&pending, 1, good);
}
