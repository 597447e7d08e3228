/* Coverage: marks for the parts of a contract that values exercise.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_COVER_H
#define DG_RUNTIME_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule.h"
#include "text.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Items as data */

enum dg_cover_kind {
    DG_COVER_PROPERTY, /* values: "absent", "null", "value" */
    DG_COVER_ENUM,     /* values: JSON */
    DG_COVER_LIMIT     /* values: JSON, the limit and the value next to it */
};

/* The items at one place of the contract. The mark of item i is mark + i. */
struct dg_cover_row {
    enum dg_cover_kind kind;
    const char *pointer; /* JSON Pointer of the property, enum or limit in the contract */
    uint32_t mark;
    const char *const *values; /* NULL: the mark belongs to no item: the contract or one of its
                                  rules forbids the value */
    size_t count;
};
#define DG_COVER_VALUES(...)                                                                       \
    .values = DG_RULE_LIST(const char *const, __VA_ARGS__),                                        \
    .count = DG_RULE_COUNT(const char *const, __VA_ARGS__)

/* The changes of an enum property from one document to the next. The mark of a change is
   mark + from * words->count + to, by the indexes of words. */
struct dg_cover_changes {
    const char *pointer; /* JSON Pointer of the property in the contract */
    uint32_t mark;
    const struct dg_states *states;
    size_t offset; /* of a struct dg_kept_enum, in a state */
    const struct dg_words *words;
    const char *allowed; /* a character for each change: '-' if it is none, or is forbidden */
};

/* Rules that are judged together. */
struct dg_cover_rules {
    const struct dg_rule *const *rules;
    size_t count;
    const void *of; /* the struct dg_states or dg_response_rules; NULL: objects of a schema */
    bool comparing; /* the rules compare two states */
    uint32_t mark;  /* of objects of the schema, which the rules judge; otherwise 0 */
};

#define DG_COVER_RULES(...)                                                                        \
    .rules = DG_RULE_LIST(const struct dg_rule *const, __VA_ARGS__),                               \
    .count = DG_RULE_COUNT(const struct dg_rule *const, __VA_ARGS__)

/* Everything that values can exercise. Statuses of responses and the rules themselves are in the
   contract. */
struct dg_coverage {
    const struct dg_cover_row *rows;
    size_t row_count;
    const struct dg_cover_changes *changes;
    size_t change_count;
    const struct dg_cover_rules *rules;
    size_t rules_count;
    size_t mark_count;
};

/* Marking */

/* The marks, and what to mark of a document. */
struct dg_cover {
    unsigned char *marks; /* mark_count bytes, which become 1 */
    /* A bit for each property of the document that holds a fault, so that it is passed over; NULL:
       none. Functions about the document take it, so that it isn't about the objects inside. */
    const uint64_t *faults;
};

static inline void dg_cover_mark(struct dg_cover *in, uint32_t mark)
{
    in->marks[mark] = 1;
}

/* An object whose properties are marked. */
struct dg_covered {
    struct dg_cover *in;
    const uint64_t *faults;
};

static inline struct dg_covered dg_cover_open(struct dg_cover *in)
{
    struct dg_covered at = {in, in->faults};

    in->faults = NULL;
    return at;
}

/* Whether a property holds no fault. */
static inline bool dg_cover_takes(const struct dg_covered *at, size_t property)
{
    return at->faults == NULL || (at->faults[property / 64] >> property % 64 & 1) == 0;
}

/* Mark the presence of a property. Return whether there is a value to mark. */
static inline bool dg_cover_required(struct dg_covered *at, size_t property, uint32_t mark)
{
    bool takes = dg_cover_takes(at, property);

    if (takes) {
        dg_cover_mark(at->in, mark + DG_VALUE);
    }
    return takes;
}

static inline bool dg_cover_optional(struct dg_covered *at, size_t property, uint32_t mark,
                                     enum dg_presence presence)
{
    bool takes = dg_cover_takes(at, property);

    if (takes) {
        dg_cover_mark(at->in, mark + (uint32_t)presence);
    }
    return takes && presence == DG_VALUE;
}

/* Marks the presence of an element, and returns whether there is a value. */
static inline bool dg_cover_presence(struct dg_cover *in, uint32_t mark, enum dg_presence presence)
{
    dg_cover_mark(in, mark + (uint32_t)presence);
    return presence == DG_VALUE;
}

/* Marks an enumerator; the mark before the first word is that of unrecognized values. */
static inline void dg_cover_enum(struct dg_cover *in, uint32_t mark, unsigned enumerator)
{
    dg_cover_mark(in, mark + enumerator);
}

/* Marks a value at a limit (mark + 1), and the one next to it (mark + 2). */
static inline void dg_cover_integer(struct dg_cover *in, uint32_t mark, int64_t value, int64_t at,
                                    int64_t next)
{
    dg_cover_mark(in, mark + (value == at ? 1U : value == next ? 2U : 0U));
}

static inline void dg_cover_count(struct dg_cover *in, uint32_t mark, uint64_t count, uint64_t at,
                                  uint64_t next)
{
    dg_cover_mark(in, mark + (count == at ? 1U : count == next ? 2U : 0U));
}

/* The same of the code points of a text. */
static inline void dg_cover_length(struct dg_cover *in, uint32_t mark, struct dg_text text,
                                   uint64_t at, uint64_t next)
{
    uint64_t least = at < next ? at : next;
    uint64_t most = at < next ? next : at;

    /* A code point has at most four bytes. */
    if (text.length >= least && text.length / 4 <= most) {
        dg_cover_count(in, mark, dg_text_code_points(text), at, next);
    }
}

/* Marks a number that equals the limit, a JSON number (mark + 1). */
void dg_cover_number(struct dg_cover *in, uint32_t mark, const struct dg_number *value,
                     struct dg_text at);

#ifdef __cplusplus
}
#endif

#endif
