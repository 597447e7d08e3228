/* Brings the output directory up to date: temporary files beside their places, then renames. */
#include "emit/file_set.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_arena.h"
#include "common/file.h"

#define PROGRAM_NAME "dg-codegen"

/* The folders below the output directory that hold generated files; "" is the output directory. */
static const char *const folders[] = {"", "lookups"};
#define FOLDER_COUNT (sizeof folders / sizeof folders[0])

struct buffer *file_set_add(struct file_set *files, const char *path)
{
    struct file_set_file *file = memory_new(sizeof *file);

    for (size_t i = 0; i < files->count; i++) {
        assert(strcmp(files->files[i]->path, path) != 0);
    }
    file->path = memory_copy(path, strlen(path));
    files->files = memory_grow(files->files, (files->count + 1) * sizeof *files->files);
    files->files[files->count++] = file;
    return &file->text;
}

void file_set_free(struct file_set *files)
{
    for (size_t i = 0; i < files->count; i++) {
        buffer_free(&files->files[i]->text);
        free(files->files[i]->path);
        free(files->files[i]);
    }
    free(files->files);
    *files = (struct file_set){0};
}

static bool fail(const char *path)
{
    fprintf(stderr, "dg-codegen: %s: %s\n", path, strerror(errno));
    return false;
}

static char *join(const char *directory, const char *path)
{
    struct buffer buffer = {0};

    buffer_format(&buffer, "%s%s%s", directory, path[0] != '\0' ? "/" : "", path);
    return buffer.data;
}

/* The kind of file at a path where a run writes or wrote a generated file. */
enum found {
    FOUND_NONE,
    FOUND_OURS,
    FOUND_FOREIGN,
    FOUND_IRREGULAR, /* a directory, a device, a link */
    FOUND_TROUBLE
};

static bool has_marker(struct dg_text text)
{
    const char *end = text.length > 0 ? memchr(text.data, '\n', text.length) : NULL;
    size_t length = end != NULL ? (size_t)(end - text.data) : text.length;
    size_t marker = sizeof FILE_SET_MARKER - 1;

    for (size_t i = 0; i + marker <= length; i++) {
        if (memcmp(text.data + i, FILE_SET_MARKER, marker) == 0) {
            return true;
        }
    }
    return false;
}

/* Reads a regular file. Reports nothing; with FOUND_TROUBLE, errno is set. */
static enum found look(const char *path, struct buffer *text)
{
    struct stat status;

    if (lstat(path, &status) != 0) {
        return errno == ENOENT ? FOUND_NONE : FOUND_TROUBLE;
    }
    if (!S_ISREG(status.st_mode)) {
        return FOUND_IRREGULAR;
    }
    if (!file_read(path, SIZE_MAX, text)) {
        /* Another run may have removed the file meanwhile. */
        return errno == ENOENT ? FOUND_NONE : FOUND_TROUBLE;
    }
    return has_marker(buffer_text(text)) ? FOUND_OURS : FOUND_FOREIGN;
}

/* Files that are left over */

struct names {
    char **paths; /* relative to the output directory */
    size_t count;
};

static bool is_wanted(const struct file_set *files, const char *path)
{
    for (size_t i = 0; i < files->count; i++) {
        if (strcmp(files->files[i]->path, path) == 0) {
            return true;
        }
    }
    return false;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;

    return strcmp(*left, *right);
}

/* Adds a file to the names if it has the marker. A file that may not be read isn't added. */
static bool consider(const char *directory, char *path, struct names *names)
{
    struct buffer text = {0};
    char *full = join(directory, path);
    enum found found = look(full, &text);
    bool good = found != FOUND_TROUBLE || errno == EACCES || fail(full);

    if (found == FOUND_OURS) {
        names->paths = memory_grow(names->paths, (names->count + 1) * sizeof(char *));
        names->paths[names->count++] = path;
    } else {
        free(path);
    }
    buffer_free(&text);
    free(full);
    return good;
}

static bool scan_folder(const struct file_set *files, const char *directory, const char *folder,
                        struct names *names)
{
    char *path = join(directory, folder);
    DIR *handle = opendir(path);
    bool good = true;

