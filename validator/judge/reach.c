/* Asks the decoders of the contract which members they know. */
#include "judge/reach.h"

#include <assert.h>
#include <string.h>

#include "common/suggestion.h"
#include "judge/judge.h"
#include "report/pointer.h"

/* Patterns with more steps are taken as possible. */
#define MOST_STEPS 60

struct reach {
    struct judge judge;
    struct dg_text steps[MOST_STEPS];
    char brackets[MOST_STEPS]; /* of the values that hold the steps */
    size_t count;
    struct buffer json;
};

/* A sink that notes whether the last step of a document is unknown. */
struct reach_sink {
    struct dg_report report;       /* first, for `finding` to recover the whole */
    size_t depth;                  /* steps of the document */
    bool missing;                  /* the schema has no value there: */
    bool wrong;                    /* a value before it would have to be of another type */
    bool judged;                   /* the schema says something of the value there */
    struct suggestion *suggestion; /* gets the members that the object requires; NULL: unwanted */
};

static void note(struct dg_report *report, const struct dg_finding *finding)
{
    struct reach_sink *sink = (struct reach_sink *)report;
    size_t depth = 0;
    bool unknown =
        finding->code == DG_CODE_UNKNOWN_PROPERTY || finding->code == DG_CODE_ADDITIONAL_PROPERTIES;

    for (const struct dg_frame *frame = finding->frame; frame != NULL; frame = frame->parent) {
        depth++;
    }
    sink->wrong |= finding->code == DG_CODE_TYPE && depth < sink->depth;
    sink->missing |= unknown || sink->wrong;
    sink->judged |= !unknown && depth == sink->depth;
    if (sink->suggestion != NULL && finding->code == DG_CODE_REQUIRED && depth + 1 == sink->depth) {
        suggestion_offer(sink->suggestion, finding->property);
    }
}

/* Adds the name of a member as JSON. */
static void add_name(struct buffer *out, struct dg_text step)
{
    struct buffer name = {.data = NULL};

    for (size_t i = 0; i < step.length; i++) {
        bool escaped = step.data[i] == '~' && i + 1 < step.length;
        char character = escaped ? (step.data[i + 1] == '0' ? '~' : '/') : step.data[i];

        buffer_add_bytes(&name, &character, 1);
        i += escaped;
    }
    buffer_add_json(out, buffer_text(&name));
    buffer_free(&name);
}

/* Judges the smallest document with that value at the first `sink->depth` steps. */
static void probe(struct reach *reach, const struct dg_schema *schema, const char *value,
                  struct reach_sink *sink)
{
    struct document document = {.schema = schema};
    size_t depth = sink->depth;
    bool judged = false;

    sink->report.finding = note;
    buffer_clear(&reach->json);
    for (size_t i = 0; i < depth; i++) {
        buffer_add_bytes(&reach->json, &reach->brackets[i], 1);
        if (reach->brackets[i] == '{') {
            add_name(&reach->json, reach->steps[i]);
            buffer_add(&reach->json, ":");
        }
    }
    buffer_add(&reach->json, value);
    for (size_t i = depth; i > 0; i--) {
        buffer_add(&reach->json, reach->brackets[i - 1] == '{' ? "}" : "]");
    }
    document.json = buffer_text(&reach->json);
    judged = judge_document(&reach->judge, &document, &sink->report);
    assert(judged); /* only the comparison of states can fail */
}

static bool is_any(struct dg_text step)
{
    return dg_text_equal(step, dg_text_of("*"));
}

/* Whether the schema says something of values at the first `depth` steps: not of the members that
   it doesn't list. */
static bool is_judged(struct reach *reach, const struct dg_schema *schema, size_t depth)
{
    static const char *const values[] = {"null", "{}", "[]", "\"\"", "0"};
    struct reach_sink sink = {.depth = depth};

    for (size_t i = 0; i < sizeof values / sizeof *values && !sink.missing; i++) {
        probe(reach, schema, values[i], &sink);
    }
    return sink.judged && !sink.missing;
}

