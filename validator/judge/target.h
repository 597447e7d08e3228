/* The operation, response and schema that documents are judged as. */
#ifndef DG_VALIDATE_TARGET_H
#define DG_VALIDATE_TARGET_H

#include <stdbool.h>

#include "base/options.h"
#include "runtime/contract.h"

/* What documents are judged as. */
struct target {
    /* Those without an exchange. NULL: the options leave that open. */
    const struct dg_schema *schema;
    const struct dg_response_rules *rules; /* of the response; NULL: none */
    /* Those with one: the operation that they have to be of. NULL: any. */
    const struct dg_operation *operation;
};

/* Finds what the options choose: --schema, or the response for --status, else the documented
   success, of --operation or of the only operation. With --track a response is its schema alone.
   False, with one line of trouble, if there is no such thing; where nothing is chosen, not before
   it is asked for. */
bool target_select(struct target *target, const struct dg_contract *contract,
                   const struct options *options);

/* The operation of that id. NULL, with one line of trouble, if the contract has none. */
const struct dg_operation *target_operation(const struct dg_contract *contract, const char *id);

/* Says in one line of trouble what has to be chosen to judge documents without an exchange, where
   the target has no schema. */
void target_ask_schema(const struct target *target, const struct dg_contract *contract);

/* The only operation of the contract. NULL, with one line of trouble, if there isn't one only. */
const struct dg_operation *target_only_operation(const struct dg_contract *contract);

/* The response that the operation documents for a status: listed exactly, else by range, else by
   default. NULL: it is not documented. */
const struct dg_response *target_response(const struct dg_operation *operation, int status);

#endif
