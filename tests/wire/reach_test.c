/* reach_test FOLDER [same]: the findings that --severity CODE@POINTER takes as possible are those
   that occur.
   - Each finding of a sample is possible at its pointer, and at patterns of the pointer.
   - Skeletons, which are documents with every part of a schema, are judged with each value replaced
   by values that break limits. For each pointer met so, the codes that are possible are the codes
   of the findings there. */
#include <assert.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "judge/reach.h"
#include "samples.h"

/* -DWIRE_CONTRACT: the contract under test. */
#define CONTRACT WIRE_CONTRACT

/* The title of the contract with schemas that judge values from their text. */
#define REMARKS "Remarks of schemas that match"

/* The findings about one pointer, by bits of codes. */
struct place {
    char *pointer;
    uint64_t codes;
};

/* A sink that collects the findings of pointers. */
struct places {
    struct dg_report report; /* first, for its function to recover the whole */
    const struct dg_contract *contract;
    struct place *items;
    size_t count;
    bool checked; /* each finding must be possible */
    bool grows;   /* pointers that are new are added */
    uint64_t findings;
    int wrong;
};

static bool is_possible(const struct dg_contract *contract, const char *pattern, struct code code)
{
    struct reach_wanted wanted = {.code = code};
    struct buffer words = {.data = NULL};
    bool possible = reach_pattern(contract, dg_text_of(pattern), &wanted, &words) == REACH_POSSIBLE;

    buffer_free(&words);
    return possible;
}

static bool is_of_schema(enum dg_code code)
{
    enum dg_code_kind kind = dg_code_kind(code);

    return kind == DG_CODE_KIND_KEYWORD || kind == DG_CODE_KIND_SCHEMA;
}

/* Whether findings of the code depend on the name, and not on the value. */
static bool is_of_name(enum dg_code code)
{
    return code == DG_CODE_UNKNOWN_PROPERTY || code == DG_CODE_ADDITIONAL_PROPERTIES ||
           code == DG_CODE_PROPERTY_NAMES;
}

static void expect(struct places *places, const char *pattern, struct code code, bool possible)
{
    struct buffer name = {.data = NULL};

    places->findings++;
    if (is_possible(places->contract, pattern, code) == possible) {
        return;
    }
    code_add(&name, code);
    if (places->wrong++ < 20) {
        printf("%s: '%s@%s' %s\n", places->contract->title, buffer_string(&name), pattern,
               possible ? "occurs, and is refused" : "doesn't occur, and is accepted");
    }
    buffer_free(&name);
}

/* The pointer as patterns: itself, with `*` in place of each step, and with `**` after each. */
static void expect_patterns(struct places *places, const char *pointer, struct code code)
{
    char pattern[8192];

    expect(places, pointer, code, true);
    for (const char *at = pointer; *at != '\0' && strlen(pointer) < 4000; at++) {
        const char *end = strchrnul(at + 1, '/');

        if (*at == '/') {
            snprintf(pattern, sizeof pattern, "%.*s/*%s", (int)(at - pointer), pointer, end);
            expect(places, pattern, code, true);
            snprintf(pattern, sizeof pattern, "%.*s/**", (int)(at - pointer), pointer);
            expect(places, pattern, code, true);
            snprintf(pattern, sizeof pattern, "%.*s/**", (int)(end - pointer), pointer);
            expect(places, pattern, code, true);
        }
    }
}

/* NULL: the pointer is new, and isn't wanted. */
static struct place *place_at(struct places *places, const char *pointer)
{
    for (size_t i = 0; i < places->count; i++) {
        if (strcmp(places->items[i].pointer, pointer) == 0) {
            return &places->items[i];
        }
    }
    if (!places->grows) {
        return NULL;
    }
    places->items = memory_grow(places->items, (places->count + 1) * sizeof *places->items);
    places->items[places->count] = (struct place){.pointer = memory_copy_string(pointer)};
    return &places->items[places->count++];
}

static void collect(struct dg_report *report, const struct dg_finding *finding)
{
    struct places *places = (struct places *)report;
    size_t length = dg_pointer_write(finding->frame, NULL, 0);
    struct place *place = NULL;
    char *pointer = NULL;

    if (!is_of_schema(finding->code) && finding->rule == NULL) {
        return;
    }
    pointer = memory_new(length + 1);
    dg_pointer_write(finding->frame, pointer, length + 1);
    if (places->checked) {
        expect_patterns(places, pointer, (struct code){finding->code, finding->rule});
    } else if (finding->rule == NULL) {
        place = place_at(places, pointer);
    }
    if (place != NULL) {
        place->codes |= UINT64_C(1) << finding->code;
    }
    free(pointer);
}

