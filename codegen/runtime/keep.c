/* States: the part of a value that is kept to be compared with later values. */
#include <string.h>

#include "runtime/rule_internal.h"
#include "runtime/time_internal.h"

/* Times */

/* Digits of a second after the nanoseconds that are kept. */
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

struct kept_layout {
    size_t size;
    size_t known;
};

#define KEPT_LAYOUT(type)                                                                          \
    {                                                                                              \
        sizeof(struct type), offsetof(struct type, known)                                          \
    }

static const struct kept_layout kept_layouts[] = {
    [DG_KEPT_PRESENCE] = KEPT_LAYOUT(dg_kept_presence),
    [DG_KEPT_BOOLEAN] = KEPT_LAYOUT(dg_kept_boolean),
    [DG_KEPT_INTEGER] = KEPT_LAYOUT(dg_kept_integer),
    [DG_KEPT_CONSTANT] = KEPT_LAYOUT(dg_kept_integer),
    [DG_KEPT_LEVEL] = KEPT_LAYOUT(dg_kept_integer),
    [DG_KEPT_NUMBER] = KEPT_LAYOUT(dg_kept_number),
    [DG_KEPT_TIME] = KEPT_LAYOUT(dg_kept_time),
    [DG_KEPT_ENUM] = KEPT_LAYOUT(dg_kept_enum),
    [DG_KEPT_TEXT] = KEPT_LAYOUT(dg_kept_digest),
    [DG_KEPT_WORD] = KEPT_LAYOUT(dg_kept_digest),
    [DG_KEPT_INTEGER_DIGEST] = KEPT_LAYOUT(dg_kept_digest),
    [DG_KEPT_LEVEL_DIGEST] = KEPT_LAYOUT(dg_kept_digest),
    [DG_KEPT_CONTAINER] = KEPT_LAYOUT(dg_kept_digest),
};

static bool keep_is_known(const void *state, size_t known)
{
    const bool *at = (const void *)((const char *)state + known);

    return *at;
}

static bool keep_knows(const struct dg_kept_member *member, const void *state)
{
    return keep_is_known(state, member->state + kept_layouts[member->kept].known);
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

/* The digest of a value that is present. */
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

static bool keep_has_failed(const struct dg_kept_member *member, const void *faults)
{
    const struct dg_subject in = {.faults = faults};

    for (size_t i = 0; faults != NULL && i < member->read_count; i++) {
        if (!dg_read_is_known(&member->reads[i], &in)) {
            return true;
        }
    }
    return false;
}

/* A member that is being kept. */
struct keeping {
    const struct dg_kept_member *member;
    const char *self;
    const struct dg_digest_key *key;
    unsigned char presence;
    bool known;
    bool there; /* the member is known, and there is a value */
};

static void keep_integer(void *out, const struct keeping *keeping, int64_t value)
{
    *(struct dg_kept_integer *)out =
        (struct dg_kept_integer){keeping->there ? value : 0, keeping->presence, keeping->known};
}

static void keep_time(void *out, const struct keeping *keeping, const struct dg_time *value)
{
    struct dg_kept_time kept = {.presence = keeping->presence, .known = keeping->known};

    *(struct dg_kept_time *)out = keeping->there ? dg_kept_time_of(*value) : kept;
}

static void keep_enum(void *out, const struct keeping *keeping, unsigned value)
{
    struct dg_kept_enum kept = {.presence = keeping->presence, .known = keeping->known};

    if (keeping->there) {
        kept.value = value;
        if (value == 0) {
            keep_digest_of(kept.bytes, keep_text(keeping->member, keeping->self), keeping->key);
        }
    }
    *(struct dg_kept_enum *)out = kept;
}

static void keep_any(void *out, const struct keeping *keeping)
{
    struct dg_kept_digest kept = {.presence = keeping->presence, .known = keeping->known};

    if (keeping->there) {
        keep_digest(keeping->member, keeping->self, keeping->key, kept.bytes);
    }
    *(struct dg_kept_digest *)out = kept;
}

static void keep_member(void *out, const struct keeping *keeping)
{
    const struct dg_kept_member *member = keeping->member;
    const void *value = keeping->self + member->value;

    switch (member->kept) {
    case DG_KEPT_PRESENCE:
        *(struct dg_kept_presence *)out =
            (struct dg_kept_presence){keeping->presence, keeping->known};
        break;
    case DG_KEPT_BOOLEAN:
        *(struct dg_kept_boolean *)out = (struct dg_kept_boolean){
            keeping->there && *(const bool *)value, keeping->presence, keeping->known};
        break;
    case DG_KEPT_INTEGER:
        keep_integer(out, keeping, *(const int64_t *)value);
        break;
    case DG_KEPT_CONSTANT:
        keep_integer(out, keeping, member->constant);
        break;
    case DG_KEPT_LEVEL:
        keep_integer(out, keeping,
                     dg_word_number(member->words, *(const unsigned *)value,
                                    keep_text(member, keeping->self)));
        break;
    case DG_KEPT_NUMBER:
        *(struct dg_kept_number *)out = (struct dg_kept_number){
            keeping->there ? *(const double *)value : 0, keeping->presence, keeping->known};
        break;
    case DG_KEPT_TIME:
        keep_time(out, keeping, value);
        break;
    case DG_KEPT_ENUM:
        keep_enum(out, keeping, *(const unsigned *)value);
        break;
    case DG_KEPT_TEXT:
    case DG_KEPT_WORD:
    case DG_KEPT_INTEGER_DIGEST:
    case DG_KEPT_LEVEL_DIGEST:
    case DG_KEPT_CONTAINER:
        keep_any(out, keeping);
        break;
    }
}

void dg_states_keep(const struct dg_states *states, const struct dg_history *history,
                    const void *value, const void *faults)
{
    char *state = history->state;

    for (size_t i = 0; i < states->member_count; i++) {
        const struct dg_kept_member *member = &states->members[i];
        bool known = !keep_has_failed(member, faults);
        enum dg_presence presence = known ? keep_presence(member, value) : DG_ABSENT;

        keep_member(state + member->state,
                    &(struct keeping){member, value, &history->key, (unsigned char)presence, known,
                                      known && presence == DG_VALUE});
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
                   kept_layouts[member->kept].size);
        }
    }
}

const struct dg_kept_digest *dg_states_id(const struct dg_states *states, const void *state)
{
    return states->has_id ? (const void *)((const char *)state + states->members[0].state) : NULL;
}