    if (handle == NULL) {
        good = errno == ENOENT || errno == ENOTDIR || fail(path);
        free(path);
        return good;
    }
    free(path);
    for (struct dirent *entry = readdir(handle); entry != NULL && good; entry = readdir(handle)) {
        char *name = folder[0] == '\0' ? memory_copy(entry->d_name, strlen(entry->d_name))
                                       : join(folder, entry->d_name);

        if (is_wanted(files, name) || file_is_draft(entry->d_name, PROGRAM_NAME)) {
            free(name);
        } else {
            good = consider(directory, name, names);
        }
    }
    closedir(handle);
    return good;
}

static void free_names(struct names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free(names->paths[i]);
    }
    free(names->paths);
}

/* Finds generated files that this run doesn't write, in the order of their names. */
static bool find_left_over(const struct file_set *files, const char *directory, struct names *names)
{
    bool good = true;

    *names = (struct names){NULL, 0};
    for (size_t i = 0; i < FOLDER_COUNT && good; i++) {
        good = scan_folder(files, directory, folders[i], names);
    }
    if (names->count > 0) {
        qsort(names->paths, names->count, sizeof names->paths[0], compare_names);
    }
    return good;
}

/* Checking */

static enum file_set_state check_file(const struct file_set_file *file, const char *directory)
{
    struct buffer text = {0};
    char *path = join(directory, file->path);
    enum found found = look(path, &text);
    bool same = found == FOUND_OURS && text.length == file->text.length &&
                memcmp(text.data, file->text.data, text.length) == 0;

    if (found == FOUND_TROUBLE) {
        fail(path);
    } else if (found == FOUND_NONE) {
        fprintf(stderr, "dg-codegen: %s: missing\n", path);
    } else if (!same) {
        fprintf(stderr, "dg-codegen: %s: out of date\n", path);
    }
    buffer_free(&text);
    free(path);
    if (found == FOUND_TROUBLE) {
        return FILE_SET_UNREADABLE;
    }
    return same ? FILE_SET_CURRENT : FILE_SET_STALE;
}

enum file_set_state file_set_check(const struct file_set *files, const char *directory)
{
    enum file_set_state state = FILE_SET_CURRENT;
    struct names names;

    for (size_t i = 0; i < files->count; i++) {
        enum file_set_state one = check_file(files->files[i], directory);

        state = one > state ? one : state;
    }
    if (!find_left_over(files, directory, &names)) {
        state = FILE_SET_UNREADABLE;
    }
    for (size_t i = 0; i < names.count; i++) {
        fprintf(stderr, "dg-codegen: %s/%s: no longer generated\n", directory, names.paths[i]);
    }
    if (names.count > 0 && state == FILE_SET_CURRENT) {
        state = FILE_SET_STALE;
    }
    free_names(&names);
    return state;
}

/* Writing */

/* Creates a directory and those above it. */
static bool make_directory(const char *path)
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
            good = fail(copy);
        }
        *at = end;
        if (end == '\0') {
            break;
        }
    }
    free(copy);
    return good;
}

/* A file that is to be replaced. */
struct pending {
    char *path;
    bool changed; /* the path has a draft */
    struct file_draft draft;
};

static bool write_draft(struct pending *pending, const struct buffer *text)
{
    pending->changed =
        file_draft_open(&pending->draft, pending->path, PROGRAM_NAME, FILE_READERS_USUAL);
    return (pending->changed && file_write(pending->draft.fd, text->data, text->length) &&
            file_draft_close(&pending->draft)) ||
           fail(pending->path);
}

/* Writes the text beside the path, unless the file already has it. With `any`, any regular file may
 * be replaced; otherwise only a generated one. */
static bool prepare(struct pending *pending, const struct buffer *wanted, bool any)
{
    struct buffer text = {0};
    enum found found = look(pending->path, &text);
    bool same = (found == FOUND_OURS || any) && text.length == wanted->length && text.length > 0 &&
                memcmp(text.data, wanted->data, text.length) == 0;
    bool foreign = found == FOUND_IRREGULAR || (found == FOUND_FOREIGN && !any);

    if (found == FOUND_TROUBLE) {
        fail(pending->path);
    }
    buffer_free(&text);
    if (foreign) {
        fprintf(stderr, "dg-codegen: %s: not written by dg-codegen, left unchanged\n",
                pending->path);
    }
    if (same || foreign || found == FOUND_TROUBLE) {
        return same;
    }
    return write_draft(pending, wanted);
}

