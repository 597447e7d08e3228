/* Rules: the parser, the type checker and the emitters, on rules of a schema and of a response. The
   first byte picks which, the rest is the text of the rule. A rule compiles to the same code
   however YAML spells it: the digest of a rule chooses the style that is compared, and the tests of
   the corpus compare all styles. */
#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "compile.h"
#include "digest.h"
#include "fuzz.h"

#define LONGEST ((size_t)4096)

/* Before and after a rule of the response, and one of the schema. */
static const char before[] =
    "openapi: 3.1.0\n"
    "info: {title: T, version: '1'}\n"
    "components:\n"
    "  schemas:\n"
    "    B:\n"
    "      type: object\n"
    "      required: [a, n]\n"
    "      properties: {a: {type: string}, n: {type: [integer, 'null']}}\n"
    "    A:\n"
    "      type: object\n"
    "      required: [id, t, u, i, j, x, f, e, o, b, l, m]\n"
    "      properties:\n"
    "        id: {type: string, maxLength: 9}\n"
    "        s: {type: [string, 'null']}\n"
    "        t: {type: string, format: date-time}\n"
    "        u: {type: [string, 'null'], format: date-time}\n"
    "        i: {type: integer}\n"
    "        j: {type: [integer, 'null'], minimum: -5}\n"
    "        k: {type: integer, format: int32}\n"
    "        x: {type: number}\n"
    "        y: {type: [number, 'null']}\n"
    "        f: {type: boolean}\n"
    "        g: {type: [boolean, 'null']}\n"
    "        e: {type: string, enum: [on, off]}\n"
    "        o: {type: [string, 'null'], enum: [on, up, null], x-dg-open: true}\n"
    "        c: {type: integer, enum: [1, 2, -3]}\n"
    "        b: {$ref: '#/components/schemas/B'}\n"
    "        d: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}\n"
    "        l: {type: array, items: {$ref: '#/components/schemas/B'}}\n"
    "        w: {type: array, items: {type: [string, 'null']}}\n"
    "        m: {type: object, additionalProperties: {type: string}}\n"
    "        p: {type: [object, 'null'], maxProperties: 3, additionalProperties: {type: integer}}\n"
    "        a-b: {}\n";
static const char schema_rule[] = "      x-dg-rules:\n"
                                  "        - id: r\n"
                                  "          rule: ";
static const char paths[] =
    "paths:\n"
    "  /a/{id}:\n"
    "    get:\n"
    "      operationId: getA\n"
    "      parameters: [{name: id, in: path, required: true, schema: {type: "
    "string}}]\n"
    "      responses:\n"
    "        '200':\n"
    "          description: It.\n"
    "          content: {application/json: {schema: {$ref: "
    "'#/components/schemas/A'}}}\n";
static const char response_rule[] = "          x-dg-rules:\n"
                                    "            - id: r\n"
                                    "              rule: ";

enum style {
    STYLE_DOUBLE,
    STYLE_SINGLE,
    STYLE_LITERAL
};

static void add_rule(struct buffer *out, struct dg_text rule, enum style style)
{
    static const char *const opening[] = {"\"", "'", "|-\n                  "};
    static const char *const closing[] = {"\"\n", "'\n", "\n"};

    buffer_add(out, opening[style]);
    for (size_t i = 0; i < rule.length; i++) {
        char c = rule.data[i];

        if (style == STYLE_DOUBLE && (c == '"' || c == '\\')) {
            buffer_add(out, "\\");
        }
        if (style == STYLE_SINGLE && c == '\'') {
            buffer_add(out, "'");
        }
        buffer_add_bytes(out, &c, 1);
    }
    buffer_add(out, closing[style]);
}

/* The contract with the rule, to be freed. */
static struct buffer contract(struct dg_text rule, bool of_response, enum style style)
{
    struct buffer text = {0};

    buffer_add(&text, before);
    if (!of_response) {
        buffer_add(&text, schema_rule);
        add_rule(&text, rule, style);
    }
    buffer_add(&text, paths);
    if (of_response) {
        buffer_add(&text, response_rule);
        add_rule(&text, rule, style);
    }
    return text;
}

