/* Reads the values of options: texts, numbers, sizes, seconds and choices. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "common/option.h"
#include "common/suggestion.h"

bool option_read_flag(struct option_parse *parse, const struct option_row *row, const char *value)
{
    bool *field = option_field(parse, row);

    assert(row->argument == NULL && value == NULL);
    *field = true;
    return true;
}

bool option_read_text(struct option_parse *parse, const struct option_row *row, const char *value)
{
    const char **field = option_field(parse, row);

    if (*value == '\0') {
        return option_refuse(parse, "--%s: the value is empty; expected %s", row->name,
                             row->argument);
    }
    *field = value;
    return true;
}

bool option_read_list(struct option_parse *parse, const struct option_row *row, const char *value)
{
    struct option_list *field = option_field(parse, row);

    if (*value == '\0') {
        return option_refuse(parse, "--%s: the value is empty; expected %s", row->name,
                             row->argument);
    }
    field->items[field->count++] = value;
    return true;
}

/* Reads decimal digits from *at on. False if there is none or the number is beyond int64. */
static bool read_digits(const char **at, int64_t *out)
{
    int64_t number = 0;
    const char *begin = *at;

    for (; **at >= '0' && **at <= '9'; *at += 1) {
        int digit = **at - '0';

        if (number > (INT64_MAX - digit) / 10) {
            return false;
        }
        number = number * 10 + digit;
    }
    *out = number;
    return *at > begin;
}

bool option_number(struct option_parse *parse, const struct option_row *row, const char *value,
                   int64_t *out)
{
    const char *at = value;
    int64_t number = 0;

    if (!read_digits(&at, &number) || *at != '\0' || number < row->min || number > row->max) {
        return option_refuse(parse, "--%s: '%s' is not a number from %lld to %lld", row->name,
                             value, (long long)row->min, (long long)row->max);
    }
    *out = number;
    return true;
}

bool option_read_number(struct option_parse *parse, const struct option_row *row, const char *value)
{
    return option_number(parse, row, value, option_field(parse, row));
}

/* The bytes of a unit, 0 if it is not known. */
static int64_t unit_of(const char *suffix)
{
    static const char letters[] = "KMG";
    const char *letter = suffix[0] == '\0' ? NULL : strchr(letters, suffix[0]);

    if (suffix[0] == '\0') {
        return 1;
    }
    if (letter == NULL || suffix[1] != '\0') {
        return 0;
    }
    return (int64_t)1 << (10 * (letter - letters + 1));
}

bool option_read_size(struct option_parse *parse, const struct option_row *row, const char *value)
{
    int64_t *field = option_field(parse, row);
    const char *at = value;
    int64_t number = 0;
    int64_t unit = read_digits(&at, &number) ? unit_of(at) : 0;

    if (unit == 0 || number == 0 || number > row->max / unit) {
        return option_refuse(parse,
                             "--%s: '%s' is not a size: a number of bytes, or a number and K, M "
                             "or G",
                             row->name, value);
    }
    *field = number * unit;
    return true;
}

/* Reads up to three digits as thousandths. */
static int64_t read_thousandths(const char **at)
{
    int64_t thousandths = 0;

    for (int64_t place = 100; place > 0 && **at >= '0' && **at <= '9'; place /= 10) {
        thousandths += place * (**at - '0');
        *at += 1;
    }
    return thousandths;
}

bool option_read_seconds(struct option_parse *parse, const struct option_row *row,
                         const char *value)
{
    int64_t *field = option_field(parse, row);
    const char *at = value;
    int64_t seconds = 0;
    int64_t thousandths = 0;
    bool is_number = read_digits(&at, &seconds);

    if (is_number && at[0] == '.' && at[1] != '\0') {
        at++;
        thousandths = read_thousandths(&at);
    }
    if (!is_number || *at != '\0' || seconds > row->max || seconds + thousandths == 0) {
        return option_refuse(parse, "--%s: '%s' is not a number of seconds from 0.001 to %lld",
                             row->name, value, (long long)row->max);
    }
    *field = seconds * 1000 + thousandths;
    return true;
}

/* Lists the words that the option takes, and suggests one of them. */
static bool refuse_word(struct option_parse *parse, const struct option_row *row, const char *value)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(value));
    char words[512] = "";
    size_t length = 0;

    for (size_t i = 0; row->words[i] != NULL && length < sizeof words; i++) {
        suggestion_offer_string(&suggestion, row->words[i]);
        length += (size_t)snprintf(words + length, sizeof words - length, "%s%s",
                                   i == 0 ? "" : ", ", row->words[i]);
    }
    if (suggestion.nearest.data != NULL) {
        return option_refuse(parse, "--%s: '%s' is not one of %s; did you mean '%s'?", row->name,
                             value, words, suggestion.nearest.data);
    }
    return option_refuse(parse, "--%s: '%s' is not one of %s", row->name, value, words);
}

bool option_choice(struct option_parse *parse, const struct option_row *row, const char *value,
                   int *out)
{
    for (int i = 0; row->words[i] != NULL; i++) {
        if (strcmp(row->words[i], value) == 0) {
            *out = i;
            return true;
        }
    }
    return refuse_word(parse, row, value);
}

bool option_read_choice(struct option_parse *parse, const struct option_row *row, const char *value)
{
    return option_choice(parse, row, value, option_field(parse, row));
}
