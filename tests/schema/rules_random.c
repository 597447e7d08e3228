/* Rules made at random, by type: operators of every kind over properties of every kind. Where a
 * property may be absent or null, the comparison that reads the property is guarded, in one of the
 * ways that rules have. */
#include "rules_random.h"

#include <string.h>

#define PROPERTIES                                                                                 \
    "      type: object\n"                                                                         \
    "      required: [id, t, tn, i, in, n, nn, b, bn, w, wn, e, en, eo, ei, k, ki, l, ln, li, "    \
    "le, lo, m, "                                                                                  \
    "mn, o, on, jr]\n"                                                                             \
    "      properties:\n"                                                                          \
    "        id: {type: string}\n"                                                                 \
    "        t: {type: string}\n"                                                                  \
    "        tn: {type: [string, 'null']}\n"                                                       \
    "        to: {type: string}\n"                                                                 \
    "        i: {type: integer}\n"                                                                 \
    "        in: {type: [integer, 'null'], format: int32}\n"                                       \
    "        io: {type: [integer, 'null']}\n"                                                      \
    "        n: {type: number}\n"                                                                  \
    "        nn: {type: [number, 'null']}\n"                                                       \
    "        b: {type: boolean}\n"                                                                 \
    "        bn: {type: [boolean, 'null']}\n"                                                      \
    "        bo: {type: boolean}\n"                                                                \
    "        w: {type: string, format: date-time}\n"                                               \
    "        wn: {type: [string, 'null'], format: date-time}\n"                                    \
    "        e: {type: string, enum: [red, green]}\n"                                              \
    "        en: {type: [string, 'null'], enum: [red, '', null]}\n"                                \
    "        eo: {type: string, enum: [red, blue], x-dg-open: true}\n"                             \
    "        ei: {type: integer, enum: [1, -2]}\n"                                                 \
    "        ex: {type: [integer, 'null'], enum: [1, 5, null], x-dg-open: true}\n"                 \
    "        k: {type: string, const: kk}\n"                                                       \
    "        kn: {type: string, const: 'a\"b'}\n"                                                  \
    "        ki: {type: integer, const: -3}\n"                                                     \
    "        l: {type: array, items: {type: string}}\n"                                            \
    "        ln: {type: array, items: {type: [integer, 'null']}}\n"                                \
    "        li: {type: array, items: {type: string, format: date-time}}\n"                        \
    "        le: {type: array, items: {type: string, enum: [red, green]}}\n"                       \
    "        lo: {type: array, items: {$ref: '#/components/schemas/O'}}\n"                         \
    "        m: {type: object, additionalProperties: {type: string}}\n"                            \
    "        mn: {type: object, additionalProperties: {type: [number, 'null']}}\n"                 \
    "        o: {$ref: '#/components/schemas/O'}\n"                                                \
    "        on: {anyOf: [{$ref: '#/components/schemas/O'}, {type: 'null'}]}\n"                    \
    "        jr: {}\n"                                                                             \
    "        j: {}\n"

const char random_contract_open[] =
    "openapi: 3.1.0\n"
    "info: {title: Random, version: '1'}\n"
    "paths:\n"
    "  /x/{id}/{x-y}:\n"
    "    get:\n"
    "      operationId: getX\n"
    "      parameters:\n"
    "        - {name: id, in: path, required: true, schema: {type: string}}\n"
    "        - {name: x-y, in: path, required: true, schema: {type: string}}\n"
    "      responses: {'200': {$ref: '#/components/responses/R'}}\n"
    "components:\n"
    "  schemas:\n"
    "    O:\n"
    "      type: object\n"
    "      required: [s, q]\n"
    "      properties:\n"
    "        s: {type: string}\n"
    "        q: {type: [integer, 'null']}\n"
    "        p: {type: boolean}\n"
    "    X:\n" PROPERTIES "      x-dg-rules:\n";

const char random_contract_response[] =
    "        - {id: last, rule: 'true', message: m}\n"
    "  responses:\n"
    "    R:\n"
    "      description: d\n"
    "      content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}\n"
    "      x-dg-rules:\n"
    "        - {id: first, rule: 'true', message: m}\n";

/* Chance */

