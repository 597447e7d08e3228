/* Unions: finds the alternative of a value. Objects are told apart by a member, which may be
 * anywhere: the reader looks ahead for it. */
#include <string.h>

#include "runtime/check_internal.h"
#include "runtime/decimal.h"
#include "runtime/reader_internal.h"
#include "runtime/same_internal.h"

/* Looking ahead: the text isn't known to be JSON. Each function returns NULL if it isn't. */

static const char *look_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    return at;
}

/* Passes over a string, which begins with the quote at `at`. */
static const char *look_string(const char *at, const char *end)
{
    for (at++; at < end; at++) {
        if (*at == '"') {
            return at + 1;
        }
        if (*at == '\\' && ++at == end) {
            break;
        }
    }
    return NULL;
}

/* Passes over a number or word. */
static const char *look_scalar(const char *at, const char *end)
{
    const char *begin = at;

    while (at < end && memchr(",:]} \n\r\t\"[{", *at, 12) == NULL) {
        at++;
    }
    return at > begin ? at : NULL;
}

/* Passes over an object or array. */
static const char *look_container(const char *at, const char *end)
{
    size_t depth = 0;

    while (at != NULL && at < end) {
        switch (*at) {
        case '"':
            at = look_string(at, end);
            break;
        case '{':
        case '[':
            depth++;
            at++;
            break;
        case '}':
        case ']':
            depth--;
            at++;
            if (depth == 0) {
                return at;
            }
            break;
        default:
            at++;
        }
    }
    return NULL;
}

static const char *look_value(const char *at, const char *end)
{
    if (at == end) {
        return NULL;
    }
    if (*at == '"') {
        return look_string(at, end);
    }
    return *at == '{' || *at == '[' ? look_container(at, end) : look_scalar(at, end);
}

/* A member of an object. */
struct look_member {
    struct dg_text name; /* with its quotes */
    struct dg_text value;
};

/* Takes the member after `at`, which is after a brace or a value. Returns NULL at the end, too. */
static const char *look_take(const char *at, const char *end, struct look_member *member)
{
    const char *after;

    at = look_space(at, end);
    if (at < end && *at == ',') {
        at = look_space(at + 1, end);
    }
    after = at < end && *at == '"' ? look_string(at, end) : NULL;
    if (after == NULL) {
        return NULL;
    }
    member->name = (struct dg_text){at, (size_t)(after - at)};
    at = look_space(after, end);
    if (at == end || *at != ':') {
        return NULL;
    }
    at = look_space(at + 1, end);
    after = look_value(at, end);
    member->value = (struct dg_text){at, after == NULL ? 0 : (size_t)(after - at)};
    return after;
}

/* Comparing */

/* Whether a text that may be no JSON is a string whose escapes are well-formed. */
static bool union_is_string(struct dg_text text)
{
    struct dg_reader in = {.begin = text.data, .at = text.data, .end = text.data + text.length};
    struct dg_string string;

    return dg_scan_judged_string(&in, &string) && !string.faulty && in.at == in.end;
}

/* Whether a value may equal another one that is spelled in another way. */
static bool union_has_spellings(struct dg_text value)
{
    if (value.data[0] == '"') {
        return memchr(value.data, '\\', value.length) != NULL && union_is_string(value);
    }
    return dg_number_is_spelled(value);
}

/* The tag that a value equals; NULL: there is none. */
static const struct dg_tag *union_find(const struct dg_tag *tags, size_t count,
                                       struct dg_text value)
{
    for (size_t i = 0; i < count; i++) {
        if (tags[i].value.length == value.length &&
            memcmp(tags[i].value.data, value.data, value.length) == 0) {
            return &tags[i];
        }
    }
    if (count == 0 || !union_has_spellings(value)) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if ((tags[i].value.data[0] == '"') == (value.data[0] == '"') &&
            dg_same_value(value, tags[i].value)) {
            return &tags[i];
        }
    }
    return NULL;
}

/* Objects */

/* The bytes that a document may be looked at ahead, for each of its bytes: unions inside unions,
 * with their tags at the end, make the reader look at the innermost ones again. */
#define UNION_LOOKS 64

/* Whether objects may be looked at ahead. */
static bool union_may_look(const struct dg_reader *in)
{
    return in->looked / UNION_LOOKS <= (uint64_t)(in->end - in->begin);
}

/* Moves *at, which is after a brace or a value, to the end of the next member. Returns false if
 * there is none; then *at is the end of what was looked at. */
