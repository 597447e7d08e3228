/* States: the part of a value that is kept to be compared with later values. */
#include <string.h>

#include "runtime/pack_internal.h"
#include "runtime/rule_internal.h"
#include "runtime/time_internal.h"

/* Times */

/* Digits of a second after the nanoseconds that are kept. */
#define KEPT_DIGITS 18

struct dg_kept_time dg_kept_time_of(struct dg_time time)
{
    struct dg_text digits = dg_time_more_digits(time.text);
    struct dg_kept_time out = {0};

    if (digits.length > KEPT_DIGITS) {
        return out;
    }
    out.seconds = time.seconds;
    out.nanos = time.nanos;
    for (size_t i = 0; digits.length > 0 && i < KEPT_DIGITS; i++) {
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

    dg_digest_of_text(text, key, digest);
    return memcmp(kept->bytes, digest, sizeof digest) == 0;
}

/* Members */

static const size_t kept_sizes[] = {
    [DG_KEPT_PRESENCE] = sizeof(struct dg_kept_presence),
    [DG_KEPT_BOOLEAN] = sizeof(struct dg_kept_boolean),
    [DG_KEPT_INTEGER] = sizeof(struct dg_kept_integer),
    [DG_KEPT_CONSTANT] = sizeof(struct dg_kept_integer),
    [DG_KEPT_LEVEL] = sizeof(struct dg_kept_integer),
    [DG_KEPT_NUMBER] = sizeof(struct dg_kept_number),
    [DG_KEPT_TIME] = sizeof(struct dg_kept_time),
    [DG_KEPT_ENUM] = sizeof(struct dg_kept_enum),
    [DG_KEPT_TEXT] = sizeof(struct dg_kept_digest),
    [DG_KEPT_WORD] = sizeof(struct dg_kept_digest),
    [DG_KEPT_INTEGER_DIGEST] = sizeof(struct dg_kept_digest),
    [DG_KEPT_LEVEL_DIGEST] = sizeof(struct dg_kept_digest),
    [DG_KEPT_CONTAINER] = sizeof(struct dg_kept_digest),
};

static bool keep_is_known(const void *state, size_t known)
{
    const bool *at = (const void *)((const char *)state + known);

    return *at;
}

static bool keep_knows(const struct dg_kept_member *member, const void *state)
{
    return keep_is_known(state, member->state + offsetof(struct dg_kept_presence, known));
}

bool dg_read_is_known(const struct dg_read *read, const struct dg_subject *in)
{
    switch ((enum dg_read_of)read->of) {
    case DG_RULE_OF_FAULTS:
        return in->faults == NULL ||
               !dg_has_failed((const void *)((const char *)in->faults + read->offset), read->bit);
    case DG_RULE_OF_STATE:
        return keep_is_known(in->self, read->offset);
    case DG_RULE_OF_OLD_STATE:
        return keep_is_known(in->old, read->offset);
    }
    return false;
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

/* The number of an enumerator of integers. */
static int64_t keep_number(const struct dg_kept_member *member, const char *self)
{
    return dg_word_number(member->words, *(const unsigned *)(const void *)(self + member->value),
                          keep_text(member, self));
}

/* The text of an enumerator. */
static struct dg_text keep_word(const struct dg_kept_member *member, const char *self)
{
    return dg_word_text(member->words, *(const unsigned *)(const void *)(self + member->value),
                        keep_text(member, self));
}

static DG_APART unsigned char *keep_text_digest(unsigned char *at, struct dg_text text,
                                                const struct dg_digest_key *key)
{
    dg_digest_of_text(text, key, at);
    return at + DG_PACK_DIGEST;
}

static DG_APART unsigned char *keep_integer_digest(unsigned char *at, int64_t value,
                                                   const struct dg_digest_key *key)
{
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    dg_digest_integer(&digester, value);
    dg_digest_end(&digester, at);
    return at + DG_PACK_DIGEST;
}

static DG_APART unsigned char *keep_container(unsigned char *at,
                                              const struct dg_kept_member *member,
                                              const void *value, const struct dg_digest_key *key)
{
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    member->digest(&digester, value);
    dg_digest_end_short(&digester, at);
    return at + DG_PACK_DIGEST;
}

static bool keep_has_failed(const struct dg_kept_member *member, const void *faults)
{
    const struct dg_subject in = {.faults = faults};

    for (size_t i = 0; i < member->read_count; i++) {
        if (!dg_read_is_known(&member->reads[i], &in)) {
            return true;
        }
    }
    return false;
}

static unsigned char *keep_enum(unsigned char *at, const struct dg_kept_member *member,
                                const char *self, const struct dg_digest_key *key)
{
    unsigned enumerator = *(const unsigned *)(const void *)(self + member->value);

    at = dg_pack_number(at, enumerator);
    return enumerator == 0 ? keep_text_digest(at, keep_text(member, self), key) : at;
}

/* Packs a time that isn't usual. Returns NULL if it has too many digits. */
static DG_APART unsigned char *keep_unusual_time(unsigned char *at, const struct dg_time *time,
                                                 uint64_t since)
{
    struct dg_kept_time kept = dg_kept_time_of(*time);

    return kept.known ? dg_pack_any_time(at, &kept, since) : NULL;
}

static inline unsigned char *keep_time(unsigned char *at, const struct dg_time *time,
                                       int64_t *seconds)
{
    uint64_t since = dg_pack_sign(time->seconds - *seconds);
    uint32_t thousandths = 0;

    if (time->text.length > DG_TIME_USUAL ||
        !dg_pack_is_usual_time(time->nanos, since, &thousandths)) {
        unsigned char *end = keep_unusual_time(at, time, since);

        *seconds = end == NULL ? *seconds : time->seconds;
        return end;
    }
    *seconds = time->seconds;
    return dg_pack_usual_time(at, since, thousandths);
}

/* A state that is being kept. */
struct keeper {
    const char *self; /* the value */
    struct dg_digest_key key;
    int64_t seconds; /* of the latest time */
};

/* Packs the value of a member that is present. Returns where the next value goes; NULL: the value
   can't be kept. */
static inline unsigned char *keep_value(unsigned char *at, const struct dg_kept_member *member,
                                        struct keeper *keeper)
{
    const char *self = keeper->self;
    const void *value = self + member->value;
    const struct dg_digest_key *key = &keeper->key;

    switch (member->kept) {
    case DG_KEPT_PRESENCE:
    case DG_KEPT_CONSTANT:
        return at;
    case DG_KEPT_BOOLEAN:
        return dg_pack_number(at, *(const bool *)value ? 1 : 0);
    case DG_KEPT_INTEGER:
        return dg_pack_number(at, dg_pack_sign(*(const int64_t *)value));
    case DG_KEPT_LEVEL:
        return dg_pack_number(at, dg_pack_sign(keep_number(member, self)));
    case DG_KEPT_NUMBER:
        return dg_pack_bytes(at, value, sizeof(double));
    case DG_KEPT_TIME:
        return keep_time(at, value, &keeper->seconds);
    case DG_KEPT_ENUM:
        return keep_enum(at, member, self, key);
    case DG_KEPT_TEXT:
        return keep_text_digest(at, *(const struct dg_text *)value, key);
    case DG_KEPT_WORD:
        return keep_text_digest(at, keep_word(member, self), key);
    case DG_KEPT_INTEGER_DIGEST:
        return keep_integer_digest(at, *(const int64_t *)value, key);
    case DG_KEPT_LEVEL_DIGEST:
        return keep_integer_digest(at, keep_number(member, self), key);
    case DG_KEPT_CONTAINER:
        return keep_container(at, member, value, key);
    }
    return at;
}

/* The id is the first member: reports its digest, which is before `at`. */
static void keep_identify(const struct dg_states *states, struct dg_history *history,
                          const unsigned char *at)
{
    if (states->has_id && history->identified != NULL) {
        history->identified(history, at - DG_PACK_DIGEST);
    }
}

/* Whether a value is kept: not one that failed. */
static inline bool keep_is_wanted(const struct dg_kept_member *member, const void *faults)
{
    return faults == NULL || !keep_has_failed(member, faults);
}

void dg_states_keep(const struct dg_states *states, struct dg_history *history, const void *value,
                    const void *faults)
{
    struct keeper keeper = {.self = value, .key = history->key};
    unsigned char *at = history->packed + dg_pack_marks(states);

    for (size_t first = 0; first < states->member_count; first += DG_PACK_IN_GROUP) {
        const struct dg_kept_member *members = &states->members[first];
        size_t count = dg_pack_group_size(states, first);
        uint64_t marks = 0;

        for (size_t i = 0; i < count; i++) {
            unsigned mark = keep_is_wanted(&members[i], faults)
                                ? DG_PACK_KNOWN + keep_presence(&members[i], value)
                                : DG_PACK_UNKNOWN;

            if (mark == DG_PACK_VALUE) {
                unsigned char *end = keep_value(at, &members[i], &keeper);

                mark = end == NULL ? DG_PACK_UNKNOWN : mark;
                at = end == NULL ? at : end;
                if (first + i == 0) {
                    keep_identify(states, history, at);
                }
            }
            marks = dg_pack_mark(marks, mark);
        }
        dg_pack_group(history->packed, first, count, marks);
    }
    history->length = (size_t)(at - history->packed);
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
                   kept_sizes[member->kept]);
        }
    }
}
