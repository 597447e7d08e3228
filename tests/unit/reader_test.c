/* Judging against a contract: each finding code with its location, and the contents of the struct
 * afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "order.h"
#include "runtime/reader_internal.h"

/* A conforming beginning; a member after it is at offset 37. */
#define BASE "{\"id\":\"a\",\"state\":\"open\",\"made\":null"

struct judged {
    const char *json; /* \xNN is a byte */
    const char *words;
};

static const struct judged whole[] = {
    {"{}", "required@0:!id required@0:!state required@0:!made"},
    {" [] ", "type@1:"},
    {"null", "type@0:"},
    {"5", "type@0:"},
    {"\"x\"", "type@0:"},
    {"", "json.syntax@0:"},
    {" \n", "json.syntax@2:"},
    {"{", "json.syntax@1:"},
    {"{\"id", "json.syntax@4:"},
    {"{\"id\"", "json.syntax@5:"},
    {"{\"id\" 5", "json.syntax@6:"},
    {"{\"id\":", "json.syntax@6:/id"},
    {"{\"id\":}", "json.syntax@6:/id"},
    {"{\"id\":\"a", "json.syntax@8:/id"},
    {"{\"id\":tru}", "json.syntax@9:/id"},
    {"{\"id\":5", "type@6:/id json.syntax@7:"},
    {"{\"id\":\"a\";", "json.syntax@9:"},
    {"{\"id\":\"a\",}", "json.syntax@10:"},
    {"{,", "json.syntax@1:"},
    {BASE "}{", "json.syntax@37:"},
    {BASE "} x", "json.syntax@38:"},
    {"\\xEF\\xBB\\xBF" BASE "}", "json.bom@0:"},
    {"\\xFF\\xFE{", "json.syntax@0:"},
    {"{\"ID\":\"x\"}", "~unknown-property@1:/ID required@0:!id required@0:!state required@0:!made"},
    {"{\"\\u0069d\":\"a\",\"st\\u0061te\":\"open\",\"made\":null}", ""},
    {"{\"made\":null,\"state\":\"closed\",\"id\":\"a\"}", ""},
    {" { \"id\" : \"a\" , \"state\" : \"open\" ,\n \"made\" : null } ", ""},
    {"{\"id\":null,\"state\":null,\"made\":5}", "type@6:/id type@19:/state type@31:/made"},
};

