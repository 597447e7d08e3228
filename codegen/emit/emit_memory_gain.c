/* The gains of values. */
#include "emit/emit_memory_gain.h"

#include <string.h>

#include "emit/emit_memory_texts.h"
#include "runtime/reader.h"

#define NAMES_WITHOUT 16 /* names of an object that aren't put onto the stack */

/* Items that are compared by uniqueItems without memory, and what each takes if there are more. */
#define UNIQUE_WITHOUT 32
#define UNIQUE_TAKES 32

/* Arrays begin with 8 elements and double: these lengths make one grow. Beyond the last, the growth
 * of each is about four elements. */
static const uint64_t lengths[] = {1, 9, 17, 33, 65};
#define LENGTHS (sizeof lengths / sizeof *lengths)
#define GROWTH 4

/* The sum of `count` gains. */
static int64_t times(uint64_t count, int64_t gain)
{
    if (count == 0 || gain == 0 || gain <= NEVER || gain >= ENDLESS) {
        return count == 0 ? 0 : gain;
    }
    if (count > (uint64_t)((gain < 0 ? NEVER : ENDLESS) / gain)) {
        return gain < 0 ? NEVER : ENDLESS;
    }
    return (int64_t)count * gain;
}

/* All arrays that an array of that length has had. */
static int64_t grown(uint64_t length, uint64_t size)
{
    int64_t all = 0;

    for (uint64_t capacity = 8;; capacity *= 2) {
        all += taken(capacity * size);
        if (capacity >= length) {
            return all;
        }
    }
}

/* The gain of names on the stack. */
static int64_t stacked(const struct emit_memory_search *search, uint64_t names)
{
    return search->name_takes * (int64_t)names;
}

static struct emit_memory_search good_of(const struct emit_memory_search *search)
{
    struct emit_memory_search good = *search;

    good.good = true;
    return good;
}

/* The cost of brackets. */
static int64_t brackets(const struct emit_memory_search *search, const struct emit_memory_row *row)
{
    return (search->open && row->type->nests && !search->good ? -1 : -2) * search->slope;
}

/* Strings */

/* The largest gain of a string, between its quotes: an escape makes the reader copy it. */
static int64_t gain_string(const struct emit_memory_search *search, struct dg_text text)
{
    uint64_t length = text.length;
    bool slash = memchr(text.length == 0 ? "" : text.data, '/', text.length) != NULL;
    int64_t gain;

    for (size_t i = 0; i < text.length; i++) {
        length += memchr("\"\\\b\f\n\r\t", text.data[i], 7) != NULL ? 1
                  : (unsigned char)text.data[i] < ' '               ? 5
                                                                    : 0;
    }
    gain = -search->slope * (int64_t)length + (length > text.length ? taken(length) : 0);
    if (text.length > 0) {
        gain = larger(gain, taken(length + 5) - search->slope * (int64_t)(length + 5));
    }
    return slash ? larger(gain, taken(length + 1) - search->slope * (int64_t)(length + 1)) : gain;
}

/* The same for the shortest texts, which are copied so often if they have an escape. */
static int64_t gain_spelled(const struct emit_memory_search *search, struct pattern_shortest text,
                            unsigned copies)
{
    uint64_t escaped = text.escaped;
    int64_t best = text.plain >= PATTERN_SHORTEST_MAX ? NEVER : -search->slope * text.plain;

    /* The shortest one with an escape, and those whose copies take more. */
    for (unsigned i = 0; i < 2 && escaped < PATTERN_SHORTEST_MAX; i++) {
        best = larger(best, (int64_t)copies * taken(escaped) - search->slope * (int64_t)escaped);
        escaped = emit_memory_taken(escaped) + 1;
    }
    return best;
}

static int64_t gain_word(const struct emit_memory_search *search, const struct model_type *type)
{
    int64_t best = type->open ? -2 * search->slope : NEVER;

    for (size_t i = 0; i < type->word_count; i++) {
        best = larger(best, type->integer_enum
                                ? -search->slope
                                : gain_string(search, type->words[i].wire) - 2 * search->slope);
    }
    return best;
}

/* A value of several types. */
static int64_t gain_any(const struct emit_memory_search *search, const struct model_type *type)
{
    uint64_t length = emit_memory_json_of(type);

    return length > UINT32_MAX ? NEVER : -search->slope * (int64_t)length;
}

