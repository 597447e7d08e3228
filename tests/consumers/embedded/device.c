/* Judges a document with nothing but the stack and a static buffer: no operating system. */
#include "device.h"

#include <dg-contract/contract.h>

static char memory[512];

struct device_report {
    struct dg_report report;
    device_say *say;
};

static void device_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct device_report *device = (struct device_report *)report;
    char pointer[64];

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    device->say(dg_code_name(finding->code));
    device->say(pointer);
}

bool device_judge(const char *json, size_t length, device_say *say)
{
    struct device_report device = {.report = {.finding = device_finding}, .say = say};
    struct dg_batch_prediction batch;
    struct dg_arena arena;

    dg_arena_init(&arena, memory, sizeof memory, NULL);
    if (!dg_batch_prediction_decode(&batch, json, length, &arena, &device.report)) {
        return false;
    }
    say(dg_batch_prediction_status_text(batch.status));
    return true;
}
