/* Compiled patterns: texts that match, texts that don't, errors, and the size of tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buffer.h"
#include "common/memory.h"
#include "pattern/pattern_compile.h"
#include "pattern/pattern_positions.h"
#include "pattern/pattern_trim.h"

/* The pattern as positions, whether or not its automaton is small. */
static struct dg_pattern places_of(struct dg_text text, struct dg_arena *arena)
{
    struct pattern_parsed parsed = pattern_parse(text, arena);
    struct pattern_program program;
    struct pattern_classes classes;
    struct dg_pattern places = {.text = text};
    size_t bytes;
    uint64_t work = 0;

    pattern_trim(parsed.root);
    assert_true(pattern_program_make(&program, &parsed, arena));
    assert_true(pattern_classes_make(&classes, &parsed, program.boundaries, arena));
    places.positions = pattern_positions_make(&program, &classes, arena, arena, &bytes, &work);
    assert_non_null(places.positions);
    return places;
}

/* Compares a copy that ends where its memory ends, so that sanitizers see reads beyond it. */
static bool matches(const struct dg_pattern *pattern, struct dg_text text)
{
    char *copy = malloc(text.length + 1);
    struct dg_text exact = {copy + 1, text.length};
    bool good;

    assert_non_null(copy);
    if (text.length > 0) {
        memcpy(copy + 1, text.data, text.length);
    }
    good = dg_pattern_matches(pattern, exact);
    free(copy);
    return good;
}

