/* Lays out pages of help as text or as roff. */
#include "common/option_page.h"

#include <stdint.h>
#include <string.h>

#define NAME_WIDTH 24
#define LINE_WIDTH 80
#define ROFF_WIDTH 72 /* bytes of a line of roff, without what escapes add */
/* The date of manual pages: that of the version. A page has no time of a build. */
#define DATE "2026-11-29"

/* Text */

/* What separates words: texts of contracts may have several lines. */
#define BLANKS " \t\r\n"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The number of bytes of the words, at least one, that fit into `width` code points. */
static size_t fitting_length(const char *text, size_t width)
{
    size_t fits = strcspn(text, BLANKS);
    size_t columns = 0;

    for (size_t i = 0;; i++) {
        if ((is_blank(text[i]) || text[i] == '\0') && i > 0 && !is_blank(text[i - 1])) {
            fits = columns <= width || i < fits ? i : fits;
        }
        if (text[i] == '\0' || columns > width) {
            return fits;
        }
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
}

/* Adds words with one space between them. */
static void add_words(struct buffer *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_blank(text[i])) {
            buffer_add_bytes(out, &text[i], 1);
        } else if (!is_blank(text[i - 1])) {
            buffer_add(out, " ");
        }
    }
}

/* Adds lines, of which the caller has indented the first one. */
static void add_lines(struct buffer *out, const char *text, int indent)
{
    int before = 0;

    do {
        size_t length = 0;

        text += strspn(text, BLANKS);
        length = fitting_length(text, (size_t)(LINE_WIDTH - indent));
        buffer_format(out, "%*s", before, "");
        add_words(out, text, length);
        buffer_add(out, "\n");
        text += length;
        before = indent;
    } while (text[strspn(text, BLANKS)] != '\0');
}

static void add_text_row(struct buffer *out, const char *name, const char *meaning)
{
    const int indent = NAME_WIDTH + 4;

    if (strlen(name) > NAME_WIDTH) {
        buffer_format(out, "  %s\n%*s", name, indent, "");
    } else {
        buffer_format(out, "  %-*s  ", NAME_WIDTH, name);
    }
    add_lines(out, meaning, indent);
}

/* Roff */

/* Takes a code point of valid UTF-8. */
static uint32_t take_code_point(const char **at)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    size_t more = bytes[0] < 0x80 ? 0 : bytes[0] < 0xE0 ? 1 : bytes[0] < 0xF0 ? 2 : 3;
    uint32_t code = more == 0 ? bytes[0] : bytes[0] & (0x3FU >> more);

    for (size_t i = 1; i <= more && (bytes[i] & 0xC0) == 0x80; i++) {
        code = code << 6 | (bytes[i] & 0x3FU);
        *at += 1;
    }
    *at += 1;
    return code;
}

/* Adds text in which nothing has a meaning for roff. Controls become spaces. */
static void add_roff_part(struct buffer *out, const char *text, size_t length)
{
    const char *end = text + length;

    while (text < end) {
        uint32_t code = take_code_point(&text);

        if (code == '\\') {
            buffer_add(out, "\\e");
        } else if (code == '-') {
            buffer_add(out, "\\-");
        } else if (code == '\'') {
            buffer_add(out, "\\(aq");
        } else if (code == '"') {
            buffer_add(out, "\\(dq");
        } else if (code == '`' || code == '^' || code == '~') {
            buffer_add(out, code == '`' ? "\\(ga" : code == '^' ? "\\(ha" : "\\(ti");
        } else if (code >= 0x7F) {
            buffer_format(out, "\\[u%04X]", (unsigned)code);
        } else {
            buffer_format(out, "%c", code < ' ' ? ' ' : (char)code);
        }
    }
}

/* Adds text in lines, and ends the last one. Continues a line of the buffer. */
static void add_roff(struct buffer *out, const char *text)
{
    size_t begin = out->length;

    while (begin > 0 && out->data[begin - 1] != '\n') {
        begin--;
    }
    for (text += strspn(text, BLANKS); *text != '\0'; text += strspn(text, BLANKS)) {
        size_t length = strcspn(text, BLANKS);

        if (out->length > begin && out->length - begin + length >= ROFF_WIDTH) {
            buffer_add(out, "\n");
            begin = out->length;
        } else if (out->length > begin && out->data[out->length - 1] != ' ') {
            buffer_add(out, " ");
        }
        if (out->length == begin && *text == '.') {
            buffer_add(out, "\\&");
        }
        add_roff_part(out, text, length);
        text += length;
    }
    buffer_add(out, "\n");
}

