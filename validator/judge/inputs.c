/* The command `check`: reads the records of the inputs and judges each, with --jobs in threads. */
#include "judge/inputs.h"

#include <string.h>
#include <sys/stat.h>

#include "base/interrupt.h"
#include "input/files.h"
#include "judge/jobs.h"
#include "judge/records.h"

struct inputs {
    struct file_visitor visitor; /* first, for its functions to recover the whole */
    struct session *session;
    const struct target *target;
    struct records records;
    struct jobs *jobs;  /* used with --jobs; NULL: one thread */
    struct input again; /* for records that are judged again, while the input goes on */
    bool split;         /* the records of the current file are judged ahead, each by itself */
};

/* Judges a file, with `split` as in the struct. Returns false if the run has to end. */
static bool judge_file(struct inputs *inputs, const char *path, bool split);

/* Counts what was judged ahead, and has no finding. */
static void count_clean(struct inputs *inputs, const struct ahead_record *judged)
{
    struct findings *findings = &inputs->session->findings;
    bool bare = judged->file == NULL && judged->kept.record.capture == NULL;

    if (bare) {
        resemblance_before(&inputs->records.run, inputs->session, &judged->kept.record);
    }
    findings_clean(findings, judged->documents, judged->length, judged->not_applicable);
    findings->repeated = false;
    inputs->records.judged = true;
    if (judged->file != NULL) {
        records_name_input(&inputs->records, judged->file);
        reports_input(&inputs->session->reports, inputs->records.shown, &findings->totals);
    }
}

/* Judges again what isn't clean. Returns false if the run has to end. */
static bool judge_again(struct inputs *inputs, const struct ahead_record *judged)
{
    struct records *records = &inputs->records;
    struct record record;
    enum input_step step = INPUT_RECORD;
    bool going_on = true;

    if (judged->file != NULL) {
        return judge_file(inputs, judged->file, false);
    }
    inputs->again.name = records->input->name;
    records->input = &inputs->again;
    step = kept_restore(&judged->kept, records->input, &record);
    going_on = records_take(records, step, &record);
    records->input = &records->own;
    return going_on;
}

/* Whether what was judged ahead only has to be counted. */
static bool is_clean(const struct inputs *inputs, const struct ahead_record *judged)
{
    bool in_run = inputs->records.run.schema != NULL; /* a clean document ends it with a hint */

    return judged->clean && !(judged->file != NULL && in_run);
}

/* Takes the first block that was judged ahead. Returns false if the run has to end. */
static bool settle_block(struct inputs *inputs, const struct jobs_block *block)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct ahead_record *judged = &block->records[i];

        if (is_clean(inputs, judged)) {
            count_clean(inputs, judged);
        } else if (!judge_again(inputs, judged)) {
            return false;
        }
    }
    return records_go_on(&inputs->records);
}

/* Takes all blocks. Returns false if the run has to end. */
static bool settle(struct inputs *inputs)
{
    const struct jobs_block *block = inputs->jobs == NULL ? NULL : jobs_take(inputs->jobs);
    bool going_on = true;

    while (block != NULL && going_on) {
        going_on = settle_block(inputs, block);
        block = going_on ? jobs_take(inputs->jobs) : NULL;
    }
    return going_on;
}

/* Whether the record can be judged ahead. */
static bool goes_ahead(const struct inputs *inputs, const struct record *record)
{
    if (!inputs->split) {
        return false;
    }
    return record->capture == NULL ? inputs->target->schema != NULL : kept_is_possible(record);
}

/* Takes blocks until one more record can be added. Returns false if the run has to end. */
static bool make_room(struct inputs *inputs)
{
    bool going_on = true;

    while (going_on && !jobs_have_room(inputs->jobs)) {
        going_on = settle_block(inputs, jobs_take(inputs->jobs));
    }
    return going_on;
}

/* Takes the next step of the input. Returns false after the last one, or if the run has to end:
   then *going_on is false. */
static bool take_step(struct inputs *inputs, bool *going_on)
{
    struct records *records = &inputs->records;
    struct record record = {.length = 0};
    enum input_step step = INPUT_END;

    *going_on = !inputs->split || make_room(inputs);
    if (!*going_on) {
        return false;
    }
    step = input_next(records->input, &record);
    record.input = records->shown;
    if (step == INPUT_RECORD && goes_ahead(inputs, &record)) {
        jobs_add(inputs->jobs, records->input, &record);
        return true;
    }
    *going_on = (!inputs->split || settle(inputs)) && records_take(records, step, &record);
    return *going_on && step != INPUT_UNREADABLE && step != INPUT_END;
}

static bool judge_input(struct inputs *inputs)
{
    bool going_on = true;

    while (interrupt_signal() == 0 && take_step(inputs, &going_on)) {
    }
    return going_on && interrupt_signal() == 0;
}