static const struct sample {
    const char *pattern;
    const char *good[12];
    const char *bad[12];
} samples[] = {
    {"", {"", "x"}, {NULL}},
    {"a", {"a", "xax"}, {"", "A"}},
    {"^", {"", "x"}, {NULL}},
    {"^$", {""}, {"x", "\n"}},
    {"$^", {""}, {"x"}},
    {"a^", {NULL}, {"", "a", "aa"}},
    {"(^a|b)$", {"a", "b", "ab", "xb"}, {"", "xa", "ba"}},
    {"^[a-z]{1,3}$", {"a", "xyz"}, {"", "abcd", "A", "a\n"}},
    {"^[a-z]{2}[a-z0-9]*[a-z]$", {"abc", "ab1c", "abcd"}, {"ab", "ab1", "1bc"}},
    {"^[a-z]*[0-9]{2}$", {"12", "a12", "zz00"}, {"1", "a1", "a123"}},
    {"^[a-z0-9]*[0-9]{2}$", {"12", "a12", "123", "0000"}, {"1", "a1", "12a"}},
    {"^[^\\0]{1,3}\\.csv$", {"a.csv", ".a.csv", "\xC3\xA9.csv"}, {".csv", "abcd.csv", "a.csv\n"}},
    {"^a?b?c?$", {"", "a", "b", "ac", "abc"}, {"ba", "aa", "abcc"}},
    {"^(a|b)*abb$", {"abb", "babb", "aabb"}, {"", "ab", "abba"}},
    {"^(a*)*b$", {"b", "aab"}, {"", "a", "ba"}},
    {"^(a|a)*$", {"", "aaaa"}, {"b"}},
    {"^(?:ab){2,3}$", {"abab", "ababab"}, {"ab", "abababab", "aba"}},
    {"^(?<year>\\d{4})-\\d\\d$",
     {"2026-11"},
     {"2026-1", "\xD9\xA1"
                "026-11"}},
    {"^a+?$", {"a", "aa"}, {""}},
    {"^.$", {"a", "\xC3\xA9", "\xF0\x9F\x98\x80", "\t"}, {"", "\n", "\r", "\xE2\x80\xA8", "ab"}},
    {"^\\s$", {" ", "\n", "\v", "\xC2\xA0", "\xEF\xBB\xBF", "\xE3\x80\x80"}, {"a", "\xC2\x85"}},
    {"^\\S$", {"a", "\xC2\x85"}, {" ", "\xC2\xA0"}},
    {"^\\w+$", {"aZ_09"}, {"\xC3\xA9", "-"}},
    {"^\\W$", {"\xC3\xA9", "-"}, {"a", "_"}},
    {"^[\\d\\-]+$", {"1-2", "-"}, {"", "a"}},
    {"\\bfoo\\b",
     {"foo", "a foo.",
      "\xC3\xA9"
      "foo"},
     {"food", "_foo"}},
    {"\\Boo\\b", {"foo"}, {"oo", "oof"}},
    {"\\b", {"a", " a"}, {"", " ", "\xC3\xA9"}},
    {"^\\B$", {""}, {"a"}},
    {"^\\u0041\\x42\\t\\cA\\0$", {NULL}, {"AB"}},
    {"^\\u{1F600}$", {"\xF0\x9F\x98\x80"}, {"u"}},
    {"^\\uD83D\\uDE00$", {"\xF0\x9F\x98\x80"}, {""}},
    {"^[\\uD83D\\uDE00-\\u{1F602}]$",
     {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x81"},
     {"\xF0\x9F\x98\x83"}},
    {"^[^]$", {"a", "\n"}, {""}},
    {"[]", {NULL}, {"", "a"}},
    {"^[\\b]$", {"\b"}, {"b"}},
    {"^[a-]$", {"a", "-"}, {"b"}},
    {"^\\p{Lu}\\p{Ll}+$", {"Abc", "\xC3\x89t\xC3\xA9"}, {"abc", "A"}},
    {"^\\P{L}+$", {"12"}, {"a"}},
    {"^[\\p{L}\\p{Nd}]*$", {"", "a1\xD9\xA1"}, {"-"}},
    {"^\\p{Script=Greek}\\p{scx=Grek}$", {"\xCE\xB1\xCE\xB2"}, {"ab"}},
    {"^\\p{General_Category=Uppercase_Letter}$", {"A"}, {"a"}},
    {"^\\p{ASCII}$", {"a"}, {"\xC3\xA9"}},
    /* Annex B */
    {"^[\\w-.]+\\-\\_$", {"a.b-_", "--_"}, {"-_"}},
    {"^a{,2}$", {"a{,2}"}, {"aa"}},
    {"^a{$", {"a{"}, {"a"}},
    {"^x}]$", {"x}]"}, {"x"}},
    {"^\\_\\1$", {"_\x01"}, {"_1"}},
    {"^\\_\\u{2}$", {"_uu"}, {"_\x02"}},
    {"^\\p{L}\\_$", {"p{L}_"}, {"a_"}},
    {"^\\_\\c$", {"_\\c"}, {"_c"}},
    {"^\\_\\8\\07\\377$", {"_8\a\xC3\xBF"}, {"_8"}},
    /* Escapes that the flag u allows, and those of annex B. */
    {"^\\f\\n\\r\\v$", {"\f\n\r\v"}, {"fnrv"}},
    {"^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", {"^$\\.*+?()[]{}|/"}, {"^"}},
    {"^[\\uD83D\\u0041]$", {"A"}, {"u", "\xF0\x9F\x98\x80"}},
    {"^[\\uD83D\\uE000]$", {"\xEE\x80\x80"}, {"u"}},
    {"^[\\uD83D\\u00]$", {"u", "0"}, {"\\", "D"}},
    {"^\\uD83Da?$", {NULL}, {"", "a", "uD83D"}},
    {"^\\u00g0\\x4$", {"u00g0x4"}, {"\x04"}},
    {"^\\xg0\\u1$", {"xg0u1"}, {"x"}},
    {"^[\\u{110000}]$", {"u", "{", "1", "0"}, {"\x11"}},
    {"^\\u{}\\u{12$", {"u{}u{12"}, {"\x12"}},
    {"^[\\c1\\c_]$", {"\x11", "\x1F"}, {"c", "1", "_", "\\"}},
    {"^[\\c]+$", {"\\c"}, {"a"}},
    {"^\\c~\\cz$", {"\\c~\x1A"}, {"c~z"}},
    {"^\\400\\18\\9$",
     {" 0\x01"
      "89"},
     {"\xC4\x80"}},
    {"^[\\1\\60]$", {"\x01", "0"}, {"1", "6"}},
    {"^\\0a?$", {NULL}, {"0", "a"}},
    {"^\\01$", {"\x01"}, {"01"}},
    {"^(a)\\99999999$", {"a99999999"}, {"aa"}},
    {"^\\k\\k<a>$", {"kk<a>"}, {"\\k"}},
    {"^\\p\\p{Foo}\\p{L$", {"pp{Foo}p{L"}, {"a"}},
    {"^\\a\\\xC3\xA9[\\_\\-]$", {"a\xC3\xA9_", "a\xC3\xA9-"}, {"\\a"}},
    /* Positions */
    {"(a|b)*a(a|b){16}$",
     {"aabababababababab", "bababababababababa", "xaaaaaaaaaaaaaaaaa"},
     {"", "a", "aaaaaaaaaaaaaaaa", "babababababababab", "xabababababababab\n"}},
    {"^n:(([^/][!-~]+/){1,400})?[a-z_.-]{1,3}$",
     {"n:a", "n:ab/abc", "n:a//b/c//x", "n:\xC3\xA9z/x"},
     {"n:", "n:///x", "n:/x", "n:a/x", "n:a\xC3\xA9/x", "n:ab/abcd", "xn:a"}},
    {"\\ba[a-z ]{15}\\b(z|$)",
     {"axxxxxxxxxxxxxx z", "-a b b b b b b bb"},
     {"aaaaaaaaaaaaaaa", "ba b b b b b b b b", "a b b b b b b b  "}},
    {"[ab]*a[ab]{15}(\\b|-)",
     {"aaaaaaaaaaaaaaaa", "abbbbbbbbbbbbbbb", "abbbbbbbbbbbbbbb!", "abbbbbbbbbbbbbbb a"},
     {"", "aaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbb", "abbbbbbbbbbbbbbb_"}},
};

static const struct pattern *compile_all(const char *text, struct dg_arena *arena)
{
    struct pattern_error error;
    const struct pattern *pattern = pattern_compile(dg_text_of(text), arena, &error);

    if (pattern == NULL) {
        fail_msg("%s: %s", text, error.text);
    }
    return pattern;
}

static const struct dg_pattern *compile(const char *text, struct dg_arena *arena)
{
    return &compile_all(text, arena)->compiled;
}

static void check_sample(const struct sample *sample, const struct dg_pattern *pattern)
{
    for (size_t i = 0; i < 12 && sample->good[i] != NULL; i++) {
        if (!matches(pattern, dg_text_of(sample->good[i]))) {
            fail_msg("%s doesn't match '%s'", sample->pattern, sample->good[i]);
        }
    }
    for (size_t i = 0; i < 12 && sample->bad[i] != NULL; i++) {
        if (matches(pattern, dg_text_of(sample->bad[i]))) {
            fail_msg("%s matches '%s'", sample->pattern, sample->bad[i]);
        }
    }
}

static void test_samples(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct dg_pattern places = places_of(dg_text_of(samples[i].pattern), &arena);

        check_sample(&samples[i], compile(samples[i].pattern, &arena));
        check_sample(&samples[i], &places);
    }
    assert_true(
        matches(compile("^\\u0041\\x42\\t\\cA\\0$", &arena), (struct dg_text){"AB\t\x01\0", 5}));
    assert_false(matches(compile("^[^\\0]+$", &arena), (struct dg_text){"a\0b", 3}));
    assert_true(matches(compile("^a.b$", &arena), (struct dg_text){"a\0b", 3}));
    assert_true(matches(compile("^a?$", &arena), (struct dg_text){NULL, 0}));
    assert_true(matches(compile("^(a|b)?$", &arena), (struct dg_text){NULL, 0}));
    assert_true(dg_pattern_matches(compile("^a?$", &arena), (struct dg_text){NULL, 0}));
    assert_false(dg_pattern_matches(compile("^[^b]{0,3}ab$", &arena), (struct dg_text){NULL, 0}));
    assert_true(dg_pattern_matches(compile("(a|b)?$", &arena), (struct dg_text){NULL, 0}));
    dg_arena_free(&arena);
}

