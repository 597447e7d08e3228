/* Finds texts for the patterns of types. */
#include "diff/sample_pattern.h"

#include <string.h>

#include "diff/sample_format.h"

#define DATE                                                                                       \
    "\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|"             \
    "02-(0[1-9]|1\\d|2[0-8]))"
#define TIME "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)"
#define BYTE "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"

/* Patterns that match most texts of a format, and no others, as far as they were tried. */
static const struct {
    const char *format;
    const char *pattern;
} pattern_formats[] = {
    {"date_time", "^" DATE "T" TIME "$"},
    {"date", "^" DATE "$"},
    {"time", "^" TIME "$"},
    {"duration", "^P(\\d+W|\\d+Y|\\d+M|(\\d+Y)?\\d+M\\d+D|\\d+D(T\\d+H)?|T\\d+[HMS])$"},
    {"uuid", "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},
    {"email",
     "^[a-zA-Z0-9_+-]+(\\.[a-zA-Z0-9_+-]+)*@[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*(\\.[a-zA-Z0-9]+)*$"},
    {"hostname", "^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*(\\.[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*)*$"},
    {"ipv4", "^(" BYTE "\\.){3}" BYTE "$"},
    {"ipv6", "^([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}$|^([0-9a-fA-F]{1,4})?::[0-9a-fA-F]{1,4}$"},
    {"uri", "^[a-zA-Z][a-zA-Z0-9+.-]*:(//[a-zA-Z0-9.-]+)?[a-zA-Z0-9/._~?=&%-]*$"},
    {"uri_reference", "^[a-zA-Z0-9/._~?=&-]*$"},
    {"byte", "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"},
};

/* The pattern of a format; NULL: there is none. */
static const struct pattern *pattern_of_format(const char *format, struct dg_arena *arena)
{
    struct pattern_error error;

    for (size_t i = 0; i < sizeof pattern_formats / sizeof pattern_formats[0]; i++) {
        if (strcmp(pattern_formats[i].format, format) == 0) {
            return pattern_compile(dg_text_of(pattern_formats[i].pattern), arena, &error);
        }
    }
    return NULL;
}

bool sample_pattern_fits(const struct model_type *type, struct dg_text text)
{
    for (size_t i = 0; i < type->pattern_count; i++) {
        if (!dg_pattern_matches(&type->patterns[i]->compiled, text)) {
            return false;
        }
    }
    return true;
}

static bool pattern_wish(struct pattern_wishes *wishes, const struct pattern *pattern, bool matches)
{
    if (wishes->count == PATTERN_WISHES) {
        return false;
    }
    wishes->list[wishes->count++] = (struct pattern_wish){pattern, matches};
    return true;
}

/* Adds the patterns to the wishes, and searches. */
static enum pattern_found pattern_search(const struct model_type *of,
                                         const struct model_type *other,
                                         const struct pattern_wishes *begin, struct dg_arena *arena,
                                         struct dg_text *out)
{
    struct pattern_wishes wishes = *begin;
    enum pattern_found found = PATTERN_NONE;
    size_t count = other == NULL ? 1 : other->pattern_count;

    for (size_t i = 0; i < of->pattern_count; i++) {
        if (!pattern_wish(&wishes, of->patterns[i], true)) {
            return PATTERN_UNKNOWN;
        }
    }
    for (size_t i = 0; i < count && found != PATTERN_FOUND; i++) {
        struct pattern_wishes all = wishes;
        enum pattern_found one = PATTERN_UNKNOWN;

        if (other == NULL || pattern_wish(&all, other->patterns[i], false)) {
            one = pattern_find(&all, arena, out);
        }
        found = one == PATTERN_NONE ? found : one;
    }
    return found;
}

enum pattern_found sample_pattern_find(const struct model_type *of, const struct model_type *other,
                                       const struct model_count *length, struct dg_arena *arena,
                                       struct dg_text *out)
{
    struct pattern_wishes wishes = {.min = length->min, .max = length->max};
    enum pattern_found found = pattern_search(of, other, &wishes, arena, out);
    const struct pattern *format;

    if (found != PATTERN_FOUND || sample_format_fits(of->format, *out)) {
        return found;
    }
    format = pattern_of_format(of->format, arena);
    if (format == NULL) {
        return PATTERN_UNKNOWN;
    }
    pattern_wish(&wishes, format, true);
    found = pattern_search(of, other, &wishes, arena, out);
    return found == PATTERN_FOUND && sample_format_fits(of->format, *out) ? found : PATTERN_UNKNOWN;
}

static void pattern_add(struct sample_maker *maker, const struct model_type *of,
                        const struct model_type *other, const struct model_count *length,
                        struct sample_list *out)
{
    struct dg_text text;

    switch (sample_pattern_find(of, other, length, maker->arena, &text)) {
    case PATTERN_FOUND:
        sample_list_add(out, sample_text(maker, text));
        break;
    case PATTERN_UNKNOWN:
        maker->exhausted = maker->exhausted || other != NULL;
        break;
    case PATTERN_NONE:
        break;
    }
}

void sample_pattern_variants(struct sample_maker *maker, const struct model_type *of,
                             const struct model_type *other, struct sample_list *out)
{
    const struct model_type *types[] = {of, other};

    if (of->pattern_count + other->pattern_count == 0) {
        return;
    }
    pattern_add(maker, of, other, &of->length, out);
    pattern_add(maker, of, NULL, &of->length, out);
    for (size_t i = 0; i < 2; i++) {
        const struct model_count *length = &types[i]->length;
        uint64_t bounds[] = {length->min, length->min - 1, length->max, length->max + 1};

        for (size_t j = 0; j < 4; j++) {
            bool limited = j < 2 ? length->min > 0 : length->max < UINT64_MAX;
            struct model_count exact = {bounds[j], bounds[j]};

            if (limited && bounds[j] <= SAMPLE_MAX_COUNT) {
                pattern_add(maker, of, NULL, &exact, out);
            }
        }
    }
}