static bool union_next(const char **at, const char *end, struct look_member *member)
{
    const char *after = look_take(*at, end, member);

    if (after != NULL) {
        *at = after;
        return true;
    }
    *at = look_space(*at, end);
    if (*at < end && **at != '}') {
        *at = end; /* the text may have been looked at up to there */
    }
    return false;
}

static unsigned union_of_value(const struct dg_union_shape *shape, const struct dg_reader *in,
                               const char **at)
{
    const struct dg_tag name = {shape->tag, 1};
    struct look_member member;

    while (union_next(at, in->end, &member)) {
        if (union_find(&name, 1, member.name) != NULL) {
            const struct dg_tag *tag = union_find(shape->tags, shape->tag_count, member.value);

            return tag == NULL ? 0 : tag->kind;
        }
    }
    return shape->untagged;
}

static unsigned union_of_name(const struct dg_union_shape *shape, const struct dg_reader *in,
                              const char **at)
{
    struct look_member member;

    while (union_next(at, in->end, &member)) {
        const struct dg_tag *tag = union_find(shape->tags, shape->tag_count, member.name);

        if (tag != NULL) {
            return tag->kind;
        }
    }
    return shape->untagged;
}

/* The kind of an object. */
static unsigned union_of_object(struct dg_reader *in, const struct dg_union_shape *shape)
{
    const char *at = in->at + 1;
    unsigned kind = shape->by_type[DG_UNION_OBJECT];

    if (shape->tagging == DG_TAG_VALUE) {
        kind = union_of_value(shape, in, &at);
    } else if (shape->tagging == DG_TAG_NAME) {
        kind = union_of_name(shape, in, &at);
    }
    in->looked += (uint64_t)(at - in->at);
    return kind;
}

/* Other values */

static unsigned union_of_scalar(const struct dg_reader *in, const struct dg_union_shape *shape,
                                enum dg_union_type type)
{
    const char *after = look_value(in->at, in->end);
    struct dg_text value = {in->at, after == NULL ? 0 : (size_t)(after - in->at)};
    const struct dg_tag *word = NULL;

    if (after != NULL && shape->word_count > 0) {
        word = union_find(shape->words, shape->word_count, value);
    }
    if (word != NULL) {
        return word->kind;
    }
    if (type == DG_UNION_INTEGER && after != NULL &&
        shape->by_type[DG_UNION_INTEGER] != shape->by_type[DG_UNION_FRACTION] &&
        dg_number_is_spelled(value)) {
        struct dg_decimal number = dg_decimal_of(value);

        type = dg_decimal_is_integral(&number) ? DG_UNION_INTEGER : DG_UNION_FRACTION;
    }
    return shape->by_type[type];
}

/* The kind of the next value; 0: there is none, or the text isn't JSON. */
static unsigned union_kind(struct dg_reader *in, const struct dg_union_shape *shape)
{
    char first = dg_scan_peek(in);

    switch (first) {
    case '{':
        return union_of_object(in, shape);
    case '[':
        return shape->by_type[DG_UNION_ARRAY];
    case '"':
        return union_of_scalar(in, shape, DG_UNION_STRING);
    case 't':
    case 'f':
        return union_of_scalar(in, shape, DG_UNION_BOOLEAN);
    case 'n':
        return shape->by_type[DG_UNION_NULL];
    }
    return first == '-' || (first >= '0' && first <= '9')
               ? union_of_scalar(in, shape, DG_UNION_INTEGER)
               : 0;
}

/* Values that fit no alternative */

/* The types of JSON that the alternatives have. */
static unsigned union_types(const struct dg_union_shape *shape)
{
    static const unsigned bits[] = {DG_JSON_NULL,   DG_JSON_BOOLEAN, DG_JSON_INTEGER,
                                    DG_JSON_NUMBER, DG_JSON_STRING,  DG_JSON_ARRAY,
                                    DG_JSON_OBJECT};
    unsigned types = shape->tagging == DG_TAG_NONE ? 0 : DG_JSON_OBJECT;

    for (size_t i = 0; i <= DG_UNION_OBJECT; i++) {
        types |= shape->by_type[i] != 0 ? bits[i] : 0;
    }
    for (size_t i = 0; i < shape->word_count; i++) {
        char first = shape->words[i].value.data[0];

        types |= first == '"'                   ? DG_JSON_STRING
                 : first == 't' || first == 'f' ? DG_JSON_BOOLEAN
                                                : DG_JSON_NUMBER;
    }
    return types;
}

