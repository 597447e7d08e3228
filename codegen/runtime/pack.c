/* Packed states: a state as few bytes, for those who keep many. */
#include <string.h>

#include "runtime/pack_internal.h"

/* The bytes of the longest number, and of the longest member. */
#define PACK_NUMBER 9
#define PACK_MEMBER (PACK_NUMBER + 20)

static const struct pack_unit {
    uint32_t nanos;
    uint32_t per_second;
    uint64_t most; /* seconds that leave room for the fraction and the unit */
} pack_units[] = {
    {1000000, 1000, (UINT64_MAX >> 2) / 1000},
    {1000, 1000000, (UINT64_MAX >> 2) / 1000000},
    {1, 1000000000, (UINT64_MAX >> 2) / 1000000000},
};

size_t dg_states_packed_size(const struct dg_states *states)
{
    return dg_pack_marks(states) + states->member_count * PACK_MEMBER + sizeof(uint64_t);
}

const unsigned char *dg_states_packed_id(const struct dg_states *states,
                                         const unsigned char *packed)
{
    bool known = states->has_id && (*packed & 3) == DG_PACK_VALUE;

    return known ? packed + dg_pack_marks(states) : NULL;
}

/* Reading */

static int64_t unpack_signed(uint64_t packed)
{
    return (packed & 1) != 0 ? -(int64_t)(packed >> 1) - 1 : (int64_t)(packed >> 1);
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

static const unsigned char *unpack_bytes(const unsigned char *at, void *bytes, size_t length)
{
    memcpy(bytes, at, length);
    return at + length;
}

static const unsigned char *unpack_time(const unsigned char *at, struct dg_kept_time *time,
                                        int64_t before)
{
    uint64_t number;
    uint32_t per_second;
    unsigned unit;

    at = unpack_number(at, &number);
    unit = number & 3;
    if (unit == DG_PACK_LONG_TIME) {
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

static const unsigned char *unpack_enum(const unsigned char *at, struct dg_kept_enum *kept)
{
    uint64_t number;

    at = unpack_number(at, &number);
    kept->value = (unsigned)number;
    return number == 0 ? unpack_bytes(at, kept->bytes, sizeof kept->bytes) : at;
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

size_t dg_states_unpack(const struct dg_states *states, const unsigned char *packed, void *state)
{
    const unsigned char *at = packed + dg_pack_marks(states);
    int64_t before = 0;

    memset(state, 0, states->size);
    for (size_t i = 0; i < states->member_count; i++) {
        const struct dg_kept_member *member = &states->members[i];
        void *kept = (char *)state + member->state;
        unsigned mark = packed[i / 4] >> i % 4 * 2 & 3;

        if (mark == DG_PACK_UNKNOWN) {
            continue;
        }
        *(struct dg_kept_presence *)kept =
            (struct dg_kept_presence){(unsigned char)(mark - DG_PACK_KNOWN), true};
        if (mark == DG_PACK_VALUE) {
            at = unpack_value(at, member, kept, &before);
        }
    }
    return (size_t)(at - packed);
}

/* Writing */

/* The index of the largest unit without a rest, and the units in the fraction. */
static unsigned pack_unit_of(uint32_t nanos, uint32_t *units)
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

unsigned char *dg_pack_any_time(unsigned char *at, const struct dg_kept_time *time, uint64_t since)
{
    uint32_t units;
    unsigned unit = pack_unit_of(time->nanos, &units);

    if (time->rest == 0 && since < pack_units[unit].most) {
        return dg_pack_number(at, (since * pack_units[unit].per_second + units) << 2 | unit);
    }
    at = dg_pack_number(at, DG_PACK_LONG_TIME);
    at = dg_pack_bytes(at, &time->seconds, sizeof time->seconds);
    at = dg_pack_bytes(at, &time->rest, sizeof time->rest);
    return dg_pack_bytes(at, &time->nanos, sizeof time->nanos);
}

static unsigned char *pack_time(unsigned char *at, const struct dg_kept_time *time,
                                int64_t *seconds)
{
    uint64_t since = dg_pack_sign(time->seconds - *seconds);

    *seconds = time->seconds;
    return dg_pack_any_time(at, time, since);
}

static unsigned char *pack_enum(unsigned char *at, const struct dg_kept_enum *kept)
{
    at = dg_pack_number(at, kept->value);
    return kept->value == 0 ? dg_pack_bytes(at, kept->bytes, sizeof kept->bytes) : at;
}

static unsigned char *pack_value(unsigned char *at, const struct dg_kept_member *member,
                                 const void *kept, int64_t *seconds)
{
    switch (member->kept) {
    case DG_KEPT_PRESENCE:
    case DG_KEPT_CONSTANT:
        return at;
    case DG_KEPT_BOOLEAN:
        return dg_pack_number(at, ((const struct dg_kept_boolean *)kept)->value ? 1 : 0);
    case DG_KEPT_INTEGER:
    case DG_KEPT_LEVEL:
        return dg_pack_number(at, dg_pack_sign(((const struct dg_kept_integer *)kept)->value));
    case DG_KEPT_NUMBER:
        return dg_pack_bytes(at, &((const struct dg_kept_number *)kept)->value, sizeof(double));
    case DG_KEPT_TIME:
        return pack_time(at, kept, seconds);
    case DG_KEPT_ENUM:
        return pack_enum(at, kept);
    case DG_KEPT_TEXT:
    case DG_KEPT_WORD:
    case DG_KEPT_INTEGER_DIGEST:
    case DG_KEPT_LEVEL_DIGEST:
    case DG_KEPT_CONTAINER:
        break;
    }
    return dg_pack_bytes(at, ((const struct dg_kept_digest *)kept)->bytes, DG_PACK_DIGEST);
}

size_t dg_states_pack(const struct dg_states *states, const void *state, unsigned char *packed)
{
    unsigned char *at = packed + dg_pack_marks(states);
    int64_t seconds = 0;

    for (size_t first = 0; first < states->member_count; first += DG_PACK_IN_GROUP) {
        size_t count = dg_pack_group_size(states, first);
        uint64_t marks = 0;

        for (size_t i = 0; i < count; i++) {
            const struct dg_kept_member *member = &states->members[first + i];
            const void *kept = (const char *)state + member->state;
            const struct dg_kept_presence *status = kept;

            marks = dg_pack_mark(marks, status->known ? DG_PACK_KNOWN + status->presence
                                                      : DG_PACK_UNKNOWN);
            if (status->known && status->presence == DG_VALUE) {
                at = pack_value(at, member, kept, &seconds);
            }
        }
        dg_pack_group(packed, first, count, marks);
    }
    return (size_t)(at - packed);
}
