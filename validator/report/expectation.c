/* Lists the values of enums, and keeps the last list. */
#include "report/expectation.h"

#include <stdio.h>

#include "runtime/reader.h"

static void add_value(struct choices *choices, const struct dg_words *words, size_t index)
{
    struct buffer *values = &choices->values;

    if (words->numbers != NULL) {
        buffer_format(values, "%lld", (long long)words->numbers[index]);
    } else {
        buffer_add_json(values, words->words[index]);
    }
    buffer_add_bytes(values, "", 1);
    choices->count++;
}

static void write_list(struct expectation *expectation, const struct dg_finding *finding)
{
    struct choices *choices = &expectation->choices;

    buffer_clear(&choices->values);
    choices->count = 0;
    for (size_t i = 0; i < finding->words->count; i++) {
        add_value(choices, finding->words, i);
    }
    buffer_clear(&expectation->text);
    buffer_add(&expectation->text, "one of ");
    choices_write(choices, ", ", finding->actual, &expectation->text);
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
    choices_free(&expectation->choices);
}
