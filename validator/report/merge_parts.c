/* Parses the parts of JSON reports: each member has a row, with its place in a struct. */
#include "report/merge_parts.h"

#include <string.h>

#include "input/wrapping.h"
#include "report/report_reader.h"

static bool is_named(struct dg_text name, const char *word)
{
    return dg_text_equal(name, dg_text_of(word));
}

bool merge_parts_string(struct buffer *out, struct dg_text value)
{
    size_t before = out->length;

    if (value.length < 2 || value.data[0] != '"') {
        return false;
    }
    wrapping_add_string(out, (struct dg_text){value.data + 1, value.length - 2});
    return out->length == before ||
           dg_text_is_utf8((struct dg_text){out->data + before, out->length - before});
}

/* The largest number of a report: sums of many don't overflow. */
#define LARGEST_NUMBER ((uint64_t)1 << 53)

bool merge_parts_number(struct dg_text value, uint64_t *out)
{
    uint64_t number = 0;

    for (size_t i = 0; i < value.length; i++) {
        char c = value.data[i];

        if (c < '0' || c > '9' || number > LARGEST_NUMBER / 10) {
            return false;
        }
        number = number * 10 + (uint64_t)(c - '0');
    }
    *out = number;
    return value.length > 0;
}

/* A member that is a number, and where it goes. */
struct number_row {
    const char *name;
    size_t field; /* offset in a struct, of an uint64_t */
};

/* Adds the number of a member to its field. Returns false if the value isn't a number; *found: the
   rows have the member. */
static bool take_number(const struct number_row *rows, size_t count, void *fields,
                        const struct report_member *member, bool *found)
{
    uint64_t number = 0;

    for (size_t i = 0; i < count; i++) {
        if (is_named(member->name, rows[i].name)) {
            *found = true;
            if (!merge_parts_number(member->value, &number)) {
                return false;
            }
            *(uint64_t *)(void *)((char *)fields + rows[i].field) += number;
        }
    }
    return true;
}

#define COUNT_OF(rows) (sizeof(rows) / sizeof *(rows))

/* Findings */

enum text {
    TEXT_INPUT,
    TEXT_POINTER,
    TEXT_CODE,
    TEXT_MESSAGE,
    TEXT_PROPERTY,
    TEXT_EXPECTED,
    TEXT_ACTUAL,
    TEXT_CONTRACT,
    TEXT_PATTERN,
    TEXT_EXCERPT
};

/* The members with these texts. The excerpt is an object of two. */
static const char *const texts[] = {"input",    "pointer", "code",     "message",        "property",
                                    "expected", "actual",  "contract", "pointer_pattern"};

#define IN_FINDING(member) offsetof(struct merge_finding, finding.member)

static const struct number_row finding_numbers[] = {
    {"record", offsetof(struct merge_finding, record.number)},
    {"line", IN_FINDING(line)},
    {"column", IN_FINDING(column)},
    {"offset", IN_FINDING(offset)},
};

static const struct number_row body_numbers[] = {
    {"offset", IN_FINDING(at)},
    {"line", IN_FINDING(body_line)},
    {"column", IN_FINDING(body_column)},
};

static const struct number_row end_numbers[] = {
    {"offset", IN_FINDING(end_offset)},
    {"line", IN_FINDING(end_line)},
    {"column", IN_FINDING(end_column)},
};

static bool parse_position(struct merge_finding *out, const struct number_row *rows, size_t count,
                           struct dg_text json)
{
    struct report_member member = {.at = json.data};
    bool found = false;

    while (report_reader_member(&member)) {
        if (!take_number(rows, count, out, &member, &found)) {
            return false;
        }
    }
    return found;
}

static bool parse_excerpt(struct merge_finding *out, struct dg_text json)
{
    struct report_member member = {.at = json.data};
    struct buffer *text = &out->texts[TEXT_EXCERPT];
    struct excerpt *excerpt = &out->finding.excerpt;
    struct dg_text before = {.data = NULL};
    struct dg_text after = {.data = NULL};
    size_t length = 0;

    while (report_reader_member(&member)) {
        if (is_named(member.name, "before")) {
            before = member.value;
        } else if (is_named(member.name, "after")) {
            after = member.value;
        } else if (is_named(member.name, "cut_before")) {
            excerpt->cut_before = is_named(member.value, "true");
        } else if (is_named(member.name, "cut_after")) {
            excerpt->cut_after = is_named(member.value, "true");
        }
    }
    buffer_clear(text);
    if (!merge_parts_string(text, before)) {
        return false;
    }
    length = text->length;
    if (!merge_parts_string(text, after)) {
        return false;
    }
    excerpt->begin = buffer_string(text);
    excerpt->at = excerpt->begin + length;
    excerpt->end = excerpt->begin + text->length;
    return true;
}

