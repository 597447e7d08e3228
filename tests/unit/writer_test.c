/* The JSON writer, pointers, and the table of codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/report.h"
#include "runtime/writer.h"

static void write_document(struct dg_writer *out)
{
    dg_write_object(out);
    dg_write_key(out, (struct dg_text)DG_TEXT("a\"b"));
    dg_write_array(out);
    dg_write_integer(out, 0);
    dg_write_integer(out, INT64_MIN);
    dg_write_integer(out, INT64_MAX);
    dg_write_boolean(out, true);
    dg_write_boolean(out, false);
    dg_write_null(out);
    dg_write_array(out);
    dg_write_array_end(out);
    dg_write_object(out);
    dg_write_object_end(out);
    dg_write_array_end(out);
    dg_write_key(out, (struct dg_text)DG_TEXT(""));
    dg_write_raw(out, (struct dg_text)DG_TEXT("1.50"));
    dg_write_key(out, (struct dg_text)DG_TEXT("t"));
    dg_write_text(out, (struct dg_text)DG_TEXT("\0\x1F\b\f\n\r\t\"\\/\x7F\xC3\xA9"));
    dg_write_object_end(out);
    dg_write_bytes(out, "\n", 1);
}

static const char document[] =
    "{\"a\\\"b\":[0,-9223372036854775808,9223372036854775807,true,false,null,[],{}],\"\":1.50,"
    "\"t\":\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\x7F\xC3\xA9\"}\n";

static void writes_json(void **state)
{
    char buffer[512];
    struct dg_writer out;

    (void)state;
    dg_writer_init(&out, buffer, sizeof buffer, NULL);
    write_document(&out);
    assert_true(dg_writer_finish(&out));
    assert_int_equal(dg_writer_length(&out), sizeof document - 1);
    assert_int_equal(out.used, dg_writer_length(&out));
    assert_memory_equal(buffer, document, sizeof document - 1);
}

static void counts_what_does_not_fit(void **state)
{
    char buffer[sizeof document];

    (void)state;
    for (size_t capacity = 0; capacity < sizeof document; capacity++) {
        struct dg_writer out;

        memset(buffer, '#', sizeof buffer);
        dg_writer_init(&out, capacity == 0 ? NULL : buffer, capacity, NULL);
        write_document(&out);
        assert_int_equal(dg_writer_length(&out), sizeof document - 1);
        assert_int_equal(out.used, capacity);
        assert_memory_equal(buffer, document, capacity);
        assert_int_equal(buffer[capacity], '#');
    }
}

/* The text between quotes, byte by byte. Returns the length. */
static size_t spell(char *to, const char *text, size_t length)
{
    size_t used = 0;

    to[used++] = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n') {
            to[used++] = '\\';
            to[used++] = 'n';
        } else if (text[i] == '"' || text[i] == '\\') {
            to[used++] = '\\';
            to[used++] = text[i];
        } else {
            to[used++] = text[i];
        }
    }
    to[used++] = '"';
    return used;
}

/* Texts up to `most` bytes with `special` in each place, written where there is room for all and
   where there is none for the last byte. The texts end where their memory ends. */
static void check_special_everywhere(const char *special, size_t most)
{
    size_t width = strlen(special);

    for (size_t length = width; length <= most; length++) {
        for (size_t place = 0; place + width <= length; place++) {
            char *text = malloc(length);
            char expected[256];
            char buffer[256];
            size_t count;

            assert_non_null(text);
            memset(text, 'x', length);
            memcpy(text + place, special, width);
            count = spell(expected, text, length);
            for (size_t capacity = count - 1; capacity <= count + 1; capacity++) {
                struct dg_writer out;

                memset(buffer, '#', sizeof buffer);
                dg_writer_init(&out, buffer, capacity, NULL);
                assert_true(dg_write_text(&out, (struct dg_text){text, length}));
                assert_int_equal(dg_writer_length(&out), count);
                assert_memory_equal(buffer, expected, capacity < count ? capacity : count);
                assert_int_equal(buffer[capacity], '#');
            }
            free(text);
        }
    }
}

static void escapes_in_every_place(void **state)
{
    (void)state;
    check_special_everywhere("\"", 70);
    check_special_everywhere("\\", 70);
    check_special_everywhere("\n", 70);
    check_special_everywhere("\xC3\xA9", 70);
    check_special_everywhere("\xF0\x9F\x98\x80\"", 70);
    check_special_everywhere("x", 70);
}

