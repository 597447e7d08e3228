/* The operation, response and schema against which documents are judged. */
#ifndef DG_VALIDATE_TARGET_H
#define DG_VALIDATE_TARGET_H

#include <stdbool.h>

#include "base/options.h"
#include "runtime/contract.h"

/* The parts of the contract against which documents are judged. */
struct target {
    /* The schema of documents without an exchange. NULL: the options leave it open. */
    const struct dg_schema *schema;
    const struct dg_response_rules *rules; /* of the response; NULL: none */
    const struct dg_response *response;    /* whose bodies such documents are; NULL: not known */
    /* The operation of documents with an exchange. NULL: any. */
    const struct dg_operation *operation;
};

/* Finds the target that the options select: --schema, or the response for --status, otherwise the
   documented success, of --operation or of the only operation. With --track, only the schema of a
   response counts. Returns false, with one line of trouble, if there is no such target. If the
   options select nothing, target_ask_schema reports this once the schema is needed. */
DG_CHECKED bool target_select(struct target *target, const struct dg_contract *contract,
                              const struct options *options);

/* The operation of that id, an argument or the value of --operation. Returns NULL, with one line of
 * trouble, if the contract has none. */
const struct dg_operation *target_operation(const struct dg_contract *contract,
                                            const struct options *options, const char *id);

/* Prints one line of trouble about how to choose a schema for documents without an exchange,
   where the target has none. */
void target_ask_schema(const struct target *target, const struct dg_contract *contract);

/* The only operation of the contract. Returns NULL, with one line of trouble, if there are none or
 * several. */
const struct dg_operation *target_only_operation(const struct dg_contract *contract);

#endif
