/* Reads classes of patterns. */
#include "pattern/pattern_class.h"

#include "pattern/pattern_escape.h"

static bool class_atom(struct pattern_cursor *in, struct pattern_atom *out)
{
    if (pattern_cursor_takes(in, "\\")) {
        return pattern_escape_read(in, true, out);
    }
    *out = (struct pattern_atom){.code_point = pattern_cursor_next(in)};
    return true;
}

static void class_add(struct pattern_cursor *in, struct pattern_set *set,
                      const struct pattern_atom *atom)
{
    if (atom->is_set) {
        pattern_set_add_set(set, in->arena, &atom->set);
    } else {
        pattern_set_add(set, in->arena, atom->code_point, atom->code_point);
    }
}

/* Reads the rest of a range, after its hyphen. By annex B, the hyphen stands for itself beside a
   set. */
static bool class_range(struct pattern_cursor *in, size_t from, struct pattern_set *set,
                        const struct pattern_atom *first)
{
    static const struct pattern_atom hyphen = {.code_point = '-'};
    struct pattern_atom last;

    if (!class_atom(in, &last)) {
        return false;
    }
    if (first->is_set || last.is_set) {
        class_add(in, set, first);
        class_add(in, set, &hyphen);
        class_add(in, set, &last);
        return !in->unicode || pattern_cursor_fail(in, PATTERN_SYNTAX, from,
                                                   "a range must be between two characters", NULL);
    }
    if (first->code_point > last.code_point) {
        return pattern_cursor_fail(in, PATTERN_SYNTAX, from, "the range is in the wrong order",
                                   NULL);
    }
    pattern_set_add(set, in->arena, first->code_point, last.code_point);
    return true;
}

bool pattern_class_read(struct pattern_cursor *in, struct pattern_set *out)
{
    size_t from = in->at - 1;
    bool others = pattern_cursor_takes(in, "^");
    struct pattern_set set = {0};

    while (!pattern_cursor_takes(in, "]")) {
        size_t begin = in->at;
        struct pattern_atom atom;

        if (pattern_cursor_ended(in)) {
            return pattern_cursor_fail(in, PATTERN_SYNTAX, from, "the class has no ']'", NULL);
        }
        if (!class_atom(in, &atom)) {
            return false;
        }
        if (!pattern_cursor_sees(in, "-]") && pattern_cursor_takes(in, "-") &&
            !pattern_cursor_ended(in)) {
            if (!class_range(in, begin, &set, &atom)) {
                return false;
            }
        } else {
            class_add(in, &set, &atom);
        }
    }
    pattern_set_sort(&set);
    *out = set;
    if (others) {
        *out = (struct pattern_set){0};
        pattern_set_add_others(out, in->arena, &set);
    }
    return true;
}
