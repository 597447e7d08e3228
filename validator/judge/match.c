/* Compares path templates with the ends of URLs, segment by segment from the last one on. */
#include "judge/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/display.h"
#include "common/memory.h"

static const char *find(struct dg_text text, char c)
{
    return text.length == 0 ? NULL : memchr(text.data, c, text.length);
}

/* The text before the first of these characters. */
static struct dg_text before_any(struct dg_text text, const char *stops)
{
    for (; *stops != '\0'; stops++) {
        const char *stop = find(text, *stops);

        if (stop != NULL) {
            text.length = (size_t)(stop - text.data);
        }
    }
    return text;
}

/* The offset of the authority in an absolute URL, after "https://"; 0: the URL is only a path. */
static size_t authority_of(struct dg_text url)
{
    const char *marker = url.length == 0 ? NULL : memmem(url.data, url.length, "//", 2);
    const char *slash = find(url, '/');

    return marker == NULL || marker != slash ? 0 : (size_t)(marker - url.data) + 2;
}

/* The text, not NULL. */
static struct dg_text some(struct dg_text text)
{
    return text.length == 0 ? (struct dg_text)DG_TEXT("") : text;
}

/* The path of a URL without query and fragment (RFC 3986 §3.3). */
static struct dg_text path_of(struct dg_text url)
{
    struct dg_text path = before_any(some(url), "?#");
    size_t authority = authority_of(path);
    const char *slash = NULL;

    path.data += authority;
    path.length -= authority;
    slash = authority == 0 ? path.data : find(path, '/');
    if (slash == NULL) {
        return (struct dg_text){path.data, 0};
    }
    path.length -= (size_t)(slash - path.data);
    path.data = slash;
    return path;
}

void match_add_url(struct buffer *out, struct dg_text url)
{
    struct dg_text shown = before_any(some(url), "?#");
    size_t authority = authority_of(shown);
    struct dg_text host = {shown.data + authority, shown.length - authority};
    const char *at = NULL;

    host = before_any(host, "/");
    at = host.length == 0 ? NULL : memrchr(host.data, '@', host.length);
    buffer_add_bytes(out, shown.data, authority);
    if (authority > 0 && at != NULL) {
        authority = (size_t)(at - shown.data) + 1;
    }
    display_add_utf8(out, (struct dg_text){shown.data + authority, shown.length - authority}, 200);
}

/* Removes the last segment of a path; *path is then the text before its slash. */
static struct dg_text take_segment(struct dg_text *path)
{
    const char *slash = path->length == 0 ? NULL : memrchr(path->data, '/', path->length);
    struct dg_text segment = *path;

    if (slash == NULL) {
        path->length = 0;
        return segment;
    }
    segment.data = slash + 1;
    segment.length = (size_t)(path->data + path->length - segment.data);
    path->length = (size_t)(slash - path->data);
    return segment;
}

static int hex_digit(char c)
{
    char lower = (char)(c | 0x20);

    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Undoes percent-encoding (RFC 3986 §2.1) into existing room. Invalid encodings are kept. */
static struct dg_text decode(struct buffer *out, struct dg_text text)
{
    struct dg_text decoded = {out->data + out->length, 0};

    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];

        if (c == '%' && text.length - i > 2 && hex_digit(text.data[i + 1]) >= 0 &&
            hex_digit(text.data[i + 2]) >= 0) {
            c = (char)(hex_digit(text.data[i + 1]) * 16 + hex_digit(text.data[i + 2]));
            i += 2;
        }
        out->data[out->length++] = c;
        decoded.length++;
    }
    return decoded;
}

/* The position of `part` in `text`; with `last`, only at the end of `text`. Returns NULL if `part`
 * isn't there. */
static const char *find_part(struct dg_text text, struct dg_text part, bool last)
{
    if (part.length > text.length) {
        return NULL;
    }
    if (last) {
        const char *end = text.data + text.length - part.length;

        return memcmp(end, part.data, part.length) == 0 ? end : NULL;
    }
    return memmem(text.data, text.length, part.data, part.length);
}