static void refuses_text_that_is_not_utf8(void **state)
{
    (void)state;
    for (size_t length = 1; length <= 40; length++) {
        for (size_t place = 0; place < length; place++) {
            char text[40];
            char buffer[64];
            struct dg_writer out;

            memset(text, 'x', sizeof text);
            text[place] = '\xC3';
            dg_writer_init(&out, buffer, sizeof buffer, NULL);
            assert_false(dg_write_text(&out, (struct dg_text){text, length}));
            assert_int_equal(dg_writer_length(&out), length + 2);
            assert_memory_equal(buffer + 1, text, length);
        }
    }
}

/* Collects flushed bytes; the `fail_at`th flush fails (from 1; 0: none). */
struct collector {
    struct dg_writer writer;
    char buffer[7];
    char all[512];
    size_t length;
    size_t flushes;
    size_t fail_at;
};

static bool collect(struct dg_writer *writer)
{
    struct collector *to = (struct collector *)writer;

    to->flushes++;
    memcpy(to->all + to->length, writer->buffer, writer->used);
    to->length += writer->used;
    return to->flushes != to->fail_at;
}

static void flushes_through_a_small_buffer(void **state)
{
    struct collector to = {0};

    (void)state;
    dg_writer_init(&to.writer, to.buffer, sizeof to.buffer, collect);
    write_document(&to.writer);
    assert_true(dg_writer_finish(&to.writer));
    assert_int_equal(to.length, sizeof document - 1);
    assert_memory_equal(to.all, document, sizeof document - 1);
}

static void stays_failed(void **state)
{
    struct collector to = {.fail_at = 2};

    (void)state;
    dg_writer_init(&to.writer, to.buffer, sizeof to.buffer, collect);
    write_document(&to.writer);
    assert_false(dg_writer_finish(&to.writer));
    assert_int_equal(to.flushes, 2);
    assert_int_equal(dg_writer_length(&to.writer), sizeof document - 1);
}

static const struct dg_frame top = {.name = DG_TEXT("a/b~c\\u00e9\\/\\n")};
static const struct dg_frame element = {.parent = &top, .index = 1230};
static const struct dg_frame empty = {.parent = &element, .name = {"", 0}};
static const struct dg_frame broken = {.parent = &empty,
                                       .name = DG_TEXT("\xFF\xC3\xA9\xC3\\uD83D\\uDE00\\uD800x")};
static const char pointer[] =
    "/a~1b~0c\xC3\xA9~1\n/1230//\\xFF\xC3\xA9\\xC3\xF0\x9F\x98\x80\\uD800x";

static void writes_pointers(void **state)
{
    char buffer[sizeof pointer + 1];

    (void)state;
    assert_int_equal(dg_pointer_write(NULL, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
    assert_int_equal(dg_pointer_write(&broken, NULL, 0), sizeof pointer - 1);
    for (size_t capacity = 1; capacity <= sizeof pointer; capacity++) {
        memset(buffer, '#', sizeof buffer);
        assert_int_equal(dg_pointer_write(&broken, buffer, capacity), sizeof pointer - 1);
        assert_memory_equal(buffer, pointer, capacity - 1);
        assert_int_equal(buffer[capacity - 1], '\0');
        assert_int_equal(buffer[capacity], '#');
    }
}

static void names_every_code(void **state)
{
    (void)state;
    assert_string_equal(dg_code_name(DG_CODE_JSON_SYNTAX), "json.syntax");
    assert_string_equal(dg_code_name(DG_CODE_HTTP_PROBLEM_STATUS), "http.problem-status");
    assert_int_equal(dg_code_severity(DG_CODE_UNKNOWN_PROPERTY), DG_SEVERITY_WARNING);
    for (int code = 0; code < DG_CODE_COUNT; code++) {
        bool warns = code == DG_CODE_UNKNOWN_PROPERTY || code == DG_CODE_IMPLIED_TYPE;

        assert_int_equal(dg_code_severity((enum dg_code)code), code == DG_CODE_DEPRECATED
                                                                   ? DG_SEVERITY_INFO
                                                               : warns ? DG_SEVERITY_WARNING
                                                                       : DG_SEVERITY_ERROR);
        assert_true(strlen(dg_code_name((enum dg_code)code)) > 0);
        assert_true(strlen(dg_code_meaning((enum dg_code)code)) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_json),
        cmocka_unit_test(counts_what_does_not_fit),
        cmocka_unit_test(escapes_in_every_place),
        cmocka_unit_test(refuses_text_that_is_not_utf8),
        cmocka_unit_test(flushes_through_a_small_buffer),
        cmocka_unit_test(stays_failed),
        cmocka_unit_test(writes_pointers),
        cmocka_unit_test(names_every_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
