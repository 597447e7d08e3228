/* Builds a problem by hand, validates it, and prints its JSON. */
#include <stdio.h>

#include <dg-contract/contract.h>

static void complain(struct dg_report *report, const struct dg_finding *finding)
{
    char line[512];

    (void)report;
    dg_finding_print(line, sizeof line, finding);
    puts(line);
}

int main(void)
{
    struct dg_report report = {.finding = complain};
    struct dg_problem_details problem = {
        .type = DG_TEXT("https://api.datagrid.com/errors/conflict"),
        .title = DG_TEXT("Conflict"),
        .status = 409,
        .detail = {DG_VALUE, DG_TEXT("The batch has completed.")},
    };
    char json[512];

    if (!dg_problem_details_validate(&problem, &report)) {
        return 1;
    }
    size_t length = dg_problem_details_encode(&problem, json, sizeof json);
    if (length == 0 || length >= sizeof json) {
        return 1;
    }
    puts(json);

    /* A text must be UTF-8: the validator reports this one, at /title. */
    problem.title = (struct dg_text)DG_TEXT("Confli\xff");
    return dg_problem_details_validate(&problem, &report) ? 1 : 0;
}
