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

/* Why an entry that isn't a folder isn't judged; NULL: it is. A link could lead out of the folder,
   or to a file that is met again. */
static const char *why_unmatched(const char *path, const struct stat *status)
{
    if (S_ISLNK(status->st_mode)) {
        return "a symbolic link, which is followed only if it is named itself";
    }
    if (input_format_of(path) == INPUT_AUTO) {
        return "the suffix is not that of an input format";
    }
    return S_ISREG(status->st_mode) ? NULL : "not a regular file";
}

static bool visit_entry(const char *path, struct file_visitor *visitor)
{
    struct stat status;
    const char *why = NULL;

    if (lstat(path, &status) != 0) {
        return report_unreadable(visitor, path, errno);
    }
    if (S_ISDIR(status.st_mode)) {
        return walk(path, visitor);
    }
    why = why_unmatched(path, &status);
    if (why == NULL) {
        return visitor->judge(visitor, path);
    }
    if (visitor->unmatched != NULL) {
        visitor->unmatched(visitor, path, why);
    }
    return true;
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
