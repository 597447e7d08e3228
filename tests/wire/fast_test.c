/* The fast way through objects reads exactly what the general reader reads: two libraries of the
 * same contract, one of them without the fast way, on the samples, on samples with changed bytes,
 * and on samples whose members are in other orders and layouts. Nothing behind the text may be
 * read. The fast way has an arena of its own, which remembers the documents before; some are read
 * until the way pauses. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/contract.h"
#include "samples.h"

extern const struct dg_contract FAST_CONTRACT;
extern const struct dg_contract PLAIN_CONTRACT;

#define MOST_BYTES ((size_t)1 << 20)
#define MOST_MEMBERS 256

static unsigned long compared;
static unsigned long differences;

/* The findings about a document, as text. */
struct heard {
    struct dg_report report; /* first: the sink gets a pointer to it */
    size_t length;
    char text[1 << 14];
};

static void hear(struct dg_report *report, const struct dg_finding *finding)
{
    struct heard *heard = (struct heard *)report;
    char pointer[256];
    int written;

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    written =
        snprintf(heard->text + heard->length, sizeof heard->text - heard->length,
                 "%s %d at %zu of %s: %.*s; %.*s, %.*s %s\n", dg_code_name(finding->code),
                 (int)finding->severity, finding->offset, pointer, (int)finding->actual.length,
                 finding->actual.data, (int)finding->expected.length, finding->expected.data,
                 (int)finding->property.length, finding->property.data,
                 finding->schema == NULL ? "" : finding->schema);
    heard->length += (size_t)written;
    if (heard->length >= sizeof heard->text) {
        heard->length = sizeof heard->text - 1;
    }
}

/* A judgement of a document by one of the libraries. */
struct judgement {
    bool verdict;
    struct heard heard;
    size_t written;
    char json[1 << 16]; /* the value, encoded */
};

static void judge(struct judgement *out, const struct dg_schema *schema, void *value,
                  struct dg_text text, struct dg_arena *arena)
{
    memset(value, 0, schema->size);
    /* Each fourth document is judged with a limit of 1 to 6 levels; 0: the usual one. */
    out->heard.report = (struct dg_report){
        .finding = hear,
        .max_depth = compared % 4 == 0 ? (unsigned)(compared / 4 % 6) + 1 : 0,
    };
    out->heard.length = 0;
    out->heard.text[0] = '\0';
    out->verdict = schema->decode(value, text.data, text.length, arena, &out->heard.report);
    out->written = schema->encode(value, out->json, sizeof out->json);
    dg_arena_reset(arena);
}

/* The text, where the next byte can't be read. */
static struct dg_text guarded(struct dg_text text)
{
    static char *end;

