/* Compiles patterns and compares texts with them. Each line of standard input is a letter and bytes
   in hexadecimal: `P` a pattern, `T` a text. Prints a line for each: how the pattern was read ("u",
   "annex"), or why it wasn't ("syntax", "refused", "size"); whether the text matches the pattern
   before it. */
#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "pattern/pattern_compile.h"

static unsigned digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* Replaces pairs of digits by bytes, in place. */
static struct dg_text read_bytes(char *digits)
{
    size_t length = strcspn(digits, "\n") / 2;

    for (size_t i = 0; i < length; i++) {
        digits[i] = (char)(digit(digits[2 * i]) << 4 | digit(digits[2 * i + 1]));
    }
    return (struct dg_text){digits, length};
}

static struct pattern *judge_pattern(struct dg_text text, struct dg_arena *arena)
{
    static const char *const faults[] = {"", "syntax", "refused", "size"};
    struct pattern_error error;
    struct pattern *pattern = pattern_compile(text, arena, &error);

    puts(pattern == NULL ? faults[error.fault] : pattern->annex ? "annex" : "u");
    return pattern;
}

int main(void)
{
    struct pattern *pattern = NULL;
    struct dg_arena arena;
    char *line = NULL;
    size_t size = 0;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    while (getline(&line, &size, stdin) > 0) {
        struct dg_text text = read_bytes(line + 1);

        if (line[0] == 'P') {
            dg_arena_reset(&arena);
            pattern = judge_pattern(text, &arena);
        } else {
            puts(pattern != NULL && dg_pattern_matches(&pattern->compiled, text) ? "yes" : "no");
        }
    }
    free(line);
    dg_arena_free(&arena);
    return 0;
}