static bool is_capital(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_letter(char c)
{
    return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* The number of bytes of a word in capitals, which stands for a value; 0: there is none. */
static size_t value_length(const char *text, const char *begin)
{
    size_t length = 0;

    if (text > begin && is_letter(text[-1])) {
        return 0;
    }
    while (is_capital(text[length])) {
        length++;
    }
    return is_letter(text[length]) ? 0 : length;
}

/* Adds a name in bold, with the values in italics. */
static void add_roff_name(struct buffer *out, const char *name)
{
    const char *begin = name;
    bool has_words = strpbrk(name, "abcdefghijklmnopqrstuvwxyz") != NULL;

    buffer_add(out, "\\fB");
    while (*name != '\0') {
        size_t length = has_words ? value_length(name, begin) : 0;

        if (length > 0) {
            buffer_add(out, "\\fI");
            add_roff_part(out, name, length);
            buffer_add(out, "\\fB");
        } else {
            length = 1;
            while (((unsigned char)name[length] & 0xC0) == 0x80) {
                length++;
            }
            add_roff_part(out, name, length);
        }
        name += length;
    }
    buffer_add(out, "\\fR");
}

static void add_capitals(struct buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        bool lower = *text >= 'a' && *text <= 'z';

        buffer_format(out, "%c", lower ? *text - 'a' + 'A' : *text);
    }
}

/* Pages */

void option_page_begin(struct option_page *page, const struct option_page_title *title)
{
    if (page->form == OPTION_PAGE_TEXT) {
        return;
    }
    buffer_add(page->out, ".TH \"");
    add_capitals(page->out, title->program);
    buffer_format(page->out, "\" 1 \"" DATE "\" \"%s %s\" \"User Commands\"\n", title->program,
                  title->version);
    option_page_section(page, "Name");
    add_roff_part(page->out, title->program, strlen(title->program));
    buffer_add(page->out, " \\- ");
    add_roff(page->out, title->meaning);
}

void option_page_section(struct option_page *page, const char *title)
{
    if (page->form == OPTION_PAGE_TEXT) {
        buffer_format(page->out, "\n%s:\n", title);
        return;
    }
    buffer_add(page->out, ".SH \"");
    add_capitals(page->out, title);
    buffer_add(page->out, "\"\n");
    page->begun = true;
}

void option_page_chapter(struct option_page *page, const char *title)
{
    if (page->form == OPTION_PAGE_MANUAL) {
        option_page_section(page, title);
    }
}

void option_page_part(struct option_page *page, const char *title)
{
    if (page->form == OPTION_PAGE_TEXT) {
        option_page_section(page, title);
        return;
    }
    buffer_add(page->out, ".SS \"");
    add_roff_part(page->out, title, strlen(title));
    buffer_add(page->out, "\"\n");
}

void option_page_paragraph(struct option_page *page, const char *text)
{
    if (page->form == OPTION_PAGE_TEXT) {
        buffer_add(page->out, "\n");
        add_lines(page->out, text, 0);
        return;
    }
    if (!page->begun) {
        buffer_add(page->out, ".PP\n");
    }
    page->begun = false;
    add_roff(page->out, text);
}

void option_page_lines(struct option_page *page, const char *first, const char *second)
{
    option_page_paragraph(page, first);
    if (second != NULL && page->form == OPTION_PAGE_TEXT) {
        add_lines(page->out, second, 0);
    } else if (second != NULL) {
        option_page_more(page, second);
    }
}

void option_page_row(struct option_page *page, const char *name, const char *meaning)
{
    if (page->form == OPTION_PAGE_TEXT) {
        add_text_row(page->out, name, meaning);
        return;
    }
    page->begun = false;
    buffer_add(page->out, ".TP\n");
    add_roff_name(page->out, name + strspn(name, " "));
    buffer_add(page->out, "\n");
    if (*meaning == '\0') {
        buffer_add(page->out, "\\&");
    }
    add_roff(page->out, meaning);
}

void option_page_more(struct option_page *page, const char *meaning)
{
    if (page->form == OPTION_PAGE_TEXT) {
        add_text_row(page->out, "", meaning);
        return;
    }
    buffer_add(page->out, ".br\n");
    add_roff(page->out, meaning);
}

void option_page_usage(struct option_page *page, const char *line, size_t length, bool first)
{
    if (page->form == OPTION_PAGE_TEXT) {
        buffer_format(page->out, "%s%s\n", first ? "Usage: " : "       ", line);
        return;
    }
    page->begun = false;
    buffer_add(page->out, first ? ".nh\n\\fB" : ".br\n\\fB");
    add_roff_part(page->out, line, length);
    buffer_add(page->out, "\\fR");
    add_roff_part(page->out, line + length, strlen(line + length));
    buffer_add(page->out, "\n");
}

void option_page_example(struct option_page *page, const char *line, const char *meaning)
{
    if (page->form == OPTION_PAGE_TEXT) {
        buffer_format(page->out, "  %s\n      ", line);
        add_lines(page->out, meaning, 6);
        return;
    }
    page->begun = false;
    buffer_add(page->out, ".TP\n\\fB");
    add_roff_part(page->out, line, strlen(line));
    buffer_add(page->out, "\\fR\n");
    add_roff(page->out, meaning);
}
