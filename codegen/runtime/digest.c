/* Digests of values: SipHash-1-3 with 128 bits (Aumasson and Bernstein, 2012). Digests are compared
 * within one run and never shown, so that nobody can attack more rounds than these. */
#include <string.h>

#include "runtime/leaf.h"
#include "runtime/rule.h"
#include "runtime/time_internal.h"

/* The bytes before they are moved into the state. Eight more can be written. */
#define DIGEST_ROOM ((size_t)8 * DG_DIGEST_WORDS)

static uint64_t digest_rotate(uint64_t word, unsigned by)
{
    return word << by | word >> (64 - by);
}

static inline struct dg_digest_state digest_round(struct dg_digest_state v)
{
    v.v0 += v.v1;
    v.v1 = digest_rotate(v.v1, 13) ^ v.v0;
    v.v0 = digest_rotate(v.v0, 32);
    v.v2 += v.v3;
    v.v3 = digest_rotate(v.v3, 16) ^ v.v2;
    v.v0 += v.v3;
    v.v3 = digest_rotate(v.v3, 21) ^ v.v0;
    v.v2 += v.v1;
    v.v1 = digest_rotate(v.v1, 17) ^ v.v2;
    v.v2 = digest_rotate(v.v2, 32);
    return v;
}

static inline struct dg_digest_state digest_last_rounds(struct dg_digest_state v)
{
    return digest_round(digest_round(digest_round(v)));
}

/* Takes words, the lowest byte of each first. */
static struct dg_digest_state digest_words(struct dg_digest_state v, const char *words,
                                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t word = dg_leaf_load8(words + 8 * i);

        v.v3 ^= word;
        v = digest_round(v);
        v.v0 ^= word;
    }
    return v;
}

void dg_digest_begin(struct dg_digester *in, const struct dg_digest_key *key)
{
    uint64_t k0 = key->words[0];
    uint64_t k1 = key->words[1];

    in->key = *key;
    in->state = (struct dg_digest_state){
        k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d) ^ 0xee,
        k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573)};
    in->length = 0;
    in->count = 0;
}

/* Moves whole words into the state. */
static void digest_move(struct dg_digester *in)
{
    size_t moved = in->count / 8 * 8;

    in->state = digest_words(in->state, in->bytes, moved / 8);
    in->length += moved;
    in->count -= moved;
    memmove(in->bytes, in->bytes + moved, 8);
}

/* Appends the lowest `size` bytes of a word, after the whole words were moved. */
static DG_APART void digest_append_late(struct dg_digester *in, uint64_t word, size_t size)
{
    digest_move(in);
    dg_leaf_store8(in->bytes + in->count, word);
    in->count += size;
}

/* Appends the lowest `size` bytes of a word. */
static inline void digest_append(struct dg_digester *in, uint64_t word, size_t size)
{
    if (in->count > DIGEST_ROOM - 8) {
        digest_append_late(in, word, size);
        return;
    }
    dg_leaf_store8(in->bytes + in->count, word);
    in->count += size;
}

/* Copies without calling memcpy, which takes longer for a few bytes. */
static inline void digest_copy(char *to, const char *from, size_t length)
{
    if (length >= 8) {
        for (size_t i = 0; i < length - 8; i += 8) {
            dg_leaf_store8(to + i, dg_leaf_load8(from + i));
        }
        dg_leaf_store8(to + length - 8, dg_leaf_load8(from + length - 8));
    } else if (length >= 4) {
        memcpy(to, from, 4);
        memcpy(to + length - 4, from + length - 4, 4);
    } else if (length > 0) {
        to[0] = from[0];
        to[length / 2] = from[length / 2];
        to[length - 1] = from[length - 1];
    }
}

/* Appends more bytes than there is room. */
static DG_APART void digest_bytes_late(struct dg_digester *in, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t room = DIGEST_ROOM - in->count;
        size_t size = length < room ? length : room;

        digest_copy(in->bytes + in->count, bytes, size);
        in->count += size;
        bytes += size;
        length -= size;
        if (size == room) {
            digest_move(in);
        }
    }
}

static inline void digest_bytes(struct dg_digester *in, const char *bytes, size_t length)
{
    if (length >= DIGEST_ROOM - in->count) {
        digest_bytes_late(in, bytes, length);
        return;
    }
    digest_copy(in->bytes + in->count, bytes, length);
    in->count += length;
}

void dg_digest_bytes(struct dg_digester *in, const void *bytes, size_t length)
{
    digest_bytes(in, bytes, length);
}

static uint64_t digest_mixed(struct dg_digest_state v)
{
    return v.v0 ^ v.v1 ^ v.v2 ^ v.v3;
}

