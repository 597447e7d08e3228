/* Values of the formats of strings and numbers. */
#include "diff/sample.h"

#include <string.h>

#include "runtime/format.h"

/* A format of strings by the name that models give it, and a text that has it. */
struct sample_format {
    const char *name;
    const struct dg_format *format;
    const char *text;
};

static const struct sample_format sample_formats[] = {
    {"date_time", &dg_format_date_time, "2020-01-01T00:00:00Z"},
    {"date", &dg_format_date, "2020-01-01"},
    {"time", &dg_format_time, "00:00:00Z"},
    {"duration", &dg_format_duration, "P1D"},
    {"uuid", &dg_format_uuid, "00000000-0000-0000-0000-000000000000"},
    {"byte", &dg_format_byte, "YWFh"},
    {"email", &dg_format_email, "a@example.com"},
    {"hostname", &dg_format_hostname, "example.com"},
    {"ipv4", &dg_format_ipv4, "127.0.0.1"},
    {"ipv6", &dg_format_ipv6, "::1"},
    {"uri", &dg_format_uri, "https://example.com/"},
    {"uri_reference", &dg_format_uri_reference, "/a"},
};
#define FORMAT_COUNT (sizeof sample_formats / sizeof sample_formats[0])

static const struct sample_format *format_find(const struct model_type *type)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(sample_formats[i].name, type->format) == 0) {
            return &sample_formats[i];
        }
    }
    return NULL;
}

static const struct dg_whole *format_whole(const struct model_type *type)
{
    static const struct dg_whole *const wholes[] = {&dg_whole_int32, &dg_whole_int64,
                                                    &dg_whole_uint32, &dg_whole_uint64};

    for (size_t i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
        if (dg_text_equal(wholes[i]->name, dg_text_of(type->whole))) {
            return wholes[i];
        }
    }
    return NULL;
}

bool sample_has_format(const struct model_type *type, const struct sample *sample)
{
    const struct sample_format *row = type->format == NULL ? NULL : format_find(type);
    const struct dg_whole *whole = type->whole == NULL ? NULL : format_whole(type);

    if (row != NULL && sample->kind == SAMPLE_TEXT && !row->format->fits(sample->text)) {
        return false;
    }
    return whole == NULL || sample->kind != SAMPLE_NUMBER ||
           (sample_is_integral(sample) &&
            dg_number_compare(sample->text, dg_text_of(whole->minimum)) >= 0 &&
            dg_number_compare(sample->text, dg_text_of(whole->maximum)) <= 0);
}

bool sample_is_integral(const struct sample *sample)
{
    int64_t value;

    return dg_number_integer(sample->text, &value) ||
           (memchr(sample->text.data, '.', sample->text.length) == NULL &&
            memchr(sample->text.data, '-', sample->text.length) == NULL);
}

struct sample *sample_make_format(struct sample_maker *maker, const struct model_type *type)
{
    const struct sample_format *row = format_find(type);

    return row == NULL ? NULL : sample_text(maker, dg_text_of(row->text));
}

void sample_format_variants(struct sample_maker *maker, struct sample_list *out)
{
    for (size_t i = 0; i < FORMAT_COUNT && out->count < SAMPLE_MAX_VARIANTS; i++) {
        struct sample *text = sample_text(maker, dg_text_of(sample_formats[i].text));

        if (text != NULL) {
            out->items[out->count++] = text;
        }
    }
}
