/* Formats, reports, severities and statuses from the command line. */
#include "cli/command_line_values.h"

#include <stdio.h>
#include <string.h>

#include "base/options.h"
#include "base/trouble.h"
#include "base/wanted.h"
#include "report/report_format.h"

bool command_line_read_format(struct option_parse *parse, const struct option_row *row,
                              const char *value)
{
    struct options *options = parse->fields;
    int index = 0;

    if (!option_choice(parse, row, value, &index)) {
        return false;
    }
    options->format = report_format_at((size_t)index);
    return true;
}

static bool refuse_report(struct option_parse *parse, const struct option_row *row,
                          const char *value)
{
    const struct report_format *format = report_format_of(value);

    if (format != NULL && strchr(value, '=') == NULL) {
        return option_refuse(parse, "--%s: '%s' is not FORMAT=FILE; did you mean '%s=%s'?",
                             row->name, value, format->name, value);
    }
    return option_refuse(parse, "--%s: '%s' is not FORMAT=FILE", row->name, value);
}

bool command_line_read_report(struct option_parse *parse, const struct option_row *row,
                              const char *value)
{
    struct options *options = parse->fields;
    struct report_request *report = &options->reports[options->report_count++];
    struct option_row formats = *row;
    const char *equals = strchr(value, '=');
    char name[64];
    int index = 0;

    if (equals == NULL || equals[1] == '\0') {
        return refuse_report(parse, row, value);
    }
    snprintf(name, sizeof name, "%.*s", (int)(equals - value < 60 ? equals - value : 60), value);
    formats.words = report_format_names;
    if (!option_choice(parse, &formats, name, &index)) {
        return false;
    }
    *report =
        (struct report_request){report_format_at((size_t)index), equals + 1, row->name, value};
    return true;
}

/* RFC 6901 §3: ~ only begins ~0 and ~1. */
static bool is_pointer_escaped(struct dg_text pointer)
{
    for (size_t i = 0; i < pointer.length; i++) {
        bool more = i + 1 < pointer.length;

        if (pointer.data[i] == '~' &&
            !(more && (pointer.data[i + 1] == '0' || pointer.data[i + 1] == '1'))) {
            return false;
        }
    }
    return true;
}

/* Reads the optional part between the code and the severity: @POINTER. */
static bool read_pointer(struct option_parse *parse, const struct option_row *row,
                         const char *value, struct dg_text pointer)
{
    if (pointer.length > 0 && pointer.data[0] != '/') {
        return option_refuse(parse, "--%s: '%s': a JSON Pointer must be empty or begin with '/'",
                             row->name, value);
    }
    if (!is_pointer_escaped(pointer)) {
        return option_refuse(parse, "--%s: '%s': in a JSON Pointer '~' must be written ~0",
                             row->name, value);
    }
    return true;
}

bool command_line_read_at(struct option_parse *parse, const struct option_row *row,
                          const char *value)
{
    const char **at = option_field(parse, row);
    const char *rest = strstr(value, "/**");

    if (rest != NULL && (rest[3] == '/' || rest[3] == '\0')) {
        return option_refuse(parse, "--%s: '%s': '**' is not allowed here; '*' stands for one step",
                             row->name, value);
    }
    *at = value;
    return read_pointer(parse, row, value, dg_text_of(value));
}

const char *const command_line_severities[] = {"off", "info", "warning", "error", NULL};

/* Refuses a pattern of codes for a severity that one of them can't have. */
static bool may_lower_all(const struct dg_contract *contract, const char *subject,
                          const struct severity_rule *rule)
{
    struct code code;

    for (size_t i = 0; i < code_count(contract); i++) {
        if (code_at(contract, i, &code) && code_has_prefix(code, rule->prefix) &&
            rule->severity < code_severity(code) && !code_may_be_lowered(code)) {
            trouble(subject, "%.*s* can't be lowered: nothing after %s is judged",
                    (int)rule->prefix.length, rule->prefix.data, dg_code_name(code.code));
            return false;
        }
    }
    return true;
}

/* Reads a code, or PREFIX.* for several. */
static bool read_code(struct option_parse *parse, const char *subject, struct dg_text code,
                      struct severity_rule *rule)
{
    if (code.length > 2 && memcmp(code.data + code.length - 2, ".*", 2) == 0) {
        rule->prefix = (struct dg_text){code.data, code.length - 1};
        return code_prefix_known(parse->context, subject, rule->prefix);
    }
    return code_named(parse->context, subject, code, &rule->code);
}

static bool read_severity(struct option_parse *parse, const struct option_row *row,
                          const char *value, struct severity_rule *rule)
{
    char subject[1024];
    int severity = 0;

    if (!option_choice(parse, row, value, &severity)) {
        return false;
    }
    rule->severity = (enum dg_severity)severity;
    option_subject(subject, sizeof subject, parse, row);
    if (rule->prefix.data != NULL) {
        return may_lower_all(parse->context, subject, rule);
    }
    if (rule->severity < code_severity(rule->code) && !code_may_be_lowered(rule->code)) {
        trouble(subject, "%s can't be lowered: nothing after the fault is judged",
                dg_code_name(rule->code.code));
        return false;
    }
    return true;
}

bool command_line_read_severity(struct option_parse *parse, const struct option_row *row,
                                const char *value)
{
    struct options *options = parse->fields;
    struct severity_rule *rule = &options->severities[options->severity_count++];
    const char *equals = strrchr(value, '=');
    const char *at = strchr(value, '@');
    struct dg_text code = {value, 0};
    char subject[1024];

    rule->text = value;
    if (equals == NULL) {
        return option_refuse(parse, "--%s: '%s' is not CODE[@POINTER]=SEVERITY", row->name, value);
    }
    rule->everywhere = at == NULL || at > equals;
    code.length = (size_t)((rule->everywhere ? equals : at) - value);
    if (!rule->everywhere) {
        rule->pointer = (struct dg_text){at + 1, (size_t)(equals - at - 1)};
        if (!read_pointer(parse, row, value, rule->pointer)) {
            return false;
        }
    }
    option_subject(subject, sizeof subject, parse, row);
    return read_code(parse, subject, code, rule) && read_severity(parse, row, equals + 1, rule);
}

bool command_line_read_expect(struct option_parse *parse, const struct option_row *row,
                              const char *value)
{
    const char **list = option_field(parse, row);

    if (!wanted_is_list(value)) {
        return option_refuse(parse,
                             "--%s: '%s' is neither 'any' nor statuses such as 200, 4XX or 200,409",
                             row->name, value);
    }
    *list = value;
    return true;
}
