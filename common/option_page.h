/* Pages of help: the same contents as text for a terminal, or as a manual page. */
#ifndef DG_COMMON_OPTION_PAGE_H
#define DG_COMMON_OPTION_PAGE_H

#include <stdbool.h>

#include "common/buffer.h"

enum option_page_form {
    OPTION_PAGE_TEXT,  /* lines of at most 80 columns */
    OPTION_PAGE_MANUAL /* for man(1): the macros of man(7) */
};

struct option_page {
    struct buffer *out;
    enum option_page_form form;
    bool begun; /* a section, which has nothing yet */
};

/* What a manual page says of its program. */
struct option_page_title {
    const char *program;
    const char *version;
    const char *meaning; /* in a few words */
};

/* Begins a manual page. A page of text has no title. */
void option_page_begin(struct option_page *page, const struct option_page_title *title);

/* Begin a section, and a part of a section. In a page of text these are alike. */
void option_page_section(struct option_page *page, const char *title);
void option_page_part(struct option_page *page, const char *title);

/* Begins a section that consists of parts. A page of text has the parts only. */
void option_page_chapter(struct option_page *page, const char *title);

void option_page_paragraph(struct option_page *page, const char *text);

/* Adds one or two lines. `second` may be NULL. */
void option_page_lines(struct option_page *page, const char *first, const char *second);

/* Adds a row of two columns. In a page of text, the second one is broken at spaces, so that a line
 * has at most 80 columns. In `name`, letters in capitals stand for values. */
void option_page_row(struct option_page *page, const char *name, const char *meaning);

/* Adds more text about the row before. */
void option_page_more(struct option_page *page, const char *meaning);

/* Adds a line of the synopsis, of which the first `length` bytes are words to write. */
void option_page_usage(struct option_page *page, const char *line, size_t length, bool first);

/* Adds a command line, and what it does. */
void option_page_example(struct option_page *page, const char *line, const char *meaning);

#endif