static bool parse_severity(struct finding *out, struct dg_text value)
{
    for (int i = DG_SEVERITY_INFO; i <= DG_SEVERITY_ERROR; i++) {
        const char *name = dg_severity_name((enum dg_severity)i);

        if (value.length == strlen(name) + 2 &&
            memcmp(value.data + 1, name, value.length - 2) == 0) {
            out->severity = (enum dg_severity)i;
            return true;
        }
    }
    return false;
}

static bool take_text(struct merge_finding *out, const struct report_member *member, bool *found)
{
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (is_named(member->name, texts[i])) {
            *found = true;
            return merge_parts_string(&out->texts[i], member->value);
        }
    }
    return true;
}

static bool take_finding_member(struct merge_finding *out, const struct report_member *member)
{
    bool found = false;

    if (!take_text(out, member, &found) ||
        !take_number(finding_numbers, COUNT_OF(finding_numbers), out, member, &found)) {
        return false;
    }
    if (is_named(member->name, "severity")) {
        return parse_severity(&out->finding, member->value);
    }
    if (is_named(member->name, "body")) {
        out->finding.wrapped = true;
        return parse_position(out, body_numbers, COUNT_OF(body_numbers), member->value);
    }
    if (is_named(member->name, "end")) {
        return parse_position(out, end_numbers, COUNT_OF(end_numbers), member->value);
    }
    if (is_named(member->name, "context")) {
        return parse_excerpt(out, member->value);
    }
    if (is_named(member->name, "pointer_cut")) {
        out->finding.pointer_cut = is_named(member->value, "true");
    }
    return true;
}

bool merge_parts_finding(struct merge_finding *out, struct dg_text json)
{
    struct report_member member = {.at = json.data};

    out->finding = (struct finding){.record = &out->record};
    out->record = (struct record){.length = 0};
    for (size_t i = 0; i < COUNT_OF(out->texts); i++) {
        buffer_clear(&out->texts[i]);
    }
    while (report_reader_member(&member)) {
        if (!take_finding_member(out, &member)) {
            return false;
        }
    }
    out->record.input = buffer_string(&out->texts[TEXT_INPUT]);
    out->record.part = out->record.number > 0 ? "record" : NULL;
    out->record.apart = true;
    out->finding.placed = out->finding.line > 0;
    if (out->finding.end_line == 0) { /* without --verbose: a character */
        out->finding.end_line = out->finding.line;
        out->finding.end_column = out->finding.column + 1;
        out->finding.end_offset = out->finding.offset + 1;
    }
    out->finding.pointer = buffer_text(&out->texts[TEXT_POINTER]);
    out->finding.code = buffer_text(&out->texts[TEXT_CODE]);
    out->finding.message = buffer_text(&out->texts[TEXT_MESSAGE]);
    out->finding.property = buffer_text(&out->texts[TEXT_PROPERTY]);
    out->finding.expected = buffer_text(&out->texts[TEXT_EXPECTED]);
    out->finding.actual = buffer_text(&out->texts[TEXT_ACTUAL]);
    out->finding.contract = buffer_text(&out->texts[TEXT_CONTRACT]);
    out->finding.pattern = buffer_text(&out->texts[TEXT_PATTERN]);
    if (!out->finding.wrapped) {
        out->finding.at = out->finding.offset;
        out->finding.body_line = out->finding.line;
        out->finding.body_column = out->finding.column;
    }
    if (out->finding.end_line == 0) { /* as reports of earlier versions */
        out->finding.end_offset = out->finding.offset + 1;
        out->finding.end_line = out->finding.line;
        out->finding.end_column = out->finding.column + 1;
    }
    return out->finding.code.length > 0 && out->finding.severity != DG_SEVERITY_OFF &&
           out->finding.end_offset >= out->finding.offset;
}

void merge_parts_free_finding(struct merge_finding *finding)
{
    for (size_t i = 0; i < COUNT_OF(finding->texts); i++) {
        buffer_free(&finding->texts[i]);
    }
}

/* Inputs */

static const struct number_row figure_numbers[] = {
    {"documents", offsetof(struct figures, documents)},
    {"conforming", offsetof(struct figures, conforming)},
    {"violating", offsetof(struct figures, violating)},
    {"unwanted", offsetof(struct figures, unwanted)},
    {"skipped", offsetof(struct figures, skipped)},
    {"unreadable", offsetof(struct figures, unreadable)},
    {"unmatched", offsetof(struct figures, unmatched)},
};