static unsigned long random_state = 1;

void random_seed(unsigned long seed)
{
    random_state = seed * 2654435761UL + 88172645463325252UL;
}

size_t random_below(size_t count)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)((random_state >> 11) % count);
}

static const char *random_one(const char *const *words, size_t count)
{
    return words[random_below(count)];
}

#define RANDOM_ONE(...)                                                                            \
    random_one((const char *const[]){__VA_ARGS__},                                                 \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* Values that can be read */

enum kind {
    KIND_BOOLEAN,
    KIND_INTEGER,
    KIND_NUMBER,
    KIND_TEXT,
    KIND_TIME,
    KIND_DURATION
};

/* "%s" is the root. */
struct place {
    const char *path;
    enum kind kind;
    const char *guard; /* the condition that must be tested first; NULL: none */
    bool digest;       /* a state has only a digest of the value */
};

static const struct place places[] = {
    {"%s.t", KIND_TEXT, NULL, true},
    {"%s['t']", KIND_TEXT, NULL, true},
    {"%s.tn", KIND_TEXT, "%s.tn != null", true},
    {"%s.to", KIND_TEXT, "has(%s.to)", true},
    {"%s.i", KIND_INTEGER, NULL, false},
    {"%s['in']", KIND_INTEGER, "%s['in'] != null", false},
    {"%s.io", KIND_INTEGER, "has(%s.io) && null != %s.io", false},
    {"%s.n", KIND_NUMBER, NULL, false},
    {"%s.nn", KIND_NUMBER, "!(%s.nn == null)", false},
    {"%s.b", KIND_BOOLEAN, NULL, false},
    {"%s.bn", KIND_BOOLEAN, "%s.bn != null", false},
    {"%s.bo", KIND_BOOLEAN, "has(%s.bo)", false},
    {"%s.w", KIND_TIME, NULL, false},
    {"%s.wn", KIND_TIME, "%s.wn != null", false},
    {"%s.e", KIND_TEXT, NULL, false},
    {"%s.en", KIND_TEXT, "%s.en != null", false},
    {"%s.eo", KIND_TEXT, NULL, true},
    {"%s.ei", KIND_INTEGER, NULL, false},
    {"%s.ex", KIND_INTEGER, "has(%s.ex) && %s.ex != null", false},
    {"%s.k", KIND_TEXT, NULL, false},
    {"%s.kn", KIND_TEXT, "has(%s.kn)", false},
    {"%s.ki", KIND_INTEGER, NULL, false},
    {"%s.o.s", KIND_TEXT, NULL, true},
    {"%s.o.q", KIND_INTEGER, "%s.o.q != null", false},
    {"%s.o.p", KIND_BOOLEAN, "has(%s.o.p)", false},
    {"%s.on.q", KIND_INTEGER, "%s.on != null && %s.on.q != null", false},
    {"%s.on.p", KIND_BOOLEAN, "%s.on != null && has(%s.on.p)", false},
    {"%s.m.a", KIND_TEXT, "'a' in %s.m", true},
    {"%s.m['a b']", KIND_TEXT, "'a b' in %s.m", true},
    {"%s.m[%s.t]", KIND_TEXT, "%s.t in %s.m", true},
    {"%s.mn['\\u0000\"']", KIND_NUMBER, "'\\u0000\"' in %s.mn && %s.mn['\\000\\x22'] != null",
     true},
    {"%s.mn.in_", KIND_NUMBER, "has(%s.mn.in_) && %s.mn['in_'] != null", true},
};

/* A rule being written. Operands add their guards to those of the comparison around them. */
struct writer {
    struct buffer *out;
    enum random_scope scope;
    unsigned depth;
    struct buffer guards;
    const char *variables[4]; /* of texts */
    size_t variable_count;
};

static void write_boolean(struct writer *writer);
static void write_kind(struct writer *writer, enum kind kind);

/* Writes a path with the root in place of each %s, of which there are at most three. */
static void write_at(struct buffer *out, const char *path, const char *root)
{
    for (; *path != '\0'; path++) {
        if (path[0] == '%' && path[1] == 's') {
            buffer_add(out, root);
            path++;
        } else {
            buffer_add_text(out, (struct dg_text){path, 1});
        }
    }
}

static const char *write_root(const struct writer *writer)
{
    return writer->scope == RANDOM_STATES && random_below(2) == 0 ? "oldSelf" : "self";
}

static void write_guard(struct writer *writer, const char *guard, const char *root)
{
    if (guard == NULL) {
        return;
    }
    buffer_add(&writer->guards, writer->guards.length > 0 ? " && " : "");
    write_at(&writer->guards, guard, root);
}

static bool write_place(struct writer *writer, enum kind kind)
{
    for (unsigned tries = 0; tries < 60; tries++) {
        const struct place *place = &places[random_below(sizeof places / sizeof places[0])];
        const char *root = write_root(writer);

        if (place->kind == kind && !(place->digest && writer->scope == RANDOM_STATES)) {
            write_at(writer->out, place->path, root);
            write_guard(writer, place->guard, root);
            return true;
        }
    }
    return false;
}

/* Literals */

static void write_literal(struct writer *writer, enum kind kind)
{
    switch (kind) {
    case KIND_BOOLEAN:
        buffer_add(writer->out, RANDOM_ONE("true", "false"));
        return;
    case KIND_INTEGER:
        buffer_add(writer->out, RANDOM_ONE("0", "1", "-1", "0x7f", "9223372036854775807",
                                           "-9223372036854775808", "007", "- 5"));
        return;
    case KIND_NUMBER:
        buffer_add(writer->out, RANDOM_ONE("0.0", "-0.0", ".5", "1e3", "1.7976931348623157e308",
                                           "5e-324", "-1E-7", "0.1", "1e-400", "123456789.0"));
        return;
    case KIND_TEXT:
        buffer_add(writer->out,
                   RANDOM_ONE("''", "'a'", "\"'\"", "'*/ /* // #'", "'?\?/'", "r'\\'",
                              "'$name$ %s%n'", "'\\\"\\\\\\n\\r\\t\\x00\\u2028\\U0001F600'",
                              "'\"; abort(); \"'", "'é∀'", "'item_1 self->i'", "R\"\\n\"",
                              "'''it's'''", "\"\"\"a\"b\"\"\""));
        return;
    case KIND_TIME:
        buffer_add(writer->out, RANDOM_ONE("timestamp('2026-05-06T09:00:00Z')",
                                           "timestamp('0001-01-01T00:00:00Z')",
                                           "timestamp('9999-12-31T23:59:59.999999999Z')",
                                           "timestamp('2026-01-31T00:00:00.5+05:30')"));
        return;
    case KIND_DURATION:
        buffer_add(writer->out, RANDOM_ONE("duration('0')", "duration('1h30m')",
                                           "duration('-9223372036.854775808s')",
                                           "duration('1.5ms2us3ns')", "duration('-.5s')"));
        return;
    }
}

/* Values that consist of other values */

static void write_sum(struct writer *writer, enum kind left, const char *sign, enum kind right)
{
    buffer_add(writer->out, "(");
    write_kind(writer, left);
    buffer_format(writer->out, " %s ", sign);
    write_kind(writer, right);
    buffer_add(writer->out, ")");
}

static void write_choice(struct writer *writer, enum kind kind)
{
    buffer_add(writer->out, "(");
    write_boolean(writer);
    buffer_add(writer->out, " ? ");
    write_kind(writer, kind);
    buffer_add(writer->out, " : ");
    write_kind(writer, kind);
    buffer_add(writer->out, ")");
}

static void write_size(struct writer *writer)
{
    if (writer->scope == RANDOM_STATES || random_below(2) == 0) {
        buffer_add(writer->out, RANDOM_ONE("size('é')", "[1, 2].size()", "size([])", "'a'.size()"));
        return;
    }
    buffer_add(writer->out,
               RANDOM_ONE("size(self.l)", "self.m.size()", "self.li.size()",
                          "size([self.i, self.i + 1])", "size(self.t + 'a')", "self.o.s.size()"));
}

static void write_integer(struct writer *writer)
{
    switch (random_below(writer->scope == RANDOM_RESPONSE ? 5 : 4)) {
    case 0:
        write_size(writer);
        return;
    case 1:
        buffer_add(writer->out, RANDOM_ONE("-(", "--(", "---("));
        write_kind(writer, KIND_INTEGER);
        buffer_add(writer->out, ")");
        return;
    case 4:
        buffer_add(writer->out, "http.status");
        return;
    default:
        write_sum(writer, KIND_INTEGER, RANDOM_ONE("+", "-"), KIND_INTEGER);
    }
}

static void write_text(struct writer *writer)
{
    if (writer->variable_count > 0 && random_below(2) == 0) {
        buffer_add(writer->out, writer->variables[random_below(writer->variable_count)]);
    } else if (writer->scope == RANDOM_RESPONSE && random_below(2) == 0) {
        buffer_add(writer->out, RANDOM_ONE("http.media_type", "request.path.id",
                                           "request.path['x-y']", "request.path['id']"));
    } else {
        write_sum(writer, KIND_TEXT, "+", KIND_TEXT);
    }
}

static void write_time_or_duration(struct writer *writer, enum kind kind)
{
    bool first = random_below(2) == 0;

    if (kind == KIND_DURATION) {
        write_sum(writer, first ? KIND_TIME : KIND_DURATION, first ? "-" : RANDOM_ONE("+", "-"),
                  first ? KIND_TIME : KIND_DURATION);
    } else if (first) {
        write_sum(writer, KIND_DURATION, "+", KIND_TIME);
    } else {
        write_sum(writer, KIND_TIME, RANDOM_ONE("+", "-"), KIND_DURATION);
    }
}

static void write_kind(struct writer *writer, enum kind kind)
{
    size_t drawn = random_below(8);

    if (writer->depth == 0 || drawn < 2) {
        write_literal(writer, kind);
        return;
    }
    if (drawn < 5 && kind != KIND_DURATION && write_place(writer, kind)) {
        return;
    }
    writer->depth--;
    if (drawn == 5) {
        write_choice(writer, kind);
    } else if (kind == KIND_BOOLEAN) {
        buffer_add(writer->out, "(");
        write_boolean(writer);
        buffer_add(writer->out, ")");
    } else if (kind == KIND_INTEGER) {
        write_integer(writer);
    } else if (kind == KIND_TEXT) {
        write_text(writer);
    } else if (kind == KIND_NUMBER) {
        write_sum(writer, kind, RANDOM_ONE("+", "-"), kind);
    } else {
        write_time_or_duration(writer, kind);
    }
    writer->depth++;
}

/* Comparisons */

static enum kind random_kind(void)
{
    return (enum kind)random_below(KIND_DURATION + 1);
}

/* An operand that isn't an enum or constant, so that any literal can be compared with it. */
static void write_any(struct writer *writer, enum kind kind)
{
    bool states = writer->scope == RANDOM_STATES;
    const char *path;

    if (kind == KIND_TEXT) {
        path = states ? RANDOM_ONE("%s.e + %s.k", "%s.k + ''")
                      : RANDOM_ONE("%s.t", "%s.o.s", "%s.t + %s.e", "%s.k + 'a'");
    } else if (kind == KIND_INTEGER) {
        path = RANDOM_ONE("%s.i", "%s.i - 1", "size('a')", "-%s.ki", "%s.ei + 0");
    } else {
        write_kind(writer, kind);
        return;
    }
    write_at(writer->out, path, write_root(writer));
}

static void write_relation(struct writer *writer)
{
    enum kind kind = random_kind();

    if (random_below(2) == 0) {
        write_kind(writer, kind);
        buffer_format(writer->out, " %s ", RANDOM_ONE("<", "<=", ">", ">="));
        write_kind(writer, kind);
    } else {
        write_kind(writer, kind);
        buffer_format(writer->out, " %s ", RANDOM_ONE("==", "!="));
        write_any(writer, kind);
    }
}

/* Writes comparisons that need no guards: of nullable values, digests, enums, null. */
static void write_equality(struct writer *writer)
{
    static const char *const sides[][3] = {
        {"%s.tn", "%s.t", "(%s.b ? null : 'a')"},
        {"%s['in']", "%s.i + 1", "(%s.b ? null : 1)"},
        {"%s.nn", "%s.nn", "%s.n - 1.0"},
        {"%s.bn", "(%s.i > 1)", "(%s.b ? null : %s.b)"},
        {"%s.wn", "%s.w", "%s.wn"},
        {"%s.e", "'green'", "%s.e"},
        {"%s.en", "''", "null"},
        {"%s.eo", "'blue'", "%s.eo"},
        {"%s.ei", "-2", "%s.ki"},
        {"null", "%s.jr", "%s.on"},
        {"%s.k", "'kk'", "%s.k"},
        {"%s.o.q", "%s['in']", "null"},
    };
    const char *const *row = sides[random_below(sizeof sides / sizeof sides[0])];
    size_t left = random_below(3);
    size_t right = left == 0 ? 1 + random_below(2) : 0;

    if (strcmp(row[0], "null") == 0) {
        right = left == 0 ? 1 : 0; /* free-form JSON is compared only with null */
    }
    if (writer->scope == RANDOM_STATES && (row == sides[0])) {
        row = sides[1];
    }
    write_at(writer->out, row[left], write_root(writer));
    buffer_add(writer->out, RANDOM_ONE(" == ", " != "));
    write_at(writer->out, row[right], write_root(writer));
}

static void write_digests(struct writer *writer)
{
    const char *path = RANDOM_ONE("%s.t", "%s.tn", "%s.l", "%s.lo", "%s.m", "%s.mn", "%s.o",
                                  "%s.on", "%s.o.s", "%s.id", "%s.li", "%s.le", "%s.ln");

    write_at(writer->out, path, "self");
    buffer_add(writer->out, RANDOM_ONE(" == ", " != "));
    write_at(writer->out, path, "oldSelf");
}

static void write_in(struct writer *writer)
{
    enum kind kind = random_kind();
    size_t count = random_below(4);

    if (writer->scope != RANDOM_STATES && random_below(2) == 0) {
        buffer_add(writer->out, RANDOM_ONE("self.t in self.m", "'a' in self.l", "self.w in self.li",
                                           "self.e in self.le", "self.i in self.ln",
                                           "self.k in self.mn", "self.i + 1 in self.ln",
                                           "self.t + 'a' in self.l", "'red' in self.le"));
        return;
    }
    write_any(writer, kind);
    buffer_add(writer->out, " in [");
    for (size_t i = 0; i < count; i++) {
        buffer_add(writer->out, i > 0 ? ", " : "");
        kind == KIND_TEXT ? write_literal(writer, kind) : write_kind(writer, kind);
    }
    buffer_add(writer->out, "]");
}

static void write_text_test(struct writer *writer)
{
    buffer_add(writer->out, "(");
    write_kind(writer, KIND_TEXT);
    buffer_format(writer->out, ").%s(", RANDOM_ONE("startsWith", "endsWith", "contains"));
    write_kind(writer, KIND_TEXT);
    buffer_add(writer->out, ")");
}

/* Loops */

/* A range whose elements are texts, as `%s` then is; or bodies over what they hold. */
static void write_macro(struct writer *writer)
{
    static const char *const names[] = {"v", "size", "item_1", "key"};
    const char *variable = names[writer->variable_count];
    bool states = writer->scope == RANDOM_STATES;
    struct buffer guards = writer->guards;

    buffer_add(writer->out, states ? RANDOM_ONE("['a', self.k]", "['']", "[self.e, 'b',]")
                                   : RANDOM_ONE("self.l", "self.m", "self.le", "self.mn",
                                                "['a', self.t, self.e]", "self.l", "[self.k]"));
    buffer_format(writer->out, ".%s(%s, ", RANDOM_ONE("all", "exists"), variable);
    writer->guards = (struct buffer){0};
    writer->variables[writer->variable_count++] = variable;
    write_boolean(writer);
    writer->variable_count--;
    writer->guards = guards;
    buffer_add(writer->out, ")");
}

static void write_loop(struct writer *writer)
{
    if (writer->variable_count < 4 && random_below(3) > 0) {
        write_macro(writer);
    } else if (writer->scope == RANDOM_STATES) {
        buffer_add(writer->out,
                   RANDOM_ONE("[1, 2].all(x, x == oldSelf.i)", "[self.w].exists(x, x < oldSelf.w)",
                              "[oldSelf.i + 1].all(x, x > 0)", "[].all(x, oldSelf.b)"));
    } else {
        buffer_add(writer->out,
                   RANDOM_ONE("self.ln.all(x, x == null || x + 1 > self.i)",
                              "self.lo.exists(x, x.q == self.i && has(x.p) && x.p)",
                              "self.mn.all(x, self.mn[x] == null || self.mn[x] < 1.0)",
                              "self.li.all(x, x - self.w < duration('1h') || x in self.li)",
                              "self.m.all(x, self.m.exists(y, self.m[x] == self.m[y]))",
                              "[1, self.i + 1].exists(x, [2, x].all(y, x == y))",
                              "[].exists(x, self.b)", "[1].all(x, true)", "self.l.all(x, x in [])",
                              "self.le.all(x, x == 'red' || x == self.e)"));
    }
}

/* Logic */

static void write_compared(struct writer *writer)
{
    bool states = writer->scope == RANDOM_STATES;

    switch (random_below(8)) {
    case 0:
        write_equality(writer);
        return;
    case 1:
        write_in(writer);
        return;
    case 2:
        states ? write_digests(writer) : write_text_test(writer);
        return;
    case 3:
        write_loop(writer);
        return;
    case 4:
        write_at(writer->out, RANDOM_ONE("has(%s.to)", "has(%s.j)", "has(%s.t)", "has(%s.o.p)"),
                 write_root(writer));
        return;
    case 5:
        write_kind(writer, KIND_BOOLEAN);
        return;
    default:
        write_relation(writer);
    }
}

/* Writes a comparison after the tests that it needs. */
static void write_guarded(struct writer *writer)
{
    static const char *const forms[][3] = {{"(", " && (", "))"},
                                           {"(!(", ") || (", "))"},
                                           {"(", " ? (", ") : false)"},
                                           {"(!(", ") ? true : (", "))"}};
    const char *const *form = forms[random_below(sizeof forms / sizeof forms[0])];
    struct buffer *out = writer->out;
    struct buffer outer = writer->guards;
    struct buffer inner = {0};

    writer->guards = (struct buffer){0};
    writer->out = &inner;
    write_compared(writer);
    writer->out = out;
    if (writer->guards.length > 0) {
        buffer_format(out, "%s%s%s%s%s", form[0], writer->guards.data, form[1], inner.data,
                      form[2]);
    } else {
        buffer_format(out, "(%s)", inner.data);
    }
    buffer_free(&inner);
    buffer_free(&writer->guards);
    writer->guards = outer;
}

static void write_boolean(struct writer *writer)
{
    size_t drawn = random_below(6);

    if (writer->depth == 0 || drawn < 2) {
        write_guarded(writer);
        return;
    }
    writer->depth--;
    if (drawn == 2) {
        buffer_add(writer->out, RANDOM_ONE("!(", "!!(", "true && (", "false || ("));
        write_boolean(writer);
        buffer_add(writer->out, ")");
    } else if (drawn == 3) {
        buffer_add(writer->out, "(");
        write_boolean(writer);
        buffer_add(writer->out, " ? ");
        write_boolean(writer);
        buffer_add(writer->out, " : ");
        write_boolean(writer);
        buffer_add(writer->out, ")");
    } else {
        const char *sign = RANDOM_ONE(" && ", " || ");
        size_t count = 2 + random_below(3);

        buffer_add(writer->out, "(");
        for (size_t i = 0; i < count; i++) {
            buffer_add(writer->out, i > 0 ? sign : "");
            write_boolean(writer);
        }
        buffer_add(writer->out, ")");
    }
    writer->depth++;
}

void random_rule(struct buffer *out, enum random_scope scope)
{
    struct writer writer = {.out = out, .scope = scope, .depth = 2 + (unsigned)random_below(3)};

    if (scope == RANDOM_STATES) {
        buffer_add(out, RANDOM_ONE("oldSelf.i <= self.i || ", "has(oldSelf.to) && "));
    }
    write_boolean(&writer);
    buffer_free(&writer.guards);
}