/* The name in the contract of a parameter; "" if the operation has no such parameter. */
static const char *name_in_contract(const struct match *match, struct dg_text name)
{
    for (size_t i = 0; i < match->tried->parameter_count; i++) {
        const struct dg_parameter *parameter = &match->tried->parameters[i];

        if (parameter->in == DG_IN_PATH && dg_text_equal(dg_text_of(parameter->name), name)) {
            return parameter->name;
        }
    }
    return "";
}

static void note_value(struct match *match, struct dg_text name, struct dg_text value)
{
    if (match->path_count == match->path_capacity) {
        size_t capacity = match->path_capacity == 0 ? 8 : 2 * match->path_capacity;

        match->path = memory_grow(match->path, capacity * sizeof *match->path);
        match->path_capacity = capacity;
    }
    match->path[match->path_count++] = (struct dg_path_value){name_in_contract(match, name), value};
}

/* Moves past `length` bytes. */
static void advance(struct dg_text *text, size_t length)
{
    text->data += length;
    text->length -= length;
}

/* Takes the parameter at the beginning of `wanted`, and its value in the segment: at least one
   byte, and as few as possible. */
static bool fits_parameter(struct match *match, struct dg_text *wanted, struct dg_text *segment)
{
    const char *close = find(*wanted, '}');
    struct dg_text name = {wanted->data + 1, (size_t)(close - wanted->data) - 1};
    struct dg_text value = *segment;
    struct dg_text literal;
    const char *part = NULL;

    advance(wanted, name.length + 2);
    if (segment->length == 0) {
        return false;
    }
    literal = before_any(*wanted, "{");
    advance(segment, 1);
    part = find_part(*segment, literal, literal.length == wanted->length);
    if (part == NULL) {
        return false;
    }
    value.length = (size_t)(part - value.data);
    advance(segment, (size_t)(part - segment->data));
    note_value(match, name, value);
    return true;
}

/* Whether a segment fits one of a template, which may hold parameters in braces. */
static bool fits_segment(struct match *match, struct dg_text wanted, struct dg_text segment)
{
    while (wanted.length > 0) {
        struct dg_text literal = before_any(wanted, "{");

        if (literal.length > segment.length ||
            memcmp(literal.data, segment.data, literal.length) != 0) {
            return false;
        }
        advance(&segment, literal.length);
        advance(&wanted, literal.length);
        if (wanted.length > 0 && !fits_parameter(match, &wanted, &segment)) {
            return false;
        }
    }
    return segment.length == 0;
}

/* Whether the template fits the end of the path; *literals is the number of its literal
 * segments. */
static bool fits(struct match *match, const struct dg_operation *operation, struct dg_text path,
                 size_t *literals)
{
    struct dg_text template = dg_text_of(operation->path);

    match->tried = operation;
    match->path_count = 0;
    *literals = 0;
    buffer_reserve(&match->decoded, path.length);
    match->decoded.length = 0;
    while (template.length > 0) {
        struct dg_text wanted = take_segment(&template);

        if (path.length == 0 || find(path, '/') == NULL) {
            return false;
        }
        *literals += find(wanted, '{') == NULL;
        if (!fits_segment(match, wanted, decode(&match->decoded, take_segment(&path)))) {
            return false;
        }
    }
    return true;
}

static void choose(struct match *match, const struct dg_operation *operation, size_t literals,
                   size_t *most)
{
    if (match->operation == NULL || literals > *most) {
        match->operation = operation;
        match->other = NULL;
        *most = literals;
    } else if (literals == *most) {
        match->other = operation;
    }
}

void match_request(struct match *match, const struct dg_contract *contract,
                   const struct dg_operation *only, struct dg_text method, struct dg_text url)
{
    struct dg_text path = path_of(url);
    size_t most = 0;
    size_t literals = 0;

    match->operation = match->other = match->tied = NULL;
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if ((only == NULL || only == operation) &&
            dg_text_equal(dg_text_of(operation->method), method) &&
            fits(match, operation, path, &literals)) {
            choose(match, operation, literals, &most);
        }
    }
    if (match->other != NULL) {
        match->tied = match->operation;
        match->operation = NULL;
    }
    /* The values of the parameters are those of the last operation that was tried. */
    if (match->operation != NULL) {
        (void)fits(match, match->operation, path, &literals);
    }
}

void match_free(struct match *match)
{
    free(match->path);
    buffer_free(&match->decoded);
}
