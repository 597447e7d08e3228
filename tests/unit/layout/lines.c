/* Lines as emitters write them. lines.c is the same as layout breaks it, and is held to the
   formatter with all C files. */
#include "a/file/whose/name/is/longer/than/a/line/may/be/because/a/directive/of/the/preprocessor/stays/as/it/is.h"

/* Declarations. */

static void write_problem_details_errors(struct dg_encoder *out, const struct dg_text *key,
                                         const struct dg_problem *in);
bool dg_get_thing_200_application_problem_json_copy(
    struct dg_get_thing_200_application_problem_json *out, struct dg_arena *arena);
struct dg_get_thing_200_application_problem_json *
dg_get_thing_200_application_problem_json_of_a_tree(const cJSON *);
extern const struct dg_schema_of_a_long_name_indeed_that_goes_on_and_on
    dg_schema_of_a_long_name_indeed_schema;

struct dg_names {
    /* as received, when unrecognized */
    struct dg_text the_name_of_a_member_that_leaves_no_room_for_a_comment_text;
    /* A description that is longer than the line may be, and that is wrapped because of that, at
       blanks: */
    struct dg_text name;
    /* of any text, "quotes" and
       a-word-that-is-much-longer-than-one-line-may-be-and-that-is-not-broken-anywhere-at-all-whatever-happens
     */
    struct dg_text text;
    struct dg_opt_batch_prediction_completion_window_of_a_long_name
        the_member_of_a_name_as_long_as_that;
};

void f(void)
{
    /* What fits: one hundred columns. */
    dg_call(in, "of exactly one hundred columns, which is what fits on one line and not one mor");

    /* Calls. */
    dg_read_const_text(in, (struct dg_text)DG_TEXT("application/problem+json"),
                       &out->media_type_of_the_answer);
    out->completion_window.value =
        dg_read_opt_enum(in, &dg_completion_window_words, &out->completion_window.presence);
    dg_rule_judge(in, &about_a_rule,
                  dg_rule_truth(dg_and(dg_truth(self->a_member_of_the_struct > 0), DG_TRUE)));
    struct dg_object at =
        dg_object_open(in, &dg_batch_prediction_request_counts_shape, out, faults->bits);
    read_batch_prediction_request_counts(in, &out->request_counts,
                                         &(struct dg_faults_of_batch){.bits = {0}});
    static const struct dg_site site = {
        .schema = "#/paths/~1a/get/responses/200/content/application~1json/schema"};
    const struct dg_batch_prediction_metadata_entry *entry_1 =
        dg_entry_find(self->metadata.value.entries, &none);

    /* Operators. */
    return self->status != DG_STATUS_COMPLETED ||
           (self->completed_at.presence == DG_VALUE && self->failed_at.presence != DG_VALUE);
    return self->status == DG_BATCH_PREDICTION_STATUS_COMPLETED ==
               (self->completed_at.presence == DG_VALUE) &&
           a;
    return !(self->status == DG_BATCH_PREDICTION_STATUS_CANCELLING ||
             self->status == DG_BATCH_PREDICTION_STATUS_CANCELLED);
    int64_t sum = self->request_counts.total + self->request_counts.processing -
                  self->request_counts.errored - 1;
    return self->request_counts.total_number_of_requests > 0 ? self->request_counts.processing
                                                             : self->counts.errored;
    if (first_operand_of_the_condition == second_operand_of_the_condition &&
        dg_text_equal(*a_text, another_text)) {
        while (!dg_text_equal(self->items[i].a_member_of_the_item,
                              (struct dg_text)DG_TEXT("a text")) &&
               i < count) {
            for (size_t i_10 = 0;
                 all_of_the_items_are_right_so_far && i_10 < self->a_list_of_items.count; i_10++) {
                dg_call(self->a_member.value.another_member_of_it < 10 ||
                            self->a_member.presence == DG_ABSENT,
                        at);
            }
        }
    }

    return self->b ? true
                   : (self->x.presence != DG_ABSENT
                          ? dg_text_equal(self->x.value, (struct dg_text)DG_TEXT("a"))
                          : false);
    return self->active ? DG_TRUE
                        : dg_truth((dg_add(self->ticks, 1, &over_1) > 0) ==
                                       (dg_add(self->ticks, 2, &over_1) > 0),
                                   &over_1);
    return dg_parts_end(
               (struct dg_parts){(const struct dg_text[]){self->name, (struct dg_text)DG_TEXT("b")},
                                 2},
               (struct dg_parts){(const struct dg_text[]){(struct dg_text)DG_TEXT("a"),
                                                          (struct dg_text)DG_TEXT("b")},
                                 2}) ||
           b;
    return self->step == RULES_THERMOSTAT_STEP_N10 ? DG_TRUE
           : dg_word_number(&rules_thermostat_step_words, self->step, self->step_text) > 15
               ? dg_truth(dg_subtract(self->place.steps, self->ticks, &over_1) > 0, &over_1)
               : DG_FALSE;
    used = dg_word_text(&rules_shop_modes_item_words, self->items[item_2].value.mode,
                        self->items[item_2].text)
               .length /
           16;

    /* Literals. */
    return "alongwordalongwordalongwordalongwordalongwordalongwordalongwordalongwordalongwordalongw"
           "ord\303\251\303\251";
    dg_encode_const_text(
        out, DG_KEY("key"),
        (struct dg_text)DG_TEXT(
            "a text that is longer than a line may be, even on a line of its own"));

    /* Words that are longer than a line. */
    dg_read_text(
        in,
        &out->nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn,
        DG_ANY_LENGTH);
}

/* Initializers. */

static const struct dg_rule about = {
    .message = "must be one of those that the answer to a cancellation may have, and no other, as "
               "it is said",
    .contract = "#/paths/~1batch-predictions~1%7Bbatch_prediction_id%7D~1cancel/post/responses/200/"
                "x-dg-rules/0",
    .expression = __extension__ "oldSelf.in_progress_at == null || self.in_progress_at == "
                                "oldSelf.in_progress_at",
    .rules =
        &dg_rules_of_a_response_with_a_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_a,
};

static const struct dg_text words[] = {
    [DG_BATCH_PREDICTION_COMPLETION_WINDOW_OF_A_LONG_NAME_INDEED - 1] =
        DG_TEXT("of a long name indeed"),
    [DG_BATCH_PREDICTION_COMPLETION_WINDOW_24H - 1] = DG_TEXT("24h"),
};

static const struct dg_property
    dg_batch_prediction_of_a_name_that_is_so_long_that_only_it_fits_properties[] = {
        {
            .name = DG_TEXT("id"),
            .site.schema = "#/components/schemas/a schema of a name that is so long that only it "
                           "fits/properties/id",
        },
};

#define A_MACRO_OF_SEVERAL_LINES                                                                   \
    "a literal that is longer than a line may be, which is split where the directive is written, " \
    "not here"
