/* Walks folders in name order and survives loops of symbolic links. */
#include "input/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/output.h"
#include "common/memory.h"
#include "input/input.h"

/* A folder that is being walked, with the folders above it. */
struct ancestor {
    dev_t device;
    ino_t inode;
    const struct ancestor *parent;
};

static bool walk(const char *path, const struct stat *status, const struct ancestor *parent,
                 struct file_visitor *visitor);

static bool is_loop(const struct stat *status, const struct ancestor *at)
{
    for (; at != NULL; at = at->parent) {
        if (at->device == status->st_dev && at->inode == status->st_ino) {
            return true;
        }
    }
    return false;
}

/* Whether an entry is a file of the user: unfinished reports of the program are not. */
static int is_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
           !output_is_temporary(entry->d_name);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static char *join(const char *directory, const char *name)
{
    size_t length = strlen(directory);
    const char *slash = length > 0 && directory[length - 1] == '/' ? "" : "/";
    size_t size = length + strlen(slash) + strlen(name) + 1;
    char *path = memory_block(size);

    snprintf(path, size, "%s%s%s", directory, slash, name);
    return path;
}

/* The kind of an entry of a folder. An entry that has vanished or is a broken link is reported only
   if it has a known suffix. */
static bool visit_entry(const char *path, const struct ancestor *parent,
                        struct file_visitor *visitor)
{
    struct stat status;
    bool wanted = input_format_of(path) != INPUT_AUTO;

    if (stat(path, &status) != 0) {
        if (wanted || (errno != ENOENT && errno != ELOOP)) {
            visitor->unreadable(visitor, path, errno);
        } else {
            visitor->unmatched(visitor, path);
        }
        return true;
    }
    if (S_ISDIR(status.st_mode)) {
        return walk(path, &status, parent, visitor);
    }
    if (wanted && S_ISREG(status.st_mode)) {
        return visitor->judge(visitor, path);
    }
    visitor->unmatched(visitor, path);
    return true;
}

static bool walk(const char *path, const struct stat *status, const struct ancestor *parent,
                 struct file_visitor *visitor)
{
    const struct ancestor self = {status->st_dev, status->st_ino, parent};
    struct dirent **entries = NULL;
    bool going_on = true;
    int count = 0;

    if (is_loop(status, parent)) {
        return true;
    }
    count = scandir(path, &entries, is_entry, by_name);
    if (count < 0) {
        memory_check_errno();
        visitor->unreadable(visitor, path, errno);
        return true;
    }
    for (int i = 0; i < count; i++) {
        if (going_on) {
            char *entry = join(path, entries[i]->d_name);

            going_on = visit_entry(entry, &self, visitor);
            free(entry);
        }
        free(entries[i]);
    }
    free(entries);
    return going_on;
}

bool files_visit(const char *path, struct file_visitor *visitor)
{
    struct stat status;

    if (strcmp(path, "-") == 0) {
        return visitor->judge(visitor, path);
    }
    if (stat(path, &status) != 0) {
        visitor->unreadable(visitor, path, errno);
        return true;
    }
    if (S_ISDIR(status.st_mode)) {
        return walk(path, &status, NULL, visitor);
    }
    return visitor->judge(visitor, path);
}
