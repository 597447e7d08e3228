/* Finds the shortest texts that limits, formats and patterns allow. */
#include "emit/emit_memory_texts.h"

#include <string.h>

#include "runtime/reader.h"

static uint32_t more(uint64_t a, uint64_t b)
{
    uint64_t length = a > b ? a : b;

    return length < PATTERN_SHORTEST_MAX ? (uint32_t)length : PATTERN_SHORTEST_MAX;
}

static uint32_t less(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Of texts of at least so many characters that match all patterns. */
static struct pattern_shortest shortest(uint64_t min, const struct pattern *const *patterns,
                                        size_t count)
{
    struct pattern_shortest out = EMIT_MEMORY_ANY_TEXT;

    out.plain = more(out.plain, min);
    out.escaped = more(out.escaped, min == UINT64_MAX ? min : min + 1);
    for (size_t i = 0; i < count; i++) {
        out.plain = more(out.plain, patterns[i]->shortest.plain);
        out.escaped = more(out.escaped, patterns[i]->shortest.escaped);
    }
    return out;
}

static uint64_t format_length(const char *format)
{
    static const struct {
        const char *name;
        uint64_t length;
    } rows[] = {{"uuid", 36}, {"date", 10}, {"time", 9}, {"ipv4", 7}};

    for (size_t i = 0; format != NULL && i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, format) == 0) {
            return rows[i].length;
        }
    }
    return 0;
}

struct pattern_shortest emit_memory_text_of(const struct model_type *type)
{
    return shortest(more(type->length.min, format_length(type->format)), type->patterns,
                    type->pattern_count);
}

/* Of names that match one of the patterns. */
static struct pattern_shortest shortest_match(const struct model_type *object)
{
    struct pattern_shortest out = {PATTERN_SHORTEST_MAX, PATTERN_SHORTEST_MAX};

    for (size_t i = 0; i < object->name_pattern_count; i++) {
        out.plain = less(out.plain, object->name_patterns[i]->shortest.plain);
        out.escaped = less(out.escaped, object->name_patterns[i]->shortest.escaped);
    }
    return out;
}

struct emit_memory_names emit_memory_names_of(const struct model_type *object,
                                              const struct model_type *map)
{
    const struct model_type *naming = map->naming == NULL ? map : map->naming;
    struct emit_memory_names out = {
        EMIT_MEMORY_ANY_TEXT, shortest(naming->names.min, naming->patterns, naming->pattern_count)};

    if (object != NULL && object->matched == map) {
        out.read = shortest_match(object);
        out.stored.plain = more(out.stored.plain, out.read.plain);
        out.stored.escaped = more(out.stored.escaped, out.read.escaped);
    }
    return out;
}

/* A listed value may be spelled in another way: 100 is 1e2. */
static uint64_t listed_length(struct dg_text value)
{
    switch (value.data[0]) {
    case 't':
    case 'f':
    case 'n':
        return value.length;
    case '"':
    case '[':
    case '{':
        return 2;
    }
    return 1;
}

uint64_t emit_memory_json_of(const struct model_type *type)
{
    const struct model_any *any = type->any;
    unsigned types = any == NULL || any->implied != 0 ? DG_JSON_ANYTHING : any->types;
    uint64_t least = UINT64_MAX;

    if (any != NULL && any->count > 0) {
        for (size_t i = 0; i < any->count; i++) {
            uint64_t length = listed_length(any->values[i]);

            least = length < least ? length : least;
        }
        return least;
    }
    if ((types & (DG_JSON_INTEGER | DG_JSON_NUMBER)) != 0) {
        return 1;
    }
    if ((types & (DG_JSON_ARRAY | DG_JSON_OBJECT)) != 0) {
        return 2;
    }
    least = (types & (DG_JSON_NULL | DG_JSON_BOOLEAN)) != 0 ? 4 : UINT64_MAX;
    if ((types & DG_JSON_STRING) != 0) {
        struct pattern_shortest text = emit_memory_text_of(type);
        uint64_t length = 2 + (uint64_t)less(text.plain, text.escaped);

        least = length < least ? length : least;
    }
    return least;
}
