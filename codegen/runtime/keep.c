/* States: what is kept of values, to be compared with what they are later. */
#include <string.h>

#include "runtime/rule_internal.h"

/* Times */

/* Digits of a second behind the nanoseconds that are kept. */
#define KEPT_DIGITS 18

struct dg_kept_time dg_kept_time_of(struct dg_time time)
{
    struct dg_text digits = dg_time_more_digits(time);
    struct dg_kept_time out = {0};

    if (digits.length > KEPT_DIGITS) {
        return out;
    }
    out.seconds = time.seconds;
    out.nanos = time.nanos;
    for (size_t i = 0; i < KEPT_DIGITS; i++) {
        out.rest = out.rest * 10 + (i < digits.length ? (uint64_t)(digits.data[i] - '0') : 0);
    }
    out.presence = DG_VALUE;
    out.known = true;
    return out;
}

int dg_kept_time_compare(struct dg_kept_time a, struct dg_kept_time b)
{
    if (a.seconds != b.seconds) {
        return a.seconds < b.seconds ? -1 : 1;
    }
    if (a.nanos != b.nanos) {
        return a.nanos < b.nanos ? -1 : 1;
    }
    return a.rest < b.rest ? -1 : a.rest > b.rest;
}

struct dg_time dg_kept_time_instant(struct dg_kept_time kept)
{
    return (struct dg_time){.seconds = kept.seconds, .nanos = kept.nanos};
}

/* Digests */

static void keep_digest_of(unsigned char digest[16], struct dg_text text,
                           const struct dg_digest_key *key)
{
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    dg_digest_text(&digester, text);
    dg_digest_end(&digester, digest);
}

