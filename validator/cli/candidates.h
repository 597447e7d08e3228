/* What completions offer of the contract and of the program. The context is the contract. */
#ifndef DG_VALIDATE_CANDIDATES_H
#define DG_VALIDATE_CANDIDATES_H

#include "common/option.h"

option_candidates candidates_operations; /* ids */
option_candidates candidates_callable;   /* ids of the operations that `call` can send */
option_candidates candidates_schemas;    /* names */
option_candidates candidates_codes;      /* of findings */
option_candidates candidates_formats;    /* of reports */
option_candidates candidates_parameters; /* names */

#endif
