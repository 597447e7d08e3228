/* The changes of state that the documents of a run have made, as data for reports. */
#ifndef DG_VALIDATE_LIFECYCLE_H
#define DG_VALIDATE_LIFECYCLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/memory.h"
#include "runtime/contract.h"
#include "runtime/writer.h"

/* How often each value of each enum property that has a lifecycle was followed by each other one.
   Zero-initialised, it counts nothing. */
struct lifecycle {
    const struct dg_contract *contract; /* NULL: nothing is counted */
    uint64_t *counts; /* a square for each property, in the order of the contract; a row for each
                         value that was left */
};

/* Opens it, if the contract has a lifecycle. */
void lifecycle_open(struct lifecycle *lifecycle, const struct dg_contract *contract);
void lifecycle_close(struct lifecycle *lifecycle);

/* Counts the change from a state of an object to its next one, of these states. */
void lifecycle_count(struct lifecycle *lifecycle, const struct dg_states *states, const void *old,
                     const void *now);

/* Finds the change of the property from a state to the next one: its index in the square. Returns
   false if a value is unknown, absent or null. */
bool lifecycle_find(const struct dg_cover_changes *changes, const void *old, const void *now,
                    size_t *index);

/* The square of the property at `index`. */
uint64_t *lifecycle_square(const struct lifecycle *lifecycle, size_t index);

/* A change from one value to another. */
struct lifecycle_change {
    size_t from;
    size_t to;
    uint64_t count;
    bool allowed; /* by the rules of the contract */
};

/* The change at `index` of the square of the property at `property`. Returns false if it isn't a
   change, or if it is forbidden and wasn't seen. */
bool lifecycle_change_at(const struct lifecycle *lifecycle, size_t property, size_t index,
                         struct lifecycle_change *out);

/* Writes the member `lifecycle` of a report: the changes that were seen. */
void lifecycle_write_json(struct dg_writer *writer, const struct lifecycle *lifecycle);

/* Adds the member of another report: JSON without blanks between its tokens. Returns false if it
   isn't one of this contract. */
DG_CHECKED bool lifecycle_merge(struct lifecycle *lifecycle, const struct dg_contract *contract,
                                struct dg_text json);

#endif
