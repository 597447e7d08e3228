/* The list of findings in an arena. */
#include "runtime/finding_text.h"

#include <string.h>

#include "runtime/arena_internal.h"
#include "runtime/report_internal.h"

/* A terminated copy of `length` bytes; NULL: no memory. */
static const char *findings_copy(struct dg_arena *arena, const char *bytes, size_t length)
{
    char *copy = dg_arena_take(arena, length + 1);

    if (copy != NULL) {
        memcpy(copy, bytes, length);
        copy[length] = '\0';
    }
    return copy;
}

static const char *findings_pointer(struct dg_arena *arena, const struct dg_frame *frame)
{
    char pointer[DG_POINTER_BYTES];
    size_t length = frame == NULL ? 0 : dg_pointer_shorten(frame, pointer);

    return findings_copy(arena, pointer, length);
}

static const char *findings_line(struct dg_arena *arena, const struct dg_finding *finding)
{
    size_t size = dg_finding_print(NULL, 0, finding) + 1;
    char *line = dg_arena_take(arena, size);

    if (line != NULL) {
        dg_finding_print(line, size, finding);
    }
    return line;
}

static void findings_keep(struct dg_findings *findings, const struct dg_finding *finding)
{
    struct dg_arena *arena = findings->arena;
    struct dg_found *found = dg_arena_take(arena, sizeof *found);

    if (found == NULL) {
        return;
    }
    *found = (struct dg_found){
        .code = finding->code,
        .severity = finding->severity,
        .offset = finding->offset,
        .pointer = findings_pointer(arena, finding->frame),
        .line = findings_line(arena, finding),
        .schema = finding->schema,
        .rule = finding->rule,
        .property = finding->property,
    };
    if (arena->failed) {
        return;
    }
    if (findings->last == NULL) {
        findings->first = found;
    } else {
        findings->last->next = found;
    }
    findings->last = found;
    findings->kept++;
}

static void findings_take(struct dg_report *report, const struct dg_finding *finding)
{
    struct dg_findings *findings = (struct dg_findings *)(void *)report;

    findings->count++;
    findings->errors += finding->severity == DG_SEVERITY_ERROR ? 1 : 0;
    if (findings->kept < findings->limit && !findings->arena->failed) {
        findings_keep(findings, finding);
    }
}

void dg_findings_init(struct dg_findings *findings, struct dg_arena *arena)
{
    *findings = (struct dg_findings){
        .report = {.finding = findings_take}, .arena = arena, .limit = DG_FINDINGS_LIMIT};
}
