/* States: what is kept of values, to be compared with what they are later. */
#include <string.h>

#include "runtime/rule_internal.h"

void dg_keep_presence(struct dg_kept_presence *out, bool failed, enum dg_presence presence)
{
    *out = (struct dg_kept_presence){0};
    if (!failed) {
        out->presence = (unsigned char)presence;
        out->known = true;
    }
}

void dg_keep_integer(struct dg_kept_integer *out, bool failed, enum dg_presence presence,
                     int64_t value)
{
    *out = (struct dg_kept_integer){0};
    if (!failed) {
        out->value = presence == DG_VALUE ? value : 0;
        out->presence = (unsigned char)presence;
        out->known = true;
    }
}

void dg_keep_number(struct dg_kept_number *out, bool failed, enum dg_presence presence,
                    double value)
{
    *out = (struct dg_kept_number){0};
    if (!failed) {
        out->value = presence == DG_VALUE ? value : 0;
        out->presence = (unsigned char)presence;
        out->known = true;
    }
}

void dg_keep_boolean(struct dg_kept_boolean *out, bool failed, enum dg_presence presence,
                     bool value)
{
    *out = (struct dg_kept_boolean){0};
    if (!failed) {
        out->value = presence == DG_VALUE && value;
        out->presence = (unsigned char)presence;
        out->known = true;
    }
}

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

void dg_keep_time(struct dg_kept_time *out, bool failed, enum dg_presence presence,
                  const struct dg_time *value)
{
    *out = (struct dg_kept_time){0};
    if (!failed && presence == DG_VALUE) {
        *out = dg_kept_time_of(*value);
    } else if (!failed) {
        out->presence = (unsigned char)presence;
        out->known = true;
    }
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

static void keep_digest_of(unsigned char digest[16], struct dg_text text,
                           const struct dg_digest_key *key)
{
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    dg_digest_text(&digester, text);
    dg_digest_end(&digester, digest);
}

void dg_keep_enum(struct dg_kept_enum *out, bool failed, enum dg_presence presence, unsigned value,
                  struct dg_text text, const struct dg_digest_key *key)
{
    *out = (struct dg_kept_enum){0};
    if (failed) {
        return;
    }
    out->presence = (unsigned char)presence;
    out->known = true;
    if (presence == DG_VALUE) {
        out->value = value;
        if (value == 0) {
            keep_digest_of(out->bytes, text, key);
        }
    }
}

void dg_keep_integer_digest(struct dg_kept_digest *out, bool failed, enum dg_presence presence,
                            int64_t value, const struct dg_digest_key *key)
{
    struct dg_digester digester;

    dg_digest_begin(&digester, key);
    dg_digest_integer(&digester, value);
    dg_digest_keep(&digester, out, failed, presence);
}

void dg_keep_text(struct dg_kept_digest *out, bool failed, enum dg_presence presence,
                  struct dg_text value, const struct dg_digest_key *key)
{
    *out = (struct dg_kept_digest){0};
    if (failed) {
        return;
    }
    out->presence = (unsigned char)presence;
    out->known = true;
    if (presence == DG_VALUE) {
        keep_digest_of(out->bytes, value, key);
    }
}

void dg_digest_keep(struct dg_digester *in, struct dg_kept_digest *out, bool failed,
                    enum dg_presence presence)
{
    *out = (struct dg_kept_digest){0};
    if (failed) {
        return;
    }
    out->presence = (unsigned char)presence;
    out->known = true;
    if (presence == DG_VALUE) {
        dg_digest_end(in, out->bytes);
    }
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