    if (end == NULL) {
        size_t page = (size_t)sysconf(_SC_PAGESIZE);
        char *pages = mmap(NULL, MOST_BYTES + page, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        if (pages == MAP_FAILED || mprotect(pages + MOST_BYTES, page, PROT_NONE) != 0) {
            perror("mmap");
            exit(99);
        }
        end = pages + MOST_BYTES;
    }
    memcpy(end - text.length, text.data, text.length);
    return (struct dg_text){end - text.length, text.length};
}

/* The same schema in both contracts, and memory for its values. */
struct pair {
    const struct dg_schema *fast;
    const struct dg_schema *plain;
    void *value;
};

static void compare_judgements(const struct pair *pair, struct dg_text text,
                               const struct judgement *fast, const struct judgement *plain)
{
    if (fast->verdict == plain->verdict && fast->heard.length == plain->heard.length &&
        strcmp(fast->heard.text, plain->heard.text) == 0 && fast->written == plain->written &&
        memcmp(fast->json, plain->json, fast->written) == 0 &&
        fast->heard.report.rules_skipped == plain->heard.report.rules_skipped) {
        return;
    }
    differences++;
    if (differences <= 5) {
        printf("%s: %.*s\nfast: %d %.*s\n%splain: %d %.*s\n%s", pair->fast->name, (int)text.length,
               text.data, fast->verdict, (int)fast->written, fast->json, fast->heard.text,
               plain->verdict, (int)plain->written, plain->json, plain->heard.text);
    }
}

/* Of the libraries with the fast way and without. The first one remembers the documents before. */
static struct dg_arena arenas[2];

/* Reads the document `times` times with the fast way. */
static void compare_often(const struct pair *pair, struct dg_text text, int times)
{
    static struct judgement fast, plain;
    struct dg_text read = guarded(text);

    judge(&plain, pair->plain, pair->value, read, &arenas[1]);
    for (int i = 0; i < times; i++) {
        judge(&fast, pair->fast, pair->value, read, &arenas[0]);
        compare_judgements(pair, text, &fast, &plain);
    }
    compared++;
}

static void compare(const struct pair *pair, struct dg_text text)
{
    compare_often(pair, text, 1);
}

/* Changed bytes */

static void compare_changes(const struct pair *pair, struct dg_text text, const char *bytes)
{
    char *changed = malloc(text.length + 1);

    for (size_t at = 0; at < text.length; at++) {
        compare(pair, (struct dg_text){text.data, at});
        memcpy(changed, text.data, at);
        memcpy(changed + at, text.data + at + 1, text.length - at - 1);
        compare(pair, (struct dg_text){changed, text.length - 1});
        memcpy(changed, text.data, text.length);
        for (const char *byte = bytes; *byte != '\0'; byte++) {
            changed[at] = *byte;
            compare(pair, (struct dg_text){changed, text.length});
        }
        for (const char *byte = bytes; *byte != '\0'; byte++) {
            changed[at] = *byte;
            memcpy(changed + at + 1, text.data + at, text.length - at);
            compare(pair, (struct dg_text){changed, text.length + 1});
        }
    }
    free(changed);
}

/* Members */

/* The end of the string at `at`. */
static const char *string_end(const char *at)
{
    for (at++; *at != '"'; at++) {
        at += *at == '\\' ? 1 : 0;
    }
    return at + 1;
}

/* An object in a valid text. */
struct object {
    const char *begin; /* after the brace */
    const char *end;   /* the closing brace */
    size_t count;
    struct dg_text members[MOST_MEMBERS]; /* each from its name to its value's end */
};

/* Finds the members of the object whose brace is at `at`. Returns false if there are too many. */
static bool object_find(struct object *out, const char *at)
{
    const char *member = at + 1;
    unsigned depth = 1;

    out->begin = at + 1;
    out->count = 0;
    for (at++; depth > 0; at++) {
        if (*at == '"') {
            at = string_end(at) - 1;
        }
        depth += *at == '{' || *at == '[' ? 1 : 0;
        depth -= *at == '}' || *at == ']' ? 1 : 0;
        if ((depth == 1 && *at == ',') || depth == 0) {
            while (*member == ' ' || *member == '\n' || *member == '\r' || *member == '\t') {
                member++;
            }
            if (out->count == MOST_MEMBERS) {
                return false;
            }
            if (member < at) {
                out->members[out->count++] = (struct dg_text){member, (size_t)(at - member)};
            }
            member = at + 1;
        }
    }
    out->end = at - 1;
    return true;
}

/* A text that is put together. */
struct draft {
    size_t length;
    char text[1 << 16];
};

static void draft_add(struct draft *draft, struct dg_text text)
{
    if (text.length <= sizeof draft->text - draft->length) {
        memcpy(draft->text + draft->length, text.data, text.length);
        draft->length += text.length;
    }
}

/* The document with other members in one of its objects. */
static void compare_members(const struct pair *pair, struct dg_text text,
                            const struct object *object, const struct dg_text *members, int times)
{
    static struct draft draft;

    draft.length = 0;
    draft_add(&draft, (struct dg_text){text.data, (size_t)(object->begin - text.data)});
    for (size_t i = 0; members[i].data != NULL; i++) {
        draft_add(&draft, (struct dg_text){",", i == 0 ? 0 : 1});
        draft_add(&draft, members[i]);
    }
    draft_add(&draft,
              (struct dg_text){object->end, (size_t)(text.data + text.length - object->end)});
    compare_often(pair, (struct dg_text){draft.text, draft.length}, times);
}

/* The members in reverse order, until the fast way pauses, and then in order. */
static void compare_reverse(const struct pair *pair, struct dg_text text,
                            const struct object *object)
{
    struct dg_text members[MOST_MEMBERS + 1];

    for (size_t i = 0; i < object->count; i++) {
        members[i] = object->members[object->count - 1 - i];
    }
    members[object->count] = (struct dg_text){NULL, 0};
    compare_members(pair, text, object, members, 20);
    compare_often(pair, text, 40);
}

/* Another member in place of each one, before and after it; its removal; and a move to each other
 * place. */
static void compare_orders(const struct pair *pair, struct dg_text text,
                           const struct object *object)
{
    static const struct dg_text others[] = {DG_TEXT("\"x-unknown\":[1,{\"id\":null}]"),
                                            DG_TEXT("\"\\u0069d\":\"\\n\""), DG_TEXT("\"\":0")};
    struct dg_text members[MOST_MEMBERS + 2];

    for (size_t i = 0; i < object->count; i++) {
        for (size_t to = 0; to < object->count; to++) {
            size_t count = 0;

            for (size_t k = 0; k < object->count; k++) {
                if (k != i) {
                    members[count++] = object->members[k];
                }
                if (count == to + 1 && k != i) {
                    members[count++] = object->members[i];
                }
            }
            members[count] = (struct dg_text){NULL, 0};
            compare_members(pair, text, object, members, 1);
            members[count] = object->members[to]; /* a duplicate */
            members[count + 1] = (struct dg_text){NULL, 0};
            compare_members(pair, text, object, members, 1);
        }
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
            memcpy(members, object->members, i * sizeof *members);
            members[i] = others[k];
            memcpy(members + i + 1, object->members + i, (object->count - i) * sizeof *members);
            members[object->count + 1] = (struct dg_text){NULL, 0};
            compare_members(pair, text, object, members, 1);
        }
        memcpy(members, object->members, i * sizeof *members);
        memcpy(members + i, object->members + i + 1, (object->count - i - 1) * sizeof *members);
        members[object->count - 1] = (struct dg_text){NULL, 0};
        compare_members(pair, text, object, members, 1);
    }
}

