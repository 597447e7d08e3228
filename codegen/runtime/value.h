/* The types of values in generated structs.
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_VALUE_H
#define DG_RUNTIME_VALUE_H

#include <stdint.h>

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The binary interface of the runtime. Generated headers don't compile with a runtime of another
 * one. */
#define DG_RUNTIME_ABI 11

/* The version of the runtime (semantic versioning). The first number is that of the binary
 * interface; the second one grows with each function that is added, the last one with corrections.
 */
#define DG_RUNTIME_VERSION_MAJOR DG_RUNTIME_ABI
#define DG_RUNTIME_VERSION_MINOR 0
#define DG_RUNTIME_VERSION_PATCH 0
#define DG_RUNTIME_VERSION "11.0.0"

/* For a static variable that nothing reads: compilers and linkers keep it, and what it points to.
 */
#if defined(__ELF__) && defined(__has_attribute)
#if __has_attribute(retain)
#define DG_KEPT __attribute__((used, retain))
#endif
#endif
#if !defined(DG_KEPT) && defined(__GNUC__)
#define DG_KEPT __attribute__((used))
#elif !defined(DG_KEPT)
#define DG_KEPT
#endif

/* In the runtime of this binary interface. The code of each contract needs the symbol. */
extern const char dg_runtime_abi_11;

/* Absent, null and value are three different states. A required member that isn't nullable is
 * always a value, and has no presence. */
enum dg_presence {
    DG_ABSENT = 0,
    DG_NULL,
    DG_VALUE
};

/* The presence of a value that is a pointer: absent if there is none. */
static inline enum dg_presence dg_presence_of(enum dg_presence presence, const void *value)
{
    return presence == DG_VALUE && value == NULL ? DG_ABSENT : presence;
}

/* Free-form JSON: the checked text of one value, as received. */
struct dg_json {
    struct dg_text text;
};

struct dg_opt_text {
    enum dg_presence presence;
    struct dg_text value;
};

struct dg_opt_time {
    enum dg_presence presence;
    struct dg_time value;
};

struct dg_opt_integer {
    enum dg_presence presence;
    int64_t value;
};

struct dg_opt_number {
    enum dg_presence presence;
    struct dg_number value;
};

struct dg_opt_boolean {
    enum dg_presence presence;
    bool value;
};

struct dg_opt_json {
    enum dg_presence presence;
    struct dg_json value;
    /* If the schema has oneOf or anyOf: the number of the first alternative that the value matches,
     * from 1; 0: none. */
    uint32_t alternative;
};

#ifdef __cplusplus
}
#endif

#endif
