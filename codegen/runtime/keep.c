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

static void keep_text_digest(struct dg_packer *out, struct dg_text text,
                             const struct dg_digest_key *key)
{
    keep_digest_of(out->at, text, key);
    out->at += DG_PACK_DIGEST;
}

static void keep_integer_digest(struct dg_packer *out, int64_t value,
                                const struct dg_digest_key *key)
{
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    dg_digest_integer(&digester, value);
    dg_digest_end(&digester, out->at);
    out->at += DG_PACK_DIGEST;
}

static void keep_container(struct dg_packer *out, const struct dg_kept_member *member,
                           const void *value, const struct dg_digest_key *key)
{
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    member->digest(&digester, value);
    dg_digest_end_short(&digester, out->at);
    out->at += DG_PACK_DIGEST;
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

static void keep_enum(struct dg_packer *out, const struct dg_kept_member *member, const char *self,
                      const struct dg_digest_key *key)
{
    unsigned enumerator = *(const unsigned *)(const void *)(self + member->value);

    dg_pack_number(out, enumerator);
    if (enumerator == 0) {
        keep_text_digest(out, keep_text(member, self), key);
    }
}

/* Packs a time. Returns false if it has too many digits. */
static inline bool keep_time(struct dg_packer *out, const struct dg_time *time)
{
    struct dg_kept_time kept = {.seconds = time->seconds, .nanos = time->nanos, .known = true};

    if (time->text.length > DG_TIME_USUAL) {
        kept = dg_kept_time_of(*time);
    }
    if (kept.known) {
        dg_pack_time(out, &kept);
    }
    return kept.known;
}

/* Packs the value of a member that is present. Returns false if the value can't be kept. */
static bool keep_value(struct dg_packer *out, const struct dg_kept_member *member, const char *self,
                       const struct dg_digest_key *key)
{
    const void *value = self + member->value;

    switch (member->kept) {
    case DG_KEPT_PRESENCE:
    case DG_KEPT_CONSTANT:
        return true;
    case DG_KEPT_BOOLEAN:
        dg_pack_number(out, *(const bool *)value ? 1 : 0);
        return true;
    case DG_KEPT_INTEGER:
        dg_pack_number(out, dg_pack_sign(*(const int64_t *)value));
        return true;
    case DG_KEPT_LEVEL:
        dg_pack_number(out, dg_pack_sign(keep_number(member, self)));
        return true;
    case DG_KEPT_NUMBER:
        dg_pack_bytes(out, value, sizeof(double));
        return true;
    case DG_KEPT_TIME:
        return keep_time(out, value);
    case DG_KEPT_ENUM:
        keep_enum(out, member, self, key);
        return true;
    case DG_KEPT_TEXT:
        keep_text_digest(out, *(const struct dg_text *)value, key);
        return true;
    case DG_KEPT_WORD:
        keep_text_digest(out, keep_word(member, self), key);
        return true;
    case DG_KEPT_INTEGER_DIGEST:
        keep_integer_digest(out, *(const int64_t *)value, key);
        return true;
    case DG_KEPT_LEVEL_DIGEST:
        keep_integer_digest(out, keep_number(member, self), key);
        return true;
    case DG_KEPT_CONTAINER:
        keep_container(out, member, value, key);
        return true;
    }
    return true;
}

/* Packs the member with that index. Returns whether it has a value. */
static inline bool keep_member(struct dg_packer *out, const struct dg_states *states, size_t index,
                               const struct dg_history *history, const void *value)
{
    const struct dg_kept_member *member = &states->members[index];
    unsigned mark = DG_PACK_KNOWN + keep_presence(member, value);

    if (mark == DG_PACK_VALUE && !keep_value(out, member, value, &history->key)) {
        mark = DG_PACK_UNKNOWN;
    }
    dg_pack_mark(out, history->packed, index, mark);
    return mark == DG_PACK_VALUE;
}

void dg_states_keep(const struct dg_states *states, struct dg_history *history, const void *value,
                    const void *faults)
{
    struct dg_packer out = {.at = history->packed + dg_pack_marks(states)};

    for (size_t i = 0; i < states->member_count; i++) {
        if (faults != NULL && keep_has_failed(&states->members[i], faults)) {
            dg_pack_mark(&out, history->packed, i, DG_PACK_UNKNOWN);
        } else if (keep_member(&out, states, i, history, value) && i == 0 && states->has_id &&
                   history->identified != NULL) {
            history->identified(history, out.at - DG_PACK_DIGEST);
        }
    }
    history->length = dg_pack_end(&out, history->packed, states->member_count);
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
