/* The formats of strings at their boundaries, and the vectors of the JSON Schema Test Suite. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "lines.h"
#include "runtime/format.h"

static const struct dg_format *const formats[] = {
    &dg_format_date_time, &dg_format_date, &dg_format_time,  &dg_format_duration,
    &dg_format_uuid,      &dg_format_byte, &dg_format_email, &dg_format_hostname,
    &dg_format_ipv4,      &dg_format_ipv6, &dg_format_uri,   &dg_format_uri_reference,
};

/* Judges a copy that ends where its memory ends, so that sanitizers see reads beyond it. */
static bool fits(const struct dg_format *format, const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    struct dg_text exact = {copy + 1, length};
    bool good;

    assert_non_null(copy);
    memcpy(copy + 1, text, length);
    good = format->fits(exact);
    free(copy);
    return good;
}

struct sample {
    const struct dg_format *format;
    const char *good[16];
    const char *bad[40];
};

static const struct sample samples[] = {
    {&dg_format_date,
     {"0000-01-01", "9999-12-31", "2000-02-29", "2024-02-29"},
     {"", "1900-02-29", "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31",
      "2024-1-1", "2024-01-01 ", "2024-01-01T", "+2024-01-01", "20240101"}},
    {&dg_format_time,
     {"00:00:00Z", "23:59:59.999999999999z", "23:59:60Z", "00:59:60+01:00", "12:00:00-23:59"},
     {"", "24:00:00Z", "12:60:00Z", "12:00:61Z", "12:00:00", "12:00:00.Z", "12:00:60Z",
      "12:00:00+24:00", "12:00:00Zx", "12:00Z"}},
    {&dg_format_date_time, {"2024-02-29T12:00:00Z"}, {"2024-02-29", "2024-02-29T12:00:00"}},
    {&dg_format_duration,
     {"P1Y", "P1Y2M3DT4H5M6S", "P1M2D", "PT1M2S", "PT3H", "P4D", "P9W", "p1y2m3dt4h5m6s", "P0D",
      "P1DT1S"},
     {"", "P", "PT", "P1", "1D", "P1Y2D", "PT1H2S", "P1W2D", "P1DT", "P1D1D", "P1H", "PT1D",
      "PT1H1H", "P1DT1", "P1D ", "-P1D", "P1.5D", "P1S", "P1WT1H"}},
    {&dg_format_uuid,
     {"00000000-0000-0000-0000-000000000000", "ABCDEFab-1234-5678-9abc-def012345678"},
     {"", "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-0000000000000",
      "00000000-0000-0000-000000000-0000000", "g0000000-0000-0000-0000-000000000000",
      "000000000000-0000-0000-0000-00000000", "{0000000-0000-0000-0000-00000000000}"}},
    {&dg_format_byte,
     {"", "TQ==", "TWE=", "TWFu", "+/+/"},
     {"T", "TQ", "TQ=", "TWE", "T===", "====", "TQ==TQ==", "TW-_", "TWFu\n", "TW u", "=TWF"}},
    {&dg_format_email,
     {"a@b", "a.b+c@d-e.f", "\"\"@b", "\"a b\\\"@\"@b", "a@[1.2.3.4]", "a@[IPv6:::1]",
      "a@[ipv6:1::]", "a@[tag:x]", "a@[x-1:!~]", "\"\\ \"@b", "\"\\~!\"@b",
      "!#$%&'*+-/=?^_`{|}~@b"},
     {"",
      "@",
      "a",
      "a@",
      "@b",
      ".a@b",
      "a.@b",
      "@@b",
      "a..b@c",
      "a b@c",
      "\"a@b",
      "\"a\"b@c",
      "\"a\\\"@b",
      "a@b@c",
      "a@-b",
      "a@b-",
      "a@b..c",
      "a@b.",
      "a@[1.2.3]",
      "a@[]",
      "a@[tag:]",
      "a@[t-:x]",
      "a@[IPv6:1]",
      "a@[1.2.3.4",
      "\"\x1f\"@b",
      "\"\x7f\"@b",
      "\"\\\x1f\"@b",
      "\"\\",
      "\"a\\",
      "a@[t_g:x]",
      "a@[:x]",
      "a@[tag:x y]",
      "a@[tag:x[y]",
      "a@[tag:x\\y]",
      "a@[tag:\x7f]",
      "a@[IPv6]",
      "a@[ip]",
      "a@["}},
    {&dg_format_hostname,
     {"a", "1", "a-b.c", "xn--a"},
     {"", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "a b"}},
    {&dg_format_ipv4,
     {"0.0.0.0", "255.255.255.255", "1.22.199.249"},
     {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.1.1.1", "1.1.1.", ".1.1.1", "1..1.1", "1.1.1.1 ",
      "1.1.1.a", "1111.1.1.1"}},
    {&dg_format_ipv6,
     {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
      "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "ABCD::abcd", "1::2:3.4.5.6"},
     {"", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7:8::", "1::2:3:4:5:6:7:8", "1::2::3", "12345::", "::12345", "::g",
      ":1::", "1::2:", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "fe80::1%1", "1.2.3.4"}},
    {&dg_format_uri,
     {"a:", "a:b", "http://a", "http://", "http://a:/", "http://u:p@a:1/b?c#d", "a+b-c.1:x",
      "http://[::1]:1/", "http://[v1.a:b]", "http://[VfF.a]", "a:%41", "a:?", "a:#", "urn:a:b",
      "a:/b//c"},
     {"",
      "a",
      ":",
      "1:",
      "//a",
      "a b:",
      "http://[",
      "http://[::1",
      "http://[::1]a",
      "http://[1]",
      "http://a:b",
      "http://a@b@c",
      "a:%4",
      "a:%zz",
      "a:\\",
      "a:[",
      "a:#a#b",
      "a:?[",
      "a:\xc3\xa9",
      "http://[v1]",
      "http://[v.a]",
      "http://[vg.a]",
      "http://[v1g.a]",
      "http://[x1.a]",
      "http://[v1.]",
      "http://[]",
      "http://[v1.%41]"}},
    {&dg_format_uri_reference,
     {"", "a", "/a", "//a/b", "?a", "#a", "a/b:c", "./a:b", "a:b", ".", "//", "@"},
     {"1:b", ":", " ", "%", "//[a", "\\", "#a#b", "a?[", "//a:b"}},
};

static void judges_boundaries(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        const struct sample *sample = &samples[i];

        for (size_t j = 0; j < 16 && sample->good[j] != NULL; j++) {
            if (!fits(sample->format, sample->good[j], strlen(sample->good[j]))) {
                fail_msg("%s: '%s' is one", sample->format->name, sample->good[j]);
            }
        }
        for (size_t j = 0; j < 40 && sample->bad[j] != NULL; j++) {
            if (fits(sample->format, sample->bad[j], strlen(sample->bad[j]))) {
                fail_msg("%s: '%s' is none", sample->format->name, sample->bad[j]);
            }
        }
    }
}

