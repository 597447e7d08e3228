/* Digests, against published vectors and libcrypto, and what is kept of values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/evp.h>

#include "runtime/rule.h"

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

/* Those of the reference code of SipHash: the input is 00, 01, … of that length. */
static const struct {
    size_t length;
    unsigned char digest[16];
} vectors[] = {
    {0,
     {0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02,
      0x93}},
    {1,
     {0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc,
      0x45}},
    {2,
     {0x81, 0x77, 0x22, 0x8d, 0xa4, 0xa4, 0x5d, 0xc7, 0xfc, 0xa3, 0x8b, 0xde, 0xf6, 0x0a, 0xff,
      0xe4}},
};

static void agrees_with_the_vectors(void **state)
{
    static const unsigned char input[] = {0, 1};
    unsigned char digest[16];

    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        digest_of(input, vectors[i].length, digest);
        assert_memory_equal(digest, vectors[i].digest, 16);
    }
}

/* The same of libcrypto. */
static void peer_digest(EVP_MAC *mac, const unsigned char *bytes, size_t length,
                        unsigned char digest[16])
{
    static const unsigned char key[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    size_t written;

    assert_non_null(context);
    assert_int_equal(EVP_MAC_init(context, key, sizeof key, NULL), 1);
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

/* However it is cut in pieces. */
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

static void put_map(struct dg_digester *in, const char *const *keys, const int64_t *values,
                    size_t count)
{
    struct dg_digested_map at = dg_digest_map(in, count);

    for (size_t i = 0; i < count; i++) {
        dg_digest_integer(dg_digest_entry(&at, dg_text_of(keys[i])), values[i]);
    }
    dg_digest_map_end(&at);
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

static void map_digest(const char *const *keys, const int64_t *values, unsigned char digest[16])
{
    struct dg_digester in;

    dg_digest_begin(&in, &counting);
    put_map(&in, keys, values, 3);
    dg_digest_end(&in, digest);
}

static void maps_have_no_order(void **state)
{
    static const char *const keys[] = {"a", "b", "c"};
    static const char *const turned[] = {"c", "a", "b"};
    static const int64_t values[] = {1, 2, 3};
    static const int64_t with_them[] = {3, 1, 2};
    unsigned char one[16];
    unsigned char other[16];

    (void)state;
    map_digest(keys, values, one);
    map_digest(turned, with_them, other);
    assert_memory_equal(one, other, 16);
    map_digest(turned, values, other);
    assert_memory_not_equal(one, other, 16);
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

/* What is kept */

static void keeps_numbers_and_presence(void **state)
{
    struct dg_kept_presence presence;
    struct dg_kept_integer integer;
    struct dg_kept_number number;
    struct dg_kept_boolean boolean;

    (void)state;
    for (int i = DG_ABSENT; i <= DG_VALUE; i++) {
        enum dg_presence wanted = (enum dg_presence)i;

        dg_keep_presence(&presence, false, wanted);
        dg_keep_integer(&integer, false, wanted, INT64_MIN);
        dg_keep_number(&number, false, wanted, 0.5);
        dg_keep_boolean(&boolean, false, wanted, true);
        assert_true(presence.known && integer.known && number.known && boolean.known);
        assert_int_equal(presence.presence, wanted);
        assert_int_equal(integer.presence, wanted);
        assert_int_equal(number.presence, wanted);
        assert_int_equal(boolean.presence, wanted);
        assert_true(integer.value == (wanted == DG_VALUE ? INT64_MIN : 0));
        assert_int_equal(number.value > 0.25, wanted == DG_VALUE);
        assert_int_equal(boolean.value, wanted == DG_VALUE);
        dg_keep_presence(&presence, true, wanted);
        dg_keep_integer(&integer, true, wanted, 1);
        dg_keep_number(&number, true, wanted, 1);
        dg_keep_boolean(&boolean, true, wanted, true);
        assert_false(presence.known || integer.known || number.known || boolean.known);
    }
}

static struct dg_kept_time kept(const char *text)
{
    struct dg_time time = time_of(text);
    struct dg_kept_time out;

    dg_keep_time(&out, false, DG_VALUE, &time);
    return out;
}

static void keeps_27_digits_of_a_second(void **state)
{
    static const char *const ordered[] = {
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00.000000000000000000000000001Z",
        "2024-01-01T00:00:00.00000000000000000000000001Z",
        "2024-01-01T00:00:00.000000000999999999999999999Z",
        "2024-01-01T00:00:00.000000001Z",
        "2024-01-01T00:00:00.1Z",
        "2024-01-01T00:00:01Z",
    };
    struct dg_time time = {0};
    struct dg_kept_time out;

    (void)state;
    for (size_t i = 0; i < sizeof ordered / sizeof ordered[0]; i++) {
        for (size_t j = 0; j < sizeof ordered / sizeof ordered[0]; j++) {
            struct dg_kept_time a = kept(ordered[i]);
            struct dg_kept_time b = kept(ordered[j]);
            int order = dg_kept_time_compare(a, b);

            assert_true(a.known && a.presence == DG_VALUE);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
    assert_true(kept(ordered[3]).rest == UINT64_C(999999999999999999));
    assert_true(kept("2024-01-01T00:00:00.0000000000000000000000000010000Z").known);
    assert_false(kept("2024-01-01T00:00:00.0000000000000000000000000001Z").known);
    out = dg_kept_time_of(time_of("2024-01-01T00:00:00.5Z"));
    assert_true(out.known && out.presence == DG_VALUE && out.nanos == 500000000);
    dg_keep_time(&out, false, DG_NULL, &time);
    assert_true(out.known && out.presence == DG_NULL);
    dg_keep_time(&out, true, DG_VALUE, &time);
    assert_false(out.known);
}

static void keeps_texts(void **state)
{
    static const struct dg_digest_key other = {{1, 2}};
    struct dg_kept_digest a;
    struct dg_kept_digest b;

    (void)state;
    dg_keep_text(&a, false, DG_VALUE, dg_text_of("abc"), &counting);
    dg_keep_text(&b, false, DG_VALUE, dg_text_of("abd"), &counting);
    assert_true(a.known && a.presence == DG_VALUE);
    assert_true(dg_kept_digest_equal(&a, &a));
    assert_false(dg_kept_digest_equal(&a, &b));
    assert_true(dg_kept_is_text(&a, dg_text_of("abc"), &counting));
    assert_false(dg_kept_is_text(&a, dg_text_of("abd"), &counting));
    assert_false(dg_kept_is_text(&a, dg_text_of("abc"), &other));
    dg_keep_text(&b, false, DG_ABSENT, (struct dg_text){0}, &counting);
    assert_true(b.known && b.presence == DG_ABSENT);
    dg_keep_text(&b, true, DG_VALUE, dg_text_of("abc"), &counting);
    assert_false(b.known);
}

static void keeps_enumerators(void **state)
{
    struct dg_kept_enum a;
    struct dg_kept_enum b;

    (void)state;
    dg_keep_enum(&a, false, DG_VALUE, 1, (struct dg_text){0}, &counting);
    dg_keep_enum(&b, false, DG_VALUE, 2, (struct dg_text){0}, &counting);
    assert_true(a.known && a.presence == DG_VALUE && a.value == 1);
    assert_true(dg_kept_enum_equal(&a, &a));
    assert_false(dg_kept_enum_equal(&a, &b));
    dg_keep_enum(&a, false, DG_VALUE, 0, dg_text_of("x"), &counting);
    dg_keep_enum(&b, false, DG_VALUE, 0, dg_text_of("y"), &counting);
    assert_false(dg_kept_enum_equal(&a, &b));
    dg_keep_enum(&b, false, DG_VALUE, 0, dg_text_of("x"), &counting);
    assert_true(dg_kept_enum_equal(&a, &b));
    dg_keep_enum(&b, false, DG_NULL, 0, dg_text_of("x"), &counting);
    assert_true(b.known && b.presence == DG_NULL);
    dg_keep_enum(&b, true, DG_VALUE, 1, dg_text_of("x"), &counting);
    assert_false(b.known);
}

static void keeps_what_a_digester_was_given(void **state)
{
    struct dg_kept_digest text;
    struct dg_kept_digest written;
    struct dg_digester in;

    (void)state;
    dg_keep_text(&text, false, DG_VALUE, dg_text_of("abc"), &counting);
    dg_digest_begin(&in, &counting);
    dg_digest_text(&in, dg_text_of("abc"));
    dg_digest_keep(&in, &written, false, DG_VALUE);
    assert_true(written.known && written.presence == DG_VALUE);
    assert_true(dg_kept_digest_equal(&text, &written));
    dg_digest_begin(&in, &counting);
    dg_digest_keep(&in, &written, false, DG_NULL);
    assert_true(written.known && written.presence == DG_NULL);
    dg_digest_begin(&in, &counting);
    dg_digest_keep(&in, &written, true, DG_VALUE);
    assert_false(written.known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_vectors),
        cmocka_unit_test(agrees_with_libcrypto),
        cmocka_unit_test(takes_bytes_in_any_pieces),
        cmocka_unit_test(distinguishes_values),
        cmocka_unit_test(maps_have_no_order),
        cmocka_unit_test(looks_at_no_spelling),
        cmocka_unit_test(keeps_numbers_and_presence),
        cmocka_unit_test(keeps_27_digits_of_a_second),
        cmocka_unit_test(keeps_texts),
        cmocka_unit_test(keeps_enumerators),
        cmocka_unit_test(keeps_what_a_digester_was_given),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
