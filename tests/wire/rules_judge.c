/* Judges documents by the rules of a contract, for comparison with another judge. A line of
   standard input is one document, in parts between tabs:
       schema, or OPERATION/STATUS   self   oldSelf   http.status   http.media_type   NAME=VALUE...
   An empty part is absent; the last parts are request.path. The result is one line: a part for each
   rule that fails, a part for each rule that the built value of `self` breaks, then a part with the
   number of rules that were not judged. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

/* -DWIRE_CONTRACT: the contract under test. */
#define CONTRACT WIRE_CONTRACT

#define MOST_PARAMETERS 8

/* The parts of a line. */
struct question {
    const struct dg_schema *schema;
    struct dg_text self;
    struct dg_text old;
    struct dg_exchange exchange;
    struct dg_path_value path[MOST_PARAMETERS];
};

static void trouble(const char *what, const char *about)
{
    fprintf(stderr, "%s: %s\n", what, about);
    exit(1);
}

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count, size);

    if (memory == NULL) {
        trouble("no memory", "judge");
    }
    return memory;
}

/* Reading questions */

/* The next part of the line, terminated; empty at its end. */
static char *next_part(char **line)
{
    char *part = *line;
    size_t length = strcspn(part, "\t\n");

    *line += length + (part[length] == '\0' ? 0 : 1);
    part[length] = '\0';
    return part;
}

static struct dg_text text_of(const char *part)
{
    return (struct dg_text){part[0] == '\0' ? NULL : part, strlen(part)};
}

/* The body of OPERATION/STATUS, the first one if there are several; NULL: there is none. */
static const struct dg_media *media_named(const char *name)
{
    for (size_t i = 0; i < CONTRACT.operation_count; i++) {
        const struct dg_operation *operation = &CONTRACT.operations[i];
        size_t length = strlen(operation->id);
        if (strncmp(name, operation->id, length) != 0 || name[length] != '/') {
            continue;
        }
        for (size_t k = 0; k < operation->response_count; k++) {
            const struct dg_response *response = &operation->responses[k];
            if (strcmp(response->status, name + length + 1) == 0 && response->media_count > 0) {
                return &response->media[0];
            }
        }
    }
    return NULL;
}

static const struct dg_schema *schema_named(const char *name)
{
    for (size_t i = 0; i < CONTRACT.schema_count; i++) {
        if (strcmp(CONTRACT.schemas[i]->name, name) == 0) {
            return CONTRACT.schemas[i];
        }
    }
    return NULL;
}

static void read_path(struct question *question, char **line)
{
    for (char *part = next_part(line); part[0] != '\0'; part = next_part(line)) {
        size_t name = strcspn(part, "=");
        if (part[name] == '\0' || question->exchange.path_count == MOST_PARAMETERS) {
            trouble("no parameter", part);
        }
        part[name] = '\0';
        question->path[question->exchange.path_count] =
            (struct dg_path_value){part, {part + name + 1, strlen(part + name + 1)}};
        question->exchange.path_count += 1;
        question->exchange.path = question->path;
    }
}

static void read_question(struct question *question, char *line)
{
    const char *name = next_part(&line);
    const struct dg_media *media = media_named(name);

    question->schema = media != NULL ? media->schema : schema_named(name);
    if (question->schema == NULL) {
        trouble("the contract has no such schema or response", name);
    }
    question->self = text_of(next_part(&line));
    question->old = text_of(next_part(&line));
    question->exchange.rules = media != NULL ? media->rules : NULL;
    question->exchange.status = (int)strtol(next_part(&line), NULL, 10);
    question->exchange.media_type = text_of(next_part(&line));
    read_path(question, &line);
}

/* Answering */

/* A sink that writes a part for each rule that fails, and for other errors. */
struct answer {
    struct dg_report report;
    bool of_value; /* the findings of the validator, which has only the value */
};

/* Writes control characters as \xNN, since they would end parts. */
static void write_pointer(const struct dg_frame *frame)
{
    size_t length = dg_pointer_write(frame, NULL, 0);
    char *pointer = room(length + 1, 1);

    dg_pointer_write(frame, pointer, length + 1);
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)pointer[i] < 0x20) {
            printf("\\x%02x", (unsigned)pointer[i]);
        } else {
            putchar(pointer[i]);
        }
    }
    free(pointer);
}

/* Writes a rule that fails, or another error; warnings of other codes are ignored. For a built
 * value, no pointer is written: unlike the pointer of a document, it doesn't depend on existing
 * members. */
static void write_finding(struct dg_report *report, const struct dg_finding *finding)
{
    const struct answer *answer = (const struct answer *)(const void *)report;

    if (finding->rule == NULL && finding->severity != DG_SEVERITY_ERROR) {
        return;
    }
    printf("%s", answer->of_value ? "as a value " : "");
    if (finding->rule != NULL) {
        printf("%s %s ", finding->overflow ? "overflows" : "fails", finding->rule->id);
    } else {
        printf("invalid %s ", dg_code_name(finding->code));
    }
    if (!answer->of_value) {
        write_pointer(finding->frame);
    }
    putchar('\t');
}

/* Judges a document, then the value that was read from it, if there is a report. */
static void decode(const struct dg_schema *schema, struct dg_text json, struct dg_report *report)
{
    struct answer again = {.report = {.finding = write_finding}, .of_value = true};
    struct dg_arena arena;
    void *value = room(1, schema->size);

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    schema->decode(value, json.data, json.length, &arena, report);
    if (report->finding != NULL) {
        schema->validate(value, &again.report);
    }
    if (arena.failed) {
        trouble("no memory", schema->name);
    }
    dg_arena_free(&arena);
    free(value);
}

/* The state of the document; one without any value if there is none. */
static void *decode_state(const struct dg_schema *schema, struct dg_text json,
                          struct dg_history *history, struct dg_report *report)
{
    void *state = room(1, schema->states->size);

    history->length = 0;
    report->history = history;
    decode(schema, json, report);
    if (history->length > 0) {
        (void)dg_states_unpack(schema->states, history->packed, state);
    }
    return state;
}

/* Compares the document with the previous one. */
static void judge_change(const struct question *question, struct dg_report *report)
{
    const struct dg_schema *schema = question->schema;
    struct dg_history history = {.key = {{0x0123456789abcdef, 0xfedcba9876543210}},
                                 .packed = room(1, dg_states_packed_size(schema->states))};
    struct dg_report unheard = {.finding = NULL};
    void *before = decode_state(schema, question->old, &history, &unheard);
    void *now = decode_state(schema, question->self, &history, report);

    dg_compare_states(schema, now, before, question->self, report);
    free(before);
    free(now);
    free(history.packed);
}

static void judge(const struct question *question)
{
    struct answer answer = {.report = {.finding = write_finding, .exchange = &question->exchange}};

    if (question->old.data != NULL && question->schema->states != NULL) {
        judge_change(question, &answer.report);
    } else {
        decode(question->schema, question->self, &answer.report);
    }
    printf("%llu not applicable, %llu skipped\n",
           (unsigned long long)answer.report.rules_not_applicable,
           (unsigned long long)answer.report.rules_skipped);
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;

    while (getline(&line, &capacity, stdin) > 0) {
        struct question question = {.schema = NULL};
        read_question(&question, line);
        judge(&question);
    }
    free(line);
    return ferror(stdin) != 0 || fflush(stdout) != 0 ? 1 : 0;
}
