/* Prints the contents of two contracts. */
#include <dg-contract/contract.h>
#include <shop/contract.h>

#include <stdio.h>

static void print_contract(const struct dg_contract *contract)
{
    printf("%s, version %s\n", contract->title, contract->version);
    for (size_t i = 0; i < contract->operation_count; i++) {
        printf("  %s\n", contract->operations[i].id);
    }
    for (size_t i = 0; i < contract->schema_count; i++) {
        printf("  %s\n", contract->schemas[i]->name);
    }
}

int main(void)
{
    print_contract(&dg_contract);
    print_contract(&shop_contract);
    return 0;
}
