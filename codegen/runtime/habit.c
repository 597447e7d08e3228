/* What the arena remembers of producers: whether members come in the order that the contract lists.
 * Objects whose members don't, again and again, are read without a try of the fast way for a while.
 *
 * A place of the arena belongs to the objects of one shape. Those of another one take it if its own
 * are rare. */
#include <limits.h>

#include "runtime/reader_internal.h"

/* Objects in a row of which most members weren't foreseen, before a pause, and the objects of a
 * pause. A try in vain costs some per cent of an object, a successful one saves half of it: pauses
 * begin late, and one object in order ends them. */
#define HABIT_VAIN 16
#define HABIT_PAUSE 32

/* Objects of other shapes that leave a place to its shape. */
#define HABIT_HOLD 8

_Static_assert(DG_HABITS <= CHAR_BIT * sizeof(unsigned), "a bit for each habit");

/* Whether the place is in use. */
static bool habit_is_set(unsigned learnt, size_t place)
{
    return (learnt >> place & 1) != 0;
}

struct dg_habit *dg_habit_find(const struct dg_reader *in, const struct dg_shape *shape)
{
    size_t place = shape->number % DG_HABITS;
    struct dg_habit *habit;

    if (!habit_is_set(in->learnt, place)) {
        return NULL;
    }
    habit = &in->arena->habits[place];
    if (habit->shape != shape) {
        return NULL;
    }
    habit->hold = HABIT_HOLD;
    return habit;
}

struct dg_habit *dg_habit_begin(struct dg_reader *in, const struct dg_shape *shape)
{
    size_t place = shape->number % DG_HABITS;
    struct dg_arena *arena = in->arena;
    struct dg_habit *habit;

    if (arena == NULL) {
        return NULL;
    }
    habit = &arena->habits[place];
    if (habit_is_set(arena->learnt, place)) {
        if (habit->shape == shape) {
            return habit;
        }
        if (habit->hold > 0) {
            habit->hold--;
            return NULL;
        }
    }
    *habit = (struct dg_habit){.shape = shape, .hold = HABIT_HOLD};
    arena->learnt |= 1U << place;
    in->learnt = arena->learnt;
    return habit;
}

void dg_habit_end(struct dg_habit *habit, size_t found, size_t count)
{
    if (found * 2 <= count) {
        habit->vain = 0;
    } else if (habit->vain < HABIT_VAIN) {
        habit->vain++;
    } else {
        habit->pause = HABIT_PAUSE;
    }
}
