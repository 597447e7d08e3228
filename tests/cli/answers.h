/* Compares what the functions of answers.h say of a response with what dg-validate says of it. */
#ifndef DG_TESTS_CLI_ANSWERS_H
#define DG_TESTS_CLI_ANSWERS_H

#include "judge/session.h"
#include "runtime/answer.h"

/* A response, and the text of the earlier body with which it is compared; NULL: none. */
struct answers_case {
    const struct dg_operation *operation;
    int status;
    const char *type; /* NULL: none */
    struct dg_text body;
    const struct dg_path_value *path;
    size_t path_count;
    const char *before;
};

/* Calls the function of the operation. */
typedef bool answers_call(const struct answers_case *answer, struct dg_arena *arena,
                          struct dg_report *report);

/* The findings of a response, one a line. */
struct answers_heard {
    struct dg_report report; /* first, for `finding` to recover the whole */
    struct buffer lines;
    size_t count;
    size_t errors;
    struct dg_report *sink; /* gets the findings, too; NULL: none does */
};

void answers_open(const struct dg_contract *contract);
void answers_close(void);

/* Asserts that both report the same, in the same order, and have the same verdict. Returns the
 * number of findings. */
size_t answers_compare(const struct answers_case *answer, answers_call *call);

#endif