/* Scalars that are good. Bad ones are a digit: nothing is shorter. */
static int64_t gain_scalar(const struct emit_memory_search *search, const struct model_type *type)
{
    if (!search->good) {
        return -search->slope;
    }
    switch (type->kind) {
    case MODEL_TEXT:
        return sum(gain_spelled(search, emit_memory_text_of(type), 1), -2 * search->slope);
    case MODEL_CONST_TEXT:
        return gain_string(search, type->const_text) - 2 * search->slope;
    case MODEL_ENUM:
        return gain_word(search, type);
    case MODEL_TIME:
        return -22 * search->slope; /* "2026-01-01T00:00:00Z" */
    case MODEL_BOOLEAN:
        return -4 * search->slope;
    case MODEL_JSON:
        return gain_any(search, type);
    case MODEL_INTEGER:
    case MODEL_NUMBER:
    case MODEL_CONST_INTEGER:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        break;
    }
    return -search->slope;
}

/* Values */

int64_t emit_memory_gain_use(const struct emit_memory_search *search, const struct model_use *use,
                             enum emit_holding holding)
{
    const struct model_type *type = use->type;
    const struct emit_memory_row *row = emit_memory_find(search->memory, type);
    bool pointer = holding == EMIT_OPT && type->by_pointer;
    int64_t gain;

    if (search->forgets && type->subschemas != NULL) {
        return (pointer ? taken(row->size) : 0) - search->slope;
    }
    if (row == NULL || type->kind == MODEL_ENUM) {
        gain = gain_scalar(search, type);
    } else {
        gain = sum(search->good ? row->good : row->any, pointer ? taken(row->size) : 0);
    }
    if (search->good) {
        return use->nullable ? larger(gain, -4 * search->slope) : gain;
    }
    /* One digit: of a type without `type` and of a choice, a struct holds the value. */
    return larger(gain,
                  (pointer && (type->implied || type->kind == MODEL_UNION) ? taken(row->size) : 0) -
                      search->slope);
}

static int64_t gain_element(const struct emit_memory_search *search, const struct model_use *use)
{
    return emit_memory_gain_use(search, use, emit_values_of_element(use));
}

/* The gain of a value that is lent memory once. Types that don't nest in themselves share it: see
 * emit_memory.c. `text` is the gain of the text that this needs. */
static int64_t gain_lent(const struct emit_memory_search *search, const struct emit_memory_row *row,
                         uint64_t size, int64_t text)
{
    if (search->good || !row->type->nests) {
        return 0;
    }
    return larger(0, sum(EMIT_MEMORY_LENT + taken(size), text));
}

/* Lists */

/* The gain of a list that stores `stored` items, the last of which gains `last`. `more` further
   ones are read and not stored. */
static int64_t gain_items(const struct emit_memory_search *search,
                          const struct emit_memory_row *row, uint64_t stored, uint64_t more,
                          int64_t last)
{
    struct emit_memory_search good = good_of(search);
    int64_t item = sum(gain_element(&good, &row->type->item), -search->slope);
    int64_t gain = sum(grown(stored, row->element), times(stored - 1, item));

    gain = sum(gain, sum(last, -search->slope));
    gain = sum(gain, times(more, sum(gain_element(search, &row->type->item), -search->slope)));
    if (row->type->unique && stored + more > UNIQUE_WITHOUT) {
        gain = sum(gain, (int64_t)(UNIQUE_TAKES * (stored + more) + EMIT_MEMORY_LENT));
    }
    return sum(gain, brackets(search, row) + search->slope);
}

/* Whether the items of a list gain something, however many there are. */
static bool list_is_endless(const struct emit_memory_search *search,
                            const struct emit_memory_row *row)
{
    struct emit_memory_search good = good_of(search);
    int64_t any = sum(gain_element(search, &row->type->item), -search->slope);
    int64_t stored = sum(gain_element(&good, &row->type->item),
                         (int64_t)(GROWTH * row->element) - search->slope);
    int64_t unique = row->type->unique ? UNIQUE_TAKES : 0;

    return sum(any, unique) > 0 ||
           (row->type->count.max >= lengths[LENGTHS - 1] && sum(stored, unique) > 0);
}

