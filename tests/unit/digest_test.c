/* Digests, compared with libcrypto. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "runtime/reader.h"
#include "runtime/rule_internal.h"

/* The bytes 00, 01, 02, … as a key. */
static const struct dg_digest_key counting = {
    {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)}};

static void digest_of(const unsigned char *bytes, size_t length, unsigned char digest[16])
{
    struct dg_digester in;

    dg_digest_begin(&in, &counting);
    dg_digest_bytes(&in, bytes, length);
    dg_digest_end(&in, digest);
}

/* Computes the same digest with libcrypto. */
static void peer_digest(EVP_MAC *mac, const unsigned char *bytes, size_t length,
                        unsigned char digest[16])
{
    static const unsigned char key[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    unsigned rounds[] = {1, 3};
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_uint(OSSL_MAC_PARAM_C_ROUNDS, &rounds[0]),
        OSSL_PARAM_construct_uint(OSSL_MAC_PARAM_D_ROUNDS, &rounds[1]),
        OSSL_PARAM_construct_end(),
    };
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    size_t written;

    assert_non_null(context);
    assert_int_equal(EVP_MAC_init(context, key, sizeof key, parameters), 1);
    assert_int_equal(EVP_MAC_update(context, bytes, length), 1);
    assert_int_equal(EVP_MAC_final(context, digest, &written, 16), 1);
    assert_int_equal(written, 16);
    EVP_MAC_CTX_free(context);
}

static void agrees_with_libcrypto(void **state)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "SIPHASH", NULL);
    unsigned char input[600];
    unsigned char ours[16];
    unsigned char theirs[16];

    (void)state;
    assert_non_null(mac);
    for (size_t i = 0; i < sizeof input; i++) {
        input[i] = (unsigned char)(i * 7 + i / 256);
    }
    for (size_t length = 0; length <= sizeof input; length++) {
        digest_of(input, length, ours);
        peer_digest(mac, input, length, theirs);
        assert_memory_equal(ours, theirs, 16);
    }
    EVP_MAC_free(mac);
}

/* The digest doesn't depend on the pieces of the input. */
static void takes_bytes_in_any_pieces(void **state)
{
    unsigned char input[40];
    unsigned char whole[16];

    (void)state;
    for (size_t i = 0; i < sizeof input; i++) {
        input[i] = (unsigned char)(200 + i);
    }
    digest_of(input, sizeof input, whole);
    for (size_t a = 0; a <= sizeof input; a++) {
        for (size_t b = a; b <= sizeof input; b++) {
            struct dg_digester in;
            unsigned char digest[16];

            dg_digest_begin(&in, &counting);
            dg_digest_bytes(&in, input, a);
            dg_digest_bytes(&in, input + a, b - a);
            dg_digest_bytes(&in, input + b, sizeof input - b);
            dg_digest_end(&in, digest);
            assert_memory_equal(digest, whole, 16);
        }
    }
}

static void short_digest_of(const unsigned char *bytes, size_t length, unsigned char digest[16])
{
    struct dg_digester in;

    dg_digest_begin(&in, &counting);
    dg_digest_bytes(&in, bytes, length);
    dg_digest_end_short(&in, digest);
}

static void keeps_a_few_bytes_themselves(void **state)
{
    static const unsigned char zeros[32] = {0};
    unsigned char digests[sizeof zeros][16];
    unsigned char whole[16];

    (void)state;
    for (size_t length = 0; length < sizeof zeros; length++) {
        short_digest_of(zeros, length, digests[length]);
        digest_of(zeros, length, whole);
        if (length > 15) {
            assert_memory_equal(digests[length], whole, 16);
        } else {
            assert_memory_equal(digests[length], zeros, 15);
            assert_int_equal(digests[length][15], length);
        }
        for (size_t i = 0; i < length; i++) {
            assert_memory_not_equal(digests[length], digests[i], 16);
        }
    }
    short_digest_of((const unsigned char *)"ab", 2, whole);
    assert_memory_equal(whole, "ab\0", 4);
}

