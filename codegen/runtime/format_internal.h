/* Declarations that the files of formats share. Not for users of the runtime. */
#ifndef DG_RUNTIME_FORMAT_INTERNAL_H
#define DG_RUNTIME_FORMAT_INTERNAL_H

#include <string.h>

#include "runtime/format.h"

bool dg_format_is_ipv4(struct dg_text text);
bool dg_format_is_ipv6(struct dg_text text);

static inline bool dg_format_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool dg_format_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool dg_format_is_alphanumeric(char c)
{
    return dg_format_is_digit(c) || dg_format_is_letter(c);
}

static inline bool dg_format_is_hex(char c)
{
    return dg_format_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Whether the byte is in the list of characters. */
static inline bool dg_format_is_one_of(char c, const char *list)
{
    return memchr(list, c, strlen(list)) != NULL;
}

/* The first `length` bytes, and the rest. */
static inline struct dg_text dg_format_head(struct dg_text text, size_t length)
{
    return (struct dg_text){text.data, length};
}

static inline struct dg_text dg_format_tail(struct dg_text text, size_t length)
{
    return (struct dg_text){text.data + length, text.length - length};
}

/* The number of bytes before the first `byte`; the length of the text if there is none. */
static inline size_t dg_format_until(struct dg_text text, char byte)
{
    size_t length = 0;

    while (length < text.length && text.data[length] != byte) {
        length++;
    }
    return length;
}

#endif
