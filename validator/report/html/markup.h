/* HTML with texts of others in it. */
#ifndef DG_VALIDATE_MARKUP_H
#define DG_VALIDATE_MARKUP_H

#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "runtime/text.h"

/* Adds markup, in which each `$` stands for the next one of the texts: they become character data
   or the values of attributes, whatever they are. */
#define MARKUP_ADD(page, markup, ...)                                                              \
    markup_add((page), (markup), (const struct dg_text[]){__VA_ARGS__})
void markup_add(struct buffer *page, const char *markup, const struct dg_text *texts);

/* Adds up to `longest` characters of a text, without any that ends or changes the markup around it,
   hides text, or reorders it. Returns the end of those characters. */
const char *markup_add_some(struct buffer *page, const char *at, const char *end, size_t longest);

/* The decimal digits of a number, as a text in `digits`. */
#define MARKUP_DIGITS 24
struct dg_text markup_number(char digits[MARKUP_DIGITS], uint64_t number);

#endif
