/* A small contract with every kind of value, in the form of generated code. */
#ifndef DG_TESTS_UNIT_ORDER_H
#define DG_TESTS_UNIT_ORDER_H

#include "runtime/reader.h"

struct order_note {
    struct dg_text key;
    struct dg_opt_text value;
};

struct order_extra {
    struct dg_text key;
    int64_t value;
};

struct order_part {
    int64_t x; /* required */
};

struct order {
    struct dg_text id;         /* required, 1 to 8 code points */
    unsigned state;            /* required: open 1, closed 2 */
    struct dg_text state_text; /* as received, if unrecognized */
    struct dg_opt_time made;   /* required, nullable */
    enum dg_presence level_presence;
    unsigned level; /* 1, 2, 3; open */
    struct dg_text level_text;
    struct dg_opt_integer count; /* int32, 0 to 10 */
    struct dg_opt_integer size;
    struct dg_opt_number ratio; /* 0 to 1.5 */
    enum dg_presence kind;      /* "open" */
    enum dg_presence version;   /* 2 */
    struct dg_opt_boolean ok;   /* nullable */
    struct {
        enum dg_presence presence;
        size_t count;
        struct order_note entries[3];
    } notes; /* names of 1 to 4 code points; texts of at most 5, nullable */
    struct {
        enum dg_presence presence;
        size_t count;
        struct order_extra *entries;
    } extras; /* at least 1 */
    struct {
        enum dg_presence presence;
        size_t count;
        struct dg_text *items;
    } tags; /* 1 to 3 */
    enum dg_presence part_presence;
    struct order_part part; /* no other members; at most 1 */
    struct dg_opt_json any;
};

/* `out` is a struct order. */
bool order_decode(void *out, const char *json, size_t length, struct dg_arena *arena,
                  struct dg_report *report);

#endif
