/* Lists the values of enums, and keeps the last list. */
#include "report/expectation.h"

#include "runtime/listing.h"

static void write_list(struct expectation *expectation, const struct dg_finding *finding)
{
    char list[DG_LISTING_BYTES];

    buffer_clear(&expectation->text);
    buffer_add_text(&expectation->text, dg_listing_enum(list, finding->words, finding->actual));
    buffer_clear(&expectation->found);
    buffer_add_text(&expectation->found, finding->actual);
    expectation->words = finding->words;
}

struct dg_text expectation_of(struct expectation *expectation, const struct dg_finding *finding)
{
    if (finding->words == NULL) {
        return finding->expected;
    }
    if (expectation->words != finding->words ||
        !dg_text_equal(buffer_text(&expectation->found), finding->actual)) {
        write_list(expectation, finding);
    }
    return buffer_text(&expectation->text);
}

void expectation_free(struct expectation *expectation)
{
    buffer_free(&expectation->found);
    buffer_free(&expectation->text);
}