static const struct judged member[] = {
    /* texts: the second `id` is judged, too; the first is kept */
    {"\"id\":\"\"", "json.duplicate-key@37:/id minLength@42:/id"},
    {"\"i\\u0064\":\"b\"", "json.duplicate-key@37:/id"},
    {"\"id\":\"123456789\"", "json.duplicate-key@37:/id maxLength@42:/id"},
    {"\"id\":\"\\xF0\\x9F\\x98\\x80\\xF0\\x9F\\x98\\x80\\u00e912345\"",
     "json.duplicate-key@37:/id"},
    {"\"id\":\"\\uD83D\\uDE0012345678\"", "json.duplicate-key@37:/id maxLength@42:/id"},
    {"\"made\":\"2024-02-30T00:00:00Z\"", "json.duplicate-key@37:/made format@44:/made"},
    {"\"made\":\"2024-02-29t00:00:00z\"", "json.duplicate-key@37:/made"},
    {"\"made\":\"\"", "json.duplicate-key@37:/made format@44:/made"},
    {"\"state\":\"ajar\"", "json.duplicate-key@37:/state enum@45:/state"},
    {"\"state\":\"\"", "json.duplicate-key@37:/state enum@45:/state"},
    {"\"state\":1", "json.duplicate-key@37:/state type@45:/state"},
    /* enum of integers, open */
    {"\"level\":3", ""},
    {"\"level\":1.0", ""},
    {"\"level\":9", "~enum@45:/level"},
    {"\"level\":\"1\"", "type@45:/level"},
    {"\"level\":1.5", "type@45:/level"},
    {"\"level\":null", "type@45:/level"},
    /* integers */
    {"\"count\":0", ""},
    {"\"count\":10", ""},
    {"\"count\":1e1", ""},
    {"\"count\":100e-1", ""},
    {"\"count\":-0", ""},
    {"\"count\":11", "maximum@45:/count"},
    {"\"count\":-1", "minimum@45:/count"},
    {"\"count\":2147483648", "format@45:/count maximum@45:/count"},
    {"\"count\":-2147483649", "format@45:/count minimum@45:/count"},
    {"\"count\":1.5", "type@45:/count"},
    {"\"count\":1e400", "format@45:/count maximum@45:/count"},
    {"\"count\":-1e400", "format@45:/count minimum@45:/count"},
    {"\"count\":1e-400", "type@45:/count"},
    {"\"count\":\"1\"", "type@45:/count"},
    {"\"count\":[1]", "type@45:/count"},
    {"\"size\":9223372036854775807", ""},
    {"\"size\":-9223372036854775808", ""},
    {"\"size\":9223372036854775807.0", ""},
    {"\"size\":92233720368547758070e-1", ""},
    {"\"size\":9223372036854775808", "integer-range@44:/size"},
    {"\"size\":-9223372036854775809", "integer-range@44:/size"},
    {"\"size\":9223372036854775808.0", "integer-range@44:/size"},
    {"\"size\":9223372036854775807.5", "type@44:/size"},
    {"\"size\":92233720368547758080e-1", "integer-range@44:/size"},
    {"\"size\":92233720368547758075e-1", "type@44:/size"},
    {"\"size\":10000000000000000000", "integer-range@44:/size"},
    {"\"size\":18446744073709551615", "integer-range@44:/size"},
    {"\"size\":18446744073709551616", "integer-range@44:/size"},
    {"\"size\":-18446744073709551616", "integer-range@44:/size"},
    {"\"size\":1e19", "integer-range@44:/size"},
    {"\"size\":1E+19", "integer-range@44:/size"},
    {"\"size\":1.5e19", "integer-range@44:/size"},
    {"\"size\":1e400", "integer-range@44:/size"},
    {"\"size\":-1e400", "integer-range@44:/size"},
    {"\"size\":1e999999999999999999999", "integer-range@44:/size"},
    {"\"size\":123456789012345678901234567890", "integer-range@44:/size"},
    {"\"size\":123456789012345678901234567890.1", "type@44:/size"},
    {"\"size\":1e-999999999999999999999", "type@44:/size"},
    {"\"size\":9223372036854775808x", "integer-range@44:/size json.syntax@63:"},
    {"\"level\":9223372036854775808", "integer-range@45:/level"},
    {"\"version\":9223372036854775808", "const@47:/version"},
    {"\"size\":0e999999999999", ""},
    /* numbers */
    {"\"ratio\":1.50", ""},
    {"\"ratio\":1.5000000000000000000000001", "maximum@45:/ratio"},
    {"\"ratio\":-1e-400", "minimum@45:/ratio"},
    {"\"ratio\":-0", ""},
    {"\"ratio\":true", "type@45:/ratio"},
    {"\"ratio\":-x", "json.syntax@46:/ratio"},
    {"\"ratio\":01", "json.syntax@46:/ratio"},
    {"\"ratio\":1.", "json.syntax@47:/ratio"},
    {"\"ratio\":1a", "json.syntax@46:"},
    /* constants */
    {"\"kind\":\"open\",\"version\":2", ""},
    {"\"kind\":\"opened\",\"version\":3", "const@44:/kind const@63:/version"},
    {"\"kind\":2,\"version\":\"2\"", "type@44:/kind type@56:/version"},
    /* booleans */
    {"\"ok\":null", ""},
    {"\"ok\":false", ""},
    {"\"ok\":0", "type@42:/ok"},
    {"\"ok\":\"true\"", "type@42:/ok"},
    {"\"ok\":truf", "json.syntax@45:/ok"},
    {"\"ok\":nul", "json.syntax@45:/ok"},
    /* strings that are not I-JSON: no other finding for the value */
    {"\"id\":\"\\xFF23456789\"", "json.duplicate-key@37:/id json.utf8@42:/id"},
    {"\"id\":\"\\uD800\\xFF\"", "json.duplicate-key@37:/id json.surrogate@42:/id"},
    {"\"id\":\"\\xFF\\uD800\"", "json.duplicate-key@37:/id json.utf8@42:/id"},
    {"\"state\":\"\\xFF\"", "json.duplicate-key@37:/state json.utf8@45:/state"},
    {"\"ok\":\"\\xC3\"", "json.utf8@42:/ok"},
    {"\"id\":\"\\xFF\\q\"", "json.duplicate-key@37:/id json.syntax@45:/id"},
    {"\"i\\xFFd\":{\"a\":\"\\xFF\"}", "json.utf8@37: json.utf8@48:/i\\xFFd/a"},
    {"\"\\uDC00\":[tru]", "json.surrogate@37: json.syntax@50:/\\uDC00/0"},
    {"\"\\xFF\":1,\"\\xFF\":1", "json.utf8@37: json.utf8@43:"},
    /* unknown members */
    {"\"x/y~z\":1", "~unknown-property@37:/x~1y~0z"},
    {"\"x\":1,\"\\u0078\":2", "~unknown-property@37:/x json.duplicate-key@43:/x"},
    {"\"x\":{\"a\":1,\"b\":[{\"c\":0,\"c\":\"\\xFF\"}],\"a\":2}",
     "~unknown-property@37:/x json.duplicate-key@60:/x/b/0/c json.utf8@64:/x/b/0/c "
     "json.duplicate-key@70:/x/a"},
    {"\"x\":[1 2]", "~unknown-property@37:/x json.syntax@44:/x"},
    {"\"x\":[1,]", "~unknown-property@37:/x json.syntax@44:/x/1"},
    {"\"x\":[,1]", "~unknown-property@37:/x json.syntax@42:/x/0"},
    {"\"x\":[],\"y\":{}", "~unknown-property@37:/x ~unknown-property@44:/y"},
    /* an object that allows no other members */
    {"\"part\":{\"x\":1}", ""},
    {"\"part\":{}", "required@44:/part!x"},
    {"\"part\":{\"x\":null}", "type@49:/part/x"},
    {"\"part\":{\"x\":1,\"y\":2}", "additionalProperties@51:/part/y maxProperties@44:/part"},
    {"\"part\":{\"x\":1,\"x\":2}", "json.duplicate-key@51:/part/x"},
    {"\"part\":[1]", "type@44:/part"},
    {"\"part\":null", "type@44:/part"},
    {"\"part\":\"\\xFF\"", "json.utf8@44:/part"},
    /* a map inside the struct */
    {"\"notes\":{}", ""},
    {"\"notes\":null", "type@45:/notes"},
    {"\"notes\":{\"a\":\"12345\",\"b\":null,\"abcd\":\"\"}", ""},
    {"\"notes\":{\"abcde\":\"123456\"}", "propertyNames@46:/notes/abcde maxLength@54:/notes/abcde"},
    {"\"notes\":{\"\":\"\"}", "propertyNames@46:/notes/"},
    {"\"notes\":{\"\\u00e9\\uD83D\\uDE00cd\":\"\"}", ""},
    {"\"notes\":{\"a\":5}", "type@50:/notes/a"},
    {"\"notes\":{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\"}", "maxProperties@45:/notes"},
    {"\"notes\":{\"a\":\"\",\"a\":\"\",\"\\u0061\":\"\",\"b\":\"\"}",
     "json.duplicate-key@53:/notes/a json.duplicate-key@60:/notes/a"},
    /* a map in the arena */
    {"\"extras\":{}", "minProperties@46:/extras"},
    {"\"extras\":{\"\":1,\"a\":2}", ""},
    /* a list */
    {"\"tags\":[\"a\"]", ""},
    {"\"tags\":null", ""},
    {"\"tags\":[ ]", "minItems@44:/tags"},
    {"\"tags\":[\"a\",\"b\",\"c\",4]", "type@57:/tags/3 maxItems@44:/tags"},
    {"\"tags\":[\"a\",]", "json.syntax@49:/tags/1"},
    {"\"tags\":[\"a\"}", "json.syntax@48:/tags"},
    {"\"tags\":{}", "type@44:/tags"},
    /* free-form */
    {"\"any\":null", ""},
    {"\"any\":[1,{\"a\":{}}]", ""},
    {"\"any\":{\"a\":1,\"a\":2}", "json.duplicate-key@50:/any/a"},
    {"\"any\":[\"\\xFF\"]", "json.utf8@44:/any/0"},
};

