/* Numbers near the limits of types. */
#include "diff/sample_numbers.h"

#include <inttypes.h>
#include <string.h>

#include "base/memory_arena.h"

static void numbers_add(struct sample_maker *maker, struct sample_list *out, const char *spelling)
{
    sample_list_add(out, sample_number(maker, spelling));
}

/* A number beyond a bound: above it or, with `below`, below it. */
static const char *numbers_beyond(struct dg_arena *arena, const char *bound, bool below)
{
    static const struct dg_text zero = DG_TEXT("0");
    bool negative = bound[0] == '-';
    const char *digits = bound + (negative ? 1 : 0);
    const char *exponent = digits + strcspn(digits, "eE");
    int whole = (int)strspn(digits, "0123456789");

    if (negative != below && dg_number_compare(dg_text_of(bound), zero) != 0) {
        return "0";
    }
    /* One digit more than the bound has. */
    return memory_arena_format(arena, "%s1%0*d%s", below ? "-" : "", whole, 0, exponent);
}

/* A number that is a little farther from zero: with one more digit. */
static const char *numbers_near(struct dg_arena *arena, const char *bound)
{
    size_t whole = strcspn(bound, "eE");

    return memory_arena_format(arena, "%.*s%s1%s", (int)whole, bound,
                               memchr(bound, '.', whole) == NULL ? "." : "", bound + whole);
}

static void numbers_around(struct sample_maker *maker, int64_t bound, struct sample_list *out)
{
    struct dg_arena *arena = maker->arena;

    numbers_add(maker, out, memory_arena_format(arena, "%" PRId64, bound));
    if (bound > INT64_MIN) {
        numbers_add(maker, out, memory_arena_format(arena, "%" PRId64, bound - 1));
    }
    if (bound < INT64_MAX) {
        numbers_add(maker, out, memory_arena_format(arena, "%" PRId64, bound + 1));
    }
}

static void numbers_bound(struct sample_maker *maker, const char *bound, struct sample_list *out)
{
    int64_t integer;

    if (bound == NULL) {
        return;
    }
    if (dg_number_integer(dg_text_of(bound), &integer)) {
        numbers_around(maker, integer, out);
    }
    numbers_add(maker, out, bound);
    numbers_add(maker, out, numbers_near(maker->arena, bound));
    numbers_add(maker, out, numbers_beyond(maker->arena, bound, true));
    numbers_add(maker, out, numbers_beyond(maker->arena, bound, false));
}

/* Adds the first multiples after the bound, if all are integers. */
static void numbers_after(struct sample_maker *maker, const char *multiple, int64_t bound,
                          struct sample_list *out)
{
    int64_t step;
    int64_t first;

    if (!dg_number_integer(dg_text_of(multiple), &step) || bound > INT64_MAX / 2 ||
        bound < INT64_MIN / 2 || step > INT64_MAX / 8) {
        return;
    }
    first = bound - bound % step;
    for (int64_t i = -1; i < 3; i++) {
        numbers_add(maker, out, memory_arena_format(maker->arena, "%" PRId64, first + i * step));
    }
}

/* Adds multiples, also within the limits, and a number that isn't one. */
static void numbers_multiples(struct sample_maker *maker, const struct model_type *type,
                              struct sample_list *out)
{
    const char *const bounds[] = {type->number_range.minimum, type->number_range.maximum};
    int64_t bound;

    numbers_add(maker, out, type->multiple);
    numbers_add(maker, out, numbers_near(maker->arena, type->multiple));
    numbers_after(maker, type->multiple, type->range.minimum, out);
    numbers_after(maker, type->multiple, type->range.maximum, out);
    for (size_t i = 0; i < 2; i++) {
        if (bounds[i] != NULL && dg_number_integer(dg_text_of(bounds[i]), &bound)) {
            numbers_after(maker, type->multiple, bound, out);
        }
    }
}

static void numbers_limits(struct sample_maker *maker, const struct model_type *type,
                           struct sample_list *out)
{
    switch (type->kind) {
    case MODEL_INTEGER:
        numbers_around(maker, type->range.minimum, out);
        numbers_around(maker, type->range.maximum, out);
        break;
    case MODEL_NUMBER:
    case MODEL_JSON:
        numbers_bound(maker, type->number_range.minimum, out);
        numbers_bound(maker, type->number_range.maximum, out);
        break;
    case MODEL_CONST_INTEGER:
        numbers_around(maker, type->const_integer, out);
        break;
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_ENUM:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        break;
    }
}

void sample_numbers(struct sample_maker *maker, const struct model_type *type,
                    struct sample_list *out)
{
    static const char *const small[] = {"0", "1", "-1", "0.5"};
    /* Near the limits of formats. */
    static const char *const large[] = {"1e30",
                                        "-1e30",
                                        "2147483647",
                                        "2147483648",
                                        "-2147483648",
                                        "-2147483649",
                                        "4294967295",
                                        "4294967296",
                                        "9223372036854775807",
                                        "9223372036854775808",
                                        "18446744073709551615",
                                        "18446744073709551616"};

    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
        numbers_add(maker, out, small[i]);
    }
    numbers_limits(maker, type, out);
    if (type->multiple != NULL) {
        numbers_multiples(maker, type, out);
    }
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        numbers_add(maker, out, large[i]);
    }
}
