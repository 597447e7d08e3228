/* Tests every rule of the contract with its examples: passing ones satisfy the rule, failing ones
 * break it, and each rule has failing ones. rules_test FOLDER */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "contract.h"
#include "samples.h"

/* The target against which documents are judged, so that one rule applies; and the findings of that
 * rule and of others. */
struct trial {
    struct dg_report report;
    const struct dg_rule *rule;
    const struct dg_schema *schema;
    const struct dg_response_rules *response; /* NULL: the rule is the schema's */
    bool found;                               /* a finding of the rule */
};

static void note_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct trial *trial = (struct trial *)(void *)report;

    trial->found = trial->found || finding->rule == trial->rule;
}

/* Judges one document. `now` receives the state of the document (NULL: none is wanted); `old` is
 * the previous state. */
static void judge(struct trial *trial, struct dg_text json, void *now, const void *old)
{
    const struct dg_schema *schema = trial->schema;
    struct dg_history history = {.key = {{1, 2}}};
    void *value = calloc(1, schema->size);
    struct dg_arena arena;

    assert(value != NULL);
    if (now != NULL) {
        history.packed = calloc(1, dg_states_packed_size(schema->states));
        assert(history.packed != NULL);
    }
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    trial->report.history = now != NULL ? &history : NULL;
    schema->decode(value, json.data, json.length, &arena, &trial->report);
    if (history.length > 0) {
        (void)dg_states_unpack(schema->states, history.packed, now);
    }
    if (now != NULL) {
        dg_compare_states(schema, now, old, json, &trial->report);
    }
    dg_arena_free(&arena);
    free(history.packed);
    free(value);
}

static void *new_state(const struct trial *trial)
{
    assert(trial->schema->states != NULL);
    void *state = calloc(1, trial->schema->states->size);
    assert(state != NULL);
    return state;
}

/* Judges successive states, one on each line. */
static void judge_lines(struct trial *trial, struct dg_text text)
{
    void *old = NULL;

    while (text.length > 0) {
        const char *end = memchr(text.data, '\n', text.length);
        size_t length = end != NULL ? (size_t)(end - text.data) : text.length;
        void *now = new_state(trial);

        judge(trial, (struct dg_text){text.data, length}, now, old);
        length += end != NULL ? 1 : 0;
        text = (struct dg_text){text.data + length, text.length - length};
        free(old);
        old = now;
    }
    free(old);
}

/* The members of request.path, at most `limit`. Returns their number. */
static size_t read_path(const cJSON *tree, struct dg_path_value *path, size_t limit)
{
    const cJSON *request = cJSON_GetObjectItemCaseSensitive(tree, "request");
    const cJSON *members = cJSON_GetObjectItemCaseSensitive(request, "path");
    const cJSON *member;
    size_t count = 0;

    cJSON_ArrayForEach(member, members)
    {
        assert(count < limit);
        path[count++] =
            (struct dg_path_value){member->string, dg_text_of(cJSON_GetStringValue(member))};
    }
    return count;
}

/* Judges `body`, if the exchange has one, as the body of the previous response (`old` NULL) or of
 * this one. */
static void judge_body(struct trial *trial, const cJSON *body, void *now, const void *old)
{
    char *json = body != NULL ? cJSON_PrintUnformatted(body) : NULL;

    if (json != NULL) {
        judge(trial, dg_text_of(json), now, old);
    }
    cJSON_free(json);
}

static void judge_exchange(struct trial *trial, struct dg_text text)
{
    cJSON *tree = cJSON_ParseWithLength(text.data, text.length);
    const cJSON *http = cJSON_GetObjectItemCaseSensitive(tree, "http");
    const cJSON *old_body = cJSON_GetObjectItemCaseSensitive(tree, "oldSelf");
    struct dg_path_value path[8];
    struct dg_exchange exchange = {.rules = trial->response};
    void *old = old_body != NULL ? new_state(trial) : NULL;
    void *now = old_body != NULL ? new_state(trial) : NULL;

    assert(tree != NULL && cJSON_GetObjectItemCaseSensitive(tree, "self") != NULL);
    /* Findings of the previous response don't matter. */
    judge_body(trial, old_body, old, NULL);
    trial->found = false;
    trial->report.rules_skipped = 0;
    if (http != NULL) {
        exchange.status = cJSON_GetObjectItemCaseSensitive(http, "status")->valueint;
        exchange.media_type =
            dg_text_of(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(http, "media_type")));
    }
    exchange.path_count = read_path(tree, path, sizeof path / sizeof path[0]);
    exchange.path = exchange.path_count > 0 ? path : NULL;
    trial->report.exchange = &exchange;
    judge_body(trial, cJSON_GetObjectItemCaseSensitive(tree, "self"), now, old);
    free(old);
    free(now);
    cJSON_Delete(tree);
}