bool dg_kept_digest_equal(const struct dg_kept_digest *a, const struct dg_kept_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

bool dg_kept_enum_equal(const struct dg_kept_enum *a, const struct dg_kept_enum *b)
{
    return a->value == b->value && memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

bool dg_kept_is_text(const struct dg_kept_digest *kept, struct dg_text text,
                     const struct dg_digest_key *key)
{
    unsigned char digest[16];

    keep_digest_of(digest, text, key);
    return memcmp(kept->bytes, digest, sizeof digest) == 0;
}

/* Members */

/* Room for any. */
union kept_value {
    struct dg_kept_presence presence;
    struct dg_kept_boolean boolean;
    struct dg_kept_integer integer;
    struct dg_kept_number number;
    struct dg_kept_time time;
    struct dg_kept_enum enumerator;
    struct dg_kept_digest digest;
};

struct kept_layout {
    size_t size;
    size_t presence;
    size_t known;
};

#define KEPT_LAYOUT(type)                                                                          \
    {                                                                                              \
        sizeof(struct type), offsetof(struct type, presence), offsetof(struct type, known)         \
    }

static const struct kept_layout *kept_layout(enum dg_kept kept)
{
    static const struct kept_layout presence = KEPT_LAYOUT(dg_kept_presence);
    static const struct kept_layout boolean = KEPT_LAYOUT(dg_kept_boolean);
    static const struct kept_layout integer = KEPT_LAYOUT(dg_kept_integer);
    static const struct kept_layout number = KEPT_LAYOUT(dg_kept_number);
    static const struct kept_layout time = KEPT_LAYOUT(dg_kept_time);
    static const struct kept_layout enumerator = KEPT_LAYOUT(dg_kept_enum);
    static const struct kept_layout digest = KEPT_LAYOUT(dg_kept_digest);

    switch (kept) {
    case DG_KEPT_PRESENCE:
        return &presence;
    case DG_KEPT_BOOLEAN:
        return &boolean;
    case DG_KEPT_INTEGER:
    case DG_KEPT_CONSTANT:
    case DG_KEPT_LEVEL:
        return &integer;
    case DG_KEPT_NUMBER:
        return &number;
    case DG_KEPT_TIME:
        return &time;
    case DG_KEPT_ENUM:
        return &enumerator;
    case DG_KEPT_TEXT:
    case DG_KEPT_WORD:
    case DG_KEPT_INTEGER_DIGEST:
    case DG_KEPT_LEVEL_DIGEST:
    case DG_KEPT_CONTAINER:
        break;
    }
    return &digest;
}

static bool keep_knows(const struct dg_kept_member *member, const void *state)
{
    const char *at = (const char *)state + member->state;

    return *(const bool *)(const void *)(at + kept_layout(member->kept)->known);
}

static enum dg_presence keep_presence(const struct dg_kept_member *member, const char *self)
{
    for (size_t i = 0; i < member->within_count; i++) {
        if (*(const enum dg_presence *)(const void *)(self + member->within[i]) != DG_VALUE) {
            return DG_ABSENT;
        }
    }
    return member->presence == DG_KEPT_ALWAYS
               ? DG_VALUE
               : *(const enum dg_presence *)(const void *)(self + member->presence);
}

/* The text of an enumerator as received. */
static struct dg_text keep_text(const struct dg_kept_member *member, const char *self)
{
    return *(const struct dg_text *)(const void *)(self + member->text);
}

/* The digest of a value that is there. */
static void keep_digest(const struct dg_kept_member *member, const char *self,
                        const struct dg_digest_key *key, unsigned char out[16])
{
    const void *value = self + member->value;
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    switch (member->kept) {
    case DG_KEPT_TEXT:
        dg_digest_text(&digester, *(const struct dg_text *)value);
        break;
    case DG_KEPT_WORD:
        dg_digest_text(&digester, dg_word_text(member->words, *(const unsigned *)value,
                                               keep_text(member, self)));
        break;
    case DG_KEPT_INTEGER_DIGEST:
        dg_digest_integer(&digester, *(const int64_t *)value);
        break;
    case DG_KEPT_LEVEL_DIGEST:
        dg_digest_integer(&digester, dg_word_number(member->words, *(const unsigned *)value,
                                                    keep_text(member, self)));
        break;
    case DG_KEPT_CONTAINER:
        member->digest(&digester, value);
        break;
    case DG_KEPT_PRESENCE:
    case DG_KEPT_BOOLEAN:
    case DG_KEPT_INTEGER:
    case DG_KEPT_CONSTANT:
    case DG_KEPT_LEVEL:
    case DG_KEPT_NUMBER:
    case DG_KEPT_TIME:
    case DG_KEPT_ENUM:
        break;
    }
    dg_digest_end(&digester, out);
}

/* What is kept of a value that is there, but for its presence. False: it can't be kept. */
static bool keep_value(union kept_value *out, const struct dg_kept_member *member, const char *self,
                       const struct dg_digest_key *key)
{
    const void *value = self + member->value;

    switch (member->kept) {
    case DG_KEPT_PRESENCE:
        return true;
    case DG_KEPT_BOOLEAN:
        out->boolean.value = *(const bool *)value;
        return true;
    case DG_KEPT_INTEGER:
        out->integer.value = *(const int64_t *)value;
        return true;
    case DG_KEPT_CONSTANT:
        out->integer.value = member->constant;
        return true;
    case DG_KEPT_LEVEL:
        out->integer.value =
            dg_word_number(member->words, *(const unsigned *)value, keep_text(member, self));
        return true;
    case DG_KEPT_NUMBER:
        out->number.value = *(const double *)value;
        return true;
    case DG_KEPT_TIME:
        out->time = dg_kept_time_of(*(const struct dg_time *)value);
        return out->time.known;
    case DG_KEPT_ENUM:
        out->enumerator.value = *(const unsigned *)value;
        if (out->enumerator.value == 0) {
            keep_digest_of(out->enumerator.bytes, keep_text(member, self), key);
        }
        return true;
    case DG_KEPT_TEXT:
    case DG_KEPT_WORD:
    case DG_KEPT_INTEGER_DIGEST:
    case DG_KEPT_LEVEL_DIGEST:
    case DG_KEPT_CONTAINER:
        keep_digest(member, self, key, out->digest.bytes);
        return true;
    }
    return false;
}

static bool keep_has_failed(const struct dg_kept_member *member, const struct dg_subject *in)
{
    for (size_t i = 0; i < member->read_count; i++) {
        if (!dg_read_is_known(&member->reads[i], in)) {
            return true;
        }
    }
    return false;
}

void dg_states_keep(const struct dg_states *states, const struct dg_history *history,
                    const void *value, const void *faults)
{
    const struct dg_subject in = {.faults = faults};

    for (size_t i = 0; i < states->member_count; i++) {
        const struct dg_kept_member *member = &states->members[i];
        const struct kept_layout *layout = kept_layout(member->kept);
        enum dg_presence presence = keep_presence(member, value);
        union kept_value kept;
        char *bytes = (char *)&kept;

        memset(&kept, 0, sizeof kept);
        if (!keep_has_failed(member, &in) &&
            (presence != DG_VALUE || keep_value(&kept, member, value, &history->key))) {
            bytes[layout->presence] = (char)presence;
            bytes[layout->known] = (char)true;
        }
        memcpy((char *)history->state + member->state, bytes, layout->size);
    }
}

bool dg_states_know_all(const struct dg_states *states, const void *state)
{
    for (size_t i = 0; i < states->member_count; i++) {
        if (!keep_knows(&states->members[i], state)) {
            return false;
        }
    }
    return true;
}

void dg_states_merge(const struct dg_states *states, void *state, const void *old)
{
    for (size_t i = 0; i < states->member_count; i++) {
        const struct dg_kept_member *member = &states->members[i];

        if (!keep_knows(member, state)) {
            memcpy((char *)state + member->state, (const char *)old + member->state,
                   kept_layout(member->kept)->size);
        }
    }
}

const struct dg_kept_digest *dg_states_id(const struct dg_states *states, const void *state)
{
    return states->has_id ? (const void *)((const char *)state + states->members[0].state) : NULL;
}
