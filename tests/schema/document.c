/* Reads documents for the tests of trees. */
#include "document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/memory_arena.h"

void document_open(struct document *document, struct dg_text text)
{
    size_t count;

    document->diag = (struct diag){.files = NULL};
    dg_arena_init(&document->arena, NULL, 0, &memory_allocator);
    document->root = tree_read(diag_add_file(&document->diag, "test.yaml", text), &document->arena,
                               &document->diag, &count);
    /* There is either a tree or a diagnostic. */
    assert_int_equal(document->root == NULL, document->diag.count > 0);
}

void document_close(struct document *document)
{
    diag_free(&document->diag);
    dg_arena_free(&document->arena);
}

void document_print(const struct document *document, char *buffer, size_t size)
{
    FILE *file = tmpfile();
    size_t length;

    assert_non_null(file);
    diag_print(&document->diag, file);
    rewind(file);
    length = fread(buffer, 1, size - 1, file);
    buffer[length] = '\0';
    fclose(file);
}
