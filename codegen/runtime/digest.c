/* Digests of values: SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012). */
#include <string.h>

#include "runtime/rule.h"
#include "runtime/time_internal.h"

static uint64_t digest_rotate(uint64_t word, unsigned by)
{
    return word << by | word >> (64 - by);
}

static void digest_rounds(uint64_t v[4], unsigned rounds)
{
    for (unsigned i = 0; i < rounds; i++) {
        v[0] += v[1];
        v[1] = digest_rotate(v[1], 13) ^ v[0];
        v[0] = digest_rotate(v[0], 32);
        v[2] += v[3];
        v[3] = digest_rotate(v[3], 16) ^ v[2];
        v[0] += v[3];
        v[3] = digest_rotate(v[3], 21) ^ v[0];
        v[2] += v[1];
        v[1] = digest_rotate(v[1], 17) ^ v[2];
        v[2] = digest_rotate(v[2], 32);
    }
}

static void digest_word(struct dg_digester *in, uint64_t word)
{
    in->state[3] ^= word;
    digest_rounds(in->state, 2);
    in->state[0] ^= word;
}

void dg_digest_begin(struct dg_digester *in, const struct dg_digest_key *key)
{
    uint64_t k0 = key->words[0];
    uint64_t k1 = key->words[1];

    *in = (struct dg_digester){
        .key = *key,
        .state = {k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d) ^ 0xee,
                  k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573)},
    };
}

static uint64_t digest_load(const unsigned char *bytes)
{
    uint64_t word = 0;

    for (unsigned i = 0; i < 8; i++) {
        word |= (uint64_t)bytes[i] << 8 * i;
    }
    return word;
}

static void digest_store(unsigned char *bytes, uint64_t word)
{
    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)(word >> 8 * i);
    }
}

void dg_digest_bytes(struct dg_digester *in, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;

    while (length > 0) {
        if (in->length % 8 == 0 && length >= 8) {
            digest_word(in, digest_load(at));
            in->length += 8;
            at += 8;
            length -= 8;
            continue;
        }
        in->tail |= (uint64_t)*at << 8 * (in->length % 8);
        in->length++;
        at++;
        length--;
        if (in->length % 8 == 0) {
            digest_word(in, in->tail);
            in->tail = 0;
        }
    }
}

static uint64_t digest_mixed(const uint64_t v[4])
{
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void dg_digest_end(struct dg_digester *in, unsigned char digest[16])
{
    digest_word(in, in->length << 56 | in->tail);
    in->state[2] ^= 0xee;
    digest_rounds(in->state, 4);
    digest_store(digest, digest_mixed(in->state));
    in->state[1] ^= 0xdd;
    digest_rounds(in->state, 4);
    digest_store(digest + 8, digest_mixed(in->state));
}

/* Values: each begins with a tag that gives its kind, followed by its length where the kind doesn't
   determine it. */

static void digest_tagged(struct dg_digester *in, char tag, uint64_t word)
{
    unsigned char bytes[9];

    bytes[0] = (unsigned char)tag;
    digest_store(bytes + 1, word);
    dg_digest_bytes(in, bytes, sizeof bytes);
}

void dg_digest_count(struct dg_digester *in, size_t count)
{
    digest_tagged(in, 'c', count);
}

void dg_digest_text(struct dg_digester *in, struct dg_text value)
{
    digest_tagged(in, 't', value.length);
    dg_digest_bytes(in, value.data, value.length);
}

void dg_digest_time(struct dg_digester *in, const struct dg_time *value)
{
    digest_tagged(in, 's', (uint64_t)value->seconds);
    digest_tagged(in, 'n', value->nanos);
    dg_digest_text(in, dg_time_more_digits(*value));
}

void dg_digest_integer(struct dg_digester *in, int64_t value)
{
    digest_tagged(in, 'i', (uint64_t)value);
}

void dg_digest_number(struct dg_digester *in, double value)
{
    double number = value == 0 ? 0 : value;
    uint64_t bits;

    _Static_assert(sizeof bits == sizeof number, "a double has 64 bits");
    memcpy(&bits, &number, sizeof bits);
    digest_tagged(in, 'f', bits);
}

void dg_digest_boolean(struct dg_digester *in, bool value)
{
    digest_tagged(in, 'b', value ? 1 : 0);
}

bool dg_digest_opt(struct dg_digester *in, enum dg_presence presence)
{
    digest_tagged(in, 'p', (uint64_t)presence);
    return presence == DG_VALUE;
}

struct dg_digested_map dg_digest_map(struct dg_digester *in, size_t count)
{
    digest_tagged(in, 'm', count);
    return (struct dg_digested_map){.in = in};
}

/* Adds the digest of the latest entry. A sum doesn't depend on the order, and without the key
   nobody can choose entries with a certain sum. */
static void digest_end_entry(struct dg_digested_map *at)
{
    unsigned char digest[16];

    if (at->open) {
        dg_digest_end(&at->entry, digest);
        at->sum[0] += digest_load(digest);
        at->sum[1] += digest_load(digest + 8);
        at->open = false;
    }
}

struct dg_digester *dg_digest_entry(struct dg_digested_map *at, struct dg_text key)
{
    digest_end_entry(at);
    dg_digest_begin(&at->entry, &at->in->key);
    dg_digest_text(&at->entry, key);
    at->open = true;
    return &at->entry;
}

void dg_digest_map_end(struct dg_digested_map *at)
{
    digest_end_entry(at);
    digest_tagged(at->in, '0', at->sum[0]);
    digest_tagged(at->in, '1', at->sum[1]);
}