static const struct {
    const char *pattern;
    enum pattern_fault fault;
    size_t offset;
    const char *text;
} errors[] = {
    {"a(b", PATTERN_SYNTAX, 1, "the group has no ')'"},
    {"a)b", PATTERN_SYNTAX, 1, "the ')' has no '('"},
    {"a[b", PATTERN_SYNTAX, 1, "the class has no ']'"},
    {"[\\]", PATTERN_SYNTAX, 0, "the class has no ']'"},
    {"a**", PATTERN_SYNTAX, 2, "there is nothing to repeat"},
    {"^*", PATTERN_SYNTAX, 1, "there is nothing to repeat"},
    {"+", PATTERN_SYNTAX, 0, "there is nothing to repeat"},
    {"{1}", PATTERN_SYNTAX, 0, "there is nothing to repeat"},
    {"a{2,1}", PATTERN_SYNTAX, 1, "the counts are in the wrong order"},
    {"[z-a]", PATTERN_SYNTAX, 1, "the range is in the wrong order"},
    {"a\\", PATTERN_SYNTAX, 1, "the pattern ends with a backslash"},
    {"(?i)a", PATTERN_SYNTAX, 0, "there is no such group: after '(?' must be ':' or '<name>'"},
    {"(?P<a>b)", PATTERN_SYNTAX, 0, "there is no such group: after '(?' must be ':' or '<name>'"},
    {"(?<1>b)", PATTERN_SYNTAX, 0, "the name of the group is no identifier"},
    {"(?<a>b)\\k<a>", PATTERN_REFUSED, 7,
     "a back reference is not supported: no automaton can compare two parts"},
    {"(?<a>b)\\k<a", PATTERN_REFUSED, 7,
     "a back reference is not supported: no automaton can compare two parts"},
    {"(?<a>b)[\\k]", PATTERN_SYNTAX, 8, "\\k must name a group"},
    {"(a)\\1", PATTERN_REFUSED, 3,
     "a back reference is not supported: no automaton can compare two parts"},
    {"x(?=a)", PATTERN_REFUSED, 1, "look-ahead '(?=' is not supported"},
    {"x(?!a)", PATTERN_REFUSED, 1, "look-ahead '(?!' is not supported"},
    {"x(?<=a)", PATTERN_REFUSED, 1, "look-behind '(?<=' is not supported"},
    {"x(?<!a)", PATTERN_REFUSED, 1, "look-behind '(?<!' is not supported"},
    {"(a|b)*a(a|b){2100}$", PATTERN_SIZE, 0, "the automaton of the pattern has too many states"},
    {"^((a{1,100}){1,100}){1,100}$", PATTERN_SIZE, 0, "the pattern has too many steps"},
    {"^(ab){4000000000}$", PATTERN_SIZE, 0, "the pattern has too many steps"},
};

