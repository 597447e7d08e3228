/* dg-validate: the validator with the contract that is linked. */
#include "contract.h"
#include "validator.h"

int main(int argc, char **argv)
{
    return dg_validator_run(argc, argv, &dg_contract);
}
