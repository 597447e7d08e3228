/* The SARIF 2.1.0 report: every code is a rule with its page of `explain`, every finding a result.
 */
#include "report/report_format.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape_text.h"
#include "base/json_member.h"
#include "base/trouble.h"
#include "common/memory.h"
#include "report/pages.h"
#include "report/report_coverage.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
/* The name of the fingerprint, which changes with its definition. */
#define FINGERPRINT "dgFinding/v1"

struct report_sarif {
    struct buffer text;
    struct buffer name;
    bool unreadable;
};

static void begin_member(struct dg_writer *writer, const char *name)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_object(writer);
}

/* Writes an object with the text alone. */
static void write_message(struct dg_writer *writer, const char *name, struct dg_text text)
{
    begin_member(writer, name);
    json_member_text(writer, "text", text);
    dg_write_object_end(writer);
}

static const char *level_of(enum dg_severity severity)
{
    static const char *const levels[] = {
        [DG_SEVERITY_OFF] = "none",
        [DG_SEVERITY_INFO] = "note",
        [DG_SEVERITY_WARNING] = "warning",
        [DG_SEVERITY_ERROR] = "error",
    };

    return levels[severity];
}

/* Whether SARIF would take a part of the text for a placeholder, "{0}", or a link, "[a](b)"
   (SARIF 2.1.0 §3.11.5, §3.11.6). */
static bool is_special(const char *text)
{
    const char *brace = strchr(text, '{');

    for (; brace != NULL; brace = strchr(brace + 1, '{')) {
        size_t digits = strspn(brace + 1, "0123456789");

        if (digits > 0 && brace[1 + digits] == '}') {
            return true;
        }
    }
    return strstr(text, "](") != NULL;
}

/* Adds the text as the text of a message. */
static void add_message(struct buffer *out, const char *text)
{
    bool special = is_special(text);

    for (; *text != '\0'; text++) {
        if (special && (*text == '{' || *text == '}')) {
            buffer_add_bytes(out, text, 1);
        } else if (special && strchr("[]\\", *text) != NULL) {
            buffer_add(out, "\\");
        }
        buffer_add_bytes(out, text, 1);
    }
}

static void add_paragraph(struct buffer *out, const char *label, const char *text)
{
    if (text != NULL && *text != '\0') {
        buffer_format(out, "%s%s: %s", out->length > 0 ? "\n" : "", label, text);
    }
}

static void add_rule(struct buffer *out, const struct dg_rule *rule)
{
    struct buffer pointer = {0};

    code_add_pointer(&pointer, rule);
    add_paragraph(out, "meaning", rule->message);
    add_paragraph(out, "rule", rule->expression);
    add_paragraph(out, "contract", buffer_string(&pointer));
    add_paragraph(out, "source", rule->source);
    add_paragraph(out, "words", rule->words);
    buffer_free(&pointer);
}

/* Makes the help of a code, of its page of `explain`. */
static void make_help(struct buffer *out, struct code code)
{
    buffer_clear(out);
    if (code.rule != NULL) {
        add_rule(out, code.rule);
    } else {
        const struct page *page = pages_find(code.code);

        add_paragraph(out, "meaning", dg_code_meaning(code.code));
        add_paragraph(out, "source", page->source);
        add_paragraph(out, "position", page->place);
        add_paragraph(out, "broken by", page->example);
        add_paragraph(out, "because", page->fault);
    }
}

static void write_rule(struct report *report, struct code code)
{
    struct dg_writer *writer = &report->output->writer;
    struct report_sarif *state = report->sarif;
    const char *meaning = code.rule == NULL ? dg_code_meaning(code.code) : code.rule->message;

    buffer_clear(&state->name);
    code_add(&state->name, code);
    dg_write_object(writer);
    json_member_text(writer, "id", buffer_text(&state->name));
    write_message(writer, "shortDescription", dg_text_of(meaning));
    make_help(&state->text, code);
    write_message(writer, "help", buffer_text(&state->text));
    begin_member(writer, "defaultConfiguration");
    json_member_text(writer, "level", dg_text_of(level_of(code_severity(code))));
    dg_write_object_end(writer);
    dg_write_object_end(writer);
}

static void write_tool(struct report *report)
{
    struct dg_writer *writer = &report->output->writer;
    struct code code;

    begin_member(writer, "tool");
    begin_member(writer, "driver");
    json_member_text(writer, "name", dg_text_of(PROGRAM_NAME));
    json_member_text(writer, "version", dg_text_of(PROGRAM_VERSION));
    dg_write_key(writer, dg_text_of("rules"));
    dg_write_array(writer);
    for (size_t i = 0; i < code_count(report->contract); i++) {
        if (code_at(report->contract, i, &code)) {
            write_rule(report, code);
        }
    }
    dg_write_array_end(writer);
    dg_write_object_end(writer);
    dg_write_object_end(writer);
}