/* `last`: the gain of the last item. */
static int64_t gain_list(const struct emit_memory_search *search, const struct emit_memory_row *row,
                         int64_t last)
{
    const struct model_type *type = row->type;
    int64_t best = search->good && type->count.min > 0 ? NEVER : brackets(search, row);

    for (size_t i = 0; i < LENGTHS && lengths[i] <= type->count.max; i++) {
        uint64_t stored = lengths[i];

        if (search->good && stored < type->count.min) {
            stored = type->count.min < lengths[LENGTHS - 1] ? type->count.min : stored;
        }
        best = larger(best, gain_items(search, row, stored, 0, last));
        if (type->unique && stored <= UNIQUE_WITHOUT) {
            best = larger(best, gain_items(search, row, stored, UNIQUE_WITHOUT + 1 - stored, last));
        }
    }
    /* The slot of items beyond maxItems. */
    return type->count.max == UINT64_MAX ? best
                                         : sum(best, gain_lent(search, row, row->element, 0));
}

/* Members that aren't listed */

/* The entries of a map. */
struct entries {
    const struct model_type *map;
    struct emit_memory_names names;
    unsigned copies; /* the times that a name with an escape is copied */
};

/* Names with escapes are also copied while further schemas judge the members. */
static unsigned copies_of_trials(const struct emit_memory_search *search)
{
    return search->forgets ? 1 : 0;
}

/* Those of a map that isn't part of an object. */
static struct entries entries_of(const struct emit_memory_search *search,
                                 const struct model_type *map)
{
    return (struct entries){map, emit_memory_names_of(NULL, map), 1 + copies_of_trials(search)};
}

/* The gain of an entry with such a name, without the array and the stack of names. */
static int64_t gain_entry(const struct emit_memory_search *search, const struct entries *entries,
                          struct pattern_shortest name)
{
    return sum(gain_element(search, &entries->map->item),
               gain_spelled(search, name, entries->copies) - 4 * search->slope);
}

/* The gain of an entry that isn't stored. */
static int64_t gain_refused(const struct emit_memory_search *search, const struct entries *entries)
{
    return search->good ? NEVER : gain_entry(search, entries, entries->names.read);
}

/* The gain of at least one entry, with the array and the stack. */
static int64_t gain_entries(const struct emit_memory_search *search, const struct entries *entries)
{
    const struct model_type *map = entries->map;
    const struct emit_memory_row *row = emit_memory_find(search->memory, map);
    int64_t entry = gain_entry(search, entries, entries->names.stored);
    int64_t any = larger(entry, gain_refused(search, entries));
    int64_t best = any;

    for (size_t i = 0; i < LENGTHS && map->inline_capacity == 0; i++) {
        int64_t names = lengths[i] > NAMES_WITHOUT ? stacked(search, lengths[i]) : 0;

        best = larger(best, sum(grown(lengths[i], row->element) + names, times(lengths[i], entry)));
    }
    if (map->inline_capacity > 0) {
        best = larger(any, times(NAMES_WITHOUT, any));
    }
    return sum(best, gain_lent(search, row, row->element, any)); /* a name that was there before */
}

static bool map_is_endless(const struct emit_memory_search *search, const struct entries *entries)
{
    const struct model_type *map = entries->map;
    const struct emit_memory_row *row = emit_memory_find(search->memory, map);
    uint64_t array = map->inline_capacity > 0 ? 0 : GROWTH * row->element;
    int64_t stored = gain_entry(search, entries, entries->names.stored);

    return sum(stored, (int64_t)array + stacked(search, 1)) > 0 ||
           sum(gain_refused(search, entries), stacked(search, 1)) > 0;
}

static int64_t gain_map(const struct emit_memory_search *search, const struct emit_memory_row *row)
{
    struct entries entries = entries_of(search, row->type);
    /* There is one comma less than there are entries. */
    int64_t gain = sum(gain_entries(search, &entries), search->slope);
    bool empty = !search->good || row->type->count.min == 0;

    return sum(brackets(search, row), empty ? larger(0, gain) : gain);
}

/* Objects */

/* Names with escapes of members that aren't listed are copied to be looked up, and for the
   patterns. */
static unsigned other_copies(const struct emit_memory_search *search, const struct model_type *type)
{
    return (type->matched == NULL ? 1 : 2) + copies_of_trials(search);
}