static void test_errors(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        struct pattern_error error;

        if (pattern_compile(dg_text_of(errors[i].pattern), &arena, &error) != NULL) {
            fail_msg("%s is taken", errors[i].pattern);
        }
        assert_int_equal(error.fault, errors[i].fault);
        assert_int_equal(error.offset, errors[i].offset);
        assert_string_equal(error.text, errors[i].text);
    }
    dg_arena_free(&arena);
}

/* Groups that nest too deep are refused, not a reason to overflow the stack. */
static void test_deep(void **state)
{
    static char text[20001];
    struct pattern_error error;
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    memset(text, '(', 10000);
    memset(text + 10000, ')', 10000);
    assert_null(pattern_compile(dg_text_of(text), &arena, &error));
    assert_int_equal(error.fault, PATTERN_SIZE);
    assert_int_equal(error.offset, 200);
    dg_arena_free(&arena);
}

static const struct {
    const char *pattern;
    size_t bytes; /* at most */
} sizes[] = {
    {"^[^\\0]{1,1020}\\.csv$", 1000},
    {"^[a-z]{1,64}$", 200},
    {"^.{1,2097152}$", 300},
    {"^.{1,2097152}", 300},
    {"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", 1500},
    {"^([a-z]+,){0,4000}[a-z]$", 25000},
    {"^[\\p{L}\\p{N}]{1,256}$", 8000},
    {"^\\p{L}+(-\\p{L}+){0,255}$", 10000},
    {"(a|b)*a(a|b){20}$", 300},
    {"n:[a-z][-.a-z]{0,62}:([a-z][-.a-z]{0,62})?:[^/].{0,1023}$", 5000},
    {"^n:(([^/][!-~]+/){1,511})?[a-z_.-]{1,64}$", 7000},
    {"[\"][ -~]{1000}[\"]", 1500},
    {"(^.{1,1020}.jpg$)|(^.{1,1019}.jpeg$)|(^.{1,1020}.png$)", PATTERN_BYTES},
};