/* A contract that was read once, and the place of its rule. */
struct pattern {
    struct dg_arena arena;
    struct buffer text;
    const struct tree *root; /* NULL: not read yet */
    size_t node_count;
    struct tree *rule;
};

/* The scalar in the tree with that text. */
static struct tree *find_scalar(const struct tree *node, struct dg_text text)
{
    struct tree *found = NULL;

    if (node->kind == TREE_STRING && dg_text_equal(node->text, text)) {
        return (struct tree *)(uintptr_t)node;
    }
    for (size_t i = 0; i < node->count && found == NULL; i++) {
        found = find_scalar(node->members[i].value, text);
    }
    return found;
}

static struct pattern *pattern_of(bool of_response)
{
    static struct pattern patterns[2];
    struct pattern *pattern = &patterns[of_response];
    const struct dg_text rule = DG_TEXT("self.f");
    struct diag diag = {.files = NULL};

    if (pattern->root == NULL) {
        dg_arena_init(&pattern->arena, NULL, 0, &memory_allocator);
        pattern->text = contract(rule, of_response, STYLE_DOUBLE);
        pattern->root =
            tree_read(diag_add_file(&diag, "contract.yaml", buffer_text(&pattern->text)),
                      &pattern->arena, &diag, &pattern->node_count);
        assert(pattern->root != NULL);
        diag_free(&diag);
        pattern->rule = find_scalar(pattern->root, rule);
        assert(pattern->rule != NULL);
    }
    return pattern;
}

/* Compiles the contract with the rule at its end, as if a scalar without quotes had that text. */
static struct compiled compile_rule(struct dg_text rule, bool of_response)
{
    struct pattern *pattern = pattern_of(of_response);
    struct tree *node = pattern->rule;
    const struct tree kept = *node;
    struct buffer text = {0};
    struct buffer copy = {0};
    struct compiled compiled;

    buffer_add_text(&text, buffer_text(&pattern->text));
    node->byte = text.length;
    node->quote = '\0';
    buffer_add_text(&text, rule);
    buffer_add_text(&copy, rule);
    node->text = (struct dg_text){buffer_string(&copy), rule.length};
    compiled = compile_tree(pattern->root, pattern->node_count, buffer_text(&text), COMPILE_RULES);
    *node = kept;
    buffer_free(&text);
    buffer_free(&copy);
    return compiled;
}

/* Whether every style of YAML can spell the text: printable characters, without blanks at the ends,
   where a block would lose them. */
static bool is_plain(struct dg_text rule)
{
    for (size_t i = 0; i < rule.length; i++) {
        if (rule.data[i] < ' ' || rule.data[i] > '~') {
            return false;
        }
    }
    return rule.length > 0 && rule.data[0] != ' ' && rule.data[rule.length - 1] != ' ';
}

static void check_styles(const struct compiled *compiled, struct dg_text rule, bool of_response)
{
    const uint64_t digest = digest_text(DIGEST_BEGIN, rule);

    for (enum style style = STYLE_DOUBLE; style <= STYLE_LITERAL; style++) {
        struct buffer text;
        struct compiled other;

        if (!fuzz_chooses(digest, style, STYLE_LITERAL + 1)) {
            continue;
        }
        text = contract(rule, of_response, style);
        other = compile_contract(buffer_text(&text), COMPILE_RULES);
        assert(other.good == compiled->good && other.errors == compiled->errors);
        assert(dg_text_equal(buffer_text(&other.files), buffer_text(&compiled->files)));
        compile_free(&other);
        buffer_free(&text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dg_text rule = {(const char *)data + 1, size - 1};
    bool of_response = false;
    struct compiled compiled;

    if (size == 0 || size > LONGEST || !dg_text_is_utf8(rule)) {
        return 0;
    }
    of_response = data[0] % 2 == 1;
    compiled = compile_rule(rule, of_response);
    if (data[0] / 2 % 8 == 0 && is_plain(rule)) {
        check_styles(&compiled, rule, of_response);
    }
    compile_free(&compiled);
    return 0;
}