static void judge(const char *text, size_t base, const char *expected)
{
    char bytes[512];
    struct heard heard;
    struct order order;
    struct dg_text json = {bytes, 0};
    bool good;

    if (base > 0) {
        memcpy(bytes, BASE ",", base);
    }
    json.length = base + heard_bytes(text, bytes + base);
    if (base > 0) {
        bytes[json.length++] = '}';
    }
    heard_init(&heard);
    good = heard_decode(order_decode, &order, json, &heard);
    if (strcmp(heard.words, expected) != 0) {
        print_error("%s\n", text);
    }
    assert_string_equal(heard.words, expected);
    assert_int_equal(heard_decode(order_decode, &order, json, NULL), good);
}

static void finds_what_is_wrong_with_a_document(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        judge(whole[i].json, 0, whole[i].words);
    }
}

static void finds_what_is_wrong_with_a_member(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof member / sizeof member[0]; i++) {
        judge(member[i].json, sizeof BASE, member[i].words);
    }
}

struct detail {
    const char *json;
    const char *schema;
    const char *expected;
    const char *actual;
};

static const struct detail details[] = {
    {"\"size\":\"x\"", "#/size", "integer", "\"x\""},
    {"\"size\":{\"a\":1}", "#/size", "integer", "{"},
    {"\"size\":tru", "", "true", "}"},
    {"\"ok\":1.0", "#/ok", "boolean or null", "1.0"},
    {"\"notes\":{\"a\":\"123456\"}", "#/notes/value", "at most 5 code points", "\"123456\""},
    {"\"notes\":{\"\":\"\"}", "#/notes", "at least 1 code point", "\"\""},
    {"\"tags\":[]", "#/tags", "at least 1 item", "0 items"},
    {"\"extras\":{}", "#/extras", "at least 1 member", "0 members"},
    {"\"part\":{\"x\":1,\"y\":2}", "#/part", "at most 1 member", "2 members"},
    {"\"part\":{}", "#/part", "", ""},
    {"\"count\":-12", "#/count", "at least 0", "-12"},
    {"\"count\":1e3", "#/count", "at most 10", "1e3"},
    {"\"ratio\":7", "#/ratio", "at most 1.5", "7"},
    {"\"level\":0", "#/level", "one of 1, 2, 3", "0"},
    {"\"state\":\"\\u0078\"", "#/state", "one of \"open\", \"closed\"", "\"\\u0078\""},
    {"\"kind\":\"x\"", "#/kind", "\"open\"", "\"x\""},
    {"\"version\":3", "#/version", "2", "3"},
    {"\"size\":1e19", "#/size", "integer of at most 64 bits", "1e19"},
    {"\"made\":\"x\"", "#/made", "RFC 3339 date-time", "\"x\""},
    {"\"x\":0", "#", "", "\"x\""},
    {"\"any\":{\"a\":0,\"a\":0}", "", "", "\"a\""},
    {"\"any\":\"\\uDC00\"", "", "", "\"\\uDC00\""},
};