static void test_sizes(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct pattern_error error;
        const struct pattern *pattern =
            pattern_compile(dg_text_of(sizes[i].pattern), &arena, &error);

        assert_non_null(pattern);
        if (pattern->bytes > sizes[i].bytes) {
            fail_msg("%s takes %zu bytes", sizes[i].pattern, pattern->bytes);
        }
    }
    dg_arena_free(&arena);
}

/* A pattern of more than 256 states, at both ends of its counts. */
static void test_large(void **state)
{
    static char text[4096];
    struct dg_arena arena;
    const struct dg_pattern *pattern;
    const struct dg_pattern *runs;
    struct dg_pattern places;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    pattern = compile("^(a|[b-y]){3,1020}(z|$)", &arena);
    runs = compile("^[a-z]{3,1020}z$", &arena);
    places = places_of(pattern->text, &arena);
    assert_non_null(pattern->automaton);
    assert_null(runs->automaton);
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < 1100; i++) {
        assert_int_equal(matches(pattern, (struct dg_text){text, i}), i >= 3 && i <= 1020);
        assert_int_equal(matches(&places, (struct dg_text){text, i}), i >= 3 && i <= 1020);
        text[i] = 'z';
        assert_int_equal(matches(pattern, (struct dg_text){text, i + 9}), i >= 3 && i <= 1020);
        assert_int_equal(matches(runs, (struct dg_text){text, i + 1}), i >= 3 && i <= 1020);
        text[i] = 'x';
    }
    dg_arena_free(&arena);
}

/* Positions as long as counts, at both ends of them, and at distances in other words. */
static void test_places(void **state)
{
    static char text[1100];
    struct dg_arena arena;
    const struct dg_pattern *pattern;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    pattern = compile("\"[ -~]{1000}\"", &arena);
    assert_non_null(pattern->positions);
    for (size_t i = 0; i < 90; i++) {
        memset(text, 'x', sizeof text);
        text[i] = text[i + 1001] = '"';
        assert_true(matches(pattern, (struct dg_text){text, sizeof text}));
        assert_true(matches(pattern, (struct dg_text){text, i + 1002}));
        assert_false(matches(pattern, (struct dg_text){text, i + 1001}));
        text[i + 500] = '\n';
        assert_false(matches(pattern, (struct dg_text){text, sizeof text}));
        text[i + 500] = '"';
        assert_true(matches(pattern, (struct dg_text){text, sizeof text}));
    }
    pattern = compile("^((a[^c]{62}|[^c]{129}|b)(c|[d-z]{200}))*$", &arena);
    memset(text, 'a', sizeof text);
    text[63] = text[193] = text[257] = 'c';
    assert_true(matches(pattern, (struct dg_text){text, 258}));
    assert_false(matches(pattern, (struct dg_text){text, 194 + 63}));
    assert_false(matches(pattern, (struct dg_text){text, 259}));
    dg_arena_free(&arena);
}

