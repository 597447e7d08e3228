/* Prints the table of keywords in Markdown, for docs/keywords.md, and checks what no compiler can:
 * that no keyword has two rows in one place, that each kind of object has some, and that the
 * keywords that limit values are those of MODEL_LIMITS. */
#include <stdio.h>
#include <string.h>

#include "common/buffer.h"
#include "load/load_keywords.h"
#include "model/model.h"

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
    case KEYWORD_3_2:
        return "3.2";
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
    case KEYWORD_IGNORED:
        return "ignored: ";
    case KEYWORD_NOTED:
        return "noted: ";
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

/* Limits */

static const struct {
    enum model_kind kind;
    const char *keywords[2];
} limits[] = {
#define LIMIT(kind, member, none, form, first, second, ...) {MODEL_##kind, {first, second}},
    MODEL_LIMITS(LIMIT)
#undef LIMIT
};

#define LIMIT_COUNT (sizeof limits / sizeof limits[0])

/* The `type` of the schemas of a kind whose keywords limit values. */
static unsigned type_of(enum model_kind kind)
{
    switch (kind) {
    case MODEL_TEXT:
        return KEYWORD_STRING;
    case MODEL_INTEGER:
        return KEYWORD_INTEGER;
    case MODEL_NUMBER:
        return KEYWORD_NUMBER;
    case MODEL_BOOLEAN:
        return KEYWORD_BOOLEAN;
    case MODEL_OBJECT:
    case MODEL_MAP:
        return KEYWORD_OBJECT;
    case MODEL_LIST:
        return KEYWORD_ARRAY;
    case MODEL_TIME:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_JSON:
    case MODEL_UNION:
    case MODEL_VALUE:
    case MODEL_ENUM:
        break;
    }
    return 0;
}

/* Whether a row reads that keyword of a limit. */
static bool is_limit(const struct keyword *keyword, size_t limit, size_t which)
{
    bool names = (keyword->objects & KEYWORD_NAMES) != 0;

    return keyword->load.value == load_limit &&
           strcmp(keyword->name, limits[limit].keywords[which]) == 0 &&
           (names ? limits[limit].kind == MODEL_MAP
                  : (keyword->types & type_of(limits[limit].kind)) != 0);
}

/* The functions that restrict values otherwise: by the C type, or by what it is made of. */
static bool is_part(const struct keyword *keyword)
{
    static void (*const functions[])(const struct keyword_value *, struct draft *) = {
        load_enum_values,       load_enum_const,    load_enum_open,         load_enum_extensible,
        load_enum_fixed,        load_scalar_format, load_object_properties, load_object_required,
        load_object_additional, load_names,         load_names_enum,        load_names_const,
        load_names_type,        load_object_items,  load_object_rules,      load_limit_exclusive,
        load_multiple,          load_object_unique, load_dependent,         load_pattern,
        load_others_patterns,
    };

    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (keyword->load.value == functions[i]) {
            return true;
        }
    }
    return false;
}

/* Checks that a row that reads limits has one for each of its types, and says what is found. */
static bool check_limits(const struct keyword *keyword)
{
    unsigned left = keyword->types;
    bool met = false;

    if (keyword->walk != KEYWORD_WALK_VALUE && keyword->walk != KEYWORD_WALK_PARTS &&
        keyword->walk != KEYWORD_WALK_NAMES) {
        return true;
    }
    if (keyword->load.value != load_limit) {
        if (!is_part(keyword)) {
            fprintf(stderr, "'%s' limits values, but isn't read by load_limit\n", keyword->name);
        }
        return is_part(keyword);
    }
    for (size_t i = 0; i < 2 * LIMIT_COUNT; i++) {
        if (is_limit(keyword, i / 2, i % 2)) {
            met = true;
            left &= ~type_of(limits[i / 2].kind);
        }
    }
    if (!met || left != 0) {
        fprintf(stderr, "'%s' is read for a type that it doesn't limit\n", keyword->name);
    }
    if (strncmp(keyword->words, "finding `", strlen("finding `")) != 0) {
        fprintf(stderr, "'%s' limits values, but its words don't begin with a finding\n",
                keyword->name);
        return false;
    }
    return met && left == 0;
}

/* Checks that a keyword of a limit has a row. */
static bool check_limit(size_t limit, size_t which)
{
    if (limits[limit].keywords[which][0] == '\0') {
        return which > 0;
    }
    for (size_t i = 0; i < keywords_table_count; i++) {
        if (is_limit(&keywords_table[i], limit, which)) {
            return true;
        }
    }
    fprintf(stderr, "'%s' limits values, but no row reads it\n", limits[limit].keywords[which]);
    return false;
}

int main(void)
{
    bool good = true;

    for (size_t i = 0; i < 2 * LIMIT_COUNT; i++) {
        good = check_limit(i / 2, i % 2) && good;
    }
    for (size_t i = 0; i < keywords_table_count; i++) {
        good = check_row(i) && good;
        good = check_limits(&keywords_table[i]) && good;
    }
    for (size_t i = 0; i < OBJECT_COUNT; i++) {
        if (print_object(i) == 0) {
            fprintf(stderr, "no keyword in: %s\n", objects[i].title);
            good = false;
        }
    }
    return good && fflush(stdout) == 0 ? 0 : 1;
}
