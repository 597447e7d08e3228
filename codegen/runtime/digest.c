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

static DG_WITHIN struct dg_digest_state digest_round(struct dg_digest_state v)
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

static DG_WITHIN struct dg_digest_state digest_last_rounds(struct dg_digest_state v)
{
    return digest_round(digest_round(digest_round(v)));
}

static DG_WITHIN struct dg_digest_state digest_word(struct dg_digest_state v, uint64_t word)
{
    v.v3 ^= word;
    v = digest_round(v);
    v.v0 ^= word;
    return v;
}

/* Takes words, the lowest byte of each first. */
static DG_WITHIN struct dg_digest_state digest_words(struct dg_digest_state v, const char *words,
                                                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v = digest_word(v, dg_leaf_load8(words + 8 * i));
    }
    return v;
}

static DG_WITHIN struct dg_digest_state digest_state(const struct dg_digest_key *key)
{
    uint64_t k0 = key->words[0];
    uint64_t k1 = key->words[1];

    return (struct dg_digest_state){
        k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d) ^ 0xee,
        k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573)};
}

void dg_digest_begin(struct dg_digester *in, const struct dg_digest_key *key)
{
    in->key = *key;
    in->state = digest_state(key);
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

/* The two words of a digest, from the state after its last word. */
static DG_WITHIN void digest_last(struct dg_digest_state v, uint64_t words[2])
{
    v.v2 ^= 0xee;
    v = digest_last_rounds(v);
    words[0] = digest_mixed(v);
    v.v1 ^= 0xdd;
    words[1] = digest_mixed(digest_last_rounds(v));
}

/* Ends the digest, and returns its two words. */
static void digest_finish(struct dg_digester *in, uint64_t words[2])
{
    size_t whole = in->count / 8 * 8;
    struct dg_digest_state v;

    dg_leaf_store8(in->bytes + in->count, 0);
    in->bytes[whole + 7] = (char)(in->length + in->count);
    v = digest_words(in->state, in->bytes, whole / 8 + 1);
    digest_last(v, words);
}

void dg_digest_end(struct dg_digester *in, unsigned char digest[16])
{
    uint64_t words[2];

    digest_finish(in, words);
    dg_leaf_store8(digest, words[0]);
    dg_leaf_store8(digest + 8, words[1]);
}

/* The last bytes of a text, fewer than eight, as the lowest of a word. */
static uint64_t digest_tail(struct dg_text text)
{
    size_t tail = text.length % 8;
    uint64_t word = 0;

    if (text.length >= 8) {
        word = dg_leaf_load8(text.data + text.length - 8);
        return tail == 0 ? 0 : word >> (64 - 8 * tail);
    }
    for (size_t i = tail; i > 0; i--) {
        word = word << 8 | (unsigned char)text.data[i - 1];
    }
    return word;
}

void dg_digest_of_text(struct dg_text text, const struct dg_digest_key *key,
                       unsigned char digest[16])
{
    struct dg_digest_state v = digest_words(digest_state(key), text.data, text.length / 8);
    uint64_t words[2];

    digest_last(digest_word(v, digest_tail(text) | (uint64_t)text.length << 56), words);
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

/* Values: each begins with a number that holds its kind and a word: a number, or the length of a
   text. The number has as many bytes as the zeros at the end of the first one say. So no value is
   the beginning of another one. */

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

#define DIGEST_KIND_BITS 4
#define DIGEST_NUMBER_BITS 56 /* seven of each byte */

/* A value whose word is too long for the number: a byte that is 0, the kind, and the word. */
static DG_APART void digest_long_value(struct dg_digester *in, enum digest_kind kind, uint64_t word)
{
    digest_append(in, (uint64_t)kind << 8, 2);
    digest_append(in, word, sizeof word);
}

static inline void digest_value(struct dg_digester *in, enum digest_kind kind, uint64_t word)
{
    uint64_t number = word << DIGEST_KIND_BITS | (uint64_t)kind;

    if (word >> (DIGEST_NUMBER_BITS - DIGEST_KIND_BITS) != 0) {
        digest_long_value(in, kind, word);
    } else {
        unsigned size = dg_leaf_sevens(number);

        digest_append(in, (number << 1 | 1) << (size - 1), size);
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

/* The key of an entry: its first member. */
static const struct dg_text *digest_key(const struct dg_digested_map *at, size_t index)
{
    return (const void *)((const char *)at->entries + index * at->size);
}

/* Any order of different keys. */
static bool digest_precedes(const struct dg_text *a, const struct dg_text *b)
{
    if (a->length != b->length) {
        return a->length < b->length;
    }
    return a->length > 0 && memcmp(a->data, b->data, a->length) < 0;
}

static void digest_sort(struct dg_digested_map *at)
{
    for (size_t i = 0; i < at->count; i++) {
        size_t to = i;

        while (to > 0 && digest_precedes(digest_key(at, i), digest_key(at, at->order[to - 1]))) {
            at->order[to] = at->order[to - 1];
            to--;
        }
        at->order[to] = (unsigned char)i;
    }
}

struct dg_digested_map dg_digest_map(struct dg_digester *in, const void *entries, size_t count,
                                     size_t size)
{
    struct dg_digested_map at;

    digest_value(in, DIGEST_MAP, count);
    at.entry = at.in = in;
    at.entries = entries;
    at.count = count;
    at.size = size;
    at.begun = 0;
    at.sum[0] = at.sum[1] = 0;
    if (count <= DG_DIGEST_SORTED) {
        digest_sort(&at);
    }
    return at;
}

/* Adds the digest of the latest entry. A sum doesn't depend on the order, and without the key
   nobody can choose entries with a certain sum. */
static void digest_end_entry(struct dg_digested_map *at)
{
    uint64_t words[2];

    digest_finish(&at->apart, words);
    at->sum[0] += words[0];
    at->sum[1] += words[1];
}

/* The next entry of a map with too many to be sorted. */
static DG_APART bool digest_next_apart(struct dg_digested_map *at)
{
    if (at->begun > 0) {
        digest_end_entry(at);
    }
    if (at->begun == at->count) {
        digest_value(at->in, DIGEST_SUM, at->sum[0]);
        digest_value(at->in, DIGEST_SUM, at->sum[1]);
        return false;
    }
    at->index = at->begun++;
    at->entry = &at->apart;
    dg_digest_begin(&at->apart, &at->in->key);
    dg_digest_text(&at->apart, *digest_key(at, at->index));
    return true;
}

bool dg_digest_next(struct dg_digested_map *at)
{
    if (at->count > DG_DIGEST_SORTED) {
        return digest_next_apart(at);
    }
    if (at->begun == at->count) {
        return false;
    }
    at->index = at->order[at->begun++];
    dg_digest_text(at->in, *digest_key(at, at->index));
    return true;
}