static void findings_quote_the_contract(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
        char bytes[256] = BASE ",";
        struct heard heard;
        struct order order;

        strncat(bytes, details[i].json, 100);
        strncat(bytes, "}", 2);
        heard_init(&heard);
        heard_decode(order_decode, &order, dg_text_of(bytes), &heard);
        assert_true(heard.count > 0);
        assert_string_equal(heard.schema, details[i].schema);
        assert_string_equal(heard.expected, details[i].expected);
        assert_string_equal(heard.actual, details[i].actual);
    }
}

static void cuts_a_long_list_of_words(void **state)
{
    static const struct dg_text words[] = {
        DG_TEXT("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4"),
        DG_TEXT(
            "\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6")};
    char buffer[DG_PHRASE_BYTES];

    (void)state;
    /* With each number, the cut is at another position, for example inside a character. */
    for (size_t count = 8; count < 40; count++) {
        struct dg_text list[40];
        struct dg_text phrase;

        for (size_t i = 0; i < count; i++) {
            list[i] = words[i % 2];
            list[i].length = i == 0 ? count % 10 * 2 : list[i].length;
        }
        phrase = dg_expect_words(buffer, &(struct dg_words){.words = list, .count = count});
        assert_true(phrase.length <= DG_PHRASE_BYTES);
        for (const char *at = phrase.data; at < phrase.data + phrase.length;) {
            size_t length = dg_utf8_sequence(at, phrase.data + phrase.length);

            assert_true(length > 0);
            at += length;
        }
        if (count > 12) {
            assert_memory_equal(phrase.data + phrase.length - 5, " more", 5);
        }
    }
}

