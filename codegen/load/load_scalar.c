/* Schemas of strings, integers and numbers: their formats. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

void load_scalar_format(const struct keyword_value *value, struct draft *draft)
{
    draft->format = value->member;
}

/* The formats that are judged. Others are annotations. */
static const struct load_format scalar_formats[] = {
    {"date-time", KEYWORD_STRING, "date_time", &dg_format_date_time, NULL},
    {"date", KEYWORD_STRING, "date", &dg_format_date, NULL},
    {"time", KEYWORD_STRING, "time", &dg_format_time, NULL},
    {"duration", KEYWORD_STRING, "duration", &dg_format_duration, NULL},
    {"uuid", KEYWORD_STRING, "uuid", &dg_format_uuid, NULL},
    {"email", KEYWORD_STRING, "email", &dg_format_email, NULL},
    {"hostname", KEYWORD_STRING, "hostname", &dg_format_hostname, NULL},
    {"ipv4", KEYWORD_STRING, "ipv4", &dg_format_ipv4, NULL},
    {"ipv6", KEYWORD_STRING, "ipv6", &dg_format_ipv6, NULL},
    {"uri", KEYWORD_STRING, "uri", &dg_format_uri, NULL},
    {"uri-reference", KEYWORD_STRING, "uri_reference", &dg_format_uri_reference, NULL},
    {"byte", KEYWORD_STRING, "byte", &dg_format_byte, NULL},
    {"int32", KEYWORD_INTEGER | KEYWORD_NUMBER, "int32", NULL, &dg_whole_int32},
    {"int64", KEYWORD_INTEGER | KEYWORD_NUMBER, "int64", NULL, &dg_whole_int64},
    {"uint32", KEYWORD_INTEGER | KEYWORD_NUMBER, "uint32", NULL, &dg_whole_uint32},
    {"uint64", KEYWORD_INTEGER | KEYWORD_NUMBER, "uint64", NULL, &dg_whole_uint64},
    /* Both name a precision, which a decimal number in JSON does not have, so that there is nothing
       to judge. */
    {"float", KEYWORD_INTEGER | KEYWORD_NUMBER, NULL, NULL, NULL},
    {"double", KEYWORD_INTEGER | KEYWORD_NUMBER, NULL, NULL, NULL},
};

#define SCALAR_FORMAT_COUNT (sizeof scalar_formats / sizeof scalar_formats[0])

/* Whether the user chose not to judge the format. */
static bool scalar_is_annotation(const struct loader *loader, struct dg_text name)
{
    for (size_t i = 0; i < loader->options->annotation_count; i++) {
        struct dg_text annotation = dg_text_of(loader->options->annotations[i]);

        if (dg_text_equal(annotation, name) || dg_text_equal(annotation, dg_text_of("*"))) {
            return true;
        }
    }
    return false;
}

