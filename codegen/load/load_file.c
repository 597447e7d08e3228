/* Other files that references lead to: those below the contract's folder, and no others. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "common/file.h"
#include "load/loader.h"
#include "tree/tree_edit.h"

/* A contract consists of at most this many files. */
#define FILE_MAX_COUNT 1000

struct load_file {
    const char *path;        /* from the contract's folder: "parts/kettle.yaml" */
    const struct tree *root; /* NULL: it can't be read, which was reported */
};

/* The folder of a path, with the slash at its end; empty: there is none. */
static struct dg_text file_folder(struct dg_text path)
{
    while (path.length > 0 && path.data[path.length - 1] != '/') {
        path.length--;
    }
    return path;
}

/* Removes the last step of a path: "a/b/" becomes "a/". Returns false if there is none. */
static bool file_go_up(struct buffer *path)
{
    if (path->length == 0) {
        return false;
    }
    do {
        path->length--;
    } while (path->length > 0 && path->data[path->length - 1] != '/');
    return true;
}

/* Appends the steps of a reference to the folder in `path`. Returns the reason why it leads
 * nowhere; NULL: it leads to a file. */
static const char *file_join(struct buffer *path, struct dg_text to)
{
    static const char outside[] = "it leaves the contract's folder";
    const char *colon = memchr(to.data, ':', to.length);
    const char *slash = memchr(to.data, '/', to.length);
    const char *at = to.data;
    const char *end = to.data + to.length;

    if (colon != NULL && (slash == NULL || colon < slash)) {
        return "it is a URL";
    }
    if (slash == to.data || memchr(to.data, '\\', to.length) != NULL) {
        return outside;
    }
    while (at < end) {
        const char *stop = memchr(at, '/', (size_t)(end - at));
        size_t length = (size_t)((stop != NULL ? stop : end) - at);

        if (length == 2 && memcmp(at, "..", 2) == 0) {
            if (!file_go_up(path)) {
                return outside;
            }
        } else if (length > 0 && !(length == 1 && *at == '.')) {
            buffer_add_bytes(path, at, length);
            buffer_add(path, stop != NULL ? "/" : "");
        }
        at += length + 1;
    }
    return path->length == 0 || path->data[path->length - 1] == '/' ? "it is a folder" : NULL;
}

/* The reason in errno. Notes whether it is the machine's and not the contract's. */
static const char *file_error(struct loader *loader, const char *path)
{
    memory_check_errno();
    if (errno == ELOOP) {
        return "symbolic links aren't followed";
    }
    if (errno != ENOENT && errno != ENOTDIR && errno != EISDIR && errno != EACCES &&
        errno != ENAMETOOLONG) {
        loader->printed->unreadable =
            memory_arena_format(loader->arena, "%s: %s", path, strerror(errno));
    }
    return strerror(errno);
}

/* The reason why a file below the folder isn't read, as a link may lead elsewhere; NULL: it is
 * read. The path is changed for a while. */
static const char *file_link_fault(struct loader *loader, char *path, size_t folder)
{
    for (char *at = path + folder; at != NULL;) {
        char *slash = strchr(at, '/');
        struct stat status;
        const char *fault;
        bool known;
        int fd;

        if (slash != NULL) {
            *slash = '\0';
        }
        fd = file_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
        if (slash != NULL) {
            *slash = '/';
        }
        if (fd < 0) {
            return file_error(loader, path);
        }
        known = fstat(fd, &status) == 0;
        fault = known ? NULL : file_error(loader, path);
        close(fd);
        if (known && slash == NULL && !S_ISREG(status.st_mode)) {
            fault = "it is not a regular file";
        }
        if (fault != NULL) {
            return fault;
        }
        at = slash != NULL ? slash + 1 : NULL;
    }
    return NULL;
}

/* Adds a file to the diagnostics that are printed, and to those that are in use. */
static unsigned file_add(struct loader *loader, const char *path, struct dg_text source)
{
    unsigned number = diag_add_file(loader->printed, path, source);

    loader->diag->files = loader->printed->files;
    loader->diag->file_count = loader->printed->file_count;
    return number;
}