/* Layouts */

/* White space around the tokens of a layout. */
struct layout {
    const char *after_open;
    const char *after_comma;
    const char *before_colon;
    const char *after_colon;
    const char *before_close;
};

static const struct layout layouts[] = {
    {"", "", "", "", ""},
    {"", " ", "", " ", ""},
    {"", "", "", " ", ""},
    {"\n  ", "\n  ", "", " ", "\n"},
    {"\r\n\t", "\r\n\t", " ", "\t", "\r\n"},
    {" ", "   ", "\n", "\n", " "},
};

/* The text in another layout. */
static void lay_out(struct draft *out, struct dg_text text, const struct layout *layout)
{
    const char *end = text.data + text.length;

    out->length = 0;
    for (const char *at = text.data; at < end; at++) {
        bool opens = *at == '{' || *at == '[';
        bool closes = *at == '}' || *at == ']';

        if (*at == '"') {
            const char *after = string_end(at);

            draft_add(out, (struct dg_text){at, (size_t)(after - at)});
            at = after - 1;
            continue;
        }
        if (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t') {
            continue;
        }
        draft_add(out, dg_text_of(closes       ? layout->before_close
                                  : *at == ':' ? layout->before_colon
                                               : ""));
        draft_add(out, (struct dg_text){at, 1});
        draft_add(out, dg_text_of(opens        ? layout->after_open
                                  : *at == ',' ? layout->after_comma
                                  : *at == ':' ? layout->after_colon
                                               : ""));
    }
}

/* Whether the structure of the text is that of JSON, so that its members can be found. */
static bool is_balanced(struct dg_text text)
{
    unsigned depth = 0;
    bool within = false;

    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];

        if (within) {
            i += c == '\\' ? 1 : 0;
            within = c != '"';
        } else if (c == '"') {
            within = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && depth-- == 0) {
            return false;
        }
    }
    return depth == 0 && !within && text.length > 0 && *text.data == '{';
}

static void compare_document(const struct pair *pair, struct dg_text text, bool all)
{
    static struct draft draft;
    static struct object object;

    compare(pair, text);
    compare_changes(pair, text, all ? "\"\\{}[],:0-.9eutn \x01\x80\xC3\xFFZz" : "\" 9");
    if (!is_balanced(text)) {
        return;
    }
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
        lay_out(&draft, text, &layouts[i]);
        compare(pair, (struct dg_text){draft.text, draft.length});
        if (all) {
            compare_changes(pair, (struct dg_text){draft.text, draft.length}, ", :\"x");
        }
    }
    for (const char *at = text.data; at < text.data + text.length; at++) {
        if (*at == '"') {
            at = string_end(at) - 1;
        } else if (*at == '{' && object_find(&object, at)) {
            compare_orders(pair, text, &object);
            compare_reverse(pair, text, &object);
        }
    }
}

static int is_document(const struct dirent *file)
{
    size_t length = strlen(file->d_name);

    return length > 5 && strcmp(file->d_name + length - 5, ".json") == 0;
}

/* Of the samples of a schema, takes one in `step`; of those, one in ALL_IN with every change. */
#define ALL_IN 32

static void compare_schema(const struct pair *pair, const char *folder, int step)
{
    struct dirent **files = NULL;
    char path[512];
    int count;

    snprintf(path, sizeof path, "%s/%s", folder, pair->fast->name);
    count = scandir(path, &files, is_document, alphasort);
    for (int i = 0; i < count; i++) {
        if (i % step == 0) {
            size_t length;
            char *text;

            snprintf(path, sizeof path, "%s/%s/%s", folder, pair->fast->name, files[i]->d_name);
            text = samples_read(path, &length);
            if (text != NULL && length < sizeof((struct draft *)NULL)->text / 4) {
                compare_document(pair, (struct dg_text){text, length}, i / step % ALL_IN == 0);
            }
            free(text);
        }
        free(files[i]);
    }
    free(files);
}

int main(int argc, char **argv)
{
    static char memory[2][1 << 16];
    int step = argc == 3 ? atoi(argv[2]) : 0;

    if (step < 1) {
        fprintf(stderr, "usage: %s FOLDER STEP\n", argv[0]);
        return 2;
    }
    for (int i = 0; i < 2; i++) {
        dg_arena_init(&arenas[i], memory[i], sizeof memory[i], &samples_heap);
    }
    for (size_t i = 0; i < FAST_CONTRACT.schema_count; i++) {
        struct pair pair = {FAST_CONTRACT.schemas[i], PLAIN_CONTRACT.schemas[i], NULL};

        pair.value = malloc(pair.fast->size);
        compare_schema(&pair, argv[1], step);
        free(pair.value);
    }
    printf("%lu documents, %lu differences\n", compared, differences);
    return compared > 1000 && differences == 0 && arenas[0].learnt != 0 ? 0 : 1;
}
