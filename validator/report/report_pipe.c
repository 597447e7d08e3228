/* Verdict lines: findings are kept until the verdict is known, which comes first in the line. */
#include "report/report_pipe.h"

#include <stdlib.h>

#include "common/buffer.h"
#include "common/memory.h"
#include "report/report_json.h"

/* The parts of a line that isn't complete. */
struct report_pipe {
    struct dg_writer writer; /* of findings, as elements of an array; first, for `keep` */
    struct buffer findings;
    uint64_t not_printed; /* findings of the lines before */
    char block[4096];
};

static bool keep(struct dg_writer *writer)
{
    struct report_pipe *parts = (struct report_pipe *)writer;

    buffer_add_bytes(&parts->findings, writer->buffer, writer->used);
    return true;
}

static void begin_line(struct report_pipe *parts)
{
    buffer_clear(&parts->findings);
    dg_writer_init(&parts->writer, parts->block, sizeof parts->block, keep);
    dg_write_array(&parts->writer);
}

static void begin(struct report *report)
{
    report->pipe = memory_new(sizeof *report->pipe);
    begin_line(report->pipe);
}

static void take_finding(struct report *report, const struct finding *finding)
{
    report_json_write_finding(&report->pipe->writer, finding, report->verbose);
}

static void take_input(struct report *report, const struct input_result *result)
{
    (void)report;
    (void)result;
}

static void take_answered(struct report *report, const struct record *record, const char *words)
{
    (void)report;
    (void)record;
    (void)words;
}

static void take_hint(struct report *report, const char *input, const char *words)
{
    (void)report;
    (void)input;
    (void)words;
}

static void take_unjudged(struct report *report, const char *path, const struct record *record,
                          const char *why)
{
    (void)report;
    (void)path;
    (void)record;
    (void)why;
}

static void end(struct report *report, const struct totals *totals)
{
    (void)report;
    (void)totals;
}

static void end_lines(struct report *report)
{
    if (report->pipe != NULL) {
        buffer_free(&report->pipe->findings);
        free(report->pipe);
        report->pipe = NULL;
    }
}

const struct report_format report_pipe = {
    .name = "pipe",
    .suffix = "",
    .words = "verdict lines",
    .begin = begin,
    .finding = take_finding,
    .input = take_input,
    .answered = take_answered,
    .hint = take_hint,
    .unjudged = take_unjudged,
    .end = end,
    .free = end_lines,
};

static void write_line(struct report *report, const struct report_line *line)
{
    struct dg_writer *writer = &report->output->writer;
    const struct report_pipe *parts = report->pipe;

    dg_write_object(writer);
    dg_write_key(writer, dg_text_of("line"));
    dg_write_integer(writer, (int64_t)line->number);
    dg_write_key(writer, dg_text_of("verdict"));
    dg_write_text(writer, dg_text_of(line->verdict));
    if (line->reason != NULL) {
        dg_write_key(writer, dg_text_of("reason"));
        dg_write_text(writer, dg_text_of(line->reason));
    }
    dg_write_key(writer, dg_text_of("findings"));
    dg_write_raw(writer, buffer_text(&parts->findings));
    if (report->not_printed > parts->not_printed) {
        dg_write_key(writer, dg_text_of("not_printed"));
        dg_write_integer(writer, (int64_t)(report->not_printed - parts->not_printed));
    }
    dg_write_object_end(writer);
    dg_write_bytes(writer, "\n", 1);
}

void report_pipe_line(struct report *report, const struct report_line *line)
{
    struct report_pipe *parts = report->pipe;

    if (parts == NULL) {
        return;
    }
    dg_write_array_end(&parts->writer);
    (void)dg_writer_finish(&parts->writer);
    write_line(report, line);
    parts->not_printed = report->not_printed;
    begin_line(parts);
}
