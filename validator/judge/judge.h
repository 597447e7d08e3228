/* The judge: which schema a document is held against, and the verdict on it. */
#ifndef DG_VALIDATE_JUDGE_H
#define DG_VALIDATE_JUDGE_H

#include <stdbool.h>

#include "base/options.h"
#include "report/findings.h"
#include "runtime/arena.h"
#include "runtime/contract.h"

/* The memory that documents are read into, one after another. */
struct judge {
    struct dg_arena arena;
    void *value; /* what was decoded last */
    size_t capacity;
};

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
bool judge_select(struct target *target, const struct dg_contract *contract,
                  const struct options *options);

/* The operation of that id. NULL, with one line of trouble, if the contract has none. */
const struct dg_operation *judge_operation(const struct dg_contract *contract, const char *id);

/* Says in one line of trouble what has to be chosen to judge documents without an exchange, where
   the target has no schema. */
void judge_ask_schema(const struct target *target, const struct dg_contract *contract);

/* The only operation of the contract. NULL, with one line of trouble, if there isn't one only. */
const struct dg_operation *judge_only_operation(const struct dg_contract *contract);

/* The response that the operation documents for a status: listed exactly, else by range, else by
   default. NULL: it is not documented. */
const struct dg_response *judge_response(const struct dg_operation *operation, int status);

void judge_open(struct judge *judge);
void judge_close(struct judge *judge);

/* Decodes `json` into judge->value, valid until the next call. False if memory ran out: then there
   is no verdict. */
bool judge_decode(struct judge *judge, const struct dg_schema *schema, struct dg_text json,
                  struct dg_report *report);

#endif
