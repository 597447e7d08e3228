/* Reads a document through a tree of cJSON, turns the value into a tree again, and prints one
 * member of this tree. */
#include <stdio.h>

#include <dg-contract/cjson.h>
#include <dg-contract/contract.h>

int main(void)
{
    static char json[65536], memory[65536];
    struct dg_batch_prediction batch;
    struct dg_arena arena;
    cJSON *tree = cJSON_ParseWithLength(json, fread(json, 1, sizeof json, stdin));
    bool good = false;

    dg_arena_init(&arena, memory, sizeof memory, NULL);
    good = dg_batch_prediction_from_cjson(&batch, tree, &arena, NULL);
    cJSON_Delete(tree);
    if (!good) {
        puts("it breaks the contract");
        return 1;
    }
    tree = dg_batch_prediction_to_cjson(&batch);
    puts(cJSON_GetObjectItemCaseSensitive(tree, "id")->valuestring);
    cJSON_Delete(tree);
    return 0;
}