static bool ends(const char *text, const char *end)
{
    size_t length = strlen(text);

    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static bool compares(const struct dg_rule *rule)
{
    return strstr(rule->expression, "oldSelf.") != NULL;
}

/* Whether the example has everything that the rule reads. */
static bool suffices(const struct dg_rule *rule, const char *name, struct dg_text text)
{
    bool asks = strstr(rule->expression, "request.path.") != NULL;
    bool answers = strstr(rule->expression, "http.") != NULL;

    if (!ends(name, ".exchange.json")) {
        return !asks && !answers && compares(rule) == ends(name, ".ndjson");
    }
    cJSON *tree = cJSON_ParseWithLength(text.data, text.length);
    bool good = tree != NULL &&
                (!compares(rule) || cJSON_GetObjectItemCaseSensitive(tree, "oldSelf") != NULL) &&
                (!asks || cJSON_GetObjectItemCaseSensitive(tree, "request") != NULL) &&
                (!answers || cJSON_GetObjectItemCaseSensitive(tree, "http") != NULL);
    cJSON_Delete(tree);
    return good;
}

static void judge_example(struct trial *trial, const char *name, struct dg_text text)
{
    struct dg_exchange bare = {.rules = trial->response};

    trial->report.finding = note_finding;
    trial->report.exchange = trial->response != NULL ? &bare : NULL;
    if (ends(name, ".exchange.json")) {
        judge_exchange(trial, text);
    } else if (ends(name, ".ndjson")) {
        judge_lines(trial, text);
    } else {
        judge(trial, text, NULL, NULL);
    }
}

/* Returns the fault of an example of the rule that should pass, or fail; NULL: there is none. */
static const char *complaint(struct trial trial, const char *folder, const char *name, bool passes)
{
    char path[8192];
    size_t length;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    char *text = samples_read(path, &length);
    if (text == NULL) {
        return "there is no such file";
    }
    bool judged = suffices(trial.rule, name, (struct dg_text){text, length});
    if (judged) {
        judge_example(&trial, name, (struct dg_text){text, length});
    }
    free(text);
    if (!judged) {
        return "it lacks what the rule speaks of";
    }
    if (trial.found == passes) {
        return passes ? "the rule fails" : "the rule holds";
    }
    return passes && trial.report.rules_skipped > 0 ? "rules are skipped" : NULL;
}

static bool check_example(struct trial trial, const char *folder, const char *name, bool passes)
{
    const char *wrong = complaint(trial, folder, name, passes);

    if (wrong != NULL) {
        printf("%s: %s: %s\n", trial.rule->id, name, wrong);
    }
    return wrong == NULL;
}

/* Whether the first failing example breaks the rule if it is judged against this target. */
static bool breaks(const struct trial *trial, const char *folder)
{
    if (compares(trial->rule) && trial->schema->states == NULL) {
        return false;
    }
    return complaint(*trial, folder, trial->rule->failing[0], false) == NULL;
}

/* The same, judged as each response of the operation. */
static bool breaks_in(struct trial *trial, const struct dg_operation *operation, const char *folder)
{
    for (size_t i = 0; i < operation->response_count; i++) {
        const struct dg_response *response = &operation->responses[i];
        for (size_t j = 0; j < response->media_count; j++) {
            trial->schema = response->media[j].schema;
            trial->response = response->media[j].rules;
            if (trial->response != NULL && breaks(trial, folder)) {
                return true;
            }
        }
    }
    return false;
}

/* Finds the owner of the rule: the schema, or else the response against which a failing example
 * breaks the rule. The location of the rule in the contract doesn't determine it: operations may
 * share a response. */
static bool find_owner(struct trial *trial, const char *folder)
{
    for (size_t i = 0; i < dg_contract.schema_count; i++) {
        trial->schema = dg_contract.schemas[i];
        if (breaks(trial, folder)) {
            return true;
        }
    }
    for (size_t i = 0; i < dg_contract.operation_count; i++) {
        if (breaks_in(trial, &dg_contract.operations[i], folder)) {
            return true;
        }
    }
    return false;
}

/* Returns the number of wrong or missing examples of the rule. */
static int check_rule(const struct dg_rule *rule, const char *folder)
{
    struct trial trial = {.rule = rule};
    int wrong = 0;

    if (rule->passing_count == 0 || rule->failing_count == 0) {
        printf("%s: it needs an example that passes and one that fails\n", rule->id);
        return 1;
    }
    if (!find_owner(&trial, folder)) {
        printf("%s: %s: no schema and no response has it fail\n", rule->id, rule->failing[0]);
        return 1;
    }
    for (size_t i = 0; i < rule->passing_count; i++) {
        wrong += check_example(trial, folder, rule->passing[i], true) ? 0 : 1;
    }
    for (size_t i = 0; i < rule->failing_count; i++) {
        wrong += check_example(trial, folder, rule->failing[i], false) ? 0 : 1;
    }
    return wrong;
}

int main(int argc, char **argv)
{
    int wrong = 0;

    if (argc != 2) {
        return 2;
    }
    for (size_t i = 0; i < dg_contract.rule_count; i++) {
        wrong += check_rule(&dg_contract.rules[i], argv[1]);
    }
    printf("%zu rules, %d examples wrong\n", dg_contract.rule_count, wrong);
    return dg_contract.rule_count > 0 && wrong == 0 ? 0 : 1;
}
