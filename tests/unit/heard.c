/* The recording sink, the failing allocator, and decoding in buffers without slack. */
#include "heard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void heard_copy(char out[256], struct dg_text text)
{
    size_t length = text.length < 255 ? text.length : 255;

    if (length > 0) {
        memcpy(out, text.data, length);
    }
    out[length] = '\0';
}

static void heard_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct heard *heard = (struct heard *)report;
    char pointer[512];
    size_t room = sizeof heard->words - heard->length;
    int written;

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    written = snprintf(
        heard->words + heard->length, room, "%s%s%s@%zu:%s%s%.*s", heard->count == 0 ? "" : " ",
        finding->severity == DG_SEVERITY_WARNING ? "~" : "", dg_code_name(finding->code),
        finding->offset, pointer, finding->property.length > 0 ? "!" : "",
        (int)finding->property.length, finding->property.length > 0 ? finding->property.data : "");
    assert_true(written >= 0);
    heard->length += (size_t)written < room ? (size_t)written : room - 1;
    heard->count++;
    heard->errors += finding->severity == DG_SEVERITY_ERROR ? 1 : 0;
    heard_copy(heard->expected, finding->expected);
    heard_copy(heard->actual, finding->actual);
    heard_copy(heard->schema, dg_text_of(finding->schema));
}

void heard_init(struct heard *heard)
{
    *heard = (struct heard){.report = {.finding = heard_finding}};
}

static void *memory_allocate(void *context, size_t size)
{
    struct memory *memory = context;
    void *block;

    memory->calls++;
    if (memory->fail_at != 0 && memory->calls >= memory->fail_at) {
        return NULL;
    }
    block = malloc(size);
    assert_non_null(block);
    memset(block, 0xA5, size); /* so that code that relies on zeros fails */
    memory->blocks++;
    return block;
}

static void memory_release(void *context, void *block)
{
    struct memory *memory = context;

    memory->blocks--;
    free(block);
}

void memory_init(struct memory *memory, size_t fail_at)
{
    *memory =
        (struct memory){.allocator = {memory_allocate, memory_release, memory}, .fail_at = fail_at};
}

bool heard_decode(decode_function *decode, void *out, struct dg_text json, struct heard *heard)
{
    struct memory memory;
    struct dg_arena arena;
    char *copy = malloc(json.length == 0 ? 1 : json.length);
    bool good;

    assert_non_null(copy);
    if (json.length > 0) {
        memcpy(copy, json.data, json.length);
    }
    memory_init(&memory, 0);
    dg_arena_init(&arena, NULL, 0, &memory.allocator);
    good = decode(out, copy, json.length, &arena, heard == NULL ? NULL : &heard->report);
    assert_false(arena.failed);
    if (heard != NULL) {
        assert_int_equal(good, heard->errors == 0);
    }
    dg_arena_free(&arena);
    assert_int_equal(memory.blocks, 0);
    free(copy);
    return good;
}

bool heard_read_json(void *out, const char *json, size_t length, struct dg_arena *arena,
                     struct dg_report *report)
{
    static const struct dg_site site = {.schema = "#", .nullable = true};
    struct dg_reader in;

    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);
    dg_read_json(&in, out);
    return dg_reader_close(&in);
}

static int heard_hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

size_t heard_bytes(const char *text, char *bytes)
{
    size_t length = 0;

    while (*text != '\0') {
        if (text[0] == '\\' && text[1] == 'x' && heard_hex(text[2]) >= 0 &&
            heard_hex(text[3]) >= 0) {
            bytes[length++] = (char)(heard_hex(text[2]) * 16 + heard_hex(text[3]));
            text += 4;
        } else {
            bytes[length++] = *text++;
        }
    }
    return length;
}
