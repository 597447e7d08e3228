/* A program for comparison: parses each line of a file with cJSON, and judges nothing. */
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (file == NULL) {
        fputs("usage: dg-bench-cjson FILE\n", stderr);
        return 2;
    }
    char *line = NULL;
    size_t capacity = 0;
    unsigned long failed = 0;
    for (ssize_t length = getline(&line, &capacity, file); length > 0;
         length = getline(&line, &capacity, file)) {
        cJSON *tree = cJSON_ParseWithLength(line, (size_t)length);
        failed += tree == NULL;
        cJSON_Delete(tree);
    }
    free(line);
    fclose(file);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
