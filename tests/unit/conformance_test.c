/* Public test suites, read from a folder beside the checkout: JSONTestSuite and similar ones. Exits
 * 77 if they are absent, 1 if DG_REQUIRE_SHARED is set. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "heard.h"
#include "lines.h"

/* Files for which the standard allows both verdicts, and the reader's verdict. Numbers are kept as
   spelled, so that no number is too large for free-form JSON; strings must be I-JSON; other
   encodings are not JSON. */
static const struct policy {
    const char *file;
    const char *words;
} policies[] = {
    {"i_number_double_huge_neg_exp.json", ""},
    {"i_number_huge_exp.json", ""},
    {"i_number_neg_int_huge_exp.json", ""},
    {"i_number_pos_double_huge_exp.json", ""},
    {"i_number_real_neg_overflow.json", ""},
    {"i_number_real_pos_overflow.json", ""},
    {"i_number_real_underflow.json", ""},
    {"i_number_too_big_neg_int.json", ""},
    {"i_number_too_big_pos_int.json", ""},
    {"i_number_very_big_negative_int.json", ""},
    {"i_object_key_lone_2nd_surrogate.json", "json.surrogate@1:"},
    {"i_string_1st_surrogate_but_2nd_missing.json", "json.surrogate@1:/0"},
    {"i_string_1st_valid_surrogate_2nd_invalid.json", "json.surrogate@1:/0"},
    {"i_string_UTF-16LE_with_BOM.json", "json.syntax@0:"},
    {"i_string_UTF-8_invalid_sequence.json", "json.utf8@1:/0"},
    {"i_string_UTF8_surrogate_U+D800.json", "json.utf8@1:/0"},
    {"i_string_incomplete_surrogate_and_escape_valid.json", "json.surrogate@1:/0"},
    {"i_string_incomplete_surrogate_pair.json", "json.surrogate@1:/0"},
    {"i_string_incomplete_surrogates_escape_valid.json", "json.surrogate@1:/0"},
    {"i_string_invalid_lonely_surrogate.json", "json.surrogate@1:/0"},
    {"i_string_invalid_surrogate.json", "json.surrogate@1:/0"},
    {"i_string_invalid_utf-8.json", "json.utf8@1:/0"},
    {"i_string_inverted_surrogates_U+1D11E.json", "json.surrogate@1:/0"},
    {"i_string_iso_latin_1.json", "json.utf8@1:/0"},
    {"i_string_lone_second_surrogate.json", "json.surrogate@1:/0"},
    {"i_string_lone_utf8_continuation_byte.json", "json.utf8@1:/0"},
    {"i_string_not_in_unicode_range.json", "json.utf8@1:/0"},
    {"i_string_overlong_sequence_2_bytes.json", "json.utf8@1:/0"},
    {"i_string_overlong_sequence_6_bytes.json", "json.utf8@1:/0"},
    {"i_string_overlong_sequence_6_bytes_null.json", "json.utf8@1:/0"},
    {"i_string_truncated-utf-8.json", "json.utf8@1:/0"},
    {"i_string_utf16BE_no_BOM.json", "json.syntax@0:"},
    {"i_string_utf16LE_no_BOM.json", "json.syntax@1:/0"},
    {"i_structure_500_nested_arrays.json", ""},
    {"i_structure_UTF-8_BOM_empty_object.json", "json.bom@0:"},
};

static const struct policy *policy_of(const char *file)
{
    for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++) {
        if (strcmp(policies[i].file, file) == 0) {
            return &policies[i];
        }
    }
    fail_msg("no policy for %s", file);
    return NULL;
}

/* Two y_ files have a name twice; every n_ file breaks the grammar, or nests too deep. */
static void judge_file(const char *folder, const char *file)
{
    char path[4096];
    struct dg_text json;
    struct dg_opt_json out;
    struct heard heard;
    char *bytes;
    bool good;

    assert_true(snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path);
    bytes = lines_load(path, &json.length);
    assert_non_null(bytes);
    json.data = bytes;
    heard_init(&heard);
    heard_decode(heard_read_json, &out, json, &heard);
    if (file[0] == 'y') {
        good = strncmp(file, "y_object_duplicated_key", 23) == 0
                   ? strncmp(heard.words, "json.duplicate-key@", 19) == 0 && heard.count == 1
                   : heard.count == 0;
    } else if (file[0] == 'n') {
        good = strstr(heard.words, "json.syntax@") != NULL ||
               strstr(heard.words, "json.depth@") != NULL;
    } else {
        good = strcmp(heard.words, policy_of(file)->words) == 0;
    }
    if (!good) {
        fail_msg("%s: %s", file, heard.words);
    }
    free(bytes);
}

static void agrees_with_json_test_suite(void **state)
{
    const char *shared = *state;
    char folder[4096];
    size_t counts[3] = {0};
    struct dirent *entry;
    DIR *directory;

    snprintf(folder, sizeof folder, "%s/conformance/json/test_parsing", shared);
    directory = opendir(folder);
    assert_non_null(directory);
    for (entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        const char *kind = strchr("yni", entry->d_name[0]);

        if (kind != NULL && entry->d_name[1] == '_') {
            judge_file(folder, entry->d_name);
            counts[kind - (const char *)memchr("yni", 'y', 3)]++;
        }
    }
    closedir(directory);
    assert_int_equal(counts[0], 95);
    assert_int_equal(counts[1], 188);
    assert_int_equal(counts[2], sizeof policies / sizeof policies[0]);
}

