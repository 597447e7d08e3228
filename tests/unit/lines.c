/* Reading vector files. */
#include "lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

char *lines_load(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t capacity = (size_t)1 << 20;
    char *bytes = malloc(capacity);

    assert_non_null(bytes);
    if (file == NULL) {
        free(bytes);
        return NULL;
    }
    *length = fread(bytes, 1, capacity - 1, file);
    assert_true(*length < capacity - 1);
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

size_t lines_each(const char *folder, const char *name,
                  void (*judge)(const char *expected, const char *text))
{
    char path[4096];
    size_t length;
    size_t count = 0;
    char *file;
    char *line;

    assert_true(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
    file = lines_load(path, &length);
    assert_non_null(file);
    for (line = file; *line != '\0';) {
        char *end = strchr(line, '\n');
        char *tab;

        assert_non_null(end);
        *end = '\0';
        if (*line != '\0' && *line != '#') {
            tab = strchr(line, '\t');
            assert_non_null(tab);
            *tab = '\0';
            judge(line, tab + 1);
            count++;
        }
        line = end + 1;
    }
    free(file);
    return count;
}
