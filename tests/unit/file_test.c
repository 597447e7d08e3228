/* Files are read whole, written completely by short writes, and replaced whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/file.h"

/* Replaces the system's function: every other call is interrupted, the others write three bytes. */

static bool interrupted(void)
{
    static unsigned calls;

    errno = EINTR;
    return calls++ % 2 == 0;
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    return interrupted() ? -1 : (ssize_t)syscall(SYS_write, fd, bytes, length < 3 ? length : 3);
}

ssize_t read(int fd, void *bytes, size_t length)
{
    return interrupted() ? -1 : (ssize_t)syscall(SYS_read, fd, bytes, length < 3 ? length : 3);
}

/* Each test runs in an empty folder, and leaves the folder empty. */

static int set_up(void **state)
{
    char *folder = strdup("file-test-XXXXXX");

    *state = folder;
    return mkdtemp(folder) == NULL || chdir(folder) != 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    int result = chdir("..") != 0 || rmdir(*state) != 0 ? -1 : 0;

    free(*state);
    return result;
}

static void create(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void expect_text(const char *path, const char *text)
{
    struct buffer found = {0};

    assert_true(file_read(path, SIZE_MAX, &found));
    assert_string_equal(buffer_string(&found), text);
    buffer_free(&found);
}

static size_t count_files(void)
{
    DIR *folder = opendir(".");
    size_t count = 0;

    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(folder);
    return count;
}

static mode_t mode_of(const char *path)
{
    struct stat status;

    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 0777;
}

static void test_reading(void **state)
{
    struct buffer text = {0};

    (void)state;
    create("a", "one, two, three");
    expect_text("a", "one, two, three");
    create("a", "");
    expect_text("a", "");

    create("a", "one, two, three");
    assert_true(file_read("a", 5, &text));
    assert_true(text.length > 5);
    buffer_free(&text);

    assert_false(file_read("missing", SIZE_MAX, &text));
    assert_int_equal(errno, ENOENT);
    assert_false(file_read(".", SIZE_MAX, &text));
    assert_int_equal(errno, EISDIR);
    buffer_free(&text);
    assert_int_equal(unlink("a"), 0);
}

static void test_writing_to_a_full_device(void **state)
{
    FILE *full = fopen("/dev/full", "w");

    (void)state;
    assert_non_null(full);
    assert_true(file_write(fileno(full), "", 0));
    assert_false(file_write(fileno(full), "one", 3));
    assert_int_equal(errno, ENOSPC);
    fclose(full);
}

static void replace(const char *path, const char *text)
{
    struct file_draft draft;

    assert_true(file_draft_open(&draft, path, "dg-test", FILE_READERS_USUAL));
    assert_true(file_write(draft.fd, text, strlen(text)));
    assert_true(file_draft_close(&draft));
    assert_true(file_draft_commit(&draft));
    assert_true(file_draft_sync(&draft));
    file_draft_abandon(&draft);
}

static void test_replacing(void **state)
{
    (void)state;
    replace("a", "one, two, three");
    expect_text("a", "one, two, three");
    assert_int_equal(chmod("a", 0640), 0);
    replace("./a", "four");
    expect_text("a", "four");
    assert_int_equal(mode_of("a"), 0640);
    assert_int_equal(count_files(), 1);
    assert_int_equal(unlink("a"), 0);
}

static void test_permissions_of_a_new_file(void **state)
{
    mode_t before = umask(027);

    (void)state;
    replace("a", "");
    assert_int_equal(mode_of("a"), 0640);
    assert_int_equal(umask(before), 027);
    assert_int_equal(unlink("a"), 0);
}

static void test_abandoning(void **state)
{
    struct file_draft draft;

    (void)state;
    create("a", "one");
    assert_true(file_draft_open(&draft, "a", "dg-test", FILE_READERS_USUAL));
    assert_true(file_is_draft(draft.temporary, "dg-test"));
    assert_true(file_write(draft.fd, "two", 3));
    assert_int_equal(count_files(), 2);
    file_draft_abandon(&draft);
    assert_int_equal(count_files(), 1);
    expect_text("a", "one");
    assert_int_equal(unlink("a"), 0);
}

static void test_failures(void **state)
{
    struct file_draft draft;

    (void)state;
    assert_false(file_draft_open(&draft, "missing/a", "dg-test", FILE_READERS_USUAL));
    assert_int_equal(errno, ENOENT);

    /* A folder can't be replaced. */
    assert_int_equal(mkdir("a", 0777), 0);
    assert_true(file_draft_open(&draft, "a", "dg-test", FILE_READERS_USUAL));
    assert_true(file_draft_close(&draft));
    assert_false(file_draft_commit(&draft));
    assert_int_equal(errno, EISDIR);
    file_draft_abandon(&draft);
    assert_int_equal(count_files(), 1);
    assert_int_equal(rmdir("a"), 0);
}

static void test_names_of_drafts(void **state)
{
    (void)state;
    assert_true(file_is_draft(".dg-test-aB3dEf", "dg-test"));
    assert_false(file_is_draft(".dg-test", "dg-test"));
    assert_false(file_is_draft(".dg-testing-aB3dEf", "dg-test"));
    assert_false(file_is_draft("dg-test-aB3dEf", "dg-test"));
    assert_false(file_is_draft("", "dg-test"));
}

static void test_same(void **state)
{
    (void)state;
    create("one", "text");
    create("other", "text");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(symlink("../one", "folder/soft"), 0);
    assert_int_equal(link("one", "folder/hard"), 0);
    assert_true(file_is_same("one", "one"));
    assert_true(file_is_same("one", "folder/../one"));
    assert_true(file_is_same("folder/soft", "one"));
    assert_true(file_is_same("folder/soft", "folder/hard"));
    assert_false(file_is_same("one", "other"));
    assert_false(file_is_same("one", "missing"));
    assert_false(file_is_same("missing", "missing"));
    assert_false(file_is_same("folder", "folder"));
    assert_false(file_is_same("/dev/null", "/dev/null"));
    assert_int_equal(unlink("folder/soft") + unlink("folder/hard"), 0);
    assert_int_equal(rmdir("folder") + unlink("one") + unlink("other"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_reading, set_up, tear_down),
        cmocka_unit_test(test_writing_to_a_full_device),
        cmocka_unit_test_setup_teardown(test_replacing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_permissions_of_a_new_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_abandoning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_failures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same, set_up, tear_down),
        cmocka_unit_test(test_names_of_drafts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