static bool parse_note(struct input_result *out, struct dg_text json)
{
    struct report_member member = {.at = json.data};
    enum note_kind kind = NOTE_SKIPPED;
    struct buffer reason = {.data = NULL};
    uint64_t record = 0;
    bool valid = json.data[0] == '{';
    bool has_kind = false;

    while (valid && report_reader_member(&member)) {
        if (is_named(member.name, "record")) {
            valid = merge_parts_number(member.value, &record);
        } else if (is_named(member.name, "reason")) {
            valid = merge_parts_string(&reason, member.value);
        } else if (is_named(member.name, "kind")) {
            valid = has_kind =
                member.value.length > 2 &&
                input_result_kind_named(
                    (struct dg_text){member.value.data + 1, member.value.length - 2}, &kind);
        }
    }
    valid = valid && has_kind;
    if (valid) {
        input_result_note(out, kind, record, buffer_string(&reason));
    }
    buffer_free(&reason);
    return valid;
}

static bool parse_notes(struct input_result *out, struct dg_text json)
{
    struct report_member note = {.at = json.data};

    if (json.data[0] != '[') {
        return false;
    }
    while (report_reader_element(&note)) {
        if (!parse_note(out, note.value)) {
            return false;
        }
    }
    return true;
}

bool merge_parts_input(struct input_result *out, struct buffer *name, struct dg_text json)
{
    struct report_member member = {.at = json.data};
    bool valid = true;
    bool found = false;

    input_result_clear(out);
    buffer_clear(name);
    while (valid && report_reader_member(&member)) {
        valid =
            take_number(figure_numbers, COUNT_OF(figure_numbers), &out->figures, &member, &found);
        if (valid && is_named(member.name, "input")) {
            valid = merge_parts_string(name, member.value);
        } else if (valid && is_named(member.name, "notes")) {
            valid = parse_notes(out, member.value);
        } else if (valid && is_named(member.name, "notes_not_printed")) {
            valid = merge_parts_number(member.value, &out->notes_not_printed);
        }
    }
    out->input = buffer_string(name);
    return valid && found;
}

/* Summaries */

static const struct number_row total_numbers[] = {
    {"documents", offsetof(struct totals, documents)},
    {"conforming", offsetof(struct totals, conforming)},
    {"violating", offsetof(struct totals, violating)},
    {"unwanted", offsetof(struct totals, unwanted)},
    {"skipped", offsetof(struct totals, skipped)},
    {"unreadable", offsetof(struct totals, unreadable)},
    {"unmatched", offsetof(struct totals, unmatched)},
    {"suppressed", offsetof(struct totals, suppressed)},
    {"vanished", offsetof(struct totals, vanished)},
    {"errors", offsetof(struct totals, errors)},
    {"warnings", offsetof(struct totals, warnings)},
    {"rules_skipped", offsetof(struct totals, rules_skipped)},
    {"rules_not_applicable", offsetof(struct totals, rules_not_applicable)},
};

/* Adds the number of findings with a code. */
static bool take_code(struct totals *totals, const struct dg_contract *contract,
                      const struct report_member *member)
{
    struct buffer name = {.data = NULL};
    struct code code;
    uint64_t number = 0;
    bool found = false;

    for (size_t i = 0; i < code_count(contract) && !found; i++) {
        if (code_at(contract, i, &code)) {
            buffer_clear(&name);
            code_add(&name, code);
            found = dg_text_equal(buffer_text(&name), member->name) &&
                    merge_parts_number(member->value, &number);
            totals->codes[i] += number;
        }
    }
    buffer_free(&name);
    return found;
}

static bool take_codes(struct totals *totals, const struct dg_contract *contract,
                       struct dg_text json)
{
    struct report_member member = {.at = json.data};

    if (json.data[0] != '{') {
        return false;
    }
    while (report_reader_member(&member)) {
        if (!take_code(totals, contract, &member)) {
            return false;
        }
    }
    return true;
}

bool merge_parts_summary(struct totals *totals, uint64_t *not_printed,
                         const struct dg_contract *contract, struct dg_text json)
{
    struct report_member member = {.at = json.data};
    bool valid = true;
    bool found = false;

    totals->unjudged = totals->interrupted = false;
    *not_printed = 0;
    while (valid && report_reader_member(&member)) {
        valid = take_number(total_numbers, COUNT_OF(total_numbers), totals, &member, &found);
        if (valid && is_named(member.name, "codes")) {
            valid = take_codes(totals, contract, member.value);
        } else if (valid && is_named(member.name, "not_printed")) {
            valid = merge_parts_number(member.value, not_printed);
        } else if (is_named(member.name, "judged")) {
            totals->unjudged = is_named(member.value, "false");
        } else if (is_named(member.name, "interrupted")) {
            totals->interrupted = is_named(member.value, "true");
        }
    }
    return valid && found;
}