static void write_contract(struct report *report)
{
    struct dg_writer *writer = &report->output->writer;

    begin_member(writer, "properties");
    begin_member(writer, "contract");
    json_member_text(writer, "title", dg_text_of(report->contract->title));
    json_member_text(writer, "version", dg_text_of(report->contract->version));
    json_member_text(writer, "digest", dg_text_of(report->contract->digest));
    dg_write_object_end(writer);
    dg_write_object_end(writer);
}

void report_sarif_begin(struct report *report)
{
    struct dg_writer *writer = &report->output->writer;

    report->spool = spool_new();
    report->sarif = memory_new(sizeof *report->sarif);
    dg_write_object(writer);
    json_member_text(writer, "$schema", dg_text_of(SCHEMA));
    json_member_text(writer, "version", dg_text_of("2.1.0"));
    dg_write_key(writer, dg_text_of("runs"));
    dg_write_array(writer);
    dg_write_object(writer);
    write_tool(report);
    write_contract(report);
    json_member_text(writer, "columnKind", dg_text_of("unicodeCodePoints"));
    dg_write_key(writer, dg_text_of("results"));
    dg_write_array(writer);
}

/* The byte that is shown as \xNN, since it isn't UTF-8; -1: the text begins with something else. */
static int hidden_byte(struct dg_text text)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *high = NULL;
    const char *low = NULL;

    if (text.length < 4 || memcmp(text.data, "\\x", 2) != 0) {
        return -1;
    }
    high = memchr(digits, text.data[2], 16);
    low = memchr(digits, text.data[3], 16);
    return high == NULL || low == NULL || high - digits < 8
               ? -1
               : (int)((high - digits) << 4 | (low - digits));
}

/* Adds the reference to a file, of the bytes of its name. */
static void add_uri(struct buffer *out, const char *input)
{
    struct dg_text left = dg_text_of(input);

    if (*input == '/') {
        buffer_add(out, "file://");
    }
    while (left.length > 0) {
        int hidden = hidden_byte(left);
        char byte = hidden < 0 ? left.data[0] : (char)hidden;
        size_t length = hidden < 0 ? 1 : 4;

        escape_path(out, (struct dg_text){&byte, 1});
        left = (struct dg_text){left.data + length, left.length - length};
    }
}

static void write_artifact(struct report *report, struct dg_writer *writer, const char *input)
{
    struct buffer *uri = &report->sarif->text;

    buffer_clear(uri);
    add_uri(uri, input);
    begin_member(writer, "artifactLocation");
    json_member_text(writer, "uri", buffer_text(uri));
    dg_write_object_end(writer);
}

/* Writes the value, the name or the character that a finding is about. */
static void write_region(struct dg_writer *writer, const struct finding *finding)
{
    begin_member(writer, "region");
    json_member_count(writer, "startLine", finding->line);
    json_member_count(writer, "startColumn", finding->column);
    if (finding->end_line > finding->line) {
        json_member_count(writer, "endLine", finding->end_line);
    }
    json_member_count(writer, "endColumn", finding->end_column);
    json_member_count(writer, "byteOffset", finding->offset);
    json_member_count(writer, "byteLength", finding->end_offset - finding->offset);
    dg_write_object_end(writer);
}

static void write_locations(struct report *report, const struct finding *finding)
{
    struct dg_writer *writer = &report->output->writer;

    dg_write_key(writer, dg_text_of("locations"));
    dg_write_array(writer);
    dg_write_object(writer);
    begin_member(writer, "physicalLocation");
    write_artifact(report, writer, finding->record->input);
    if (finding->placed) {
        write_region(writer, finding);
    }
    dg_write_object_end(writer);
    dg_write_key(writer, dg_text_of("logicalLocations"));
    dg_write_array(writer);
    dg_write_object(writer);
    json_member_text(writer, "fullyQualifiedName", finding->pointer);
    dg_write_object_end(writer);
    dg_write_array_end(writer);
    dg_write_object_end(writer);
    dg_write_array_end(writer);
}

/* Writes what findings of the same fault have in common. */
static void write_fingerprint(struct report *report, const struct finding *finding)
{
    struct dg_writer *writer = &report->output->writer;
    struct buffer *text = &report->sarif->text;

    buffer_clear(text);
    buffer_add_text(text, finding->code);
    buffer_add(text, " ");
    buffer_add_text(text, finding->contract);
    buffer_add(text, " ");
    finding_add_pattern(text, finding);
    begin_member(writer, "partialFingerprints");
    json_member_text(writer, FINGERPRINT, buffer_text(text));
    dg_write_object_end(writer);
}

