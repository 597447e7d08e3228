/* The bridges to trees of cJSON that cjson_test tries: those of one contract. */
#ifndef DG_TESTS_WIRE_BRIDGES_H
#define DG_TESTS_WIRE_BRIDGES_H

#include "cjson.h"
#include "contract.h"

struct bridge {
    const char *schema; /* its name in the contract */
    bool (*from)(void *, const cJSON *, struct dg_arena *, struct dg_report *);
    cJSON *(*to)(const void *);
};

/* Ends with a row without a schema. */
extern const struct bridge bridges[];

/* Defines the functions of a bridge for any type: `type` is the C name. */
#define BRIDGE_FUNCTIONS(type)                                                                     \
    static bool type##_from(void *out, const cJSON *tree, struct dg_arena *arena,                  \
                            struct dg_report *report)                                              \
    {                                                                                              \
        return type##_from_cjson(out, tree, arena, report);                                        \
    }                                                                                              \
    static cJSON *type##_to(const void *value)                                                     \
    {                                                                                              \
        return type##_to_cjson(value);                                                             \
    }

#define BRIDGE(type, name)                                                                         \
    {                                                                                              \
        name, type##_from, type##_to                                                               \
    }

#endif
