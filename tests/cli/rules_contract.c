/* The parts that rules need of the code that dg-codegen would generate for a contract about
 * cups. */
#include "rules_contract.h"

#include <string.h>

#include "runtime/reader.h"

struct cup {
    struct dg_text id;
    int64_t level;
    bool has_id;
    bool has_level;
};

/* Members of a state, as in generated code. */
struct cup_state {
    struct dg_kept_digest id;
    struct dg_kept_integer level;
};

struct cup_faults {
    uint64_t bits[DG_FAULT_WORDS(2)];
};

enum {
    CUP_ID,
    CUP_LEVEL
};

enum {
    LEVEL_LOW,
    LEVEL_SUM,
    LEVEL_GROWS,
    SAME_STATUS,
    RULE_COUNT
};

static const struct dg_rule rules[RULE_COUNT] = {
    {
        .id = "level-low",
        .message = "A cup is never full",
        .severity = DG_SEVERITY_ERROR,
        .expression = "self.level < 10",
        .list = "#/components/schemas/Cup/x-dg-rules",
        .pointer = "/level",
        DG_RULE_STEPS(DG_TEXT("level")),
        .source = "#/components/schemas/Cup/description",
        .words = "Cups are filled by and by. They hold ten units, of which the last one is left "
                 "out, lest anybody spill what is in it.\nSo much for cups.",
        DG_RULE_FAILING("full.json"),
        DG_RULE_READS(DG_RULE_VALUE(cup_faults, bits, CUP_LEVEL)),
    },
    {
        .id = "level-sum",
        .message = "What is left of a cup is known",
        .severity = DG_SEVERITY_WARNING,
        .expression = "// twice\nself.level + self.level < 20\n",
        .list = "#/components/schemas/Cup/x-dg-rules",
        .index = 1,
        DG_RULE_READS(DG_RULE_VALUE(cup_faults, bits, CUP_LEVEL)),
    },
    {
        .id = "level-grows",
        .message = "A cup is never emptied",
        .severity = DG_SEVERITY_ERROR,
        .expression = "self.level >= oldSelf.level",
        .list = "#/components/schemas/Cup/x-dg-rules",
        .index = 2,
        .pointer = "/level",
        DG_RULE_STEPS(DG_TEXT("level")),
        .source = "https://cups.example/",
        DG_RULE_PASSING("fills.ndjson", "stays.ndjson"),
        DG_RULE_FAILING("leaks.ndjson"),
        DG_RULE_READS(DG_RULE_NOW(cup_state, level), DG_RULE_BEFORE(cup_state, level)),
    },
    {
        .id = "same-status",
        .message = "Only full cups stay as they are",
        .severity = DG_SEVERITY_ERROR,
        .expression = "http.status == 200 || self.level == oldSelf.level",
        .list = "#/paths/~1cups~1{cup}/get/responses/200/x-dg-rules",
        DG_RULE_READS(DG_RULE_NOW(cup_state, level), DG_RULE_BEFORE(cup_state, level)),
    },
};

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

static void judge_alone(struct dg_subject in, const struct cup *cup)
{
    bool overflow = false;
    int64_t sum = dg_add(cup->level, cup->level, &overflow);

    DG_RULE_JUDGE(in, &rules[LEVEL_LOW], cup->level < 10);
    DG_RULE_JUDGE(in, &rules[LEVEL_SUM], dg_truth(sum < 20, &overflow));
}

static void read_level(struct cup *cup, struct dg_text digits)
{
    cup->has_level = digits.length > 0;
    for (size_t i = 0; i < digits.length; i++) {
        int64_t digit = digits.data[i] - '0';

        cup->level = cup->level > (INT64_MAX - digit) / 10 ? INT64_MAX : cup->level * 10 + digit;
    }
}

static void compare(struct dg_subject in)
{
    const struct cup_state *self = in.self;
    const struct cup_state *old = in.old;

    DG_RULE_JUDGE(in, &rules[LEVEL_GROWS], self->level.value >= old->level.value);
}

static const struct dg_kept_member members[] = {
    {
        .kept = DG_KEPT_TEXT,
        .state = offsetof(struct cup_state, id),
        .value = offsetof(struct cup, id),
        .presence = DG_KEPT_ALWAYS,
        DG_RULE_READS(DG_RULE_VALUE(cup_faults, bits, CUP_ID)),
    },
    {
        .kept = DG_KEPT_INTEGER,
        .state = offsetof(struct cup_state, level),
        .value = offsetof(struct cup, level),
        .presence = DG_KEPT_ALWAYS,
        DG_RULE_READS(DG_RULE_VALUE(cup_faults, bits, CUP_LEVEL)),
    },
};

static const struct dg_states cup_states = {
    .size = sizeof(struct cup_state),
    .members = members,
    .member_count = 2,
    .has_id = true,
    .compare = compare,
    .compare_count = 1,
};

/* A decoder that reads complete objects and reports no missing members. */
static bool decode(void *out, const char *json, size_t length, struct dg_arena *arena,
                   struct dg_report *report)
{
    struct cup *cup = out;
    static const struct dg_site anywhere = {.schema = "#"};
    struct cup_faults faults = {.bits = {0}};
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
    faults.bits[0] = (cup->has_id ? 0 : 1 << CUP_ID) | (cup->has_level ? 0 : 1 << CUP_LEVEL);
    judge_alone(
        (struct dg_subject){
            .judge = &reader.judge, .json = {json, length}, .doubtful = true, .faults = &faults},
        cup);
    reader.at = reader.end;
    reader.judge.failed = faults.bits[0] != 0;
    dg_reader_judge_root(&reader, &cup_states, cup, &faults);
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

static const struct dg_states nameless_states = {.size = sizeof(struct cup_state),
                                                 .members = members,
                                                 .member_count = 2,
                                                 .compare = compare,
                                                 .compare_count = 1};

static const struct dg_schema nameless = {
    .name = "Spoon",
    .pointer = "#/components/schemas/Spoon",
    .size = sizeof(struct cup),
    .alignment = _Alignof(struct cup),
    .decode = decode,
    .states = &nameless_states,
};

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

static void judge_response(struct dg_subject in)
{
    struct seen_exchange *seen = cups_seen();

    seen->calls++;
    seen->status = in.exchange->status;
    copy(seen->media_type, in.exchange->media_type);
    copy(seen->cup, dg_exchange_path(in.exchange, "cup"));
}

static void compare_response(struct dg_subject in)
{
    const struct cup_state *self = in.self;
    const struct cup_state *old = in.old;

    DG_RULE_JUDGE(in, &rules[SAME_STATUS],
                  in.exchange->status == 200 || self->level.value == old->level.value);
}

static const struct dg_response_rules cup_rules = {judge_response, compare_response, 1};

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
    .success = &media[0],
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
    .rule_count = RULE_COUNT,
};