/* Puts the prepared files in place or, after a failure, removes them. */
static bool commit(struct pending *pending, size_t count, bool good)
{
    for (size_t i = 0; i < count; i++) {
        struct file_draft *draft = &pending[i].draft;

        if (pending[i].changed && !(good && file_draft_commit(draft))) {
            good = good && fail(pending[i].path);
            file_draft_abandon(draft);
        }
        free(pending[i].path);
    }
    return good;
}

static bool remove_files(const struct names *names, const char *directory)
{
    bool good = true;

    for (size_t i = 0; i < names->count && good; i++) {
        char *path = join(directory, names->paths[i]);

        /* Another run may have removed the file meanwhile. */
        good = unlink(path) == 0 || errno == ENOENT || fail(path);
        free(path);
    }
    return good;
}

static bool make_folders(const char *directory)
{
    bool good = true;

    for (size_t i = 0; i < FOLDER_COUNT && good; i++) {
        char *path = join(directory, folders[i]);

        good = make_directory(path);
        free(path);
    }
    return good;
}

static void sweep_folders(const char *directory)
{
    for (size_t i = 0; i < FOLDER_COUNT; i++) {
        char *folder = join(directory, folders[i]);
        char *path = join(folder, "any");

        file_draft_sweep(path, PROGRAM_NAME);
        free(folder);
        free(path);
    }
}

/* A signal that comes while files are written ends the program after them. */
static void block_signals(sigset_t *before)
{
    sigset_t ending;

    sigemptyset(&ending);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigprocmask(SIG_BLOCK, &ending, before);
}

static bool write_files(const struct file_set *files, const char *directory)
{
    struct pending *pending = memory_new((files->count + 1) * sizeof *pending);
    struct names left_over = {NULL, 0};
    bool good = make_folders(directory) && find_left_over(files, directory, &left_over);
    size_t count = 0;

    for (; count < files->count && good; count++) {
        pending[count].path = join(directory, files->files[count]->path);
        good = prepare(&pending[count], &files->files[count]->text, false);
    }
    good = commit(pending, count, good) && remove_files(&left_over, directory);
    free_names(&left_over);
    free(pending);
    return good;
}

bool file_set_write(const struct file_set *files, const char *directory)
{
    sigset_t before;
    bool good = false;

    block_signals(&before);
    sweep_folders(directory);
    good = write_files(files, directory);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return good;
}

/* The depfile */

/* As make reads names: a space, a '#' and a '\' are escaped, a '$' doubled. */
static void add_make_name(struct buffer *out, const char *name)
{
    for (; *name != '\0'; name++) {
        if (*name == ' ' || *name == '#' || *name == '\\') {
            buffer_add(out, "\\");
        }
        buffer_format(out, *name == '$' ? "$%c" : "%c", *name);
    }
}

static void add_depfile(struct buffer *text, const struct file_set *files, const char *directory)
{
    for (size_t i = 0; i < files->count; i++) {
        char *path = join(directory, files->files[i]->path);

        buffer_add(text, i > 0 ? " \\\n " : "");
        add_make_name(text, path);
        free(path);
    }
}

bool file_set_write_depfile(const struct file_set *files, const char *directory, const char *spec,
                            const char *depfile)
{
    struct pending pending = {.path = memory_copy(depfile, strlen(depfile))};
    struct buffer text = {0};
    sigset_t before;
    bool good = false;

    add_depfile(&text, files, directory);
    buffer_add(&text, ": ");
    add_make_name(&text, spec);
    buffer_add(&text, "\n");
    block_signals(&before);
    file_draft_sweep(depfile, PROGRAM_NAME);
    good = commit(&pending, 1, prepare(&pending, &text, true));
    sigprocmask(SIG_SETMASK, &before, NULL);
    buffer_free(&text);
    return good;
}
