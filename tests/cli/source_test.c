/* Compressed files that a thread decompresses: the same bytes and faults as without the thread. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

#include "input/source.h"

#define PLAIN_BYTES ((size_t)3 * 1024 * 1024)
#define PIPE_BYTES ((size_t)1024 * 1024)
#define PATH "source-test.packed"

/* Bytes that compress to about a half. */
static char *plain_bytes(void)
{
    char *bytes = malloc(PLAIN_BYTES);
    uint32_t random = 1;

    assert_non_null(bytes);
    for (size_t i = 0; i < PLAIN_BYTES; i++) {
        random = random * 1664525 + 1013904223;
        bytes[i] = (char)('a' + (random >> 28));
    }
    return bytes;
}

struct packed {
    unsigned char *bytes;
    size_t length;
};

static struct packed pack_zstd(const char *plain)
{
    struct packed packed = {malloc(ZSTD_compressBound(PLAIN_BYTES)), 0};

    assert_non_null(packed.bytes);
    packed.length =
        ZSTD_compress(packed.bytes, ZSTD_compressBound(PLAIN_BYTES), plain, PLAIN_BYTES, 1);
    assert_false(ZSTD_isError(packed.length));
    return packed;
}

static struct packed pack_gzip(char *plain)
{
    z_stream stream = {.next_in = (unsigned char *)plain, .avail_in = PLAIN_BYTES};
    struct packed packed = {NULL, 0};
    uLong bound = 0;

