/* Values that further schemas judge: hostile documents end, and count as skipped; which schema
 * matches; little memory suffices; values that a program built are judged, too. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

/* A sink that counts errors. */
struct sink {
    struct dg_report report; /* first */
    size_t errors;
    enum dg_code code; /* of the latest */
};

static void count(struct dg_report *report, const struct dg_finding *finding)
{
    struct sink *sink = (struct sink *)report;

    if (finding->severity == DG_SEVERITY_ERROR) {
        sink->errors++;
        sink->code = finding->code;
    }
}

static bool decode_pair(struct judged_pair *out, const char *json, struct dg_arena *arena,
                        struct sink *sink)
{
    *sink = (struct sink){.report = {.finding = count}};
    return judged_pair_decode(out, json, strlen(json), arena, &sink->report);
}

/* Arrays nested to that depth, with the text in the innermost one. */
static void judge_nest(size_t depth, const char *innermost, size_t errors, uint64_t skipped)
{
    size_t length = 2 * depth + strlen(innermost);
    char *json = malloc(length + 1);
    struct sink sink = {.report = {.finding = count}};
    struct judged_nest value;
    char buffer[65536];
    struct dg_arena arena;
    bool good = false;

    assert(json != NULL);
    memset(json, '[', depth);
    memcpy(json + depth, innermost, strlen(innermost));
    memset(json + depth + strlen(innermost), ']', depth);
    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    good = judged_nest_decode(&value, json, length, &arena, &sink.report);
    assert(!arena.failed && good == (sink.errors == 0));
    if (sink.errors != errors || sink.report.rules_skipped != skipped) {
        printf("depth %zu, %s: %zu errors, %llu skipped\n", depth, innermost, sink.errors,
               (unsigned long long)sink.report.rules_skipped);
        abort();
    }
    free(json);
}

static void test_nests(void)
{
    judge_nest(1, "\"a\"", 0, 0);
    judge_nest(3, "5", 1, 0);
    judge_nest(5, "\"a\",\"b\"", 1, 0); /* the innermost array matches two schemas */
    judge_nest(100, "5", 0, 1);         /* more work than a document may cause */
    judge_nest(400, "\"a\"", 0, 1);     /* trials nest deeper than allowed */
}

static void test_alternatives(void)
{
    struct judged_pair pair;
    struct judged_nest nest;
    struct sink sink;
    char buffer[16384];
    struct dg_arena arena;

    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    assert(decode_pair(&pair, "{\"left\":\"a\",\"right\":\"b\"}", &arena, &sink));
    assert(pair.alternative == 1);
    assert(decode_pair(&pair, "{\"left\":\"abc\"}", &arena, &sink));
    assert(pair.alternative == 2);
    assert(!decode_pair(&pair, "{\"left\":\"abc\",\"right\":\"b\"}", &arena, &sink));
    assert(pair.alternative == 0 && sink.errors == 1 && sink.code == DG_CODE_ONE_OF);
    assert(judged_nest_decode(&nest, "\"a\"", 3, &arena, NULL));
    assert(nest.value.presence == DG_VALUE && nest.value.alternative == 4);
}

/* Without enough memory there is no verdict. */
static void test_memory(void)
{
    static const char json[] = "[[\"a\"]]";

    for (size_t room = 0; room < 2048; room += 16) {
        struct dg_arena arena;
        struct judged_tree tree;
        char buffer[2048];
        bool good;

        dg_arena_init(&arena, buffer, room, NULL);
        good = judged_tree_decode(&tree, json, sizeof json - 1, &arena, NULL);
        assert(good == !arena.failed);
    }
}

static void test_built(void)
{
    static char text[5000];
    struct judged_pair pair = {.left = DG_TEXT("a")};
    struct sink sink = {.report = {.finding = count}};

    assert(!judged_pair_validate(&pair, &sink.report));
    assert(sink.errors == 1 && sink.code == DG_CODE_ONE_OF);
    pair.right = (struct dg_opt_text){DG_VALUE, DG_TEXT("b")};
    assert(judged_pair_validate(&pair, &sink.report) && sink.report.rules_skipped == 0);
    memset(text, 'a', sizeof text);
    pair.left = (struct dg_text){text, sizeof text};
    assert(judged_pair_validate(&pair, &sink.report));
    assert(sink.errors == 1 && sink.report.rules_skipped == 1);
    pair.left = (struct dg_text)DG_TEXT("\xFF"); /* what has failed isn't judged again */
    assert(!judged_pair_validate(&pair, &sink.report));
    assert(sink.errors == 2 && sink.code == DG_CODE_JSON_UTF8 && sink.report.rules_skipped == 2);
}

int main(void)
{
    test_nests();
    test_alternatives();
    test_memory();
    test_built();
    printf("all trials end\n");
    return 0;
}