static bool judge_file(struct inputs *inputs, const char *path, bool split)
{
    struct records *records = &inputs->records;
    struct record none = {.length = 0};
    enum input_step step = INPUT_RECORD;
    bool going_on = true;

    inputs->split = split;
    records->input->deferring = split;
    step = records_begin_input(records, path);
    going_on =
        step == INPUT_RECORD ? judge_input(inputs) : records_take(records, INPUT_UNREADABLE, &none);
    records_end_input(records);
    reports_input(&inputs->session->reports, records->shown, &inputs->session->findings.totals);
    return going_on;
}

/* Files of at most this size are judged ahead as a whole: one that has findings is read again. A
   document that is a file can't be judged in parts. */
#define WHOLE_FILE ((off_t)1024 * 1024)
#define WHOLE_DOCUMENT ((off_t)16 * 1024 * 1024)

/* The size of a file that is judged ahead as a whole; -1: the file isn't. */
static off_t whole_size(const struct inputs *inputs, const char *path)
{
    const struct options *options = inputs->session->options;
    bool document = options->input_format == INPUT_AUTO && input_format_of(path) == INPUT_JSON;
    struct stat status;

    if (inputs->jobs == NULL || strcmp(path, "-") == 0 || stat(path, &status) != 0 ||
        !S_ISREG(status.st_mode)) {
        return -1;
    }
    return status.st_size <= (document ? WHOLE_DOCUMENT : WHOLE_FILE) ? status.st_size : -1;
}

static bool visit_file(struct file_visitor *visitor, const char *path)
{
    struct inputs *inputs = (struct inputs *)visitor;
    off_t size = whole_size(inputs, path);

    if (size < 0) {
        return settle(inputs) && judge_file(inputs, path, inputs->jobs != NULL);
    }
    if (!make_room(inputs)) {
        return false;
    }
    jobs_add_file(inputs->jobs, path, (size_t)size);
    return true;
}

static void visit_unmatched(struct file_visitor *visitor, const char *path, const char *why)
{
    struct inputs *inputs = (struct inputs *)visitor;

    if (settle(inputs)) {
        records_unmatched(&inputs->records, path, why);
    }
}

static void visit_unreadable(struct file_visitor *visitor, const char *path, int error)
{
    struct inputs *inputs = (struct inputs *)visitor;

    if (settle(inputs)) {
        records_unreadable(&inputs->records, path, error);
    }
}

static void visit_inputs(struct inputs *inputs)
{
    const struct options *options = inputs->session->options;
    const struct totals *totals = &inputs->session->findings.totals;
    struct records *records = &inputs->records;
    bool going_on = true;

    for (size_t i = 0; going_on && i < options->argument_count; i++) {
        going_on = files_visit(options->arguments[i], &inputs->visitor);
    }
    if (!going_on || !settle(inputs) || totals->unreadable > 0 || records->judged) {
        return;
    }
    if (totals->documents == 0) {
        trouble(NULL, "the inputs hold no document");
    } else {
        trouble(NULL, "nothing could be judged: %s", buffer_string(&records->lost));
    }
    records->status = exit_worse(records->status, EXIT_USAGE);
}

/* The most files whose sizes are asked for. */
#define MOST_SIZES 10000

/* Adds the sizes of files. */
struct sizes {
    struct file_visitor visitor; /* first, for its functions to recover the whole */
    uint64_t total;
    size_t count;
};

static bool add_size(struct file_visitor *visitor, const char *path)
{
    struct sizes *sizes = (struct sizes *)visitor;
    struct stat status;

    if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || !S_ISREG(status.st_mode)) {
        return false;
    }
    sizes->total += (uint64_t)status.st_size;
    sizes->count++;
    return sizes->count < MOST_SIZES && interrupt_signal() == 0;
}

uint64_t inputs_total(const void *context)
{
    const struct options *options = context;
    struct sizes sizes = {.visitor = {.judge = add_size}};

    for (size_t i = 0; i < options->argument_count; i++) {
        if (!files_visit(options->arguments[i], &sizes.visitor)) {
            return 0;
        }
    }
    return sizes.total;
}

/* Whether records are judged ahead. States are compared in the order of the input, values at --at
   are found in it, and --verbose counts the rules of each document. */
static bool jobs_are_wanted(const struct options *options)
{
    return options->jobs > 1 && !options->track && options->at == NULL && !options->verbose;
}

enum exit_status inputs_judge(struct session *session, const struct target *target)
{
    struct inputs inputs = {
        .visitor = {visit_file, visit_unmatched, visit_unreadable},
        .session = session,
        .target = target,
    };

    records_open(&inputs.records, session, target);
    if (jobs_are_wanted(session->options)) {
        records_open_input(&inputs.records, &inputs.again);
        inputs.jobs = jobs_open((size_t)session->options->jobs, session, target);
    }
    visit_inputs(&inputs);
    session->findings.totals.unjudged =
        session->findings.totals.documents > 0 && !inputs.records.judged;
    jobs_close(inputs.jobs);
    resemblance_end(&inputs.records.run, session);
    input_free(&inputs.again);
    records_close(&inputs.records);
    return inputs.records.status;
}