static void judge(struct places *places, const struct dg_schema *schema, struct dg_text json)
{
    struct dg_arena arena;
    void *value = memory_new(schema->size);

    places->report.finding = collect;
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    (void)schema->decode(value, json.data, json.length, &arena, &places->report);
    dg_arena_free(&arena);
    free(value);
}

/* Samples */

static int is_case(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

static void judge_samples(struct places *places, const char *folder, const struct dg_schema *schema)
{
    char path[8192];
    struct dirent **entries = NULL;
    int count = 0;

    snprintf(path, sizeof path, "%s/%s", folder, schema->name);
    count = scandir(path, &entries, is_case, alphasort);
    for (int i = 0; i < count; i++) {
        struct dg_text json = {NULL, 0};

        snprintf(path, sizeof path, "%s/%s/%s", folder, schema->name, entries[i]->d_name);
        json.data = samples_read(path, &json.length);
        judge(places, schema, json);
        free((char *)(uintptr_t)json.data);
        free(entries[i]);
    }
    free(entries);
}

/* Each rule is about its pointer, or about its object if there is no value. `same`: all rules are
   about the same object. */
static void check_rules(struct places *places, const struct dg_contract *contract, bool same)
{
    for (size_t i = 0; i < contract->rule_count; i++) {
        const struct dg_rule *rule = &contract->rules[i];
        struct code code = {DG_CODE_RULE, rule};

        expect(places, "/**", code, true);
        expect(places, "/nowhere", code, false);
        if (same) {
            expect(places, rule->pointer, code, true);
            expect(places, "", code, true);
            for (size_t j = 0; j < contract->rule_count; j++) {
                const char *other = contract->rules[j].pointer;

                expect(places, other, code, strcmp(other, rule->pointer) == 0 || *other == '\0');
            }
        }
    }
}

/* Patterns that are refused */

/* The words about a pattern of the contract with schemas that judge values from their text. */
static void check_refused(struct places *places)
{
    static const struct {
        const char *code;
        const char *pattern;
        const char *words;
    } rows[] = {
        {"rule.near", "/ruled/higt", "/ruled/high"},
        {"rule.near", "/ruled/low", "rule.in-order"},
        {"rule.near", "/loose/high", "unknown-property"},
        {"rule.near", "/ruledThen/higt", "/ruledThen/high"},
        {"rule.near", "/ruledElse/higt", "/ruledElse/high"},
        {"type", "/ruledElse/high", "rule.near"},
        {"type", "/ruledElse/nam", ""},
        {"type", "/ruledThen/high", "rule.near"},
        {"unknown-property", "/ruledThen/kind", "type"},
        {"enum", "/matched/k1/hu", "/matched/k1/hue"},
        {"type", "/matched/k1/hue", "enum"},
        {"enum", "/matched/id/hue", ""},
        {"enum", "/matched/k1/size", ""},
        {"deprecated", "/prefixed/0/ol", "/prefixed/0/old"},
        {"enum", "/prefixed/x/hue", ""},
        {"enum", "/deep/0/hue/more", ""},
        {"enum", "/mixed/0/hu", "/mixed/0/hue"},
        {"unknown-property", "/mixed/0/hue", "enum"},
        {"type", "/branches/b", "unknown-property"},
        {"enum", "/some/0/hue", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reach_wanted wanted = {.any_rule = false};
        struct buffer words = {.data = NULL};
        bool known = code_named(places->contract, NULL, dg_text_of(rows[i].code), &wanted.code);

        assert(known);
        places->findings++;
        if (reach_pattern(places->contract, dg_text_of(rows[i].pattern), &wanted, &words) ==
                REACH_POSSIBLE ||
            strcmp(buffer_string(&words), rows[i].words) != 0) {
            printf("'%s@%s' has the words '%s', not '%s'\n", rows[i].code, rows[i].pattern,
                   buffer_string(&words), rows[i].words);
            places->wrong++;
        }
        buffer_free(&words);
    }
}

/* Skeletons */

/* The values in which a value is. */
struct nest {
    const struct nest *outer;
    const struct dg_outline_parts *parts;
};

static bool is_in(const struct nest *nest, const struct dg_outline_parts *parts)
{
    return nest != NULL && (nest->parts == parts || is_in(nest->outer, parts));
}

static void add_skeleton(struct buffer *out, const struct dg_outline *value,
                         const struct nest *outer);

/* Adds a value of the first alternative that has parts. */
static void add_alternative(struct buffer *out, const struct dg_outline_parts *parts,
                            const struct nest *nest)
{
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->list[i].value.parts != NULL) {
            add_skeleton(out, &parts->list[i].value, nest);
            return;
        }
    }
    buffer_add(out, "null");
}

