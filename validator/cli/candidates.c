/* Lists names of the contract for completions. */
#include "cli/candidates.h"

#include <string.h>

#include "base/code.h"
#include "report/report_format.h"
#include "runtime/contract.h"

/* Adds a line, unless the text has it. */
static void add_once(struct buffer *out, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = buffer_string(out); *at != '\0'; at = strchr(at, '\n') + 1) {
        if (strncmp(at, name, length) == 0 && at[length] == '\n') {
            return;
        }
    }
    buffer_format(out, "%s\n", name);
}

void candidates_operations(struct buffer *out, const void *context)
{
    const struct dg_contract *contract = context;

    for (size_t i = 0; i < contract->operation_count; i++) {
        buffer_format(out, "%s\n", contract->operations[i].id);
    }
}

void candidates_callable(struct buffer *out, const void *context)
{
    const struct dg_contract *contract = context;

    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if (!operation->body && operation->unsent == NULL) {
            buffer_format(out, "%s\n", operation->id);
        }
    }
}

void candidates_schemas(struct buffer *out, const void *context)
{
    const struct dg_contract *contract = context;

    for (size_t i = 0; i < contract->schema_count; i++) {
        buffer_format(out, "%s\n", contract->schemas[i]->name);
    }
}

void candidates_codes(struct buffer *out, const void *context)
{
    const struct dg_contract *contract = context;
    struct code code;

    for (size_t i = 0; i < code_count(contract); i++) {
        if (code_at(contract, i, &code)) {
            code_add(out, code);
            buffer_add(out, "\n");
        }
    }
}

void candidates_formats(struct buffer *out, const void *context)
{
    (void)context;
    for (size_t i = 0; report_format_names[i] != NULL; i++) {
        buffer_format(out, "%s\n", report_format_names[i]);
    }
}

void candidates_parameters(struct buffer *out, const void *context)
{
    const struct dg_contract *contract = context;

    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        for (size_t j = 0; j < operation->parameter_count; j++) {
            add_once(out, operation->parameters[j].name);
        }
    }
}
