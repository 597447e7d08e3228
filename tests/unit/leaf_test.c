/* Values in their usual spelling: the quick functions agree with those that know every spelling, on
 * every change of a byte, and never read beyond the end of the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "runtime/leaf.h"

/* Memory whose end is followed by a page that must not be read. */
static char *guarded_end;

static int guard(void **state)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    (void)state;
    if (pages == MAP_FAILED || mprotect(pages + page, page, PROT_NONE) != 0) {
        return -1;
    }
    guarded_end = pages + page;
    return 0;
}

/* Copies the text to the end of the memory. */
static struct dg_text guarded(const char *text, size_t length)
{
    char *at = guarded_end - length;

    memcpy(at, text, length);
    return (struct dg_text){at, length};
}

/* Checks the value at the beginning of a text. */
typedef void (*check_function)(struct dg_text text);

/* Checks the sample; each part of it that begins where it begins; and all of them again with each
   value in place of each byte. */
static void check_changes(const char *sample, check_function check)
{
    size_t length = strlen(sample);

    for (size_t end = 0; end <= length; end++) {
        check(guarded(sample, end));
    }
    for (size_t at = 0; at < length; at++) {
        for (unsigned byte = 0; byte < 256; byte++) {
            struct dg_text text = guarded(sample, length);

            guarded_end[-(ptrdiff_t)(length - at)] = (char)byte;
            check(text);
        }
    }
}

static void fail_on(const char *what, struct dg_text text)
{
    fail_msg("%s: %.*s", what, (int)text.length, text.data);
}

/* The text between the quotes at the beginning; NULL: there is no closing quote. */
static struct dg_text between_quotes(struct dg_text text)
{
    const char *close =
        text.length < 2 || *text.data != '"' ? NULL : memchr(text.data + 1, '"', text.length - 1);

    return close == NULL ? (struct dg_text){NULL, 0}
                         : (struct dg_text){text.data + 1, (size_t)(close - text.data - 1)};
}

static void check_time(struct dg_text text)
{
    const char *end = text.data + text.length;
    struct dg_time quick = {0};
    struct dg_time slow = {0};
    const char *after = dg_leaf_time(text.data, end, &quick);
    struct dg_text between = between_quotes(text);
    bool valid = between.data != NULL && dg_time_parse(&slow, between);
    bool usual = valid && between.data[10] == 'T' && between.data[between.length - 1] == 'Z' &&
                 between.length <= sizeof "0000-00-00T00:00:00.123456789Z" - 1;

    if (after == NULL && usual && memcmp(between.data + 17, "60", 2) != 0) {
        fail_on("not taken", text);
    }
    if (after != NULL &&
        (!valid || after != between.data + between.length + 1 || quick.seconds != slow.seconds ||
         quick.nanos != slow.nanos || !dg_text_equal(quick.text, slow.text))) {
        fail_on("another time", text);
    }
}

static void test_times(void **state)
{
    (void)state;
    check_changes("\"2026-04-13T13:22:56.337Z\",", check_time);
    check_changes("\"2026-02-28T23:59:59Z\"", check_time);
    check_changes("\"2024-02-29T00:00:00Z\",\"x\"", check_time);
    check_changes("\"1900-02-29T09:08:07.1Z\"", check_time);
    check_changes("\"0000-01-31T10:00:60.123456Z\"", check_time);
    check_changes("\"9999-12-31T19:59:59.123456789Z\"", check_time);
    check_changes("\"2026-11-30T09:59:59.0000000009Z\"}", check_time);
    check_changes("\"2026-10-10T23:59:00+01:00\"}", check_time);
}

static void test_days(void **state)
{
    char text[32];

    (void)state;
    for (int year = 0; year <= 9999; year += year > 1890 && year < 2110 ? 1 : 33) {
        for (int month = 0; month <= 14; month++) {
            for (int day = 0; day <= 33; day++) {
                int length =
                    snprintf(text, sizeof text, "\"%04d-%02d-%02dT12:34:56Z\"", year, month, day);

                check_time(guarded(text, (size_t)length));
            }
        }
    }
}

