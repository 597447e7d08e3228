/* Walks folders in name order. */
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

static bool walk(const char *path, struct file_visitor *visitor);

/* Reports that a file or folder can't be read. Returns true: the walk goes on. */
static bool report_unreadable(struct file_visitor *visitor, const char *path, int error)
{
    if (visitor->unreadable != NULL) {
        visitor->unreadable(visitor, path, error);
    }
    return true;
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

/* Tells why an entry isn't judged. Returns true: the walk goes on. */
static bool report_unmatched(struct file_visitor *visitor, const char *path, const char *why)
{
    if (visitor->unmatched != NULL) {
        visitor->unmatched(visitor, path, why);
    }
    return true;
}

/* A link to a folder isn't followed: it could lead out of the folder, back, or to files that are
   met anyway. An entry that has vanished or is a broken link is reported only if it has a known
   suffix. */
static bool visit_entry(const char *path, struct file_visitor *visitor)
{
    bool wanted = input_format_of(path) != INPUT_AUTO;
    struct stat entry;
    struct stat target;

    if (lstat(path, &entry) != 0 || stat(path, &target) != 0) {
        return wanted || (errno != ENOENT && errno != ELOOP)
                   ? report_unreadable(visitor, path, errno)
                   : report_unmatched(visitor, path, strerror(errno));
    }
    if (S_ISDIR(entry.st_mode)) {
        return walk(path, visitor);
    }
    if (S_ISDIR(target.st_mode)) {
        return report_unmatched(visitor, path,
                                "a link to a folder, which is followed only if it is named itself");
    }
    if (!wanted) {
        return report_unmatched(visitor, path, "the suffix is not that of an input format");
    }
    return S_ISREG(target.st_mode) ? visitor->judge(visitor, path)
                                   : report_unmatched(visitor, path, "not a regular file");
}

static bool walk(const char *path, struct file_visitor *visitor)
{
    struct dirent **entries = NULL;
    bool going_on = true;
    int count = scandir(path, &entries, is_entry, by_name);

    if (count < 0) {
        memory_check_errno();
        return report_unreadable(visitor, path, errno);
    }
    for (int i = 0; i < count; i++) {
        if (going_on) {
            char *entry = join(path, entries[i]->d_name);

            going_on = visit_entry(entry, visitor);
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
        return report_unreadable(visitor, path, errno);
    }
    return S_ISDIR(status.st_mode) ? walk(path, visitor) : visitor->judge(visitor, path);
}