static struct dg_text bytes_of_hex(const char *hex)
{
    size_t length = strlen(hex) / 2;
    char *bytes = malloc(length + 1);

    assert_non_null(bytes);
    for (size_t i = 0; i < length; i++) {
        char digits[] = {hex[2 * i], hex[2 * i + 1], '\0'};

        bytes[i] = (char)strtoul(digits, NULL, 16);
    }
    return (struct dg_text){bytes, length};
}

static const char *string_of(const cJSON *vector, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(vector, name);

    return cJSON_IsString(member) ? member->valuestring : NULL;
}

/* The text of a vector: the member `hex` or `text`. cJSON ends a text at its first \u0000; in the
 * vectors, this is the last character and makes them invalid. */
static struct dg_text text_of(const cJSON *vector, const char *line)
{
    const char *text = string_of(vector, "text");
    struct dg_text out;

    if (text == NULL) {
        assert_non_null(string_of(vector, "hex"));
        return bytes_of_hex(string_of(vector, "hex"));
    }
    out = (struct dg_text){NULL, strlen(text) + (strstr(line, "\\u0000") == NULL ? 0 : 1)};
    out.data = malloc(out.length + 1);
    assert_non_null(out.data);
    memcpy((char *)out.data, text, out.length);
    return out;
}

/* Reads the text as a JSON string and compares its value. */
static bool decode_string(void *out, const char *json, size_t length, struct dg_arena *arena,
                          struct dg_report *report)
{
    static const struct dg_site site = {.schema = "#", .nullable = false};
    const char *wanted = out;
    struct dg_reader in;
    struct dg_text text;
    bool good;

    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);
    dg_read_text(&in, &text, DG_ANY_LENGTH);
    good = dg_reader_close(&in);
    if (good) {
        struct dg_text value;

        assert_non_null(wanted);
        value = bytes_of_hex(wanted);
        assert_true(dg_text_equal(text, value));
        free((char *)value.data);
    }
    return good;
}

static bool accepts_string(struct dg_text text, const cJSON *vector)
{
    struct heard heard;

    heard_init(&heard);
    return heard_decode(decode_string, (char *)string_of(vector, "value_utf8_hex"), text, &heard);
}

static bool accepts_number(struct dg_text text, const cJSON *vector)
{
    struct dg_opt_json out;

    (void)vector;
    return heard_decode(heard_read_json, &out, text, NULL) && out.value.text.length == text.length;
}

static bool accepts_time(struct dg_text text, const cJSON *vector)
{
    struct dg_time time;

    (void)vector;
    return dg_time_parse(&time, text);
}

static bool accepts_utf8(struct dg_text text, const cJSON *vector)
{
    const char *at = text.data;
    const char *end = at + text.length;

    (void)vector;
    while (at < end) {
        size_t length = dg_utf8_sequence(at, end);

        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

/* The same bytes between quotes, for the scanner of strings. */
static bool accepts_utf8_string(struct dg_text text, const cJSON *vector)
{
    char quoted[256] = "\"";
    struct dg_opt_json out;

    (void)vector;
    assert_true(text.length < sizeof quoted - 2);
    memcpy(quoted + 1, text.data, text.length);
    quoted[text.length + 1] = '"';
    return heard_decode(heard_read_json, &out, (struct dg_text){quoted, text.length + 2}, NULL);
}

static const struct suite {
    const char *file;
    bool (*accepts)(struct dg_text text, const cJSON *vector);
    size_t count;
} suites[] = {
    {"rfc3339-date-time.jsonl", accepts_time, 102}, {"rfc8259-numbers.jsonl", accepts_number, 89},
    {"rfc8259-strings.jsonl", accepts_string, 179}, {"utf8-kuhn.jsonl", accepts_utf8, 224},
    {"utf8-kuhn.jsonl", accepts_utf8_string, 224},
};

static void judge_suite(const char *shared, const struct suite *suite)
{
    char path[4096];
    size_t length;
    size_t count = 0;
    char *file;

    snprintf(path, sizeof path, "%s/conformance/vectors/%s", shared, suite->file);
    file = lines_load(path, &length);
    assert_non_null(file);
    for (char *line = file; line < file + length;) {
        char *end = strchr(line, '\n');
        cJSON *vector;
        struct dg_text text;
        bool valid;

        assert_non_null(end);
        *end = '\0';
        vector = cJSON_Parse(line);
        text = text_of(vector, line);
        valid = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(vector, "valid"));

        if (suite->accepts(text, vector) != valid) {
            fail_msg("%s", line);
        }
        count++;
        free((char *)text.data);
        cJSON_Delete(vector);
        line = end + 1;
    }
    assert_int_equal(count, suite->count);
    free(file);
}

static void agrees_with_the_vectors(void **state)
{
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        judge_suite(*state, &suites[i]);
    }
}

int main(int count, char **arguments)
{
    char *shared = count == 2 ? arguments[1] : "../shared";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(agrees_with_json_test_suite, shared),
        cmocka_unit_test_prestate(agrees_with_the_vectors, shared),
    };
    char path[4096];
    DIR *directory;

    snprintf(path, sizeof path, "%s/conformance", shared);
    directory = opendir(path);
    if (directory == NULL) {
        const char *required = getenv("DG_REQUIRE_SHARED");

        fprintf(stderr, "needs the conformance data in %s\n", path);
        return required != NULL && strcmp(required, "1") == 0 ? 1 : 77;
    }
    closedir(directory);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