/* Whether a rule is about a member of that name. */
static bool is_of_rule(const struct dg_contract *contract, struct dg_text step)
{
    for (size_t i = 0; i < contract->rule_count; i++) {
        for (size_t j = 0; j < contract->rules[i].step_count; j++) {
            if (dg_text_equal(contract->rules[i].steps[j], step)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_index(struct dg_text step)
{
    return is_any(step) || (step.length > 0 && step.data[0] >= '0' && step.data[0] <= '9');
}

/* The number of steps, from the first one on, to which the schema can have a value. */
static size_t follow(struct reach *reach, const struct dg_contract *contract,
                     const struct dg_schema *schema)
{
    for (size_t i = 0; i < reach->count; i++) {
        struct dg_text step = reach->steps[i];
        struct reach_sink object = {.depth = i + 1};

        reach->brackets[i] = '[';
        if (is_index(step) && is_judged(reach, schema, i + 1)) {
            continue;
        }
        reach->brackets[i] = '{';
        if (is_judged(reach, schema, i + 1)) {
            continue;
        }
        probe(reach, schema, "null", &object);
        if (is_any(step) && !object.wrong) {
            return reach->count;
        }
        if (object.missing || !is_of_rule(contract, step)) {
            return i;
        }
    }
    return reach->count;
}

/* Splits a pattern into steps, without `**` at the end. Returns false if there are too many. */
static bool split(struct reach *reach, struct dg_text pattern)
{
    while (pattern.length > 0) {
        struct dg_text step = {pattern.data + 1, pattern.length - 1};
        const char *slash = memchr(pattern.data + 1, '/', pattern.length - 1);

        if (reach->count == MOST_STEPS) {
            return false;
        }
        if (slash != NULL) {
            step.length = (size_t)(slash - step.data);
        }
        pattern.data += step.length + 1;
        pattern.length -= step.length + 1;
        if (pattern.length > 0 || !dg_text_equal(step, dg_text_of("**"))) {
            reach->steps[reach->count++] = step;
        }
    }
    return true;
}

/* Writes the pattern with the similar step in place of the one that no schema has. */
static void add_similar(struct buffer *out, const struct reach *reach, struct dg_text pattern,
                        size_t wrong, struct dg_text nearest)
{
    const char *after = reach->steps[wrong].data + reach->steps[wrong].length;
    struct dg_frame frame = {.name = nearest, .plain = true};
    size_t length = dg_pointer_write(&frame, NULL, 0);

    buffer_add_bytes(out, pattern.data, (size_t)(reach->steps[wrong].data - 1 - pattern.data));
    buffer_reserve(out, length + 1);
    dg_pointer_write(&frame, out->data + out->length, length + 1);
    out->length += length;
    buffer_add_bytes(out, after, (size_t)(pattern.data + pattern.length - after));
}

static void suggest(struct reach *reach, const struct dg_contract *contract, struct dg_text pattern,
                    size_t reached, struct buffer *similar)
{
    struct suggestion suggestion = suggestion_for(reach->steps[reached]);

    for (size_t i = 0; i < contract->schema_count; i++) {
        struct reach_sink sink = {.depth = reached + 1, .suggestion = &suggestion};

        if (follow(reach, contract, contract->schemas[i]) == reached) {
            probe(reach, contract->schemas[i], "null", &sink);
        }
    }
    if (suggestion.nearest.data != NULL) {
        add_similar(similar, reach, pattern, reached, suggestion.nearest);
    }
}

bool reach_pattern(const struct dg_contract *contract, struct dg_text pattern,
                   struct buffer *similar)
{
    struct reach reach = {.count = 0};
    size_t reached = 0;
    bool possible = !split(&reach, pattern) || reach.count == 0;

    judge_open(&reach.judge);
    for (size_t i = 0; !possible && i < contract->schema_count; i++) {
        size_t steps = follow(&reach, contract, contract->schemas[i]);

        possible = steps == reach.count;
        reached = steps > reached ? steps : reached;
    }
    if (!possible) {
        suggest(&reach, contract, pattern, reached, similar);
    }
    judge_close(&reach.judge);
    buffer_free(&reach.json);
    return possible;
}
