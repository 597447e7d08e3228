/* Tries other schemas on documents that lack members which their own schema requires. */
#include "judge/resemblance.h"

#include <inttypes.h>
#include <stdlib.h>

#include "runtime/answer.h"

/* A sink that counts the members that a schema doesn't list. */
struct trial {
    struct dg_report report; /* first, for `finding` to recover the whole */
    uint64_t unknown;
    bool failed; /* there was an error */
};

static void count(struct dg_report *report, const struct dg_finding *finding)
{
    struct trial *trial = (struct trial *)report;

    trial->unknown += finding->code == DG_CODE_UNKNOWN_PROPERTY;
    trial->failed |= finding->severity == DG_SEVERITY_ERROR;
}

/* Whether the schema describes the document, and lists more than `unknown` leaves unknown. */
static bool fits(struct session *session, const struct dg_schema *schema,
                 const struct record *record, uint64_t unknown)
{
    struct trial trial = {
        .report = {.finding = count, .max_depth = session->findings.report.max_depth},
    };
    const struct document document = {
        .schema = schema,
        .json = {record->bytes, record->length},
        .trial = true,
    };

    return judge_document(&session->judge, &document, &trial.report) && !trial.failed &&
           trial.unknown < unknown;
}

/* A sink that notes whether a schema requires a member that another one doesn't list. */
struct demand {
    struct dg_report report; /* first, for `finding` to recover the whole */
    const struct dg_outline_parts *others;
    bool more;
};

static void note_required(struct dg_report *report, const struct dg_finding *finding)
{
    struct demand *demand = (struct demand *)report;
    bool listed = false;

    for (size_t i = 0; i < demand->others->count; i++) {
        listed = listed || dg_text_equal(demand->others->list[i].name, finding->property);
    }
    demand->more |= finding->code == DG_CODE_REQUIRED && finding->frame == NULL && !listed;
}

/* Whether the schema requires members that `other`, which allows any member, doesn't list: a
   document that has them all is no incomplete document of `other`. */
static bool asks_for_more(struct session *session, const struct dg_schema *schema,
                          const struct dg_schema *other)
{
    struct demand demand = {.report = {.finding = note_required}, .others = other->outline.parts};
    const struct document document = {.schema = schema, .json = dg_text_of("{}"), .trial = true};

    return judge_document(&session->judge, &document, &demand.report) && demand.more;
}

/* Whether documents of the schema may have any members, so that no finding shows the unknown ones.
 */
static bool takes_any_member(const struct dg_schema *schema)
{
    return schema->outline.parts != NULL && schema->outline.parts->form == DG_OUTLINE_PROPERTIES &&
           schema->outline.parts->members == 0 && schema->outline.parts->others == NULL &&
           schema->outline.parts->matched == NULL;
}

static const struct dg_media *media_of(const struct dg_response *response,
                                       const struct dg_schema *schema)
{
    for (size_t i = 0; response != NULL && i < response->media_count; i++) {
        if (response->media[i].schema == schema) {
            return &response->media[i];
        }
    }
    return NULL;
}

static bool is_exact(const char *status)
{
    return status[0] >= '0' && status[0] <= '9' && status[1] >= '0' && status[1] <= '9';
}

/* A value for --status that selects this schema for the document, which was decoded as a value of
   the schema: for a problem, its own status; 0: there is none. */
static int status_for(const struct dg_operation *operation, const struct dg_schema *schema,
                      const void *value)
{
    int first = 0;

    for (size_t i = operation->response_count; i > 0; i--) {
        const struct dg_response *response = &operation->responses[i - 1];
        const struct dg_media *media = media_of(response, schema);
        int64_t status = 0;

        if (media == NULL) {
            continue;
        }
        if (media->problem_status != NULL && media->problem_status(value, &status) &&
            status >= 100 && status <= 599 &&
            media_of(dg_operation_response(operation, (int)status), schema) != NULL) {
            return (int)status;
        }
        if (is_exact(response->status)) {
            first = (int)strtol(response->status, NULL, 10);
        }
    }
    return first;
}

static void begin(struct resemblance *run, struct session *session, const struct target *target,
                  const struct record *record, const struct dg_schema *schema)
{
    int status =
        target->operation == NULL ? 0 : status_for(target->operation, schema, session->judge.value);

    buffer_clear(&run->words);
    buffer_format(&run->words, "looks like %s; try ", schema->name);
    if (status != 0) {
        buffer_format(&run->words, "--status %d or ", status);
    }
    buffer_format(&run->words, "--schema %s", schema->name);
    run->schema = schema;
    run->documents = 1;
    buffer_clear(&run->first);
    buffer_add(&run->first, record->input);
    buffer_clear(&run->last);
    buffer_add(&run->last, record->input);
}

/* The number of members so far that their schemas don't list. */
static uint64_t unlisted(const struct session *session)
{
    const uint64_t *codes = session->findings.totals.codes;

    return codes[DG_CODE_UNKNOWN_PROPERTY] + codes[DG_CODE_ADDITIONAL_PROPERTIES];
}

void resemblance_before(struct resemblance *run, struct session *session,
                        const struct record *record)
{
    const uint64_t *codes = session->findings.totals.codes;

    if (run->schema != NULL && fits(session, run->schema, record, UINT64_MAX)) {
        run->documents++;
        buffer_clear(&run->last);
        buffer_add(&run->last, record->input);
        session->findings.repeated = true;
    } else {
        resemblance_end(run, session);
        session->findings.repeated = false;
    }
    run->required = codes[DG_CODE_REQUIRED];
    run->unknown = unlisted(session);
}

void resemblance_after(struct resemblance *run, struct session *session,
                       const struct target *target, const struct record *record)
{
    const struct dg_contract *contract = session->findings.contract;
    const uint64_t *codes = session->findings.totals.codes;
    uint64_t unknown = unlisted(session) - run->unknown;
    bool any = takes_any_member(target->schema);

    if (run->schema != NULL || (unknown == 0 && !any) || codes[DG_CODE_REQUIRED] == run->required) {
        return;
    }
    for (size_t i = 0; i < contract->schema_count && run->schema == NULL; i++) {
        const struct dg_schema *schema = contract->schemas[i];
        bool other =
            schema != target->schema &&
            (!any || (!takes_any_member(schema) && asks_for_more(session, schema, target->schema)));

        if (other && fits(session, schema, record, any ? 1 : unknown)) {
            begin(run, session, target, record, schema);
        }
    }
}

void resemblance_end(struct resemblance *run, struct session *session)
{
    if (run->schema == NULL) {
        return;
    }
    run->schema = NULL;
    if (run->documents > 1) {
        buffer_format(&run->words, " (%" PRIu64 " documents", run->documents);
        if (!dg_text_equal(buffer_text(&run->first), buffer_text(&run->last))) {
            buffer_format(&run->words, ", the last of them in %s", buffer_string(&run->last));
        }
        buffer_add(&run->words, ")");
    }
    reports_hint(&session->reports, buffer_string(&run->first), buffer_string(&run->words));
}

void resemblance_free(struct resemblance *run)
{
    buffer_free(&run->words);
    buffer_free(&run->first);
    buffer_free(&run->last);
}