/* Words that have many states with few edges. */
static void test_words(void **state)
{
    struct dg_arena arena;
    struct buffer text = {0};
    const struct dg_pattern *pattern;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    buffer_add(&text, "^(");
    for (unsigned i = 0; i < 1000; i++) {
        buffer_format(&text, "%c%o%c%c%x|", (char)('A' + i % 26), i * i, (char)('a' + i / 7 % 26),
                      (char)('!' + i / 26 % 2 * 2), i);
    }
    buffer_add(&text, "_)$");
    pattern = compile(buffer_string(&text), &arena);
    assert_non_null(pattern->automaton);
    assert_non_null(pattern->automaton->firsts);
    for (unsigned i = 0; i < 1000; i++) {
        char word[32];
        int length = snprintf(word, sizeof word, "%c%o%c%c%x", (char)('A' + i % 26), i * i,
                              (char)('a' + i / 7 % 26), (char)('!' + i / 26 % 2 * 2), i);

        assert_true(matches(pattern, (struct dg_text){word, (size_t)length}));
        word[length] = '_';
        assert_false(matches(pattern, (struct dg_text){word, (size_t)length + 1}));
        word[0] = (char)('A' + (i + 1) % 26);
        assert_false(matches(pattern, (struct dg_text){word, (size_t)length}));
    }
    assert_true(matches(pattern, dg_text_of("_")));
    assert_false(matches(pattern, dg_text_of("")));
    buffer_free(&text);
    dg_arena_free(&arena);
}

/* Bytes that aren't UTF-8 are one code point each, and nothing is read after the end. */
static void test_bytes(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    assert_true(matches(compile("^..$", &arena), dg_text_of("\xC3\xE2")));
    assert_true(matches(compile("^(.|\\n){2}$", &arena), dg_text_of("\xC3\xE2")));
    assert_false(matches(compile("^\\u00C3", &arena), dg_text_of("\xC3")));
    dg_arena_free(&arena);
}

/* The bytes of the text as a string of JSON. */
static size_t spelled(const char *text)
{
    size_t length = 0;

    for (; *text != '\0'; text++) {
        length += strchr("\"\\\b\f\n\r\t", *text) != NULL ? 2 : (unsigned char)*text < ' ' ? 6 : 1;
    }
    return length;
}

static void test_shortest(void **state)
{
    static const struct {
        const char *pattern;
        uint32_t plain;
        uint32_t escaped;
    } rows[] = {
        {"", 0, 2},
        {"^$", 0, PATTERN_SHORTEST_MAX},
        {"^[a-z]{24}$", 24, 29},
        {"[a-z]{24}", 24, 26},
        {"^[a-z]{24}", 24, 26},
        {"^(a|bcd/?)$", 1, 5},
        {"^x(a{3}|b{2,})?y$", 2, 7},
        {"^x(a{3}|b{2,})+y$", 4, 9},
        {"^\\u00e9[0-9]$", 3, 7},
        {"^\\u{1F600}$", 4, 12},
        {"^\\n\"\\\\$", PATTERN_SHORTEST_MAX, 6},
        {"^\\u0001?$", 0, 6},
        {"^(a/b|longer)$", 3, 4},
        {"^a$|^bc$", 1, 6},
        {"^a$|bc", 1, 3},
        {"^(a|b)*a(a|b){40}$", 41, 46},
        {"^(a{65535}){65535}$", PATTERN_SHORTEST_MAX, PATTERN_SHORTEST_MAX},
        {"^\\p{L}$", 1, 6},
    };
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pattern_parsed parsed = pattern_parse(dg_text_of(rows[i].pattern), &arena);
        struct pattern_shortest shortest = pattern_shortest_of(parsed.root);

        if (shortest.plain != rows[i].plain || shortest.escaped != rows[i].escaped) {
            fail_msg("%s: %u and %u", rows[i].pattern, shortest.plain, shortest.escaped);
        }
    }
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct pattern_shortest shortest = compile_all(samples[i].pattern, &arena)->shortest;

        for (size_t j = 0; j < 12 && samples[i].good[j] != NULL; j++) {
            size_t length = spelled(samples[i].good[j]);

            if (length < shortest.plain && length < shortest.escaped) {
                fail_msg("%s: '%s' is shorter", samples[i].pattern, samples[i].good[j]);
            }
        }
    }
    dg_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),  cmocka_unit_test(test_errors),
        cmocka_unit_test(test_deep),     cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_large),    cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_places),   cmocka_unit_test(test_words),
        cmocka_unit_test(test_shortest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
