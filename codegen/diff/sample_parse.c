/* Reads the values that a contract lists, which the loader has written as JSON. */
#include "diff/sample_parse.h"

#include <string.h>

#include "base/memory_arena.h"

struct parse {
    struct sample_maker *maker;
    const char *at;
    const char *end;
};

static struct sample *parse_value(struct parse *parse);

static unsigned long parse_hex(const char *at)
{
    unsigned long code = 0;

    for (size_t i = 0; i < 4; i++) {
        char digit = at[i];

        code = code * 16 + (unsigned long)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
    }
    return code;
}

static char parse_short_escape(char letter)
{
    static const char letters[] = "bfnrt";
    static const char bytes[] = "\b\f\n\r\t";
    const char *found = strchr(letters, letter);

    return found == NULL ? letter : bytes[found - letters];
}

/* The text of a string, from after its opening quote to after the closing one. A \\u escape is one
   of a control character: the writer spells no others so. */
static struct dg_text parse_string(struct parse *parse)
{
    char *text = memory_arena_new(parse->maker->arena, (size_t)(parse->end - parse->at) + 1);
    size_t length = 0;

    while (parse->at < parse->end && *parse->at != '"') {
        if (*parse->at != '\\') {
            text[length++] = *parse->at++;
        } else if (parse->at[1] == 'u') {
            text[length++] = (char)parse_hex(parse->at + 2);
            parse->at += 6;
        } else {
            text[length++] = parse_short_escape(parse->at[1]);
            parse->at += 2;
        }
    }
    parse->at++;
    return (struct dg_text){text, length};
}

static struct sample *parse_members(struct parse *parse, enum sample_kind kind)
{
    struct sample *out = sample_new(parse->maker, kind);
    char close = kind == SAMPLE_OBJECT ? '}' : ']';

    parse->at++;
    while (out != NULL && parse->at < parse->end && *parse->at != close) {
        struct dg_text name = {"", 0};

        parse->at += *parse->at == ',';
        if (kind == SAMPLE_OBJECT) {
            parse->at++;
            name = parse_string(parse);
            parse->at++; /* the colon */
        }
        if (!sample_add(parse->maker, out, name, parse_value(parse))) {
            return NULL;
        }
    }
    parse->at++;
    return out;
}

static struct sample *parse_word(struct parse *parse, enum sample_kind kind, size_t length)
{
    struct sample *out = sample_new(parse->maker, kind);

    if (out != NULL) {
        out->boolean = *parse->at == 't';
    }
    parse->at += length;
    return out;
}

static struct sample *parse_value(struct parse *parse)
{
    size_t length;

    switch (*parse->at) {
    case 'n':
        return parse_word(parse, SAMPLE_NULL, strlen("null"));
    case 't':
        return parse_word(parse, SAMPLE_BOOLEAN, strlen("true"));
    case 'f':
        return parse_word(parse, SAMPLE_BOOLEAN, strlen("false"));
    case '"':
        parse->at++;
        return sample_text(parse->maker, parse_string(parse));
    case '{':
        return parse_members(parse, SAMPLE_OBJECT);
    case '[':
        return parse_members(parse, SAMPLE_LIST);
    default:
        length = strspn(parse->at, "0123456789+-.eE");
        parse->at += length;
        return length == 0
                   ? NULL
                   : sample_number(parse->maker, memory_arena_copy(parse->maker->arena,
                                                                   parse->at - length, length));
    }
}

struct sample *sample_parse(struct sample_maker *maker, struct dg_text json)
{
    struct parse parse = {maker, memory_arena_copy(maker->arena, json.data, json.length), NULL};

    parse.end = parse.at + json.length;
    return parse_value(&parse);
}

bool sample_equal(const struct sample *a, const struct sample *b)
{
    if (a->kind != b->kind || a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct sample *other =
            a->kind == SAMPLE_OBJECT ? sample_find(b, a->members[i].name) : b->members[i].value;

        if (other == NULL || !sample_equal(a->members[i].value, other)) {
            return false;
        }
    }
    switch (a->kind) {
    case SAMPLE_NUMBER:
        return dg_number_compare(a->text, b->text) == 0;
    case SAMPLE_TEXT:
        return dg_text_equal(a->text, b->text);
    case SAMPLE_BOOLEAN:
        return a->boolean == b->boolean;
    case SAMPLE_NULL:
    case SAMPLE_LIST:
    case SAMPLE_OBJECT:
        break;
    }
    return true;
}
