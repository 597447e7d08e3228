/* Reads an order, converts it to a tree of cJSON and back, and prints it. */
#include <stdio.h>

#include <shop/cjson.h>
#include <shop/contract.h>

int main(void)
{
    static char json[4096], memory[4096];
    struct shop_order order;
    struct dg_arena arena;
    cJSON *tree = cJSON_ParseWithLength(json, fread(json, 1, sizeof json, stdin));
    char *printed = NULL;

    dg_arena_init(&arena, memory, sizeof memory, NULL);
    if (!shop_order_from_cjson(&order, tree, &arena, NULL)) {
        puts("it breaks the contract");
        return 1;
    }
    cJSON_Delete(tree);
    tree = shop_order_to_cjson(&order);
    printed = cJSON_PrintUnformatted(tree);
    puts(printed);
    cJSON_free(printed);
    cJSON_Delete(tree);
    return 0;
}