/* Adds a value, with null in place of scalars and of types that contain themselves. */
static void add_skeleton(struct buffer *out, const struct dg_outline *value,
                         const struct nest *outer)
{
    const struct dg_outline_parts *parts = value->parts;
    const struct nest nest = {outer, parts};
    bool list = parts != NULL && parts->form == DG_OUTLINE_ITEMS;

    if (parts == NULL || is_in(outer, parts)) {
        buffer_add(out, "null");
        return;
    }
    if (parts->form == DG_OUTLINE_ALTERNATIVES || parts->form == DG_OUTLINE_WARNINGS ||
        parts->form == DG_OUTLINE_RULES) {
        add_alternative(out, parts, &nest);
        return;
    }
    buffer_add(out, list ? "[" : "{");
    for (size_t i = 0; i < parts->count; i++) {
        buffer_add(out, i > 0 ? "," : "");
        if (!list) {
            buffer_add_json(out, parts->form == DG_OUTLINE_ENTRIES ? dg_text_of("entry")
                                                                   : parts->list[i].name);
            buffer_add(out, ":");
        }
        add_skeleton(out, &parts->list[i].value, &nest);
    }
    if (parts->others != NULL) {
        buffer_add(out, parts->count > 0 ? ",\"another\":" : "\"another\":");
        add_skeleton(out, &parts->others->value, &nest);
    }
    buffer_add(out, list ? "]" : "}");
}

/* Values that break limits, each followed by a NUL. */

static void add_values(struct buffer *out)
{
    static const char *const values[] = {
        "null", "true",  "false", "0",      "5",      "-1",    "1.5",  "1e10",  "1e18", "-1e18",
        "1e30", "-1e30", "1e400", "-1e400", "1e-400", "-3e20", "\"\"", "\"x\"", "{}",   "[]",
    };

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        buffer_add_bytes(out, values[i], strlen(values[i]) + 1);
    }
}

#define MANY ((size_t)600)

/* Values for the contracts with unions, which objects choose by their `type` or by their names. */
static void add_tagged_values(struct buffer *out, const struct dg_contract *contract)
{
    static const struct {
        const char *title;
        const char *value;
    } rows[] = {
        {"Unions", "{\"type\":\"cat\"}"},
        {"Unions", "{\"type\":7}"},
        {"Unions", "{\"type\":{\"type\":\"cat\"}}"},
        {"Unions", "{\"type\":{\"type\":7}}"},
        {"Named", "{\"ib\\\"an\":1}"},
        {"Named", "{\"void\":1}"},
        {"Named", "{\"b\":1e30}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(contract->title, rows[i].title) == 0) {
            buffer_add_bytes(out, rows[i].value, strlen(rows[i].value) + 1);
        }
    }
}

/* Values with many parts. */
static void add_large_values(struct buffer *out)
{
    for (size_t i = 0; i < MANY; i++) {
        buffer_add(out, i == 0 ? "\"x" : "x");
    }
    buffer_add_bytes(out, "\"", 2);
    for (size_t i = 0; i < MANY; i++) {
        buffer_add(out, i == 0 ? "[null" : ",null");
    }
    buffer_add_bytes(out, "]", 2);
    for (size_t i = 0; i < MANY; i++) {
        buffer_format(out, "%c\"%zu\":null", i == 0 ? '{' : ',', i);
    }
    buffer_add_bytes(out, "}", 2);
}

/* The end of the value at `at`, in a skeleton: its only strings are names. */
static const char *value_end(const char *at)
{
    size_t depth = 0;
    bool name = false;

    for (;; at++) {
        depth += !name && (*at == '{' || *at == '[');
        if (!name && (*at == '}' || *at == ']') && --depth == 0) {
            return at + 1;
        }
        name ^= *at == '"' && at[-1] != '\\';
        if (depth == 0 && *at == 'n') {
            return at + 4;
        }
    }
}

static bool begins_value(const char *json, const char *at)
{
    return (*at == '{' || *at == '[' || strncmp(at, "null", 4) == 0) &&
           (at == json || at[-1] == ':' || at[-1] == '[');
}

/* Judges the skeleton of the schema with each of its values replaced by each of the others. */
static void judge_replaced(struct places *places, const struct dg_schema *schema,
                           const struct buffer *values)
{
    struct buffer skeleton = {.data = NULL};
    struct buffer text = {.data = NULL};
    const char *json = NULL;

    add_skeleton(&skeleton, &schema->outline, NULL);
    json = buffer_string(&skeleton);
    for (const char *at = json; *at != '\0'; at++) {
        const char *end = begins_value(json, at) ? value_end(at) : NULL;

        for (size_t i = 0; end != NULL && i < values->length; i += strlen(values->data + i) + 1) {
            buffer_clear(&text);
            buffer_add_bytes(&text, json, (size_t)(at - json));
            buffer_add(&text, values->data + i);
            buffer_add(&text, end);
            judge(places, schema, buffer_text(&text));
        }
    }
    buffer_free(&skeleton);
    buffer_free(&text);
}