/* Sequences of values, each of which must have a digest of its own. */

static struct dg_time time_of(const char *text)
{
    struct dg_time time;

    assert_true(dg_time_parse(&time, dg_text_of(text)));
    return time;
}

static void put_time(struct dg_digester *in, const char *text)
{
    struct dg_time time = time_of(text);

    dg_digest_time(in, &time);
}

#define MOST_ENTRIES (DG_DIGEST_SORTED + 1)

static void put_map(struct dg_digester *in, const char *const *keys, const int64_t *values,
                    size_t count)
{
    struct {
        struct dg_text key;
        int64_t value;
    } entries[MOST_ENTRIES];
    struct dg_digested_map at;

    assert_true(count <= MOST_ENTRIES);
    for (size_t i = 0; i < count; i++) {
        entries[i].key = dg_text_of(keys[i]);
        entries[i].value = values[i];
    }
    at = dg_digest_map(in, entries, count, sizeof *entries);
    while (dg_digest_next(&at)) {
        dg_digest_integer(at.entry, entries[at.index].value);
    }
}

static void put_texts(struct dg_digester *in, size_t variant)
{
    static const char *const texts[][2] = {{"", "ab"}, {"a", "b"}, {"ab", ""}, {"b", "a"}};

    dg_digest_text(in, dg_text_of(texts[variant][0]));
    dg_digest_text(in, dg_text_of(texts[variant][1]));
}

static void put_maps(struct dg_digester *in, size_t variant)
{
    static const char *const keys[] = {"a", "b", "c"};
    static const int64_t values[] = {1, 2, 3, 2, 1, 3};

    switch (variant) {
    case 0:
        put_map(in, keys, values, 3);
        break;
    case 1:
        put_map(in, keys, values + 3, 3); /* the values of two keys exchanged */
        break;
    case 2:
        put_map(in, keys, values, 2);
        break;
    case 3:
        put_map(in, keys, values, 0);
        break;
    default: /* one map in two */
        put_map(in, keys, values, 1);
        put_map(in, keys + 1, values + 1, 1);
        break;
    }
}

static void put_single(struct dg_digester *in, size_t variant)
{
    switch (variant) {
    case 0:
        dg_digest_count(in, 1);
        break;
    case 1:
        dg_digest_integer(in, 1);
        break;
    case 2:
        dg_digest_boolean(in, true);
        break;
    case 3:
        dg_digest_boolean(in, false);
        break;
    case 4:
        dg_digest_number(in, 1);
        break;
    case 5:
        assert_false(dg_digest_opt(in, DG_ABSENT));
        break;
    case 6:
        assert_false(dg_digest_opt(in, DG_NULL));
        break;
    case 7:
        assert_true(dg_digest_opt(in, DG_VALUE));
        break;
    case 8:
        put_time(in, "1970-01-01T00:00:01Z");
        break;
    case 9:
        put_time(in, "1970-01-01T00:00:01.000000001Z");
        break;
    case 10:
        put_time(in, "1970-01-01T00:00:01.0000000001Z");
        break;
    case 11:
        put_time(in, "1970-01-01T00:00:01.00000000001Z");
        break;
    case 12:
        dg_digest_number(in, 0);
        break;
    case 13:
        dg_digest_integer(in, 0);
        break;
    case 14:
        dg_digest_integer(in, -1);
        break;
    case 15:
        break; /* nothing at all */
    default:
        dg_digest_text(in, (struct dg_text){0});
        break;
    }
}

#define TEXTS 4
#define MAPS 5
#define SINGLES 17
#define SEQUENCES (TEXTS + MAPS + SINGLES)