/* The entries of a map of an object. Their names are also copied as keys. */
static struct entries entries_of_object(const struct emit_memory_search *search,
                                        const struct model_type *type, const struct model_type *map)
{
    return (struct entries){map, emit_memory_names_of(type, map), other_copies(search, type) + 1};
}

/* The gain of a member that is skipped. */
static int64_t gain_skipped(const struct emit_memory_search *search, const struct model_type *type)
{
    return stacked(search, 1) - 5 * search->slope +
           gain_spelled(search, EMIT_MEMORY_ANY_TEXT, other_copies(search, type));
}

static int64_t gain_property(const struct emit_memory_search *search,
                             const struct model_property *property)
{
    return sum(emit_memory_gain_use(search, &property->use, emit_values_of_property(property)),
               gain_string(search, property->wire) - 4 * search->slope);
}

static bool object_is_endless(const struct emit_memory_search *search,
                              const struct model_type *type)
{
    const struct model_type *maps[] = {type->others, type->matched};

    for (size_t i = 0; i < type->property_count && !search->distinct; i++) {
        if (gain_property(search, &type->properties[i]) > 0) {
            return true;
        }
    }
    for (size_t i = 0; i < 2; i++) {
        struct entries entries;

        if (maps[i] != NULL) {
            entries = entries_of_object(search, type, maps[i]);
            if (map_is_endless(search, &entries)) {
                return true;
            }
        }
    }
    return type->others == NULL && gain_skipped(search, type) > 0;
}

static int64_t gain_object(const struct emit_memory_search *search,
                           const struct emit_memory_row *row)
{
    const struct model_type *type = row->type;
    const struct model_type *maps[] = {type->others, type->matched};
    int64_t best = NEVER; /* of one member, or of the members of a map */
    int64_t least = NEVER;
    int64_t gain = 0; /* of all that gain or are needed */
    uint64_t members = 0;
    bool mapped = type->others != NULL || type->matched != NULL;

    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        bool needed = search->good && property->required;
        int64_t member = gain_property(search, property);

        if (needed || member > 0) {
            gain = sum(gain, member);
            members++;
        } else {
            best = larger(best, member);
        }
    }
    least = times(2, best); /* a member twice */
    for (size_t i = 0; i < 2; i++) {
        struct entries entries;
        int64_t member;

        if (maps[i] == NULL) {
            continue;
        }
        entries = entries_of_object(search, type, maps[i]);
        member = gain_entries(search, &entries);
        gain = sum(gain, larger(0, member));
        members += member > 0 ? 1 : 0;
        best = larger(best, member > 0 ? NEVER : member);
    }
    if (!search->distinct) {
        gain = sum(gain, gain_lent(search, row, row->size, least));
    }
    if (search->good && type->count.min > members && (!mapped || members == 0)) {
        gain = sum(gain, times(mapped ? 1 : type->count.min - members, best));
        members = type->count.min;
    }
    if (members == 0 && gain == 0) {
        return sum(brackets(search, row), larger(0, sum(best, search->slope)));
    }
    return sum(brackets(search, row), sum(gain, search->slope)); /* one comma less */
}

static bool object_requires(const struct model_type *type, struct dg_text name)
{
    for (size_t i = 0; i < type->property_count; i++) {
        if (dg_text_equal(type->properties[i].wire, name)) {
            return type->properties[i].required;
        }
    }
    return false;
}

/* The cost of the member that leads to an alternative of objects, unless the alternative requires
 * it anyway. */
static int64_t gain_tag(const struct emit_memory_search *search, const struct model_choice *choice,
                        size_t alternative)
{
    const struct model_type *type = choice->alternatives[alternative].use.type;
    uint64_t shortest = UINT32_MAX;

    if (choice->tagging != MODEL_BY_VALUE || choice->untagged == alternative ||
        type->kind != MODEL_OBJECT || object_requires(type, choice->tag)) {
        return 0;
    }
    for (size_t i = 0; i < choice->tag_count; i++) {
        const struct model_tag *tag = &choice->tags[i];
        uint64_t length = tag->value.data[0] == '"' ? tag->value.length : 1; /* 100 is 1e2 */

        if (tag->alternative == alternative && length < shortest) {
            shortest = length;
        }
    }
    return -search->slope * (int64_t)(choice->tag.length + strlen("\"\":") + shortest);
}

