/* Runs dg-validate in this process, and collects its findings and messages. */
#include "run.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dg-contract/contract.h"
#include "digest.h"
#include "judge/inputs.h"
#include "judge/target.h"
#include "report/report_format.h"

/* Reports and trouble have no other way to the run that they belong to. */
static struct {
    struct run *run;
    struct dg_text left; /* of standard input */
    size_t portion;
} current;

static bool is_shown(void)
{
    return getenv("DG_FUZZ_SHOW") != NULL;
}

/* Standard input */

ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size)
{
    if (fd != STDIN_FILENO) {
        return __real_read(fd, buffer, size);
    }
    size = size < current.portion ? size : current.portion;
    size = size < current.left.length ? size : current.left.length;
    if (size > 0) {
        memcpy(buffer, current.left.data, size);
        current.left.data += size;
        current.left.length -= size;
    }
    return (ssize_t)size;
}

void run_feed(struct dg_text bytes, size_t portion)
{
    current.left = bytes;
    current.portion = portion;
}

/* Reports close the standard output that they don't write to. */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    return fd == STDOUT_FILENO ? 0 : __real_close(fd);
}

/* Standard error */

void __wrap_trouble(const char *subject, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void __wrap_trouble(const char *subject, const char *format, ...)
{
    char line[4096];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (is_shown()) {
        fprintf(stderr, "trouble: %s: %s\n", subject == NULL ? "" : subject, line);
    }
    current.run->trouble = digest_bytes(current.run->trouble, line, strlen(line));
}

/* Reports */

static uint64_t digest_shown(uint64_t hash, struct dg_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '*' || i == 0 || text.data[i - 1] != '*') {
            hash = digest_bytes(hash, text.data + i, 1);
        }
    }
    return digest_bytes(hash, "", 1);
}

static uint64_t digest_contents(const struct finding *finding)
{
    uint64_t hash = digest_shown(DIGEST_BEGIN, finding->code);

    hash = digest_number(hash, finding->severity);
    hash = digest_number(hash, finding->placed);
    hash = digest_shown(hash, finding->pointer);
    hash = digest_shown(hash, finding->message);
    hash = digest_shown(hash, finding->expected);
    hash = digest_shown(hash, finding->actual);
    hash = digest_shown(hash, finding->property);
    return digest_shown(hash, finding->contract);
}

static uint64_t digest_place(const struct finding *finding)
{
    uint64_t hash = digest_number(DIGEST_BEGIN, finding->record->number);

    hash = digest_number(hash, finding->offset);
    hash = digest_number(hash, finding->line);
    hash = digest_number(hash, finding->column);
    hash = digest_number(hash, finding->body_line);
    return digest_number(hash, finding->body_column);
}

static bool begins(struct dg_text text, const char *prefix)
{
    size_t length = strlen(prefix);

    return text.length >= length && memcmp(text.data, prefix, length) == 0;
}

/* Whether the finding needs to know more than the document. */
static bool is_of_exchange(const struct finding *finding)
{
    static const char prefix[] = "rule.";
    struct dg_text id = finding->code;

    if (!begins(id, prefix)) {
        return begins(id, "http.");
    }
    id.data += sizeof prefix - 1;
    id.length -= sizeof prefix - 1;
    for (size_t i = 0; i < dg_contract.rule_count; i++) {
        const struct dg_rule *rule = &dg_contract.rules[i];

        if (dg_text_equal(id, dg_text_of(rule->id))) {
            return rule->http || rule->parameter_count > 0;
        }
    }
    return false;
}

static void hear_finding(struct report *report, const struct finding *finding)
{
    struct run *run = current.run;
    uint64_t contents = digest_contents(finding);

    (void)report;
    if (is_shown()) {
        fprintf(stderr, "record %llu:%llu:%llu %.*s: %.*s [%.*s], found %.*s, expected %.*s\n",
                (unsigned long long)finding->record->number, (unsigned long long)finding->line,
                (unsigned long long)finding->column, (int)finding->pointer.length,
                finding->pointer.data, (int)finding->message.length, finding->message.data,
                (int)finding->code.length, finding->code.data, (int)finding->actual.length,
                finding->actual.data, (int)finding->expected.length, finding->expected.data);
    }
    if (!is_of_exchange(finding)) {
        run->contents = digest_number(run->contents, contents);
        run->contents = digest_number(run->contents, finding->at);
    }
    run->told = digest_number(run->told, contents);
    run->findings = digest_number(run->findings, contents);
    run->findings = digest_number(run->findings, digest_place(finding));
}

static void hear_beginning(struct report *report)
{
    (void)report;
}

static void hear_nothing_more(struct report *report)
{
    (void)report;
}

static void hear_input(struct report *report, const struct input_result *result)
{
    (void)report;
    if (figures_all_conform(&result->figures)) {
        current.run->findings = digest_number(current.run->findings, result->figures.documents);
    }
}

static void hear_words(struct report *report, const struct record *record, const char *words)
{
    (void)report;
    (void)record;
    (void)words;
}

static void hear_hint(struct report *report, const char *input, const char *words)
{
    (void)report;
    (void)input;
    current.run->findings = digest_bytes(current.run->findings, words, strlen(words));
}

static void hear_unjudged(struct report *report, const char *path, const struct record *record,
                          const char *why)
{
    struct run *run = current.run;

    (void)report;
    (void)path;
    if (is_shown()) {
        fprintf(stderr, "not judged: %s\n", why);
    }
    run->findings = digest_number(run->findings, record == NULL ? 0 : record->number);
    run->findings = digest_bytes(run->findings, why, strlen(why));
}

static void hear_end(struct report *report, const struct totals *totals)
{
    (void)report;
    current.run->totals = *totals;
    current.run->totals.passes = NULL;
    current.run->totals.codes = NULL;
}

static const struct report_format heard = {
    .name = "heard",
    .suffix = ".heard",
    .words = "digests",
    .quotes = true,
    .begin = hear_beginning,
    .finding = hear_finding,
    .input = hear_input,
    .answered = hear_words,
    .hint = hear_hint,
    .unjudged = hear_unjudged,
    .end = hear_end,
    .free = hear_nothing_more,
};

const struct report_format *run_format(void)
{
    return &heard;
}

struct options run_options(void)
{
    static const char *arguments[] = {"-"};
    static struct report_request report = {.format = &heard};

    return (struct options){.command = COMMAND_CHECK,
                            .arguments = arguments,
                            .argument_count = 1,
                            .max_depth = DG_DEFAULT_MAX_DEPTH,
                            .max_record = 1 << 26,
                            .max_body = 1 << 26,
                            .max_findings = -1,
                            .format = &heard,
                            .reports = &report,
                            .report_count = 1};
}

void run_listen(struct run *run)
{
    *run = (struct run){.findings = DIGEST_BEGIN,
                        .contents = DIGEST_BEGIN,
                        .told = DIGEST_BEGIN,
                        .trouble = DIGEST_BEGIN};
    current.run = run;
}

void run_check(struct run *run, struct options *options, struct dg_text bytes, size_t portion)
{
    struct session session;
    struct target target;

    run_listen(run);
    run_feed(bytes, portion);
    run->status = EXIT_USAGE;
    if (target_select(&target, &dg_contract, options)) {
        assert(session_open(&session, options, &dg_contract));
        run->status = session_close(&session, inputs_judge(&session, &target));
    }
}
