/* Prints the table of keywords in Markdown, for docs/keywords.md, and checks properties that a
 * compiler can't check: no keyword has two rows for one object, and each kind of object has
 * keywords. */
#include <stdio.h>
#include <string.h>

#include "common/buffer.h"
#include "load/keywords.h"

static const struct {
    enum keyword_object object;
    const char *title;
} objects[] = {
    {KEYWORD_DOCUMENT, "The document"},
    {KEYWORD_INFO, "Info"},
    {KEYWORD_SERVER, "The first server"},
    {KEYWORD_PATH_ITEM, "Path item"},
    {KEYWORD_OPERATION, "Operation"},
    {KEYWORD_PARAMETER, "Parameter"},
    {KEYWORD_RESPONSE, "Response"},
    {KEYWORD_MEDIA, "Media type of a response"},
    {KEYWORD_SCHEMA, "Schema"},
    {KEYWORD_REFERENCE, "Reference: `$ref` and what may stand beside it"},
    {KEYWORD_NAMES, "Schema of `propertyNames`"},
    {KEYWORD_NULL, "The schema `{type: 'null'}` in `anyOf` or `oneOf`"},
    {KEYWORD_RULE, "Rule in `x-dg-rules`"},
    {KEYWORD_RULE_EXAMPLES, "`examples` of a rule"},
    {KEYWORD_SECURITY_SCHEME, "Security scheme"},
};

#define OBJECT_COUNT (sizeof objects / sizeof objects[0])

/* Printing */

static const char *version_name(enum keyword_version version)
{
    switch (version) {
    case KEYWORD_EVERY_VERSION:
        break;
    case KEYWORD_3_0:
        return "3.0";
    case KEYWORD_3_1:
        return "3.1";
    }
    return "";
}

/* Writes how the compiler treats the keyword, without the words of its row. */
static const char *action_name(enum keyword_action action)
{
    switch (action) {
    case KEYWORD_LOADED:
    case KEYWORD_DESCRIBING:
        break;
    case KEYWORD_ANNOTATION:
        return "annotation: ";
    case KEYWORD_NOTED:
        return "ignored: ";
    case KEYWORD_REFUSED:
        return "refused, since it ";
    }
    return "";
}

static void print_row(const struct keyword *keyword)
{
    struct buffer types = {0};

    keywords_add_types(&types, keyword->types);
    printf("| `%s` | %s | %s | %s%s%s", keyword->name, types.length > 0 ? types.data : "",
           version_name(keyword->version), action_name(keyword->action), keyword->words,
           keyword->missing != NULL ? "; required" : "");
    if (keyword->elsewhere != NULL) {
        printf(" (%s)", keyword->elsewhere + strlen(": "));
    }
    printf(" |\n");
    buffer_free(&types);
}

/* Returns the number of rows. */
static size_t print_object(size_t index)
{
    size_t count = 0;

    printf("%s### %s\n\n", index > 0 ? "\n" : "", objects[index].title);
    printf("| keyword | for type | OpenAPI | treatment |\n|---|---|---|---|\n");
    for (size_t i = 0; i < keywords_table_count; i++) {
        if ((keywords_table[i].objects & objects[index].object) != 0) {
            print_row(&keywords_table[i]);
            count++;
        }
    }
    return count;
}

/* Checks */

static bool is_repeated(const struct keyword *a, const struct keyword *b)
{
    return strcmp(a->name, b->name) == 0 && (a->objects & b->objects) != 0 &&
           (a->version == b->version || a->version == KEYWORD_EVERY_VERSION ||
            b->version == KEYWORD_EVERY_VERSION);
}

static bool check_row(size_t index)
{
    const struct keyword *keyword = &keywords_table[index];
    unsigned known = 0;
    bool good = true;

    for (size_t i = 0; i < OBJECT_COUNT; i++) {
        known |= (unsigned)objects[i].object;
    }
    if (keyword->objects == 0 || (keyword->objects & ~known) != 0) {
        fprintf(stderr, "'%s' stands in an object without title\n", keyword->name);
        good = false;
    }
    /* This walk goes only through schemas of these types. */
    if (keyword->walk == KEYWORD_WALK_PARTS &&
        (keyword->types == 0 ||
         (keyword->types & ~(unsigned)(KEYWORD_OBJECT | KEYWORD_ARRAY)) != 0)) {
        fprintf(stderr, "'%s' is read in objects and arrays only\n", keyword->name);
        good = false;
    }
    for (size_t i = 0; i < index; i++) {
        if (is_repeated(&keywords_table[i], keyword)) {
            fprintf(stderr, "'%s' has two rows in one place\n", keyword->name);
            good = false;
        }
    }
    return good;
}

int main(void)
{
    bool good = true;

    for (size_t i = 0; i < keywords_table_count; i++) {
        good = check_row(i) && good;
    }
    for (size_t i = 0; i < OBJECT_COUNT; i++) {
        if (print_object(i) == 0) {
            fprintf(stderr, "no keyword in: %s\n", objects[i].title);
            good = false;
        }
    }
    return good && fflush(stdout) == 0 ? 0 : 1;
}
