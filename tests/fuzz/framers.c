/* Framers of inputs, and the judge of their records. The first three bytes pick the format, the
   limit of a record, and the size of reads; the rest is the input, or a document.
   - The steps and findings of an input don't depend on the sizes of reads.
   - A document has the same findings as JSON, as JSON lines, as a response, and as an entry of an
   HTTP Archive, there as text and in base64.
   Each input chooses, by its digest, whether its steps or its findings are compared, and the format
   that is compared with JSON; the tests of the corpus compare everything. */
#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "common/buffer.h"
#include "dg-contract/contract.h"
#include "digest.h"
#include "fuzz.h"
#include "input/input.h"
#include "run.h"

#define LONGEST ((size_t)1 << 16)
#define WHOLE SIZE_MAX

static const enum input_format formats[] = {INPUT_AUTO, INPUT_JSON, INPUT_NDJSON, INPUT_HAR,
                                            INPUT_HTTP};
#define FORMAT_COUNT (sizeof formats / sizeof *formats)

static uint64_t digest_string(uint64_t hash, const char *string)
{
    return digest_text(hash, string == NULL ? (struct dg_text){NULL, 0} : dg_text_of(string));
}

static uint64_t digest_capture(uint64_t hash, const struct capture *capture)
{
    hash = digest_text(digest_text(hash, capture->method), capture->url);
    hash = digest_number(hash, (uint64_t)capture->status);
    hash = digest_number(digest_number(hash, capture->request), capture->retried);
    hash = digest_number(digest_number(hash, capture->of_proxy_perhaps), capture->body_truncated);
    hash = digest_string(digest_string(hash, capture->content_type), capture->content_encoding);
    return digest_string(hash, capture->body_lost);
}

static uint64_t digest_record(uint64_t hash, const struct record *record)
{
    hash = digest_text(hash, (struct dg_text){record->bytes, record->length});
    hash = digest_text(hash, (struct dg_text){record->shown, record->length});
    hash = digest_number(digest_number(hash, record->line), record->column);
    hash = digest_number(digest_number(hash, record->offset), record->number);
    if (record->wrapping != NULL) {
        hash = digest_number(hash, record->wrapping->offset);
        hash = digest_number(hash, wrapping_find(record->wrapping, record->length / 2));
    }
    return record->capture == NULL ? hash : digest_capture(hash, record->capture);
}

/* The digest of all steps of the input. */
static uint64_t steps(struct dg_text bytes, enum input_format format, size_t max_record,
                      size_t portion)
{
    struct input input = {.max_record = max_record};
    uint64_t hash = DIGEST_BEGIN;
    enum input_step step = INPUT_RECORD;

    run_feed(bytes, portion);
    step = input_open(&input, "-", format);
    while (step != INPUT_END && step != INPUT_UNREADABLE) {
        struct record record = {.length = 0};

        step = input_next(&input, &record);
        if (step == INPUT_RECORD && record.capture != NULL) {
            step = input_complete(&input, &record);
        }
        hash = digest_number(hash, step);
        if (step == INPUT_RECORD) {
            hash = digest_record(hash, &record);
        } else if (step != INPUT_END) {
            hash = digest_text(hash, buffer_text(&input.fault));
        }
    }
    input_close(&input);
    input_free(&input);
    return hash;
}

static void check_steps(struct dg_text bytes, enum input_format format, size_t max_record,
                        size_t portion)
{
    assert(steps(bytes, format, max_record, WHOLE) == steps(bytes, format, max_record, portion));
}

static void check_findings(struct dg_text bytes, enum input_format format, size_t max_record,
                           size_t portion)
{
    struct options options = run_options();
    struct run whole;
    struct run cut;

    options.input_format = (int)format;
    options.max_record = (int64_t)max_record;
    options.track = bytes.length % 2 == 1;
    run_check(&whole, &options, bytes, WHOLE);
    run_check(&cut, &options, bytes, portion);
    assert(whole.status == cut.status);
    assert(whole.findings == cut.findings);
    assert(whole.trouble == cut.trouble);
    assert(memcmp(&whole.totals, &cut.totals, offsetof(struct totals, interrupted)) == 0);
}

/* One document in all formats */

/* A response of the contract whose body has a schema. */
struct answer {
    char status[4];
    const struct dg_media *media;
};

/* The response of that number among those of the first operation with a body and one status; the
   media is NULL if there is none. */
static struct answer pick_answer(size_t number)
{
    const struct dg_operation *operation = &dg_contract.operations[0];
    struct answer answer = {.media = NULL};

    for (size_t i = 0; i < operation->response_count; i++) {
        const struct dg_response *response =
            &operation->responses[(i + number) % operation->response_count];

        if (response->media_count > 0 && strlen(response->status) == 3 &&
            response->status[2] != 'X') {
            memcpy(answer.status, response->status, sizeof answer.status);
            answer.media = &response->media[0];
            return answer;
        }
    }
    return answer;
}