static void write_properties(struct dg_writer *writer, const struct finding *finding)
{
    begin_member(writer, "properties");
    if (finding->record->number > 0) {
        json_member_count(writer, "record", finding->record->number);
    }
    json_member_unless_empty(writer, "property", finding->property);
    json_member_unless_empty(writer, "expected", finding->expected);
    json_member_unless_empty(writer, "actual", finding->actual);
    json_member_unless_empty(writer, "contract", finding->contract);
    dg_write_object_end(writer);
}

/* The index of the finding's code among the rules. */
static uint64_t rule_index(const struct report *report, const struct finding *finding)
{
    struct buffer *name = &report->sarif->name;
    struct code code;
    uint64_t index = 0;

    for (size_t i = 0; i < code_count(report->contract); i++) {
        if (code_at(report->contract, i, &code)) {
            buffer_clear(name);
            code_add(name, code);
            if (dg_text_equal(buffer_text(name), finding->code)) {
                break;
            }
            index++;
        }
    }
    return index;
}

void report_sarif_finding(struct report *report, const struct finding *finding)
{
    struct dg_writer *writer = &report->output->writer;
    struct report_sarif *state = report->sarif;
    struct buffer *message = &state->text;

    dg_write_object(writer);
    json_member_text(writer, "ruleId", finding->code);
    json_member_count(writer, "ruleIndex", rule_index(report, finding));
    json_member_text(writer, "level", dg_text_of(level_of(finding->severity)));
    buffer_clear(&state->name);
    if (finding->pointer.length > 0) {
        buffer_add_text(&state->name, finding->pointer);
        buffer_add(&state->name, ": ");
    }
    buffer_add_text(&state->name, finding->message);
    buffer_clear(message);
    add_message(message, buffer_string(&state->name));
    write_message(writer, "message", buffer_text(message));
    write_locations(report, finding);
    write_fingerprint(report, finding);
    write_properties(writer, finding);
    dg_write_object_end(writer);
}

static void write_note(struct report *report, const struct input_result *result,
                       const struct note *note)
{
    static const char *const levels[] = {
        [NOTE_SKIPPED] = "warning",
        [NOTE_UNREADABLE] = "error",
        [NOTE_UNMATCHED] = "note",
        [NOTE_NO_RESPONSE] = "error",
    };
    struct dg_writer *writer = &report->spool->writer;
    struct report_sarif *state = report->sarif;

    dg_write_object(writer);
    json_member_text(writer, "level", dg_text_of(levels[note->kind]));
    buffer_clear(&state->name);
    input_result_add_note(&state->name, result, note);
    buffer_clear(&state->text);
    add_message(&state->text, buffer_string(&state->name));
    write_message(writer, "message", buffer_text(&state->text));
    dg_write_key(writer, dg_text_of("locations"));
    dg_write_array(writer);
    dg_write_object(writer);
    begin_member(writer, "physicalLocation");
    write_artifact(report, writer, result->input);
    dg_write_object_end(writer);
    dg_write_object_end(writer);
    dg_write_array_end(writer);
    dg_write_object_end(writer);
}

void report_sarif_input(struct report *report, const struct input_result *result)
{
    report->sarif->unreadable |= result->figures.unreadable > 0;
    for (size_t i = 0; i < result->note_count; i++) {
        write_note(report, result, &result->notes[i]);
    }
}

void report_sarif_end(struct report *report, const struct totals *totals)
{
    struct dg_writer *writer = &report->output->writer;

    dg_write_array_end(writer);
    dg_write_key(writer, dg_text_of("invocations"));
    dg_write_array(writer);
    dg_write_object(writer);
    dg_write_key(writer, dg_text_of("executionSuccessful"));
    dg_write_boolean(writer, !totals->interrupted && !report->sarif->unreadable);
    dg_write_key(writer, dg_text_of("toolExecutionNotifications"));
    dg_write_array(writer);
    spool_move(report->spool, report->output);
    dg_write_array_end(writer);
    if (report->not_printed > 0 || totals->interrupted) {
        begin_member(writer, "properties");
        json_member_count(writer, "not_printed", report->not_printed);
        dg_write_key(writer, dg_text_of("interrupted"));
        dg_write_boolean(writer, totals->interrupted);
        dg_write_object_end(writer);
    }
    dg_write_object_end(writer);
    dg_write_array_end(writer);
    if (totals->coverage != NULL) { /* of the run */
        begin_member(writer, "properties");
        report_coverage_write_json(writer, totals->coverage);
        dg_write_object_end(writer);
    }
    dg_write_object_end(writer);
    dg_write_array_end(writer);
    dg_write_object_end(writer);
    dg_write_bytes(writer, "\n", 1);
}

void report_sarif_free(struct report *report)
{
    struct report_sarif *state = report->sarif;

    if (state != NULL) {
        buffer_free(&state->text);
        buffer_free(&state->name);
        free(state);
    }
}
