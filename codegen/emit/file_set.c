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
#include "emit/folders.h"

#define PROGRAM_NAME "dg-codegen"

/* The folders below the output directory that hold generated files; "" is the output directory. */
static const char *const folders[] = {"", "lookups", "runtime"};
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
    memory_check_errno();
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
    char **paths;
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

/* Whether the folder, or one below it, has a file. */
static bool has_files(const struct file_set *files, const char *folder)
{
    size_t length = strlen(folder);

    for (size_t i = 0; i < files->count; i++) {
        const char *path = files->files[i]->path;

        if (length == 0 || (strncmp(path, folder, length) == 0 && path[length] == '/')) {
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
static bool consider(char *path, struct names *names)
{
    struct buffer text = {0};
    enum found found = look(path, &text);
    bool good = found != FOUND_TROUBLE || errno == EACCES || fail(path);

    if (found == FOUND_OURS) {
        names->paths = memory_grow(names->paths, (names->count + 1) * sizeof(char *));
        names->paths[names->count++] = path;
    } else {
        free(path);
    }
    buffer_free(&text);
    return good;
}

/* As readdir, with errno 0 after the last entry. */
static struct dirent *next_entry(DIR *handle)
{
    errno = 0;
    return readdir(handle);
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
    for (struct dirent *entry = next_entry(handle); entry != NULL && good;
         entry = next_entry(handle)) {
        char *name =
            folder[0] == '\0' ? memory_copy_string(entry->d_name) : join(folder, entry->d_name);

        if (!is_wanted(files, name) && !file_is_draft(entry->d_name, PROGRAM_NAME)) {
            good = consider(join(directory, name), names);
        }
        free(name);
    }
    good = good && (errno == 0 || fail(path));
    (void)closedir(handle);
    free(path);
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
        fprintf(stderr, "dg-codegen: %s: no longer generated\n", names.paths[i]);
    }
    if (names.count > 0 && state == FILE_SET_CURRENT) {
        state = FILE_SET_STALE;
    }
    free_names(&names);
    return state;
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

static void add_depfile(struct buffer *text, const struct file_set *files, const char *directory,
                        const struct file_set_depfile *depfile)
{
    for (size_t i = 0; i < files->count; i++) {
        char *path = join(directory, files->files[i]->path);

        buffer_add(text, i > 0 ? " \\\n " : "");
        add_make_name(text, path);
        free(path);
    }
    buffer_add(text, ": ");
    for (size_t i = 0; i < depfile->input_count; i++) {
        buffer_add(text, i > 0 ? " \\\n " : "");
        add_make_name(text, depfile->inputs[i].path);
    }
    buffer_add(text, "\n");
}

/* Writing */

/* A file that is to be replaced. */
struct pending {
    const char *path;
    const struct buffer *text;
    bool any;     /* any regular file may be replaced, not only a generated one */
    bool changed; /* the file has another text */
    struct file_draft draft;
};

/* Whether the file at the path may be replaced, and has another text. Plans its draft. Returns
 * false, with a line on stderr, if it may not. */
static bool prepare(struct pending *pending)
{
    struct buffer text = {0};
    enum found found = look(pending->path, &text);
    bool ours = found == FOUND_OURS || pending->any;
    bool foreign = found == FOUND_IRREGULAR || (found == FOUND_FOREIGN && !pending->any);

    pending->changed = !ours || text.length != pending->text->length || text.length == 0 ||
                       memcmp(text.data, pending->text->data, text.length) != 0;
    if (found == FOUND_TROUBLE) {
        fail(pending->path);
    }
    buffer_free(&text);
    if (foreign) {
        fprintf(stderr, "dg-codegen: %s: not written by dg-codegen, left unchanged\n",
                pending->path);
    }
    file_draft_plan(&pending->draft, pending->path, PROGRAM_NAME);
    return !foreign && found != FOUND_TROUBLE;
}

/* Writes the new text beside the path. */
static bool write_draft(struct pending *pending)
{
    struct file_draft *draft = &pending->draft;

    return !pending->changed ||
           (file_draft_create(draft, FILE_READERS_USUAL) &&
            file_write(draft->fd, pending->text->data, pending->text->length) &&
            file_draft_close(draft)) ||
           fail(pending->path);
}

/* The plan of a run. All memory is allocated before the first file is created, so that memory can't
 * run out halfway. */
struct plan {
    struct pending *pending;
    size_t count;
    struct names left_over;
    struct folders folders;
    struct buffer depfile; /* the text of the depfile */
    char **paths;
};

static void plan_file(struct plan *plan, char *path, const struct buffer *text, bool any)
{
    plan->paths[plan->count] = path;
    plan->pending[plan->count++] = (struct pending){path, text, any, false, {.fd = -1, .lock = -1}};
}

static bool make_plan(struct plan *plan, const struct file_set *files, const char *directory,
                      const struct file_set_depfile *depfile)
{
    bool good = find_left_over(files, directory, &plan->left_over);

    plan->pending = memory_new((files->count + 1) * sizeof *plan->pending);
    plan->paths = memory_new((files->count + 1) * sizeof *plan->paths);
    for (size_t i = 0; i < FOLDER_COUNT; i++) {
        char *path = join(directory, folders[i]);

        if (has_files(files, folders[i])) {
            folders_add(&plan->folders, path);
        }
        free(path);
    }
    for (size_t i = 0; i < files->count && good; i++) {
        plan_file(plan, join(directory, files->files[i]->path), &files->files[i]->text, false);
        good = prepare(&plan->pending[i]);
    }
    if (depfile->path != NULL && good) {
        add_depfile(&plan->depfile, files, directory, depfile);
        plan_file(plan, memory_copy_string(depfile->path), &plan->depfile, true);
        good = prepare(&plan->pending[files->count]);
    }
    return good;
}

static bool write_drafts(struct plan *plan)
{
    const char *path = NULL;

    if (!folders_make(&plan->folders, &path)) {
        return fail(path);
    }
    for (size_t i = 0; i < plan->count; i++) {
        if (!write_draft(&plan->pending[i])) {
            return false;
        }
    }
    return true;
}

/* Puts the drafts in place. */
static bool commit(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        struct pending *pending = &plan->pending[i];

        if (pending->changed && !file_draft_commit(&pending->draft)) {
            return fail(pending->path);
        }
    }
    return true;
}

static bool remove_files(const struct names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        /* Another run may have removed it meanwhile. */
        if (unlink(names->paths[i]) != 0 && errno != ENOENT) {
            return fail(names->paths[i]);
        }
    }
    return true;
}

/* Removes drafts, and then the folders that this run created for them. */
static void undo(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        file_draft_abandon(&plan->pending[i].draft);
    }
    folders_unmake(&plan->folders);
}

static void free_plan(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        file_draft_abandon(&plan->pending[i].draft);
        free(plan->paths[i]);
    }
    free(plan->pending);
    free(plan->paths);
    free_names(&plan->left_over);
    folders_free(&plan->folders);
    buffer_free(&plan->depfile);
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

bool file_set_write(const struct file_set *files, const char *directory,
                    const struct file_set_depfile *depfile)
{
    struct plan plan = {.count = 0};
    sigset_t before;
    bool good = false;

    block_signals(&before);
    sweep_folders(directory);
    if (depfile->path != NULL) {
        file_draft_sweep(depfile->path, PROGRAM_NAME);
    }
    good = make_plan(&plan, files, directory, depfile) && write_drafts(&plan) && commit(&plan) &&
           remove_files(&plan.left_over);
    if (!good) {
        undo(&plan);
    }
    free_plan(&plan);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return good;
}