    assert_int_equal(deflateInit2(&stream, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    bound = deflateBound(&stream, PLAIN_BYTES);
    packed.bytes = malloc(bound);
    assert_non_null(packed.bytes);
    stream.next_out = packed.bytes;
    stream.avail_out = (uInt)bound;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.length = stream.total_out;
    deflateEnd(&stream);
    return packed;
}

/* Those of a sanitizer, too. */
static size_t thread_count(void)
{
    DIR *tasks = opendir("/proc/self/task");
    size_t count = 0;

    assert_non_null(tasks);
    for (const struct dirent *task = readdir(tasks); task != NULL; task = readdir(tasks)) {
        count += task->d_name[0] != '.';
    }
    closedir(tasks);
    return count;
}

/* Waits until the system has forgotten a thread that ended: it may be listed for a while after
   another one has joined it. A thread that doesn't end exceeds the time limit of the test. */
static void await_threads(size_t count)
{
    while (thread_count() != count) {
        sched_yield();
    }
}

static bool has_several_processors(void)
{
    cpu_set_t set;

    assert_int_equal(sched_getaffinity(0, sizeof set, &set), 0);
    return CPU_COUNT(&set) > 1;
}

/* What a source gives. */
struct heard {
    char *bytes;
    size_t length;
    enum source_step end;
    int error;
    const char *fault;
    size_t threads; /* the most that it had */
};

/* Reads to the end, as many bytes at once as given. */
static struct heard hear(bool alone, size_t capacity)
{
    struct heard heard = {.bytes = malloc(2 * PLAIN_BYTES + capacity), .end = SOURCE_BYTES};
    size_t before = thread_count();
    struct source source;
    size_t got = 0;

    assert_non_null(heard.bytes);
    assert_int_equal(source_open(&source, PATH), SOURCE_BYTES);
    if (alone) {
        source_alone(&source);
    }
    while (heard.end == SOURCE_BYTES) {
        size_t threads = thread_count() - before;

        heard.threads = threads > heard.threads ? threads : heard.threads;
        assert_true(heard.length <= 2 * PLAIN_BYTES);
        heard.end = source_read(&source, heard.bytes + heard.length, capacity, &got);
        heard.length += heard.end == SOURCE_BYTES ? got : 0;
    }
    assert_int_equal(source_read(&source, heard.bytes, 1, &got), heard.end);
    heard.error = source.error;
    heard.fault = source.fault;
    source_close(&source);
    await_threads(before);
    return heard;
}

static void write_file(const unsigned char *bytes, size_t length)
{
    int fd = open(PATH, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, length), length);
    close(fd);
}

/* Compares a thread with none. Returns the fault. */
static const char *compare(size_t capacity)
{
    struct heard alone = hear(true, capacity);
    struct heard heard = hear(false, capacity);

    assert_int_equal(alone.threads, 0);
    assert_int_equal(heard.threads, has_several_processors() ? 1 : 0);
    assert_int_equal(heard.end, alone.end);
    assert_int_equal(heard.length, alone.length);
    assert_memory_equal(heard.bytes, alone.bytes, heard.length);
    assert_int_equal(heard.error, alone.error);
    assert_ptr_equal(heard.fault, alone.fault);
    free(alone.bytes);
    free(heard.bytes);
    return heard.fault;
}

/* Whole, cut and damaged. */
static void compare_all(struct packed packed)
{
    write_file(packed.bytes, packed.length);
    for (size_t capacity = 40000; capacity < 400000; capacity = capacity * 2 + 1) {
        assert_null(compare(capacity));
    }
    write_file(packed.bytes, packed.length - packed.length / 9);
    assert_string_equal(compare(70000), "the compressed data is cut off");
    memset(packed.bytes + packed.length * 2 / 3, 0xFF, 2000);
    write_file(packed.bytes, packed.length);
    assert_string_equal(compare(70000), "the compressed data is corrupt");
    unlink(PATH);
    free(packed.bytes);
}

static void test_gives_the_same_bytes_and_faults(void **state)
{
    char *plain = plain_bytes();

    (void)state;
    compare_all(pack_zstd(plain));
    compare_all(pack_gzip(plain));
    free(plain);
}

/* Appends a block of zstd: 128 KiB of one byte, or 70,000 bytes that aren't compressed. Returns its
   length. */
static size_t add_block(unsigned char *to, bool raw)
{
    size_t size = raw ? 70000 : 128 * 1024;
    size_t header = size << 3 | (raw ? 0U : 2U); /* the size, and the type of the block */

    to[0] = (unsigned char)header;
    to[1] = (unsigned char)(header >> 8);
    to[2] = (unsigned char)(header >> 16);
    memset(to + 3, 'a', raw ? size : 1);
    return 3 + (raw ? size : 1);
}

/* Reads to the end, and returns the number of bytes. */
static size_t count_bytes(bool alone, size_t capacity)
{
    static char buffer[400000];
    struct source source;
    size_t total = 0;
    size_t got = 0;

    assert_int_equal(source_open(&source, PATH), SOURCE_BYTES);
    if (alone) {
        source_alone(&source);
    }
    while (source_read(&source, buffer, capacity, &got) == SOURCE_BYTES) {
        total += got;
    }
    assert_string_equal(
        source.fault,
        "the compressed data expands to more than 1100 times its size: this is not a capture");
    source_close(&source);
    return total;
}

/* The limit is exceeded after 64 MiB, in the midst of reads of most sizes. */
static void test_ends_after_the_same_bytes_of_a_bomb(void **state)
{
    /* A frame with a window of 128 KiB. */
    static unsigned char bytes[80000] = {0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38};
    size_t length = 6 + add_block(bytes + 6, true);
    size_t first = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        length += add_block(bytes + length, false);
    }
    write_file(bytes, length);
    first = count_bytes(true, 128 * 1024);
    assert_true(first > 64 * 1024 * 1024 && first < 100 * 1024 * 1024);
    for (size_t capacity = 40000; capacity < 400000; capacity = capacity * 2 + 1) {
        assert_int_equal(count_bytes(true, capacity), first);
        assert_int_equal(count_bytes(false, capacity), first);
    }
    unlink(PATH);
}

/* A source on standard input, which is a pipe that another thread may wait for. */
static void open_pipe(struct source *source, int ends[2])
{
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    assert_int_equal(source_open(source, "-"), SOURCE_BYTES);
}

static void test_ends_while_a_pipe_has_nothing(void **state)
{
    char *plain = plain_bytes();
    struct packed packed = pack_zstd(plain);
    static char buffer[64 * 1024];
    struct source source;
    size_t before = thread_count();
    size_t got = 0;
    int ends[2];

    (void)state;
    open_pipe(&source, ends);
    assert_true(packed.length > PIPE_BYTES);
    assert_true(fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES) >= 0);
    assert_int_equal(write(ends[1], packed.bytes, PIPE_BYTES), PIPE_BYTES);
    for (size_t read = 0; read < PIPE_BYTES + PIPE_BYTES / 4; read += got) {
        assert_int_equal(source_read(&source, buffer, sizeof buffer, &got), SOURCE_BYTES);
    }
    assert_int_equal(thread_count() - before, has_several_processors() ? 1 : 0);
    source_close(&source); /* the pipe is open: its thread would wait for more bytes */
    await_threads(before);
    close(ends[1]);
    free(packed.bytes);
    free(plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gives_the_same_bytes_and_faults),
        cmocka_unit_test(test_ends_after_the_same_bytes_of_a_bomb),
        cmocka_unit_test(test_ends_while_a_pipe_has_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
