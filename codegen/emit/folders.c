/* Creates folders from the outermost on, and removes them from the innermost on. */
#include "emit/folders.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_arena.h"

struct folder {
    char *path;
    bool made; /* this run created the folder */
};

static void add_one(struct folders *folders, const char *path, size_t length)
{
    folders->list = memory_grow(folders->list, (folders->count + 1) * sizeof *folders->list);
    folders->list[folders->count++] = (struct folder){memory_copy(path, length), false};
}

void folders_add(struct folders *folders, const char *path)
{
    size_t length = strlen(path);

    for (size_t i = 1; i <= length; i++) {
        if (path[i] == '/' || path[i] == '\0') {
            add_one(folders, path, i);
        }
    }
}

bool folders_make(struct folders *folders, const char **path)
{
    for (size_t i = 0; i < folders->count; i++) {
        struct folder *folder = &folders->list[i];

        folder->made = mkdir(folder->path, 0777) == 0;
        if (!folder->made && errno != EEXIST) {
            *path = folder->path;
            return false;
        }
    }
    return true;
}

void folders_unmake(struct folders *folders)
{
    for (size_t i = folders->count; i > 0; i--) {
        if (folders->list[i - 1].made) {
            (void)rmdir(folders->list[i - 1].path);
        }
    }
}

void folders_free(struct folders *folders)
{
    for (size_t i = 0; i < folders->count; i++) {
        free(folders->list[i].path);
    }
    free(folders->list);
    *folders = (struct folders){NULL, 0};
}
