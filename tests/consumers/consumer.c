/* Judges the document on standard input and prints its contents. */
#include <dg-contract/contract.h>

#include <stdio.h>

static void print_finding(struct dg_report *report, const struct dg_finding *finding)
{
    char pointer[200];

    (void)report;
    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    printf("%s: %s\n", dg_code_name(finding->code), pointer);
}

int main(void)
{
    char json[4096];
    char memory[1024];
    struct dg_batch_prediction batch;
    struct dg_report report = {.finding = print_finding};
    struct dg_arena arena;
    size_t length = fread(json, 1, sizeof json, stdin);

    dg_arena_init(&arena, memory, sizeof memory, NULL);
    if (!dg_batch_prediction_decode(&batch, json, length, &arena, &report)) {
        return 1;
    }
    printf("%.*s is %s, %lld of %lld items are done\n", (int)batch.id.length, batch.id.data,
           dg_batch_prediction_status_text(batch.status),
           (long long)(batch.request_counts.total - batch.request_counts.processing),
           (long long)batch.request_counts.total);
    return 0;
}
