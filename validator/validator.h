/* The validator as a library: with a contract it is a program, which the build rule
 * dg_contract_add_validator makes. */
#ifndef DG_VALIDATOR_H
#define DG_VALIDATOR_H

#include "runtime/contract.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The name of the program, in its help, messages, reports and User-Agent. The program defines it;
 * otherwise it is "dg-validate". */
extern const char dg_validator_name[];

/* Runs the program as dg-validate runs, judging by the contract. Returns its exit status. */
int dg_validator_run(int argc, char **argv, const struct dg_contract *contract);

#ifdef __cplusplus
}
#endif

#endif
