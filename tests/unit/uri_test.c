/* References to URIs: the examples of RFC 3986 §5.4, and others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory_arena.h"
#include "common/memory.h"
#include "load/uri.h"

static const char base[] = "http://a/b/c/d;p?q";

struct row {
    const char *base;
    const char *reference;
    const char *resolved;
};

static const struct row rows[] = {
    {base, "g:h", "g:h"},
    {base, "g", "http://a/b/c/g"},
    {base, "./g", "http://a/b/c/g"},
    {base, "g/", "http://a/b/c/g/"},
    {base, "/g", "http://a/g"},
    {base, "//g", "http://g"},
    {base, "?y", "http://a/b/c/d;p?y"},
    {base, "g?y", "http://a/b/c/g?y"},
    {base, "#s", "http://a/b/c/d;p?q"},
    {base, "g#s", "http://a/b/c/g"},
    {base, "g?y#s", "http://a/b/c/g?y"},
    {base, ";x", "http://a/b/c/;x"},
    {base, "g;x", "http://a/b/c/g;x"},
    {base, "", "http://a/b/c/d;p?q"},
    {base, ".", "http://a/b/c/"},
    {base, "./", "http://a/b/c/"},
    {base, "..", "http://a/b/"},
    {base, "../", "http://a/b/"},
    {base, "../g", "http://a/b/g"},
    {base, "../..", "http://a/"},
    {base, "../../", "http://a/"},
    {base, "../../g", "http://a/g"},
    {base, "../../../g", "http://a/g"},
    {base, "../../../../g", "http://a/g"},
    {base, "/./g", "http://a/g"},
    {base, "/../g", "http://a/g"},
    {base, "g.", "http://a/b/c/g."},
    {base, ".g", "http://a/b/c/.g"},
    {base, "g..", "http://a/b/c/g.."},
    {base, "..g", "http://a/b/c/..g"},
    {base, "./../g", "http://a/b/g"},
    {base, "./g/.", "http://a/b/c/g/"},
    {base, "g/./h", "http://a/b/c/g/h"},
    {base, "g/../h", "http://a/b/c/h"},
    {base, "g;x=1/./y", "http://a/b/c/g;x=1/y"},
    {base, "g;x=1/../y", "http://a/b/c/y"},
    {base, "g?y/./x", "http://a/b/c/g?y/./x"},
    {base, "g?y/../x", "http://a/b/c/g?y/../x"},
    {base, "http:g", "http:g"},
    {"http://a", "b", "http://a/b"},
    {"http://a?q", "", "http://a?q"},
    {"http://a/b//c", "d", "http://a/b//d"},
    {"urn:example:a", "", "urn:example:a"},
    {"urn:example:a", "urn:example:b?+x", "urn:example:b?+x"},
    {"file:///c:/folder/file.json", "other.json", "file:///c:/folder/other.json"},
};

static void test_rows(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(uri_resolve(rows[i].base, rows[i].reference, &arena), rows[i].resolved);
    }
    dg_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
