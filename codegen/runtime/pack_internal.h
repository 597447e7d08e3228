/* How packed states are written: by keep.c from values, and by pack.c from states.
 *
 * A packed state begins with two bits for each member, and continues with the members that have a
 * value, in order. A number has seven bits in each byte: after n - 1 zeros and a one, the lowest
 * first, of which n is the number of bytes. A number of more than 56 bits has a zero byte, and then
 * eight bytes. */
#ifndef DG_RUNTIME_PACK_INTERNAL_H
#define DG_RUNTIME_PACK_INTERNAL_H

#include <string.h>

#include "runtime/leaf.h"
#include "runtime/rule.h"

/* The two bits of a member. */
#define DG_PACK_UNKNOWN 0
#define DG_PACK_KNOWN 1 /* plus the presence */
#define DG_PACK_VALUE (DG_PACK_KNOWN + DG_VALUE)
#define DG_PACK_IN_BYTE 4
#define DG_PACK_IN_GROUP ((size_t)32)

/* The bytes of a digest. */
#define DG_PACK_DIGEST sizeof(((const struct dg_kept_digest *)NULL)->bytes)

/* The bytes in which the bits of all members are. */
static inline size_t dg_pack_marks(const struct dg_states *states)
{
    return (states->member_count + DG_PACK_IN_BYTE - 1) / DG_PACK_IN_BYTE;
}

/* Adds the bits of one more member of a group, the last one in the highest bits. */
static inline uint64_t dg_pack_mark(uint64_t marks, unsigned mark)
{
    return marks >> 2 | (uint64_t)mark << 62;
}

/* Writes the bits of the group that begins with the member `first`. */
static inline void dg_pack_group(unsigned char *packed, size_t first, size_t count, uint64_t marks)
{
    unsigned char bytes[sizeof marks];

    dg_leaf_store8(bytes, marks >> 2 * (DG_PACK_IN_GROUP - count));
    memcpy(packed + first / DG_PACK_IN_BYTE, bytes,
           (count + DG_PACK_IN_BYTE - 1) / DG_PACK_IN_BYTE);
}

/* The members in the group that begins with the member `first`. */
static inline size_t dg_pack_group_size(const struct dg_states *states, size_t first)
{
    size_t left = states->member_count - first;

    return left < DG_PACK_IN_GROUP ? left : DG_PACK_IN_GROUP;
}

/* The following functions write a value at `at`, and return where the next value goes. */

static inline unsigned char *dg_pack_bytes(unsigned char *at, const void *bytes, size_t length)
{
    memcpy(at, bytes, length);
    return at + length;
}

/* Writes eight bytes, also for a short number. */
static inline unsigned char *dg_pack_number(unsigned char *at, uint64_t value)
{
    unsigned size = dg_leaf_sevens(value);

    if (size > 8) {
        *at = 0;
        dg_leaf_store8(at + 1, value);
        return at + 9;
    }
    dg_leaf_store8(at, (value << 1 | 1) << (size - 1));
    return at + size;
}

static inline uint64_t dg_pack_sign(int64_t value)
{
    return value < 0 ? ~((uint64_t)value << 1) : (uint64_t)value << 1;
}

/* A time is the seconds since the time before, and the fraction, as one number of milliseconds,
 * microseconds or nanoseconds; its lowest two bits are the unit. A time that doesn't fit is the
 * unit DG_PACK_LONG_TIME and all members. */

#define DG_PACK_MILLISECONDS 0
#define DG_PACK_LONG_TIME 3

/* A usual time has whole milliseconds, is not far from the time before, and has no more digits. */
static inline bool dg_pack_is_usual_time(uint32_t nanos, uint64_t since, uint32_t *thousandths)
{
    *thousandths = nanos / 1000000;
    return *thousandths * 1000000 == nanos && since <= UINT32_MAX;
}

static inline unsigned char *dg_pack_usual_time(unsigned char *at, uint64_t since,
                                                uint32_t thousandths)
{
    return dg_pack_number(at, (since * 1000 + thousandths) << 2 | DG_PACK_MILLISECONDS);
}

/* Any time. */
unsigned char *dg_pack_any_time(unsigned char *at, const struct dg_kept_time *time, uint64_t since);

#endif