static void add_base64(struct buffer *out, struct dg_text text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < text.length; i += 3) {
        size_t left = text.length - i;
        unsigned bits = 0;
        char four[] = "====";

        for (size_t k = 0; k < 3; k++) {
            bits = bits << 8 | (k < left ? (unsigned char)text.data[i + k] : 0);
        }
        for (size_t k = 0; k < 4 && k <= left; k++) {
            four[k] = digits[bits >> (18 - 6 * k) & 63];
        }
        buffer_add(out, four);
    }
}

static void add_escaped(struct buffer *out, struct dg_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];

        if (byte < ' ' || byte == '"' || byte == '\\') {
            buffer_format(out, "\\u%04x", byte);
        } else {
            buffer_add_bytes(out, text.data + i, 1);
        }
    }
}

static void add_http(struct buffer *out, const struct answer *answer, struct dg_text document)
{
    buffer_format(out, "HTTP/1.1 %s x\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                  answer->status, answer->media->type, document.length);
    buffer_add_text(out, document);
}

static void add_har(struct buffer *out, const struct answer *answer, struct dg_text document,
                    bool base64)
{
    const struct dg_operation *operation = &dg_contract.operations[0];

    buffer_format(out,
                  "{\"log\":{\"entries\":[{\"request\":{\"method\":\"%s\",\"url\":\"http://h%s\"},"
                  "\"response\":{\"status\":%s,\"headers\":[{\"name\":\"Content-Type\",\"value\":"
                  "\"%s\"}],\"content\":{\"size\":%zu,",
                  operation->method, operation->path, answer->status, answer->media->type,
                  document.length);
    buffer_add(out, base64 ? "\"encoding\":\"base64\",\"text\":\"" : "\"text\":\"");
    if (base64) {
        add_base64(out, document);
    } else {
        add_escaped(out, document);
    }
    buffer_add(out, "\"}}}]}}");
}

/* Whether the bytes are a document in every format: they are one line, and begin as JSON does,
   unlike compressed files and UTF-16. A 7z archive begins with a digit. */
static bool is_line(struct dg_text bytes)
{
    static const char archive[] = "7z\xBC\xAF\x27\x1C";
    size_t blank = 0;

    while (blank < bytes.length && (bytes.data[blank] == ' ' || bytes.data[blank] == '\t')) {
        blank++;
    }
    return blank < bytes.length && memchr("{[\"-0123456789tfn", bytes.data[blank], 17) != NULL &&
           memchr(bytes.data, '\n', bytes.length) == NULL &&
           memchr(bytes.data, '\r', bytes.length) == NULL &&
           memchr(bytes.data, '\0', bytes.length < 4 ? bytes.length : 4) == NULL &&
           (bytes.length < 6 || memcmp(bytes.data, archive, 6) != 0);
}

static void check_lines(const struct run *json, struct options options, struct dg_text document)
{
    struct run other;

    options.input_format = INPUT_NDJSON;
    run_check(&other, &options, document, WHOLE);
    assert(other.status == json->status && other.contents == json->contents);
}

/* The document inside of another format. */
static void check_wrapped(const struct run *json, enum input_format format, struct dg_text input)
{
    struct options options = run_options();
    struct run other;

    options.input_format = (int)format;
    run_check(&other, &options, input, WHOLE);
    assert(other.contents == json->contents);
}

static void check_document(struct dg_text document, const struct answer *answer)
{
    const uint64_t digest = digest_text(DIGEST_BEGIN, document);
    struct options options = run_options();
    struct buffer input = {0};
    struct run json;

    if (answer->media == NULL || !is_line(document)) {
        return;
    }
    options.status = strtol(answer->status, NULL, 10);
    options.input_format = INPUT_JSON;
    run_check(&json, &options, document, WHOLE);
    if (fuzz_chooses(digest, 0, 4)) {
        check_lines(&json, options, document);
    }
    if (fuzz_chooses(digest, 1, 4)) {
        add_http(&input, answer, document);
        check_wrapped(&json, INPUT_HTTP, buffer_text(&input));
    }
    for (int base64 = dg_text_is_utf8(document) ? 0 : 1; base64 < 2; base64++) {
        if (fuzz_chooses(digest, 2 + (size_t)base64, 4)) {
            buffer_clear(&input);
            add_har(&input, answer, document, base64 == 1);
            check_wrapped(&json, INPUT_HAR, buffer_text(&input));
        }
    }
    buffer_free(&input);
}

static void check_input(const uint8_t *picks, struct dg_text bytes)
{
    const uint64_t digest = digest_text(DIGEST_BEGIN, bytes);
    const enum input_format format = formats[picks[0] % (FORMAT_COUNT + 1)];
    const size_t max_record = picks[1] % 2 == 0 ? LONGEST : 400;

    if (fuzz_chooses(digest, 0, 2)) {
        check_steps(bytes, format, max_record, (size_t)1 + picks[2]);
    }
    if (fuzz_chooses(digest, 1, 2)) {
        check_findings(bytes, format, max_record, (size_t)1 + picks[2]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dg_text bytes = {(const char *)data + 3, size - 3};

    if (size < 3 || size > LONGEST) {
        return 0;
    }
    if (data[0] % (FORMAT_COUNT + 1) == FORMAT_COUNT) {
        struct answer answer = pick_answer(data[1]);

        check_document(bytes, &answer);
    } else {
        check_input(data, bytes);
    }
    return 0;
}
