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

/* The bytes of a digest. */
#define DG_PACK_DIGEST sizeof(((const struct dg_kept_digest *)NULL)->bytes)

/* The bytes in which the bits of all members are. */
static inline size_t dg_pack_marks(const struct dg_states *states)
{
    return (states->member_count + DG_PACK_IN_BYTE - 1) / DG_PACK_IN_BYTE;
}

/* A state that is being packed. */
struct dg_packer {
    unsigned char *at; /* where the next value goes */
    int64_t seconds;   /* of the latest time */
    unsigned marks;    /* of the latest members, the last one in the highest bits */
};

/* Notes the bits of the member with that index. */
static inline void dg_pack_mark(struct dg_packer *out, unsigned char *packed, size_t index,
                                unsigned mark)
{
    out->marks = out->marks >> 2 | mark << 6;
    packed[index / DG_PACK_IN_BYTE] = (unsigned char)out->marks;
}

/* After the last member. Returns the bytes of the packed state. */
static inline size_t dg_pack_end(const struct dg_packer *out, unsigned char *packed, size_t count)
{
    size_t last = count % DG_PACK_IN_BYTE;

    if (last != 0) {
        packed[count / DG_PACK_IN_BYTE] =
            (unsigned char)(out->marks >> 2 * (DG_PACK_IN_BYTE - last));
    }
    return (size_t)(out->at - packed);
}

static inline void dg_pack_bytes(struct dg_packer *out, const void *bytes, size_t length)
{
    memcpy(out->at, bytes, length);
    out->at += length;
}

/* Writes eight bytes, also for a short number. */
static inline void dg_pack_number(struct dg_packer *out, uint64_t value)
{
    unsigned size = (dg_leaf_bits(value | 1) + 6) / 7;

    if (size > 8) {
        *out->at = 0;
        dg_leaf_store8(out->at + 1, value);
        out->at += 9;
        return;
    }
    dg_leaf_store8(out->at, (value << 1 | 1) << (size - 1));
    out->at += size;
}

static inline uint64_t dg_pack_sign(int64_t value)
{
    return value < 0 ? ~((uint64_t)value << 1) : (uint64_t)value << 1;
}

/* A time is the seconds since the time before, and the fraction, as one number of milliseconds,
 * microseconds or nanoseconds; its lowest two bits are the unit. A time that doesn't fit is the
 * unit DG_PACK_LONG_TIME and all members. */

#define DG_PACK_LONG_TIME 3

struct dg_pack_unit {
    uint32_t nanos;
    uint32_t per_second;
    uint64_t most; /* seconds that leave room for the fraction and the unit */
};
extern const struct dg_pack_unit dg_pack_units[];

/* The index of the largest unit without a rest, and the units in the fraction. */
static inline unsigned dg_pack_unit_of(uint32_t nanos, uint32_t *units)
{
    *units = nanos / 1000000;
    if (*units * 1000000 == nanos) {
        return 0;
    }
    *units = nanos / 1000;
    if (*units * 1000 == nanos) {
        return 1;
    }
    *units = nanos;
    return 2;
}

static inline void dg_pack_time(struct dg_packer *out, const struct dg_kept_time *time)
{
    uint32_t units;
    unsigned unit = dg_pack_unit_of(time->nanos, &units);
    uint64_t since = dg_pack_sign(time->seconds - out->seconds);

    out->seconds = time->seconds;
    if (time->rest == 0 && since < dg_pack_units[unit].most) {
        dg_pack_number(out, (since * dg_pack_units[unit].per_second + units) << 2 | unit);
        return;
    }
    dg_pack_number(out, DG_PACK_LONG_TIME);
    dg_pack_bytes(out, &time->seconds, sizeof time->seconds);
    dg_pack_bytes(out, &time->rest, sizeof time->rest);
    dg_pack_bytes(out, &time->nanos, sizeof time->nanos);
}

#endif