static void scalar_note(struct loader *loader, const struct tree *format)
{
    struct suggestion suggestion = suggestion_for(format->text);

    diag_noted(loader->diag, DIAG_FORMAT, format->at, "format '%.*s' is not judged",
               DIAG_TEXT(format->text));
    if (!diag_is_open(loader->diag)) {
        return;
    }
    for (size_t i = 0; i < SCALAR_FORMAT_COUNT; i++) {
        suggestion_offer(&suggestion, dg_text_of(scalar_formats[i].name));
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

bool load_scalar_fits(struct loader *loader, const struct tree *format, const struct tree *value)
{
    bool numeric = value->kind == TREE_INTEGER || value->kind == TREE_FLOAT;
    struct dg_text number = numeric ? tree_number(value, loader->arena) : dg_text_of("");

    for (size_t i = 0; i < SCALAR_FORMAT_COUNT && !scalar_is_annotation(loader, format->text);
         i++) {
        const struct load_format *row = &scalar_formats[i];

        if (!dg_text_equal(format->text, dg_text_of(row->name))) {
            continue;
        }
        if (row->text != NULL && value->kind == TREE_STRING) {
            return row->text->fits(value->text);
        }
        if (row->whole != NULL && number.length > 0) {
            return dg_number_compare(number, dg_text_of(row->whole->minimum)) >= 0 &&
                   dg_number_compare(number, dg_text_of(row->whole->maximum)) <= 0;
        }
    }
    return true;
}

bool load_scalar_is_judged(struct loader *loader, const struct tree *format)
{
    if (scalar_is_annotation(loader, format->text)) {
        return false;
    }
    for (size_t i = 0; i < SCALAR_FORMAT_COUNT; i++) {
        if (dg_text_equal(format->text, dg_text_of(scalar_formats[i].name))) {
            return scalar_formats[i].constant != NULL;
        }
    }
    scalar_note(loader, format);
    return false;
}

bool load_scalar_is_for(const struct tree *format, unsigned types)
{
    for (size_t i = 0; i < SCALAR_FORMAT_COUNT; i++) {
        if (dg_text_equal(format->text, dg_text_of(scalar_formats[i].name))) {
            return (scalar_formats[i].types & types) != 0;
        }
    }
    return true;
}

const struct load_format *load_scalar_format_of(struct loader *loader, const struct draft *draft)
{
    const struct tree *format = draft->format == NULL ? NULL : draft->format->value;

    if (format == NULL || scalar_is_annotation(loader, format->text)) {
        return NULL;
    }
    for (size_t i = 0; i < SCALAR_FORMAT_COUNT; i++) {
        const struct load_format *row = &scalar_formats[i];

        if (!dg_text_equal(format->text, dg_text_of(row->name))) {
            continue;
        }
        if ((row->types & loader_stated_types(draft)) != 0) {
            return row;
        }
        diag_noted(loader->diag, DIAG_KEYWORD_TYPE, format->at,
                   "format '%s' doesn't apply to this type, so it has no effect", row->name);
        return NULL;
    }
    scalar_note(loader, format);
    return NULL;
}

void load_scalar_finish_text(struct loader *loader, struct draft *draft)
{
    const struct load_format *format = load_scalar_format_of(loader, draft);
    struct model_type *type = &draft->type;

    type->kind = MODEL_TEXT;
    load_limit_check(loader, draft->node, type);
    if (format == NULL) {
        return;
    }
    if (format->text == &dg_format_date_time && type->length.min == 0 &&
        type->length.max == UINT64_MAX && type->pattern_count == 0) {
        type->kind = MODEL_TIME;
    } else {
        type->format = format->constant;
    }
}

/* Checks that an integer of 32 bits is within the limits. */
static void scalar_check_int32(struct loader *loader, const struct draft *draft)
{
    const char *beyond = draft->type.range.minimum > INT32_MAX   ? "minimum"
                         : draft->type.range.maximum < INT32_MIN ? "maximum"
                                                                 : NULL;

    if (!draft->type.int32 || beyond == NULL) {
        return;
    }
    loader_no_value(
        loader, draft->node, tree_find(draft->node, dg_text_of(beyond))->at,
        memory_arena_format(loader->arena, "'%s' is beyond all integers of 32 bits", beyond));
    diag_note(loader->diag, draft->format->at, "the format is given here");
}

/* Makes a number that must be an integer, of integers that int64 can't hold. */
static void scalar_widen(struct draft *draft)
{
    draft->type.kind = MODEL_NUMBER;
    draft->type.integral = true;
    draft->stated_type = KEYWORD_NUMBER;
}

void load_scalar_finish_integer(struct loader *loader, struct draft *draft)
{
    const struct load_format *format = load_scalar_format_of(loader, draft);
    struct model_type *type = &draft->type;

    type->kind = MODEL_INTEGER;
    if (draft->wide || (format != NULL && format->whole == &dg_whole_uint64)) {
        scalar_widen(draft);
        type->whole = format == NULL ? NULL : format->constant;
        load_limit_check(loader, draft->node, type);
        return;
    }
    if (format != NULL && format->whole == &dg_whole_uint32) {
        type->whole = format->constant;
    }
    type->int32 = format != NULL && format->whole == &dg_whole_int32;
    if (type->int32 && (type->range.above || type->range.below || type->multiple != NULL)) {
        type->int32 = false;
        type->whole = format->constant;
    }
    if (load_limit_check(loader, draft->node, type)) {
        scalar_check_int32(loader, draft);
    }
}

void load_scalar_finish_number(struct loader *loader, struct draft *draft)
{
    const struct load_format *format = load_scalar_format_of(loader, draft);

    draft->type.kind = MODEL_NUMBER;
    draft->type.whole = format == NULL ? NULL : format->constant;
    load_limit_check(loader, draft->node, &draft->type);
}
