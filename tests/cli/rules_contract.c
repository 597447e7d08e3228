/* What a compiler would make of a contract about cups, as far as rules need it. */
#include "rules_contract.h"

#include <string.h>

#include "runtime/reader.h"

struct cup {
    struct dg_text id;
    int64_t level;
    bool has_id;
    bool has_level;
};

/* Members of a state as generated code has them. */
struct cup_state {
    struct dg_kept_digest id;
    struct dg_kept_integer level;
};

static const struct dg_text level_steps[] = {DG_TEXT("level")};
static const char *const low_fails[] = {"full.json"};
static const char *const grows_passes[] = {"fills.ndjson", "stays.ndjson"};
static const char *const grows_fails[] = {"leaks.ndjson"};

static const struct dg_rule level_low = {
    .id = "level-low",
    .message = "A cup is never full",
    .severity = DG_SEVERITY_ERROR,
    .expression = "self.level < 10",
    .contract = "#/components/schemas/Cup/x-dg-rules/0",
    .pointer = "/level",
    .steps = level_steps,
    .step_count = 1,
    .source = "#/components/schemas/Cup/description",
    .words =
        "Cups are filled by and by. They hold ten units, of which the last one is left out, lest "
        "anybody spill what is in it.\nSo much for cups.",
    .failing = low_fails,
    .failing_count = 1,
};

static const struct dg_rule level_sum = {
    .id = "level-sum",
    .message = "What is left of a cup is known",
    .severity = DG_SEVERITY_WARNING,
    .expression = "// twice\nself.level + self.level < 20\n",
    .contract = "#/components/schemas/Cup/x-dg-rules/1",
};

static const struct dg_rule level_grows = {
    .id = "level-grows",
    .message = "A cup is never emptied",
    .severity = DG_SEVERITY_ERROR,
    .expression = "self.level >= oldSelf.level",
    .contract = "#/components/schemas/Cup/x-dg-rules/2",
    .pointer = "/level",
    .steps = level_steps,
    .step_count = 1,
    .source = "https://cups.example/",
    .passing = grows_passes,
    .passing_count = 2,
    .failing = grows_fails,
    .failing_count = 1,
};

static const struct dg_rule same_status = {
    .id = "same-status",
    .message = "Only full cups stay as they are",
    .severity = DG_SEVERITY_ERROR,
    .expression = "http.status == 200 || self.level == oldSelf.level",
    .contract = "#/paths/~1cups~1{cup}/get/responses/200/x-dg-rules/0",
};

static const struct dg_rule *const rules[] = {&level_low, &level_sum, &level_grows, &same_status};

static struct dg_text value_of(const char *json, size_t length, const char *member)
{
    const char *at = length == 0 ? NULL : memmem(json, length, member, strlen(member));
    const char *end = json + length;
    struct dg_text value = {at == NULL ? NULL : at + strlen(member), 0};

    while (at != NULL && value.data + value.length < end &&
           strchr("\",}", value.data[value.length]) == NULL) {
        value.length++;
    }
    return value;
}

static void judge_alone(struct dg_subject subject, const struct cup *cup)
{
    bool overflow = false;
    int64_t sum = dg_add(cup->level, cup->level, &overflow);

    if (!cup->has_level) {
        dg_rule_tell(subject, &level_low, DG_RULE_SKIPPED);
        dg_rule_tell(subject, &level_sum, DG_RULE_SKIPPED);
        return;
    }
    dg_rule_judge(subject, &level_low, dg_rule_result(cup->level < 10));
    dg_rule_judge(subject, &level_sum, dg_rule_truth(dg_truth(sum < 20, &overflow)));
}

static void read_level(struct cup *cup, struct dg_text digits)
{
    cup->has_level = digits.length > 0;
    for (size_t i = 0; i < digits.length; i++) {
        int64_t digit = digits.data[i] - '0';

        cup->level = cup->level > (INT64_MAX - digit) / 10 ? INT64_MAX : cup->level * 10 + digit;
    }
}

static void keep(void *state, const struct dg_digest_key *key, const void *self, const void *faults)
{
    struct cup_state *kept = state;
    const struct cup *cup = self;

    (void)faults;
    dg_keep_text(&kept->id, !cup->has_id, DG_VALUE, cup->id, key);
    dg_keep_integer(&kept->level, !cup->has_level, DG_VALUE, cup->level);
}

static const struct dg_kept_digest *id_of(const void *state)
{
    return &((const struct cup_state *)state)->id;
}

static enum dg_rule_result compared(const struct cup_state *now, const struct cup_state *old,
                                    bool holds)
{
    return now->level.known && old->level.known ? dg_rule_result(holds) : DG_RULE_SKIPPED;
}

static void compare(struct dg_subject subject, const void *self, const void *old)
{
    const struct cup_state *now = self;
    const struct cup_state *before = old;

    dg_rule_judge(subject, &level_grows,
                  compared(now, before, now->level.value >= before->level.value));
}