static const struct tree *file_read_tree(struct loader *loader, const struct tree *ref,
                                         const char *path, const char *name)
{
    struct buffer text = {0};
    const char *copy;
    struct tree *root;
    size_t count;
    unsigned file;

    if (!file_read(path, TREE_MAX_BYTES - loader->file_bytes, &text)) {
        diag_error(loader->diag, DIAG_REF_EXTERNAL, ref->at, "'%s' can't be read: %s", name,
                   file_error(loader, path));
        buffer_free(&text);
        return NULL;
    }
    if (text.length > TREE_MAX_BYTES - loader->file_bytes) {
        diag_error(loader->diag, DIAG_REF_EXTERNAL, ref->at,
                   "the files of the contract are larger than %zu bytes", TREE_MAX_BYTES);
        buffer_free(&text);
        return NULL;
    }
    loader->file_bytes += text.length;
    copy = memory_arena_copy(loader->arena, text.data, text.length);
    file = file_add(loader, memory_arena_copy(loader->arena, path, strlen(path)),
                    (struct dg_text){copy, text.length});
    buffer_free(&text);
    root = tree_read(file, loader->arena, loader->diag, &count);
    if (root == NULL) {
        return NULL;
    }
    loader_add_nodes(loader, tree_edit_number(root, loader->node_count) - loader->node_count);
    root->text = dg_text_of(name);
    return root;
}

/* Reads a file of which `name` is the path from the contract's folder. */
static const struct tree *file_open_tree(struct loader *loader, const struct tree *ref,
                                         const char *name)
{
    struct dg_text folder = file_folder(dg_text_of(loader->printed->files[0].path));
    struct buffer path = {0};
    const struct tree *root = NULL;
    const char *fault;

    buffer_add_bytes(&path, folder.data, folder.length);
    buffer_add(&path, name);
    fault = file_link_fault(loader, path.data, folder.length);
    if (fault != NULL) {
        diag_error(loader->diag, DIAG_REF_EXTERNAL, ref->at, "'%s' can't be read: %s", name, fault);
    } else {
        root = file_read_tree(loader, ref, path.data, name);
    }
    buffer_free(&path);
    return root;
}

static const struct tree *file_add_named(struct loader *loader, const struct tree *ref,
                                         const char *name)
{
    struct load_file *known;

    if (loader->file_count == FILE_MAX_COUNT) {
        diag_error(loader->diag, DIAG_REF_EXTERNAL, ref->at,
                   "the contract consists of more than %d files", FILE_MAX_COUNT);
        return NULL;
    }
    loader->files = memory_grow(loader->files, (loader->file_count + 1) * sizeof *loader->files);
    known = &loader->files[loader->file_count++];
    *known = (struct load_file){memory_arena_copy(loader->arena, name, strlen(name)), NULL};
    known->root = file_open_tree(loader, ref, known->path);
    return known->root;
}

static const struct tree *file_named(struct loader *loader, const struct tree *ref,
                                     const char *name)
{
    const char *contract = loader->printed->files[0].path;

    if (strcmp(contract + file_folder(dg_text_of(contract)).length, name) == 0) {
        return loader->root;
    }
    for (size_t i = 0; i < loader->file_count; i++) {
        const struct load_file *file = &loader->files[i];

        if (strcmp(file->path, name) != 0) {
            continue;
        }
        if (file->root == NULL) {
            diag_error(loader->diag, DIAG_REF_EXTERNAL, ref->at, "'%s' can't be read", name);
        }
        return file->root;
    }
    return file_add_named(loader, ref, name);
}

const struct tree *load_file_root(struct loader *loader, const struct tree *ref, struct dg_text to)
{
    const struct tree *from = ref;
    const struct tree *root = NULL;
    struct buffer name = {0};
    const char *fault;

    while (from->parent != NULL) {
        from = from->parent;
    }
    if (to.length == 0) {
        return from;
    }
    if (from != loader->root) {
        struct dg_text folder = file_folder(from->text);

        buffer_add_bytes(&name, folder.data, folder.length);
    }
    fault =
        memchr(to.data, '\0', to.length) != NULL ? "it has a NUL character" : file_join(&name, to);
    if (fault != NULL) {
        diag_error(loader->diag, DIAG_REF_EXTERNAL, ref->at,
                   "'%.*s' is not read, since %s: references lead to this document ('#/…') or to "
                   "files below its folder",
                   DIAG_TEXT(to), fault);
    } else {
        root = file_named(loader, ref, buffer_string(&name));
    }
    buffer_free(&name);
    return root;
}
