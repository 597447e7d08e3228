/* What the rules of the contract forbid is no item: a state, a value, or a change of a word. */
#include "emit/emit_cover_possible.h"

#include "rules/rule_outcome.h"

/* Whether a rule of the object forbids the values; rules of responses are about other documents,
   too. */
static bool is_forbidden(const struct model_type *object, const struct rule_known *known,
                         size_t count, bool comparing)
{
    for (size_t i = 0; i < object->check_count; i++) {
        const struct model_check *check = object->checks[i];

        if (check->old == comparing && rule_outcome_is_false(check->root, known, count)) {
            return true;
        }
    }
    return false;
}

static bool is_possible(const struct cover_holder *holder, struct rule_known known)
{
    known.root = RULE_ROOT_SELF;
    known.property = holder->property;
    return !is_forbidden(holder->object, &known, 1, false);
}

bool emit_cover_possible_presence(const struct cover_holder *holder, enum dg_presence presence)
{
    return is_possible(holder, (struct rule_known){.presence = presence});
}

static struct rule_known known_word(const struct model_type *type, const struct model_word *word)
{
    return (struct rule_known){
        .presence = DG_VALUE,
        .content = true,
        .number = type->integer_enum,
        .integer = word->number,
        .text = word->wire,
    };
}

bool emit_cover_possible_word(const struct cover_holder *holder, const struct model_type *type,
                              const struct model_word *word)
{
    return holder == NULL || is_possible(holder, known_word(type, word));
}

void emit_cover_possible_numbers(const struct cover_holder *holder, const struct model_type *type,
                                 const char **numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rule_known known = {.presence = DG_VALUE, .content = true, .number = true};

        if (holder != NULL && type->kind == MODEL_INTEGER && numbers[i] != NULL &&
            dg_number_integer(dg_text_of(numbers[i]), &known.integer) &&
            !is_possible(holder, known)) {
            numbers[i] = NULL;
        }
    }
}

bool emit_cover_possible_change(const struct cover_holder *holder, const struct model_word *from,
                                const struct model_word *to)
{
    const struct model_type *type = holder->property->use.type;
    struct rule_known known[] = {known_word(type, from), known_word(type, to)};

    known[0].root = RULE_ROOT_OLD;
    known[1].root = RULE_ROOT_SELF;
    known[0].property = known[1].property = holder->property;
    return from != to && emit_cover_possible_word(holder, type, from) &&
           emit_cover_possible_word(holder, type, to) &&
           !is_forbidden(holder->object, known, 2, true);
}