static void merge(void *state, const void *old)
{
    struct cup_state *now = state;
    const struct cup_state *before = old;

    now->id = now->id.known ? now->id : before->id;
    now->level = now->level.known ? now->level : before->level;
}

static const struct dg_states cup_states = {
    .size = sizeof(struct cup_state),
    .id = id_of,
    .keep = keep,
    .compare = compare,
    .compare_count = 1,
    .merge = merge,
};

/* Objects that end are read, and lack what they lack without a finding. */
static bool decode(void *out, const char *json, size_t length, struct dg_arena *arena,
                   struct dg_report *report)
{
    struct cup *cup = out;
    static const struct dg_site anywhere = {.schema = "#"};
    struct dg_reader reader;

    *cup = (struct cup){.id = value_of(json, length, "\"id\":\"")};
    cup->has_id = cup->id.data != NULL;
    read_level(cup, value_of(json, length, "\"level\":"));
    dg_reader_open(&reader, &anywhere, (struct dg_text){json, length}, arena, report);
    if (length == 0 || json[length - 1] != '}') {
        struct dg_finding finding = {
            .code = DG_CODE_JSON_SYNTAX, .severity = DG_SEVERITY_ERROR, .offset = length};

        report->finding(report, &finding);
        return false;
    }
    judge_alone((struct dg_subject){&reader.judge, {json, length}}, cup);
    reader.at = reader.end;
    dg_reader_judge_root(&reader, &cup_states, cup, NULL);
    return !reader.judge.broken;
}

static const struct dg_schema cup_schema = {
    .name = "Cup",
    .pointer = "#/components/schemas/Cup",
    .size = sizeof(struct cup),
    .alignment = _Alignof(struct cup),
    .decode = decode,
    .states = &cup_states,
};

/* Mugs are other objects than cups, with the same rules. */
static const struct dg_schema mug_schema = {
    .name = "Mug",
    .pointer = "#/components/schemas/Mug",
    .size = sizeof(struct cup),
    .alignment = _Alignof(struct cup),
    .decode = decode,
    .states = &cup_states,
};

static const struct dg_schema stateless = {
    .name = "Saucer",
    .pointer = "#/components/schemas/Saucer",
    .size = sizeof(struct cup),
    .alignment = _Alignof(struct cup),
    .decode = decode,
};

static const struct dg_states nameless_states = {
    .size = sizeof(struct cup_state), .compare = compare, .compare_count = 1, .merge = merge};

static const struct dg_schema nameless = {
    .name = "Spoon", .pointer = "#/components/schemas/Spoon", .states = &nameless_states};

static const struct dg_schema *const schemas[] = {&cup_schema, &mug_schema, &stateless, &nameless};

struct seen_exchange *cups_seen(void)
{
    static struct seen_exchange seen;

    return &seen;
}

static void copy(char *out, struct dg_text text)
{
    memcpy(out, text.data == NULL ? "" : text.data, text.length);
    out[text.length] = '\0';
}

static void target_response(struct dg_subject subject, const void *self, const void *faults,
                            const struct dg_exchange *exchange)
{
    struct seen_exchange *seen = cups_seen();
    struct dg_text cup;

    (void)subject;
    (void)self;
    (void)faults;
    dg_exchange_path(exchange, "cup", &cup);
    seen->calls++;
    seen->status = exchange->status;
    copy(seen->media_type, exchange->media_type);
    copy(seen->cup, cup);
}

static void compare_response(struct dg_subject subject, const void *self, const void *old,
                             const struct dg_exchange *exchange)
{
    const struct cup_state *now = self;
    const struct cup_state *before = old;
    bool holds = exchange->status == 200 || now->level.value == before->level.value;

    dg_rule_judge(subject, &same_status, compared(now, before, holds));
}

static const struct dg_response_rules cup_rules = {target_response, compare_response, 1};

static const struct dg_media media[] = {
    {.type = "application/json", .schema = &cup_schema, .rules = &cup_rules},
    {.type = "application/mug", .schema = &mug_schema},
};
static const struct dg_response responses[] = {{"200", media, 2}, {"4XX", media, 2}};
static const struct dg_parameter parameters[] = {{.name = "cup", .in = DG_IN_PATH}};
static const struct dg_operation operations[] = {{
    .id = "getCup",
    .command = "get",
    .method = "GET",
    .path = "/cups/{cup}",
    .parameters = parameters,
    .parameter_count = 1,
    .responses = responses,
    .response_count = 2,
}};

const struct dg_contract cups = {
    .title = "Cups",
    .version = "1",
    .digest = "sha256:0",
    .server = "https://cups.example",
    .operations = operations,
    .operation_count = 1,
    .schemas = schemas,
    .schema_count = 4,
    .rules = rules,
    .rule_count = 4,
};