/* A NUL is a byte like others: no format allows it. */
static void refuses_nul(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        for (size_t j = 0; j < 16 && samples[i].good[j] != NULL; j++) {
            assert_false(
                fits(samples[i].format, samples[i].good[j], strlen(samples[i].good[j]) + 1));
        }
    }
}

/* Lengths of labels and names, each at its limit and beyond. */
static void limits_hostnames(void **state)
{
    char text[300];

    (void)state;
    memset(text, 'a', sizeof text);
    assert_true(fits(&dg_format_hostname, text, 63));
    assert_false(fits(&dg_format_hostname, text, 64));
    for (size_t i = 63; i < sizeof text; i += 64) {
        text[i] = '.';
    }
    assert_true(fits(&dg_format_hostname, text, 253));
    assert_false(fits(&dg_format_hostname, text, 254));
}

static const struct dg_format *format_of(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    fail_msg("no format %s", name);
    return NULL;
}

/* Judges the strings of a group. */
static size_t judge_group(const struct dg_format *format, const cJSON *group)
{
    const cJSON *test;
    size_t count = 0;

    cJSON_ArrayForEach(test, cJSON_GetObjectItemCaseSensitive(group, "tests"))
    {
        const cJSON *data = cJSON_GetObjectItemCaseSensitive(test, "data");
        bool valid = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(test, "valid"));

        if (!cJSON_IsString(data)) {
            assert_true(valid);
            continue;
        }
        if (fits(format, data->valuestring, strlen(data->valuestring)) != valid) {
            fail_msg("%s: '%s' is %s", format->name, data->valuestring, valid ? "one" : "none");
        }
        count++;
    }
    return count;
}

/* cJSON ends a text at U+0000. U+0001 takes its place: no format allows either. */
static void spell_nul(char *file)
{
    for (char *at = strstr(file, "\\u0000"); at != NULL; at = strstr(at, "\\u0000")) {
        at[5] = '1';
    }
}

static void judge_file(const char *shared, const char *name, size_t groups, size_t least)
{
    char path[4096];
    size_t length;
    size_t count = 0;
    char *file;
    cJSON *suite;

    snprintf(path, sizeof path, "%s/conformance/json-schema/draft2020-12/optional/format/%s.json",
             shared, name);
    file = lines_load(path, &length);
    assert_non_null(file);
    spell_nul(file);
    suite = cJSON_ParseWithLength(file, length);
    for (size_t i = 0; i < groups; i++) {
        count += judge_group(format_of(name), cJSON_GetArrayItem(suite, (int)i));
    }
    assert_true(count >= least);
    cJSON_Delete(suite);
    free(file);
}

static void agrees_with_json_schema_test_suite(void **state)
{
    const char *shared = *state;

    judge_file(shared, "date-time", 1, 20);
    judge_file(shared, "date", 1, 30);
    judge_file(shared, "time", 1, 35);
    judge_file(shared, "duration", 1, 35);
    judge_file(shared, "uuid", 1, 15);
    judge_file(shared, "email", 1, 15);
    /* The second group needs the tables of IDNA: A-labels aren't decoded. */
    judge_file(shared, "hostname", 1, 15);
    judge_file(shared, "ipv4", 1, 10);
    judge_file(shared, "ipv6", 1, 30);
    judge_file(shared, "uri", 1, 25);
    judge_file(shared, "uri-reference", 1, 15);
}

int main(int count, char **arguments)
{
    char *shared = count == 2 ? arguments[1] : "../shared";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_boundaries),
        cmocka_unit_test(refuses_nul),
        cmocka_unit_test(limits_hostnames),
    };
    const struct CMUnitTest vectors[] = {
        cmocka_unit_test_prestate(agrees_with_json_schema_test_suite, shared),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char path[4096];
    size_t length;
    char *found;

    snprintf(path, sizeof path, "%s/conformance/json-schema/SOURCE", shared);
    found = lines_load(path, &length);
    if (failed == 0 && found == NULL) {
        const char *required = getenv("DG_REQUIRE_SHARED");

        fprintf(stderr, "needs the JSON Schema Test Suite beside %s\n", path);
        return required != NULL && strcmp(required, "1") == 0 ? 1 : 77;
    }
    free(found);
    return failed != 0 ? failed : cmocka_run_group_tests(vectors, NULL, NULL);
}