static void check_integer(struct dg_text text)
{
    const char *end = text.data + text.length;
    int64_t quick = 0;
    int64_t slow = 0;
    const char *after = dg_leaf_integer(text.data, end, &quick);
    struct dg_text number = {text.data, 0};

    while (number.length < text.length && text.data[number.length] != '\0' &&
           strchr("+-.eE0123456789", text.data[number.length]) != NULL) {
        number.length++;
    }
    if (after == NULL) {
        bool usual =
            dg_number_is_spelled(number) && dg_number_integer(number, &slow) && number.length <= 18;

        for (size_t i = 0; i < number.length; i++) {
            usual = usual && number.data[i] != '.' && (number.data[i] | 0x20) != 'e';
        }
        if (usual) {
            fail_on("not taken", text);
        }
        return;
    }
    number.length = (size_t)(after - text.data);
    if (!dg_number_is_spelled(number) || !dg_number_integer(number, &slow) || quick != slow ||
        (after < end && memchr(".eE0123456789", *after, 13) != NULL)) {
        fail_on("another integer", text);
    }
}

static void test_integers(void **state)
{
    static const char *const samples[] = {"0",
                                          "-0",
                                          "7,",
                                          "12}",
                                          "-345 ",
                                          "1234567,\"b\":1",
                                          "12345678",
                                          "123456789]",
                                          "-987654321012345678,",
                                          "1234567890123456789,",
                                          "123456789012345678901234567890",
                                          "1e5",
                                          "10.0",
                                          "01"};

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        check_changes(samples[i], check_integer);
    }
}

/* The end of the run, byte by byte. */
static size_t run_length(struct dg_text text)
{
    size_t length = 0;

    while (length < text.length && (unsigned char)text.data[length] >= 0x20 &&
           text.data[length] != '"' && text.data[length] != '\\') {
        length++;
    }
    return length;
}

static void check_text(struct dg_text text)
{
    const char *end = text.data + text.length;
    struct dg_leaf_run run = dg_leaf_run_at(text.data, end);
    struct dg_text whole = {text.data, run_length(text)};
    struct dg_text rest = {text.data + 1, text.length - 1};
    struct dg_text quick = {0};
    const char *after;
    bool ascii = true;

    for (size_t i = 0; i < whole.length; i++) {
        ascii = ascii && (unsigned char)whole.data[i] < 0x80;
    }
    if (run.end != whole.data + whole.length || run.ascii != ascii) {
        fail_on("another run", text);
    }
    if (dg_leaf_is_utf8(text.data, end) != dg_text_is_utf8(text)) {
        fail_on("another verdict on UTF-8", text);
    }
    after = dg_leaf_text(text.data, end, &quick);
    whole = (struct dg_text){text.data + 1, text.length == 0 ? 0 : run_length(rest)};
    if (after != NULL ? *text.data != '"' || !dg_text_equal(quick, whole) ||
                            after != whole.data + whole.length + 1 || after[-1] != '"' ||
                            !dg_text_is_utf8(whole)
                      : text.length > 0 && *text.data == '"' && whole.length < rest.length &&
                            whole.data[whole.length] == '"' && dg_text_is_utf8(whole)) {
        fail_on("another text", text);
    }
}

static void test_texts(void **state)
{
    (void)state;
    check_changes("\"\",", check_text);
    check_changes("\"short\",", check_text);
    check_changes("\"exactly sixteen.\",", check_text);
    check_changes("\"one that is longer than two vectors of bytes\",", check_text);
    check_changes("\"Z\xC3\xBCrich, \xE6\x9C\xAC\xE7\x95\xAA\xF0\x9F\x9A\x80 \xED\x9F\xBF\"",
                  check_text);
    check_changes("\"\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\xEF\xBF\xBF\"", check_text);
}

static void test_every_sequence(void **state)
{
    (void)state;
    for (uint32_t bits = 0; bits < 0x10000; bits++) {
        static const char tails[][3] = {"\x80\x80", "\xBF\xBF", "\x80x", "xx"};

        for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
            char text[4] = {(char)(bits >> 8), (char)bits, tails[i][0], tails[i][1]};

            for (size_t length = 1; length <= sizeof text; length++) {
                struct dg_text sequence = guarded(text, length);

                if (dg_leaf_is_utf8(sequence.data, guarded_end) != dg_text_is_utf8(sequence)) {
                    fail_msg("%08x of %zu bytes", bits, length);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),          cmocka_unit_test(test_days),
        cmocka_unit_test(test_integers),       cmocka_unit_test(test_texts),
        cmocka_unit_test(test_every_sequence),
    };

    return cmocka_run_group_tests(tests, guard, NULL);
}