/* Ends the digest, and returns its two words. */
static void digest_finish(struct dg_digester *in, uint64_t words[2])
{
    size_t whole = in->count / 8 * 8;
    struct dg_digest_state v;

    dg_leaf_store8(in->bytes + in->count, 0);
    in->bytes[whole + 7] = (char)(in->length + in->count);
    v = digest_words(in->state, in->bytes, whole / 8 + 1);
    v.v2 ^= 0xee;
    v = digest_last_rounds(v);
    words[0] = digest_mixed(v);
    v.v1 ^= 0xdd;
    words[1] = digest_mixed(digest_last_rounds(v));
}

void dg_digest_end(struct dg_digester *in, unsigned char digest[16])
{
    uint64_t words[2];

    digest_finish(in, words);
    dg_leaf_store8(digest, words[0]);
    dg_leaf_store8(digest + 8, words[1]);
}

void dg_digest_end_short(struct dg_digester *in, unsigned char digest[16])
{
    if (in->length > 0 || in->count > 15) {
        dg_digest_end(in, digest);
        return;
    }
    memset(digest, 0, 16);
    memcpy(digest, in->bytes, in->count);
    digest[15] = (unsigned char)in->count;
}

/* Values: each begins with a byte for its kind and for the number of bytes of the word that
   follows: a number, or the length of a text. So no value is the beginning of another one. */

enum digest_kind {
    DIGEST_COUNT,
    DIGEST_TEXT,
    DIGEST_SECONDS,
    DIGEST_NANOS,
    DIGEST_INTEGER,
    DIGEST_NUMBER,
    DIGEST_BOOLEAN,
    DIGEST_PRESENCE,
    DIGEST_MAP,
    DIGEST_SUM
};

/* A value whose word has eight bytes. */
static DG_APART void digest_long_value(struct dg_digester *in, enum digest_kind kind, uint64_t word)
{
    digest_append(in, (uint64_t)kind << 4 | sizeof word, 1);
    digest_append(in, word, sizeof word);
}

static inline void digest_value(struct dg_digester *in, enum digest_kind kind, uint64_t word)
{
    unsigned size = (dg_leaf_bits(word | 1) + 7) / 8;

    if (size == sizeof word) {
        digest_long_value(in, kind, word);
    } else {
        digest_append(in, word << 8 | (uint64_t)kind << 4 | size, size + 1);
    }
}

void dg_digest_count(struct dg_digester *in, size_t count)
{
    digest_value(in, DIGEST_COUNT, count);
}

void dg_digest_text(struct dg_digester *in, struct dg_text value)
{
    digest_value(in, DIGEST_TEXT, value.length);
    digest_bytes(in, value.data, value.length);
}

void dg_digest_time(struct dg_digester *in, const struct dg_time *value)
{
    digest_value(in, DIGEST_SECONDS, (uint64_t)value->seconds);
    digest_value(in, DIGEST_NANOS, value->nanos);
    dg_digest_text(in, dg_time_more_digits(value->text));
}

void dg_digest_integer(struct dg_digester *in, int64_t value)
{
    digest_value(in, DIGEST_INTEGER, (uint64_t)value);
}

void dg_digest_number(struct dg_digester *in, double value)
{
    double number = value == 0 ? 0 : value;
    uint64_t bits;

    _Static_assert(sizeof bits == sizeof number, "a double has 64 bits");
    memcpy(&bits, &number, sizeof bits);
    digest_value(in, DIGEST_NUMBER, bits);
}

void dg_digest_boolean(struct dg_digester *in, bool value)
{
    digest_value(in, DIGEST_BOOLEAN, value ? 1 : 0);
}

bool dg_digest_opt(struct dg_digester *in, enum dg_presence presence)
{
    digest_value(in, DIGEST_PRESENCE, (uint64_t)presence);
    return presence == DG_VALUE;
}

struct dg_digested_map dg_digest_map(struct dg_digester *in, size_t count)
{
    struct dg_digested_map at; /* the entry isn't begun */

    digest_value(in, DIGEST_MAP, count);
    at.in = in;
    at.open = false;
    at.sum[0] = at.sum[1] = 0;
    return at;
}

/* Adds the digest of the latest entry. A sum doesn't depend on the order, and without the key
   nobody can choose entries with a certain sum. */
static void digest_end_entry(struct dg_digested_map *at)
{
    uint64_t words[2];

    if (at->open) {
        digest_finish(&at->entry, words);
        at->sum[0] += words[0];
        at->sum[1] += words[1];
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
    digest_value(at->in, DIGEST_SUM, at->sum[0]);
    digest_value(at->in, DIGEST_SUM, at->sum[1]);
}
