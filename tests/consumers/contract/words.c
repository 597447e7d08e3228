/* Prints the values of an enum: calls generated functions, but none of the runtime. */
#include <dg-contract/contract.h>

#include <stdio.h>

int main(void)
{
    for (enum dg_batch_prediction_status status = DG_BATCH_PREDICTION_STATUS_VALIDATING;
         status <= DG_BATCH_PREDICTION_STATUS_CANCELLED; status++) {
        puts(dg_batch_prediction_status_text(status));
    }
    return 0;
}
