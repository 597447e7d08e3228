/* A contract of nested boxes, to see which properties fail and which arguments rules get. */
#ifndef DG_TESTS_UNIT_BOX_H
#define DG_TESTS_UNIT_BOX_H

#include "runtime/check.h"

/* Rule x-is-not-13, of severity error, is about `x` of both. */
struct inner {
    int64_t x;               /* required */
    struct dg_opt_text name; /* at most 3 code points */
};

struct inner_entry {
    struct dg_text key;
    struct inner value;
};

enum box_property {
    BOX_X,
    BOX_NAME,
    BOX_LIST,
    BOX_MAP,
    BOX_INNER,
    BOX_ANY,
    BOX_MUST,
    BOX_COUNT
};

/* No other members. */
struct box {
    int64_t x;               /* required */
    struct dg_opt_text name; /* at most 3 code points */
    struct {
        enum dg_presence presence;
        size_t count;
        struct inner *items;
    } list;
    struct {
        enum dg_presence presence;
        size_t count;
        struct inner_entry *entries;
    } map;
    enum dg_presence inner_presence; /* nullable */
    struct inner inner;
    struct dg_opt_json any;
    struct dg_opt_integer must; /* required, nullable */
    /* The results of decoding or validation. */
    uint64_t faults[DG_FAULT_WORDS(BOX_COUNT)];
    bool closed;         /* the box was read, or validated, to its end */
    char subject[64];    /* the beginning of the subject of rules */
    size_t subject_size; /* size of the whole subject */
};

/* Functions as in generated code; `out` and `value` are struct box. */
bool box_decode(void *out, const char *json, size_t length, struct dg_arena *arena,
                struct dg_report *report);
bool box_validate(struct box *value, struct dg_report *report);

/* Writes the names of the properties that failed, with a space before each name and `!` after
 * refused ones. */
void box_faults(const struct box *box, char words[128]);

#endif
