/* Whether a value has a type: chooses, among values that were made, those that show a change. */
#include "diff/sample.h"

/* By form of a limit, as in model_limit.h */

static bool fits_count(const struct model_count *limit, uint64_t count)
{
    return count >= limit->min && count <= limit->max;
}

static bool fits_integer(const struct model_type *type, const struct sample *sample)
{
    int64_t value;

    const struct model_range *range = &type->range;

    return sample->kind == SAMPLE_NUMBER && dg_number_integer(sample->text, &value) &&
           (range->above ? value > range->minimum : value >= range->minimum) &&
           (range->below ? value < range->maximum : value <= range->maximum) &&
           (!type->int32 || (value >= INT32_MIN && value <= INT32_MAX));
}

/* Whether the number is on the right side of a bound. `sign`: 1, above it; -1, below it. */
static bool fits_bound(const char *bound, int sign, bool exclusive, const struct sample *sample)
{
    int order = bound == NULL ? 1 : sign * dg_number_compare(sample->text, dg_text_of(bound));

    return exclusive ? order > 0 : order >= 0;
}

static bool fits_number(const struct model_type *type, const struct sample *sample)
{
    const struct model_number_range *range = &type->number_range;

    return sample->kind == SAMPLE_NUMBER && (!type->integral || sample_is_integral(sample)) &&
           fits_bound(range->minimum, 1, range->above, sample) &&
           fits_bound(range->maximum, -1, range->below, sample);
}

static bool fits_word(const struct model_type *type, const struct sample *sample)
{
    int64_t number = 0;
    bool integer = sample->kind == SAMPLE_NUMBER && dg_number_integer(sample->text, &number);

    if (type->integer_enum ? !integer : sample->kind != SAMPLE_TEXT) {
        return false;
    }
    for (size_t i = 0; i < type->word_count; i++) {
        if (type->integer_enum ? type->words[i].number == number
                               : dg_text_equal(type->words[i].wire, sample->text)) {
            return true;
        }
    }
    return type->open;
}

static bool fits_object(const struct model_type *type, const struct sample *sample)
{
    size_t known = 0;

    if (sample->kind != SAMPLE_OBJECT || !fits_count(&type->count, sample->count)) {
        return false;
    }
    for (size_t i = 0; i < type->property_count; i++) {
        const struct sample *value = sample_find(sample, type->properties[i].wire);

        known += value != NULL;
        if (value == NULL ? type->properties[i].required
                          : !sample_fits_use(&type->properties[i].use, value)) {
            return false;
        }
    }
    return type->unknown != MODEL_UNKNOWN_REFUSED || known == sample->count;
}

static bool fits_elements(const struct model_type *type, const struct sample *sample)
{
    bool map = type->kind == MODEL_MAP;

    if (sample->kind != (map ? SAMPLE_OBJECT : SAMPLE_LIST) ||
        !fits_count(&type->count, sample->count)) {
        return false;
    }
    for (size_t i = 0; i < sample->count; i++) {
        if ((map && !fits_count(&type->names, dg_text_code_points(sample->members[i].name))) ||
            !sample_fits_use(&type->item, sample->members[i].value)) {
            return false;
        }
    }
    return true;
}

static bool fits_text(const struct model_type *type, const struct sample *sample)
{
    struct dg_time time;

    return sample->kind == SAMPLE_TEXT &&
           (type->kind == MODEL_TIME
                ? dg_time_parse(&time, sample->text)
                : fits_count(&type->length, dg_text_code_points(sample->text)));
}

static bool fits_const_integer(const struct model_type *type, const struct sample *sample)
{
    int64_t value;

    return sample->kind == SAMPLE_NUMBER && dg_number_integer(sample->text, &value) &&
           value == type->const_integer;
}

/* Whether the value has another type than an untyped schema is about: then nothing is said. */
static bool fits_otherwise(const struct model_type *type, const struct sample *sample)
{
    return type->implied &&
           sample->kind != (type->kind == MODEL_LIST ? SAMPLE_LIST : SAMPLE_OBJECT);
}

bool sample_fits(const struct model_type *type, const struct sample *sample)
{
    if (fits_otherwise(type, sample)) {
        return true;
    }
    if (!sample_has_format(type, sample)) {
        return false;
    }
    switch (type->kind) {
    case MODEL_TEXT:
    case MODEL_TIME:
        return fits_text(type, sample);
    case MODEL_INTEGER:
        return fits_integer(type, sample);
    case MODEL_NUMBER:
        return fits_number(type, sample);
    case MODEL_BOOLEAN:
        return sample->kind == SAMPLE_BOOLEAN;
    case MODEL_CONST_TEXT:
        return sample->kind == SAMPLE_TEXT && dg_text_equal(sample->text, type->const_text);
    case MODEL_CONST_INTEGER:
        return fits_const_integer(type, sample);
    case MODEL_JSON:
        return true;
    case MODEL_ENUM:
        return fits_word(type, sample);
    case MODEL_OBJECT:
        return fits_object(type, sample);
    case MODEL_MAP:
    case MODEL_LIST:
        return fits_elements(type, sample);
    case MODEL_VALUE:
        return sample_fits_use(&type->item, sample);
    }
    return false;
}

bool sample_fits_use(const struct model_use *use, const struct sample *sample)
{
    return sample->kind == SAMPLE_NULL ? use->nullable || use->type->kind == MODEL_JSON
                                       : sample_fits(use->type, sample);
}
