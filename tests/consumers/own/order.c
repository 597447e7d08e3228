/* Judges an order and prints its contents. */
#include <shop/contract.h>

#include <stdio.h>

static void print_finding(struct dg_report *report, const struct dg_finding *finding)
{
    (void)report;
    printf("%s: %s\n", dg_code_name(finding->code), finding->schema);
}

int main(void)
{
    char json[200];
    struct dg_arena arena = {0};
    struct dg_report report = {.finding = print_finding};
    struct shop_order order;
    size_t length = fread(json, 1, sizeof json, stdin);

    if (!shop_order_decode(&order, json, length, &arena, &report)) {
        return 1;
    }
    printf("order %lld is %s\n", (long long)order.number, shop_order_state_text(order.state));
    return 0;
}
