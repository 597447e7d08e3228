/* Removes folders with nftw(); copies and digests them in the order of names. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_ROOM 4096
#define BLOCK 65536

static void give_up(const char *path)
{
    fprintf(stderr, "torture: %s: %s\n", path, strerror(errno));
    exit(1);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *at)
{
    (void)status;
    (void)kind;
    (void)at;
    return remove(path);
}

void folder_remove(const char *path)
{
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT) {
        give_up(path);
    }
}

/* Gets each entry of a folder. */
typedef void entry_function(const char *folder, const char *name, void *context);

static int no_dots(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void for_each(const char *folder, entry_function *function, void *context)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, no_dots, alphasort);

    if (count < 0) {
        give_up(folder);
    }
    for (int i = 0; i < count; i++) {
        function(folder, entries[i]->d_name, context);
        free(entries[i]);
    }
    free(entries);
}

static void copy_file(const char *from, const char *to)
{
    char block[BLOCK];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    ssize_t got = 0;

    if (in < 0 || out < 0) {
        give_up(in < 0 ? from : to);
    }
    while ((got = read(in, block, sizeof block)) > 0) {
        if (write(out, block, (size_t)got) != got) {
            give_up(to);
        }
    }
    (void)close(in);
    (void)close(out);
}

static bool is_folder(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void copy_entry(const char *folder, const char *name, void *context)
{
    char from[PATH_ROOM];
    char to[PATH_ROOM];

    snprintf(from, sizeof from, "%s/%s", folder, name);
    snprintf(to, sizeof to, "%s/%s", (const char *)context, name);
    if (is_folder(from)) {
        folder_copy(from, to);
    } else {
        copy_file(from, to);
    }
}

void folder_copy(const char *from, const char *to)
{
    char copy[PATH_ROOM];

    if (mkdir(to, 0755) != 0) {
        give_up(to);
    }
    if (from != NULL) {
        snprintf(copy, sizeof copy, "%s", to);
        for_each(from, copy_entry, copy);
    }
}

struct digest {
    uint64_t value;
    bool contents;
};

/* FNV-1a. */
static void add(struct digest *digest, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        digest->value = (digest->value ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    }
}

static void add_file(struct digest *digest, const char *path)
{
    char block[BLOCK];
    int in = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = 0;

    if (in < 0) {
        give_up(path);
    }
    while ((got = read(in, block, sizeof block)) > 0) {
        add(digest, block, (size_t)got);
    }
    (void)close(in);
}

static void add_entry(const char *folder, const char *name, void *context)
{
    struct digest *digest = context;
    char path[PATH_ROOM];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    add(digest, path, strlen(path) + 1);
    if (is_folder(path)) {
        for_each(path, add_entry, digest);
    } else if (digest->contents) {
        add_file(digest, path);
    }
}

uint64_t folder_digest(const char *path, bool contents)
{
    struct digest digest = {0xCBF29CE484222325u, contents};

    for_each(path, add_entry, &digest);
    return digest.value;
}

static void look_for_draft(const char *folder, const char *name, void *context)
{
    char path[PATH_ROOM];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (is_folder(path)) {
        for_each(path, look_for_draft, context);
    } else if (strncmp(name, ".dg-", 4) == 0) {
        *(bool *)context = true;
    }
}

bool folder_has_draft(const char *path)
{
    bool found = false;

    for_each(path, look_for_draft, &found);
    return found;
}