/* A decoded value with its memory, to test the contents of the struct. */
struct kept {
    struct memory memory;
    struct dg_arena arena;
    struct heard heard;
    struct order order;
    bool good;
};

static void keep(struct kept *kept, const char *json)
{
    memory_init(&kept->memory, 0);
    dg_arena_init(&kept->arena, NULL, 0, &kept->memory.allocator);
    heard_init(&kept->heard);
    kept->good = order_decode(&kept->order, json, strlen(json), &kept->arena, &kept->heard.report);
}

static void assert_text(struct dg_text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.data, expected, text.length);
}

static void holds_what_was_read(void **state)
{
    static const char json[] =
        "{\"id\":\"a\\u00e9\\n\",\"state\":\"closed\",\"made\":\"1970-01-02T00:00:00.5Z\","
        "\"level\":2,"
        "\"count\":1e1,\"size\":-5,\"ratio\":0.25,\"kind\":\"open\",\"version\":2,\"ok\":true,"
        "\"notes\":{\"k\":\"v\",\"\\u006e\":null},\"extras\":{\"e\\/\":7},\"tags\":[\"x\",\"y\"],"
        "\"part\":{\"x\":3},\"any\":[ 1 ]}";
    struct kept kept;
    struct order *order = &kept.order;

    (void)state;
    keep(&kept, json);
    assert_true(kept.good);
    assert_text(order->id, "a\xC3\xA9\n");
    assert_int_equal(order->state, 2);
    assert_int_equal(order->state_text.length, 0);
    assert_int_equal(order->made.presence, DG_VALUE);
    assert_int_equal(order->made.value.seconds, 86400);
    assert_int_equal(order->made.value.nanos, 500000000);
    assert_text(order->made.value.text, "1970-01-02T00:00:00.5Z");
    assert_int_equal(order->level, 2);
    assert_int_equal(order->count.value, 10);
    assert_int_equal(order->size.value, -5);
    assert_true(order->ratio.value.value >= 0.25 && order->ratio.value.value <= 0.25);
    assert_text(order->ratio.value.text, "0.25");
    assert_int_equal(order->kind, DG_VALUE);
    assert_int_equal(order->version, DG_VALUE);
    assert_true(order->ok.value);
    assert_int_equal(order->notes.count, 2);
    assert_text(order->notes.entries[0].key, "k");
    assert_text(order->notes.entries[0].value.value, "v");
    assert_text(order->notes.entries[1].key, "n");
    assert_int_equal(order->notes.entries[1].value.presence, DG_NULL);
    assert_int_equal(order->extras.count, 1);
    assert_text(order->extras.entries[0].key, "e/");
    assert_int_equal(order->extras.entries[0].value, 7);
    assert_int_equal(order->tags.count, 2);
    assert_text(order->tags.items[1], "y");
    assert_int_equal(order->part.x, 3);
    assert_text(order->any.value.text, "[ 1 ]");
    dg_arena_free(&kept.arena);
}

static void holds_zero_for_what_failed(void **state)
{
    struct kept kept;
    struct order *order = &kept.order;

    (void)state;
    keep(&kept, "{\"id\":\"123456789\",\"state\":\"aj\\u0061r\",\"made\":\"x\",\"level\":7,"
                "\"count\":99,\"size\":1.5,\"ratio\":2,\"kind\":\"x\",\"version\":0,\"ok\":\"\","
                "\"notes\":[],\"part\":5,\"any\":{\"a\":\"\\uD800\"}}");
    assert_false(kept.good);
    assert_null(order->id.data);
    assert_int_equal(order->state, 0);
    assert_text(order->state_text, "ajar");
    assert_int_equal(order->made.presence, DG_ABSENT);
    assert_int_equal(order->made.value.seconds, 0);
    assert_int_equal(order->level_presence, DG_VALUE);
    assert_int_equal(order->level, 0);
    assert_text(order->level_text, "7");
    assert_int_equal(order->count.presence, DG_ABSENT);
    assert_int_equal(order->count.value, 0);
    assert_int_equal(order->size.presence, DG_ABSENT);
    assert_int_equal(order->ratio.presence, DG_ABSENT);
    assert_null(order->ratio.value.text.data);
    assert_int_equal(order->kind, DG_ABSENT);
    assert_int_equal(order->version, DG_ABSENT);
    assert_int_equal(order->ok.presence, DG_ABSENT);
    assert_int_equal(order->notes.presence, DG_ABSENT);
    assert_int_equal(order->part_presence, DG_ABSENT);
    assert_int_equal(order->any.presence, DG_ABSENT);
    dg_arena_free(&kept.arena);
}