static enum dg_code union_code(const struct dg_union_shape *shape)
{
    if (shape->of_types) {
        return DG_CODE_TYPE;
    }
    return shape->exactly_one ? DG_CODE_ONE_OF : DG_CODE_ANY_OF;
}

/* Reports a value that fits no alternative. `first` is its first byte. */
static void union_report(struct dg_judge *judge, const struct dg_union_shape *shape, char first,
                         struct dg_text actual)
{
    char buffer[DG_PHRASE_BYTES];
    struct dg_text expected;
    bool nullable = judge->site->nullable;

    if (first == '{' && shape->tagging == DG_TAG_VALUE) {
        expected = dg_expect_tags(buffer, shape->tag, shape->tags, shape->tag_count);
    } else if (first == '{' && shape->tagging == DG_TAG_NAME) {
        expected = dg_expect_tags(buffer, dg_text_of("a member"), shape->tags, shape->tag_count);
    } else if (first == '"' && shape->by_type[DG_UNION_STRING] == 0 && shape->word_count > 0) {
        expected =
            dg_expect_tags(buffer, (struct dg_text){NULL, 0}, shape->words, shape->word_count);
    } else {
        expected = dg_expect_types(buffer, union_types(shape) | (nullable ? DG_JSON_NULL : 0U));
    }
    dg_judge_fault(judge, union_code(shape), actual, expected);
    judge->refused = true;
}

/* Reads and reports a value that fits no alternative. */
static void union_refuse(struct dg_reader *in, const struct dg_union_shape *shape)
{
    struct dg_text actual = {in->at, 1};
    bool failed = in->judge.failed;
    char first = dg_scan_peek(in);

    if (first == '{' || first == '[') {
        union_report(&in->judge, shape, first, actual);
        dg_skip_value(in);
        return;
    }
    in->judge.failed = false;
    dg_skip_value(in);
    if (!in->judge.failed) {
        actual.length = (size_t)(in->at - actual.data);
        union_report(&in->judge, shape, first, actual);
    }
    in->judge.failed = in->judge.failed || failed;
    in->judge.refused = true;
}

/* Reads an object that isn't judged, since too much was looked at: the document counts as
 * skipped. */
static void union_give_up(struct dg_reader *in)
{
    if (in->judge.report != NULL) {
        in->judge.report->rules_skipped++;
    }
    dg_skip_value(in);
    in->judge.failed = true;
    in->judge.refused = true;
}

/* Reading */

DG_APART unsigned dg_union_open(struct dg_union *at, struct dg_reader *in,
                                const struct dg_union_shape *shape, void *value)
{
    unsigned kind;

    at->in = in;
    at->site = in->judge.site;
    if (dg_scan_peek(in) == '{' && shape->tagging != DG_TAG_NONE && !union_may_look(in)) {
        union_give_up(in);
        return 0;
    }
    kind = union_kind(in, shape);
    if (kind == 0) {
        union_refuse(in, shape);
        return 0;
    }
    in->judge.site = &shape->alternatives[kind - 1].site;
    if (shape->alternatives[kind - 1].size > 0) {
        memset(value, 0, shape->alternatives[kind - 1].size);
    }
    return kind;
}

DG_APART void dg_union_close(struct dg_union *at)
{
    at->in->judge.site = at->site;
}

/* Values that a program built */

struct dg_checked_union dg_check_union(struct dg_checker *in, const struct dg_union_shape *shape,
                                       unsigned kind)
{
    struct dg_checked_union at = {.in = in, .site = in->judge.site};

    in->optional = false;
    if (kind == 0 || kind > shape->count) {
        union_report(&in->judge, shape, '\0', (struct dg_text){0});
    } else {
        in->judge.site = &shape->alternatives[kind - 1].site;
    }
    return at;
}

void dg_check_union_end(struct dg_checked_union *at)
{
    at->in->judge.site = at->site;
    at->in->absent = false;
}

bool dg_check_opt_union(struct dg_checker *in, const struct dg_union_shape *shape,
                        enum dg_presence presence)
{
    if (presence == DG_NULL && !in->judge.site->nullable) {
        in->absent = false;
        union_report(&in->judge, shape, 'n', (struct dg_text)DG_TEXT("null"));
        return false;
    }
    return dg_check_opt_object(in, presence);
}

void dg_check_no_other(struct dg_checker *in, char bracket, const struct dg_json *other)
{
    char shown[DG_PHRASE_BYTES];

    if (other->text.data != NULL) {
        dg_judge_fault(&in->judge, DG_CODE_TYPE, dg_expect_text(shown, other->text),
                       dg_text_of(bracket == '{' ? "object" : "array"));
    }
}