static int64_t gain_union(const struct emit_memory_search *search, const struct model_type *type)
{
    int64_t best = NEVER;

    for (size_t i = 0; i < type->choice->count; i++) {
        int64_t tag = search->good ? gain_tag(search, type->choice, i) : 0;

        best = larger(best, sum(gain_element(search, &type->choice->alternatives[i].use), tag));
    }
    return best;
}

static int64_t gain_form(const struct emit_memory_search *search, const struct emit_memory_row *row)
{
    struct entries entries;

    switch (model_kind_form(row->type->kind)) {
    case MODEL_FORM_PROPERTIES:
        return !search->good && object_is_endless(search, row->type) ? ENDLESS
                                                                     : gain_object(search, row);
    case MODEL_FORM_ENTRIES:
        entries = entries_of(search, row->type);
        return !search->good && map_is_endless(search, &entries) ? ENDLESS : gain_map(search, row);
    case MODEL_FORM_ITEMS:
        return !search->good && list_is_endless(search, row)
                   ? ENDLESS
                   : gain_list(search, row, gain_element(search, &row->type->item));
    case MODEL_FORM_ALTERNATIVES:
        return gain_union(search, row->type);
    case MODEL_FORM_VALUE:
        return gain_element(search, &row->type->item);
    case MODEL_FORM_WORDS:
    case MODEL_FORM_SCALAR:
        break;
    }
    return gain_scalar(search, row->type);
}

int64_t emit_memory_gain(const struct emit_memory_search *search, const struct emit_memory_row *row)
{
    int64_t gain = gain_form(search, row);

    return row->type->implied ? larger(gain, -search->slope) : gain; /* a digit is good, too */
}

/* Parts while they are read */

/* What the part takes more while it is read than afterwards. */
static int64_t gain_more(const struct emit_memory_search *search, const struct model_use *use,
                         enum emit_holding holding, emit_memory_peak_function *peak)
{
    return larger(0, peak(search, use, holding) - emit_memory_gain_use(search, use, holding));
}

static int64_t gain_entries_meanwhile(const struct emit_memory_search *search,
                                      const struct entries *entries,
                                      emit_memory_peak_function *peak)
{
    const struct model_use *item = &entries->map->item;

    return sum(gain_entries(search, entries),
               gain_more(search, item, emit_values_of_element(item), peak));
}

/* What a member adds to an object for which its gain is counted already if it is positive. */
static int64_t gain_added(const struct emit_memory_search *search, int64_t meanwhile,
                          int64_t counted)
{
    return sum(meanwhile, search->slope - larger(0, counted));
}

static int64_t gain_object_meanwhile(const struct emit_memory_search *search,
                                     const struct model_type *type, emit_memory_peak_function *peak)
{
    const struct model_type *maps[] = {type->others, type->matched};
    int64_t most = 0;

    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        int64_t member = gain_property(search, property);
        int64_t more = gain_more(search, &property->use, emit_values_of_property(property), peak);

        most = larger(most, gain_added(search, sum(member, more), member));
    }
    for (size_t i = 0; i < 2; i++) {
        struct entries entries;

        if (maps[i] != NULL) {
            entries = entries_of_object(search, type, maps[i]);
            most = larger(most, gain_added(search, gain_entries_meanwhile(search, &entries, peak),
                                           gain_entries(search, &entries)));
        }
    }
    return most;
}

int64_t emit_memory_gain_meanwhile(const struct emit_memory_search *search,
                                   const struct emit_memory_row *row,
                                   emit_memory_peak_function *peak)
{
    const struct model_use *item = &row->type->item;
    struct entries entries;

    switch (model_kind_form(row->type->kind)) {
    case MODEL_FORM_PROPERTIES:
        return sum(row->any, gain_object_meanwhile(search, row->type, peak));
    case MODEL_FORM_ENTRIES:
        entries = entries_of(search, row->type);
        return larger(row->any, sum(gain_entries_meanwhile(search, &entries, peak),
                                    brackets(search, row) + search->slope));
    case MODEL_FORM_ITEMS:
        return larger(row->any,
                      gain_list(search, row, peak(search, item, emit_values_of_element(item))));
    case MODEL_FORM_ALTERNATIVES:
    case MODEL_FORM_VALUE:
    case MODEL_FORM_WORDS:
    case MODEL_FORM_SCALAR:
        break;
    }
    return row->any;
}
