/* Writes witnesses as captures. */
#include "diff/diff_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buffer.h"
#include "common/file.h"
#include "emit/folders.h"

#define FILES_PROGRAM "dg-codegen"
#define FILES_PREFIX "witness-"

static bool files_fail(const char *path)
{
    memory_check_errno();
    fprintf(stderr, "dg-codegen: %s: %s\n", path, strerror(errno));
    return false;
}

/* Whether a name is that of a witness: "witness-001-…". */
static bool files_is_witness(const char *name)
{
    const char *end = strrchr(name, '.');

    return strncmp(name, FILES_PREFIX, strlen(FILES_PREFIX)) == 0 &&
           strspn(name + strlen(FILES_PREFIX), "0123456789") >= 3 && end != NULL &&
           (strcmp(end, ".http") == 0 || strcmp(end, ".json") == 0);
}

/* A run that replaces the witnesses of earlier runs. What needs memory is made before the first
 * change on the disk. */
struct files_run {
    struct folders folders;
    struct file_draft *drafts; /* put in place together */
    struct buffer *texts;      /* of the drafts */
    size_t count;
    char **old; /* paths of the witnesses of earlier runs */
    size_t old_count;
};

static void files_add_old(struct files_run *run, const char *directory, const char *name)
{
    struct buffer path = {0};

    buffer_format(&path, "%s/%s", directory, name);
    run->old = memory_grow(run->old, (run->old_count + 1) * sizeof *run->old);
    run->old[run->old_count++] = path.data;
}

/* The next entry; NULL: there is none (errno is 0), or an error. */
static const struct dirent *files_next(DIR *folder)
{
    errno = 0;
    return readdir(folder);
}

/* Lists the witnesses of earlier runs. */
static bool files_list(struct files_run *run, const char *directory)
{
    DIR *folder = opendir(directory);
    bool good;

    if (folder == NULL) {
        return errno == ENOENT || files_fail(directory);
    }
    for (const struct dirent *entry = files_next(folder); entry != NULL;
         entry = files_next(folder)) {
        if (files_is_witness(entry->d_name)) {
            files_add_old(run, directory, entry->d_name);
        }
    }
    good = errno == 0 || files_fail(directory);
    closedir(folder);
    return good;
}

static void files_add(const struct diff_witness *witness, struct buffer *out)
{
    if (witness->operation != NULL) {
        buffer_format(out, "HTTP/1.1 %d \r\n", witness->status);
        if (witness->content_type != NULL) {
            buffer_format(out, "Content-Type: %s\r\n", witness->content_type);
        }
        buffer_format(out, "Content-Length: %zu\r\n\r\n", witness->body.length);
    }
    buffer_add_text(out, witness->body);
}

static void files_plan(struct files_run *run, const struct diff_change *change, size_t number,
                       const char *directory)
{
    const struct diff_witness *witness = change->witness;
    struct buffer path = {0};

    buffer_format(&path, "%s/" FILES_PREFIX "%03zu-%s-accepted-by-%s.%s", directory, number,
                  diff_kind_name(change->kind), witness->accepted_by == DIFF_NEW ? "new" : "old",
                  witness->operation != NULL ? "http" : "json");
    files_add(witness, &run->texts[run->count]);
    file_draft_plan(&run->drafts[run->count], path.data, FILES_PROGRAM);
    run->count++;
    buffer_free(&path);
}

static bool files_write(struct file_draft *draft, const struct buffer *text)
{
    return (file_draft_create(draft, FILE_READERS_USUAL) &&
            file_write(draft->fd, text->data, text->length) && file_draft_close(draft)) ||
           files_fail(draft->target);
}

/* Writes all drafts, removes the witnesses of earlier runs, and puts the drafts in place. */
static bool files_replace(struct files_run *run)
{
    bool good = true;

    for (size_t i = 0; good && i < run->count; i++) {
        good = files_write(&run->drafts[i], &run->texts[i]);
    }
    for (size_t i = 0; good && i < run->old_count; i++) {
        good = unlink(run->old[i]) == 0 || errno == ENOENT || files_fail(run->old[i]);
    }
    for (size_t i = 0; good && i < run->count; i++) {
        good = file_draft_commit(&run->drafts[i]) || files_fail(run->drafts[i].target);
    }
    return good;
}

static void files_end(struct files_run *run, bool good)
{
    for (size_t i = 0; i < run->count; i++) {
        file_draft_abandon(&run->drafts[i]);
        buffer_free(&run->texts[i]);
    }
    if (!good) {
        folders_unmake(&run->folders);
    }
    for (size_t i = 0; i < run->old_count; i++) {
        free(run->old[i]);
    }
    folders_free(&run->folders);
    free(run->drafts);
    free(run->texts);
    free(run->old);
}

bool diff_files_write(const struct diff *diff, const char *directory)
{
    struct files_run run = {.drafts = memory_new_array(diff->count + 1, sizeof *run.drafts),
                            .texts = memory_new_array(diff->count + 1, sizeof *run.texts)};
    const char *failed = directory;
    bool good;

    folders_add(&run.folders, directory);
    for (size_t i = 0; i < diff->count; i++) {
        if (diff->changes[i]->witness != NULL) {
            files_plan(&run, diff->changes[i], i + 1, directory);
        }
    }
    good = files_list(&run, directory) &&
           (folders_make(&run.folders, &failed) || files_fail(failed)) && files_replace(&run);
    files_end(&run, good);
    return good;
}