static void distinguishes_values(void **state)
{
    unsigned char digests[SEQUENCES][16];

    (void)state;
    for (size_t i = 0; i < SEQUENCES; i++) {
        struct dg_digester in;

        dg_digest_begin(&in, &counting);
        if (i < TEXTS) {
            put_texts(&in, i);
        } else if (i < TEXTS + MAPS) {
            put_maps(&in, i - TEXTS);
        } else {
            put_single(&in, i - TEXTS - MAPS);
        }
        dg_digest_end(&in, digests[i]);
        for (size_t j = 0; j < i; j++) {
            assert_memory_not_equal(digests[i], digests[j], 16);
        }
    }
}

static void map_digest(const char *const *keys, const int64_t *values, size_t count,
                       unsigned char digest[16])
{
    struct dg_digester in;

    dg_digest_begin(&in, &counting);
    put_map(&in, keys, values, count);
    dg_digest_end(&in, digest);
}

/* The same entries in another order, and then other values of the keys. */
static void compare_orders(size_t count)
{
    static const char *const texts[MOST_ENTRIES] = {"b", "a",  "",    "ab",  "aa", "ba",
                                                    "c", "d",  "e",   "f",   "g",  "h",
                                                    "i", "ac", "aab", "aaa", "aac"};
    const char *keys[MOST_ENTRIES];
    int64_t values[MOST_ENTRIES];
    int64_t natural[MOST_ENTRIES];
    unsigned char one[16];
    unsigned char other[16];

    for (size_t i = 0; i < count; i++) {
        natural[i] = (int64_t)i;
    }
    map_digest(texts, natural, count, one);
    for (size_t turn = 1; turn < count; turn++) {
        bool same = true;

        for (size_t i = 0; i < count; i++) {
            size_t from = turn % 2 == 0 ? (i + turn) % count : (2 * count - 1 - i - turn) % count;

            keys[i] = texts[from];
            values[i] = natural[from];
            same = same && from == i;
        }
        map_digest(keys, values, count, other);
        assert_memory_equal(one, other, 16);
        map_digest(keys, natural, count, other);
        assert_int_equal(memcmp(one, other, 16) == 0, same);
    }
}

static void maps_have_no_order(void **state)
{
    (void)state;
    for (size_t count = 2; count <= MOST_ENTRIES; count++) {
        compare_orders(count);
    }
}

/* Of texts of any length, also at the end of the memory. */
static void digests_texts(void **state)
{
    unsigned char input[40];
    unsigned char whole[16];
    unsigned char digest[16];

    (void)state;
    for (size_t length = 0; length <= sizeof input; length++) {
        char *text = malloc(length + 1);

        assert_non_null(text);
        for (size_t i = 0; i < length; i++) {
            input[i] = (unsigned char)(200 + 3 * i);
        }
        memcpy(text + 1, input, length);
        digest_of(input, length, whole);
        dg_digest_of_text((struct dg_text){text + 1, length}, &counting, digest);
        assert_memory_equal(digest, whole, 16);
        free(text);
    }
}

static void spelled_digest(double number, const char *time, unsigned char digest[16])
{
    struct dg_digester in;

    dg_digest_begin(&in, &counting);
    dg_digest_number(&in, number);
    put_time(&in, time);
    dg_digest_end(&in, digest);
}

static void looks_at_no_spelling(void **state)
{
    unsigned char one[16];
    unsigned char other[16];

    (void)state;
    spelled_digest(0.0, "2024-01-01T00:00:00Z", one);
    spelled_digest(-0.0, "2023-12-31t23:00:00.00000000000-01:00", other);
    assert_memory_equal(one, other, 16);
    spelled_digest(0.0, "2024-01-01T00:00:00.00000000001Z", one);
    assert_memory_not_equal(one, other, 16);
    spelled_digest(0.0, "2024-01-01T01:00:00.0000000000100+01:00", other);
    assert_memory_equal(one, other, 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_libcrypto),        cmocka_unit_test(takes_bytes_in_any_pieces),
        cmocka_unit_test(keeps_a_few_bytes_themselves), cmocka_unit_test(distinguishes_values),
        cmocka_unit_test(maps_have_no_order),           cmocka_unit_test(digests_texts),
        cmocka_unit_test(looks_at_no_spelling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