/* Judges objects with one of the schema's members only. */
static void judge_members(struct places *places, const struct dg_schema *schema)
{
    const struct dg_outline_parts *parts = schema->outline.parts;

    for (size_t i = 0; parts != NULL && parts->form == DG_OUTLINE_PROPERTIES && i < parts->count;
         i++) {
        struct buffer text = {.data = NULL};

        buffer_add(&text, "{");
        buffer_add_json(&text, parts->list[i].name);
        buffer_add(&text, ":null}");
        judge(places, schema, buffer_text(&text));
        buffer_free(&text);
    }
}

/* Judges documents with values that schemas match, or not, as a whole. */
static void judge_matching(struct places *places, const struct dg_schema *schema)
{
    static const char *const documents[] = {
        "{\"deps\":{\"a\":\"x\",\"b\":1},\"branches\":{\"a\":\"x\",\"b\":1}}",
        "{\"branches\":{\"b\":1},\"ifs\":\"no\",\"ruled\":\"none\",\"mixed\":\"none\"}",
        "{\"ruled\":{\"low\":9,\"high\":50,\"more\":1},\"ruledThen\":{\"kind\":\"x\"}}",
        "{\"ruledThen\":{\"kind\":\"x\",\"low\":9,\"high\":50}}",
        "{\"ruledElse\":{\"low\":9,\"high\":50,\"more\":1}}",
        "{\"some\":[{\"id\":\"x\"},{\"id\":\"x\"},{\"id\":\"x\",\"hue\":\"x\"}]}",
        "{\"deep\":[0,0,0,0,0,0,0,0,0]}",
        "{\"matched\":{\"k1\":{\"id\":\"x\",\"hue\":\"x\",\"size\":\"s\",\"old\":\"x\"}}}",
        "{\"matched\":{\"k1\":{\"id\":\"x\",\"size\":\"x\"}}}",
        "{\"prefixed\":[{\"id\":\"x\",\"hue\":\"x\",\"size\":\"s\",\"old\":\"x\"}]}",
        "{\"mixed\":[{\"id\":\"x\",\"hue\":\"x\",\"size\":\"s\",\"old\":\"x\"}]}",
    };

    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        judge(places, schema, dg_text_of(documents[i]));
    }
}

/* If not `exactly`, codes that are possible need not occur. */
static void check_places(struct places *places, bool exactly)
{
    for (size_t i = 0; i < places->count; i++) {
        for (unsigned code = 0; code < DG_CODE_COUNT; code++) {
            bool occurs = (places->items[i].codes >> code & 1) != 0;

            if (is_of_schema((enum dg_code)code) && !is_of_name((enum dg_code)code) &&
                (exactly || occurs)) {
                expect(places, places->items[i].pointer, (struct code){.code = (enum dg_code)code},
                       occurs);
            }
        }
        free(places->items[i].pointer);
    }
    free(places->items);
}

/* A map at the root, or an object with a schema for other members, has members of any name, which
   are known only to documents of its schema. */
static bool has_map(const struct dg_contract *contract)
{
    for (size_t i = 0; i < contract->schema_count; i++) {
        const struct dg_outline_parts *parts = contract->schemas[i]->outline.parts;

        if (parts != NULL && (parts->form == DG_OUTLINE_ENTRIES || parts->others != NULL)) {
            return true;
        }
    }
    return false;
}

static int check_contract(const struct dg_contract *contract, const char *folder, bool same)
{
    struct places samples = {.contract = contract, .checked = true};
    struct places skeletons = {.contract = contract};
    struct buffer values = {.data = NULL};
    struct buffer large = {.data = NULL};

    add_values(&values);
    add_tagged_values(&values, contract);
    add_large_values(&large);
    for (size_t i = 0; i < contract->schema_count; i++) {
        judge_samples(&samples, folder, contract->schemas[i]);
        skeletons.grows = true;
        judge_replaced(&skeletons, contract->schemas[i], &values);
        if (strcmp(contract->title, REMARKS) == 0 && i == 0) {
            judge_matching(&skeletons, contract->schemas[i]);
        }
        skeletons.grows = false;
        judge_members(&skeletons, contract->schemas[i]);
        judge_replaced(&skeletons, contract->schemas[i], &large);
    }
    check_rules(&samples, contract, same);
    if (strcmp(contract->title, REMARKS) == 0) {
        check_refused(&samples);
    }
    check_places(&skeletons, !has_map(contract));
    printf("%s: %" PRIu64 " patterns of findings, %zu pointers with %" PRIu64 " codes\n",
           contract->title, samples.findings, skeletons.count, skeletons.findings);
    buffer_free(&values);
    buffer_free(&large);
    return samples.wrong + skeletons.wrong;
}

int main(int argc, char **argv)
{
    assert(argc == 2 || argc == 3);
    return check_contract(&CONTRACT, argv[1], argc == 3) == 0 ? 0 : 1;
}
