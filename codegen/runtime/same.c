/* Whether two JSON texts are the same value: strings by their characters, numbers by their exact
 * value, objects whatever the order of their members. */
#include "runtime/same_internal.h"

#include <string.h>

#include "runtime/escape.h"

static bool same_is_one_of(char c, const char *list)
{
    return memchr(list, c, strlen(list)) != NULL;
}

void dg_same_skip_space(struct dg_same_rest *in)
{
    while (in->at < in->end && same_is_one_of(*in->at, " \n\r\t")) {
        in->at++;
    }
}

struct dg_text dg_same_take_string(struct dg_same_rest *in)
{
    const char *start = ++in->at;

    while (*in->at != '"') {
        in->at += *in->at == '\\' ? 2 : 1;
    }
    return (struct dg_text){start, (size_t)(in->at++ - start)};
}

/* Takes a value, whatever it is. */
static struct dg_text same_take(struct dg_same_rest *in)
{
    const char *start = in->at;
    size_t depth = 0;

    do {
        char c = *in->at;

        if (c == '"') {
            dg_same_take_string(in);
        } else if (same_is_one_of(c, "{[")) {
            depth++;
            in->at++;
        } else if (same_is_one_of(c, "}]")) {
            depth--;
            in->at++;
        } else {
            in->at++;
            while (depth == 0 && in->at < in->end && !same_is_one_of(*in->at, ",]} \n\r\t")) {
                in->at++;
            }
        }
    } while (depth > 0);
    return (struct dg_text){start, (size_t)(in->at - start)};
}

/* Whether the texts between the quotes of two strings have the same characters. */
static bool same_string(struct dg_text a, struct dg_text b)
{
    const char *end_a = a.data + a.length;
    const char *end_b = b.data + b.length;

    while (a.data < end_a && b.data < end_b) {
        struct dg_character left;
        struct dg_character right;

        a.data = dg_escape_decode(a.data, end_a, &left);
        b.data = dg_escape_decode(b.data, end_b, &right);
        if (left.length != right.length || memcmp(left.bytes, right.bytes, left.length) != 0) {
            return false;
        }
    }
    return a.data == end_a && b.data == end_b;
}

/* The members of an object, or the items of an array. */
struct same_parts {
    struct dg_same_rest rest;
    struct dg_text name; /* of a member, between its quotes */
    struct dg_text value;
};

static struct same_parts same_open(struct dg_text container)
{
    return (struct same_parts){.rest = {container.data + 1, container.data + container.length - 1}};
}

/* Moves to the next part. Returns false at the end. */
static bool same_next(struct same_parts *parts, bool members)
{
    struct dg_same_rest *in = &parts->rest;

    dg_same_skip_space(in);
    if (in->at < in->end && *in->at == ',') {
        in->at++;
        dg_same_skip_space(in);
    }
    if (in->at == in->end) {
        return false;
    }
    if (members) {
        parts->name = dg_same_take_string(in);
        dg_same_skip_space(in);
        in->at++;
        dg_same_skip_space(in);
    }
    parts->value = same_take(in);
    return true;
}

static bool same_value(struct dg_text value, struct dg_text listed, uint64_t *budget);

/* Takes the bytes of a text from the budget. Returns false if it doesn't suffice. */
static bool same_spend(uint64_t *budget, size_t bytes)
{
    *budget = *budget > bytes ? *budget - bytes : 0;
    return *budget > 0;
}

static bool same_array(struct dg_text value, struct dg_text listed, uint64_t *budget)
{
    struct same_parts a = same_open(value);
    struct same_parts b = same_open(listed);

    while (same_next(&b, false)) {
        if (!same_next(&a, false) || !same_value(a.value, b.value, budget)) {
            return false;
        }
    }
    return !same_next(&a, false);
}

/* Finds the member with that name. Returns false if there is none. */
static bool same_find(struct dg_text object, struct dg_text name, struct dg_text *value,
                      uint64_t *budget)
{
    struct same_parts parts = same_open(object);

    while (same_next(&parts, true) && same_spend(budget, parts.name.length + parts.value.length)) {
        if (same_string(parts.name, name)) {
            *value = parts.value;
            return true;
        }
    }
    return false;
}

/* The member in the same place has the name, or another one. */
static bool same_member(struct dg_text object, const struct same_parts *parts, struct dg_text name,
                        struct dg_text *value, uint64_t *budget)
{
    if (same_string(parts->name, name)) {
        *value = parts->value;
        return true;
    }
    return same_find(object, name, value, budget);
}

static bool same_object(struct dg_text value, struct dg_text listed, uint64_t *budget)
{
    struct same_parts a = same_open(value);
    struct same_parts b = same_open(listed);
    struct dg_text found;

    while (same_next(&b, true)) {
        if (!same_next(&a, true) || !same_member(value, &a, b.name, &found, budget) ||
            !same_value(found, b.value, budget)) {
            return false;
        }
    }
    return !same_next(&a, true);
}

static bool same_value(struct dg_text value, struct dg_text listed, uint64_t *budget)
{
    char a = value.data[0];
    char b = listed.data[0];

    if (!same_spend(budget, value.length)) {
        return false;
    }
    if (same_is_one_of(a, "-0123456789") && same_is_one_of(b, "-0123456789")) {
        return dg_number_compare(value, listed) == 0;
    }
    if (a != b) {
        return false;
    }
    switch (a) {
    case '"':
        return same_string((struct dg_text){value.data + 1, value.length - 2},
                           (struct dg_text){listed.data + 1, listed.length - 2});
    case '[':
        return same_array(value, listed, budget);
    case '{':
        return same_object(value, listed, budget);
    }
    return true; /* the same literal */
}

bool dg_same_within(struct dg_text value, struct dg_text listed, uint64_t *budget)
{
    return dg_text_equal(value, listed) || same_value(value, listed, budget);
}

bool dg_same_value(struct dg_text value, struct dg_text listed)
{
    uint64_t budget = UINT64_MAX;

    return same_value(value, listed, &budget);
}
