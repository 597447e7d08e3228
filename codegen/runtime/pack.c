/* Packed states: a state as few bytes, for those who keep many. */
#include <string.h>

#include "runtime/leaf.h"
#include "runtime/rule_internal.h"

/* A packed state begins with two bits for each member, and continues with the members that have a
 * value, in order. A number has seven bits in each byte: after n - 1 zeros and a one, the lowest
 * first, of which n is the number of bytes. A number of more than 56 bits has a zero byte, and then
 * eight bytes. */
#define PACK_UNKNOWN 0
#define PACK_KNOWN 1 /* plus the presence */

/* The bytes of the longest number, and of the longest member. */
#define PACK_NUMBER 9
#define PACK_MEMBER (PACK_NUMBER + 20)

static size_t pack_marks(const struct dg_states *states)
{
    return (states->member_count + 3) / 4;
}

size_t dg_states_packed_size(const struct dg_states *states)
{
    return pack_marks(states) + states->member_count * PACK_MEMBER + sizeof(uint64_t);
}

const unsigned char *dg_states_packed_id(const struct dg_states *states,
                                         const unsigned char *packed)
{
    return packed + pack_marks(states);
}

/* Numbers */

static uint64_t pack_signed(int64_t value)
{
    return value < 0 ? ~((uint64_t)value << 1) : (uint64_t)value << 1;
}

static int64_t unpack_signed(uint64_t packed)
{
    return (packed & 1) != 0 ? -(int64_t)(packed >> 1) - 1 : (int64_t)(packed >> 1);
}

static unsigned char *pack_number(unsigned char *at, uint64_t value)
{
    unsigned size = (dg_leaf_bits(value | 1) + 6) / 7;

    if (size > 8) {
        *at = 0;
        dg_leaf_store8(at + 1, value);
        return at + 9;
    }
    dg_leaf_store8(at, (value << 1 | 1) << (size - 1));
    return at + size;
}

static const unsigned char *unpack_number(const unsigned char *at, uint64_t *value)
{
    unsigned size = 1;
    uint64_t number = 0;

    while (size < 9 && (*at >> (size - 1) & 1) == 0) {
        size++;
    }
    for (unsigned i = size == 9 ? 1 : 0; i < size; i++) {
        number |= (uint64_t)at[i] << 8 * (size == 9 ? i - 1 : i);
    }
    *value = size == 9 ? number : number >> size;
    return at + size;
}

static unsigned char *pack_bytes(unsigned char *at, const void *bytes, size_t length)
{
    memcpy(at, bytes, length);
    return at + length;
}

static const unsigned char *unpack_bytes(const unsigned char *at, void *bytes, size_t length)
{
    memcpy(bytes, at, length);
    return at + length;
}

/* Times: the seconds since the time before, and the fraction, as one number of milliseconds,
 * microseconds or nanoseconds; its lowest two bits are the unit. A time that doesn't fit is the
 * unit PACK_LONG_TIME and all members. */

#define PACK_LONG_TIME 3

struct pack_unit {
    uint32_t nanos;
    uint32_t per_second;
    uint64_t most; /* seconds that leave room for the fraction and the unit */
};
static const struct pack_unit pack_units[] = {
    {1000000, 1000, (UINT64_MAX >> 2) / 1000},
    {1000, 1000000, (UINT64_MAX >> 2) / 1000000},
    {1, 1000000000, (UINT64_MAX >> 2) / 1000000000},
};

/* The largest unit without a rest, and the units in the fraction. */
static unsigned pack_unit(uint32_t nanos, uint32_t *units)
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

static unsigned char *pack_time(unsigned char *at, const struct dg_kept_time *time, int64_t before)
{
    uint32_t units;
    unsigned unit = pack_unit(time->nanos, &units);
    uint64_t since = pack_signed(time->seconds - before);

    if (time->rest == 0 && since < pack_units[unit].most) {
        return pack_number(at, (since * pack_units[unit].per_second + units) << 2 | unit);
    }
    at = pack_number(at, PACK_LONG_TIME);
    at = pack_bytes(at, &time->seconds, sizeof time->seconds);
    at = pack_bytes(at, &time->rest, sizeof time->rest);
    return pack_bytes(at, &time->nanos, sizeof time->nanos);
}

static const unsigned char *unpack_time(const unsigned char *at, struct dg_kept_time *time,
                                        int64_t before)
{
    uint64_t number;
    uint32_t per_second;
    unsigned unit;

    at = unpack_number(at, &number);
    unit = number & 3;
    if (unit == PACK_LONG_TIME) {
        at = unpack_bytes(at, &time->seconds, sizeof time->seconds);
        at = unpack_bytes(at, &time->rest, sizeof time->rest);
        return unpack_bytes(at, &time->nanos, sizeof time->nanos);
    }
    number >>= 2;
    per_second = pack_units[unit].per_second;
    time->seconds = before + unpack_signed(number / per_second);
    time->nanos = (uint32_t)(number % per_second) * pack_units[unit].nanos;
    return at;
}

/* Members that have a value */