static void keeps_no_item_that_failed(void **state)
{
    struct kept kept;

    (void)state;
    keep(&kept, "{\"id\":\"a\",\"tags\":[5,\"x\",{},\"y\",null]}");
    assert_false(kept.good);
    assert_int_equal(kept.order.tags.count, 2);
    assert_text(kept.order.tags.items[0], "x");
    assert_text(kept.order.tags.items[1], "y");
    dg_arena_free(&kept.arena);
    keep(&kept, "{\"id\":5,\"tags\":[\"x\",\"y\"]}");
    assert_false(kept.good);
    assert_int_equal(kept.order.tags.count, 2);
    dg_arena_free(&kept.arena);
}

static void keeps_the_first_of_duplicates(void **state)
{
    struct kept kept;

    (void)state;
    keep(&kept, "{\"id\":\"a\",\"part\":{\"x\":1},\"id\":\"b\",\"part\":{\"x\":2},\"id\":5,"
                "\"notes\":{\"k\":\"1\",\"\\u006b\":\"2\",\"l\":\"3\"}}");
    assert_text(kept.order.id, "a");
    assert_int_equal(kept.order.part.x, 1);
    assert_int_equal(kept.order.notes.count, 2);
    assert_text(kept.order.notes.entries[0].value.value, "1");
    assert_text(kept.order.notes.entries[1].key, "l");
    dg_arena_free(&kept.arena);
}

/* Of 20 distinct names, sorting finds the last four, and all names that occur twice. */
static void takes_late_duplicates_out_of_a_map(void **state)
{
    struct kept kept;
    struct order *order = &kept.order;

    (void)state;
    keep(&kept, "{\"extras\":{\"a\":0,\"b\":1,\"c\":2,\"d\":3,\"e\":4,\"f\":5,\"g\":6,\"h\":7,"
                "\"i\":8,\"j\":9,\"k\":10,\"l\":11,\"m\":12,\"\\u006e\":13,\"o\":14,\"p\":15,"
                "\"q\":16,\"z\\\\\\\"\":17,\"\\u0061\":18,\"z\\u005c\\u0022\":19,\"n\":20,"
                "\"r\":21,\"q\":22,\"q\":23}}");
    assert_string_equal(kept.heard.words,
                        "json.duplicate-key@136:/extras/a json.duplicate-key@148:/extras/z\\\" "
                        "json.duplicate-key@167:/extras/n json.duplicate-key@181:/extras/q "
                        "json.duplicate-key@188:/extras/q "
                        "required@0:!id required@0:!state required@0:!made");
    assert_int_equal(order->extras.count, 19);
    for (size_t i = 0; i < 18; i++) {
        assert_int_equal(order->extras.entries[i].value, i);
    }
    assert_text(order->extras.entries[13].key, "n");
    assert_text(order->extras.entries[17].key, "z\\\"");
    assert_text(order->extras.entries[18].key, "r");
    dg_arena_free(&kept.arena);
}

static void needs_no_memory_for_a_conforming_document(void **state)
{
    static const char json[] =
        "{"
        "\"id\":\"a\",\"state\":\"open\",\"made\":\"2024-01-01T00:00:00Z\",\"count\":1,"
        "\"ratio\":1,\"notes\":{\"a\":\"b\",\"c\":null},\"part\":{\"x\":1},"
        "\"any\":{\"a\":[{},1.5e3,\"x\"]}}";
    struct dg_arena arena = {0};
    struct order order;

    (void)state;
    assert_true(order_decode(&order, json, sizeof json - 1, &arena, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_wrong_with_a_document),
        cmocka_unit_test(finds_what_is_wrong_with_a_member),
        cmocka_unit_test(findings_quote_the_contract),
        cmocka_unit_test(cuts_a_long_list_of_words),
        cmocka_unit_test(holds_what_was_read),
        cmocka_unit_test(holds_zero_for_what_failed),
        cmocka_unit_test(keeps_no_item_that_failed),
        cmocka_unit_test(keeps_the_first_of_duplicates),
        cmocka_unit_test(takes_late_duplicates_out_of_a_map),
        cmocka_unit_test(needs_no_memory_for_a_conforming_document),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