static unsigned char *pack_enum(unsigned char *at, const struct dg_kept_enum *kept)
{
    at = pack_number(at, kept->value);
    return kept->value == 0 ? pack_bytes(at, kept->bytes, sizeof kept->bytes) : at;
}

static const unsigned char *unpack_enum(const unsigned char *at, struct dg_kept_enum *kept)
{
    uint64_t number;

    at = unpack_number(at, &number);
    kept->value = (unsigned)number;
    return number == 0 ? unpack_bytes(at, kept->bytes, sizeof kept->bytes) : at;
}

static unsigned char *pack_value(unsigned char *at, const struct dg_kept_member *member,
                                 const void *kept, int64_t *before)
{
    switch (member->kept) {
    case DG_KEPT_PRESENCE:
    case DG_KEPT_CONSTANT:
        return at;
    case DG_KEPT_BOOLEAN:
        return pack_number(at, ((const struct dg_kept_boolean *)kept)->value ? 1 : 0);
    case DG_KEPT_INTEGER:
    case DG_KEPT_LEVEL:
        return pack_number(at, pack_signed(((const struct dg_kept_integer *)kept)->value));
    case DG_KEPT_NUMBER:
        return pack_bytes(at, &((const struct dg_kept_number *)kept)->value, sizeof(double));
    case DG_KEPT_TIME:
        at = pack_time(at, kept, *before);
        *before = ((const struct dg_kept_time *)kept)->seconds;
        return at;
    case DG_KEPT_ENUM:
        return pack_enum(at, kept);
    case DG_KEPT_TEXT:
    case DG_KEPT_WORD:
    case DG_KEPT_INTEGER_DIGEST:
    case DG_KEPT_LEVEL_DIGEST:
    case DG_KEPT_CONTAINER:
        break;
    }
    return pack_bytes(at, ((const struct dg_kept_digest *)kept)->bytes,
                      sizeof(((const struct dg_kept_digest *)kept)->bytes));
}

static const unsigned char *unpack_value(const unsigned char *at,
                                         const struct dg_kept_member *member, void *kept,
                                         int64_t *before)
{
    uint64_t number;

    switch (member->kept) {
    case DG_KEPT_PRESENCE:
        return at;
    case DG_KEPT_CONSTANT:
        ((struct dg_kept_integer *)kept)->value = member->constant;
        return at;
    case DG_KEPT_BOOLEAN:
        at = unpack_number(at, &number);
        ((struct dg_kept_boolean *)kept)->value = number != 0;
        return at;
    case DG_KEPT_INTEGER:
    case DG_KEPT_LEVEL:
        at = unpack_number(at, &number);
        ((struct dg_kept_integer *)kept)->value = unpack_signed(number);
        return at;
    case DG_KEPT_NUMBER:
        return unpack_bytes(at, &((struct dg_kept_number *)kept)->value, sizeof(double));
    case DG_KEPT_TIME:
        at = unpack_time(at, kept, *before);
        *before = ((const struct dg_kept_time *)kept)->seconds;
        return at;
    case DG_KEPT_ENUM:
        return unpack_enum(at, kept);
    case DG_KEPT_TEXT:
    case DG_KEPT_WORD:
    case DG_KEPT_INTEGER_DIGEST:
    case DG_KEPT_LEVEL_DIGEST:
    case DG_KEPT_CONTAINER:
        break;
    }
    return unpack_bytes(at, ((struct dg_kept_digest *)kept)->bytes,
                        sizeof(((struct dg_kept_digest *)kept)->bytes));
}

/* States */

size_t dg_states_pack(const struct dg_states *states, const void *state, unsigned char *packed)
{
    unsigned char *at = packed + pack_marks(states);
    int64_t before = 0;

    memset(packed, 0, pack_marks(states));
    for (size_t i = 0; i < states->member_count; i++) {
        const struct dg_kept_member *member = &states->members[i];
        const void *kept = (const char *)state + member->state;
        const struct dg_kept_presence *status = kept;

        if (!status->known) {
            continue;
        }
        packed[i / 4] |= (unsigned char)((PACK_KNOWN + status->presence) << i % 4 * 2);
        if (status->presence == DG_VALUE) {
            at = pack_value(at, member, kept, &before);
        }
    }
    return (size_t)(at - packed);
}

size_t dg_states_unpack(const struct dg_states *states, const unsigned char *packed, void *state)
{
    const unsigned char *at = packed + pack_marks(states);
    int64_t before = 0;

    memset(state, 0, states->size);
    for (size_t i = 0; i < states->member_count; i++) {
        const struct dg_kept_member *member = &states->members[i];
        void *kept = (char *)state + member->state;
        unsigned mark = packed[i / 4] >> i % 4 * 2 & 3;

        if (mark == PACK_UNKNOWN) {
            continue;
        }
        *(struct dg_kept_presence *)kept =
            (struct dg_kept_presence){(unsigned char)(mark - PACK_KNOWN), true};
        if (mark == PACK_KNOWN + DG_VALUE) {
            at = unpack_value(at, member, kept, &before);
        }
    }
    return (size_t)(at - packed);
}
