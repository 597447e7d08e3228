/* Checks that the contract is text that YAML allows (YAML 1.2.2 §5.1), so that every location can
 * be reported. */
#include <string.h>

#include "tree/tree.h"

/* The position of the check. */
struct tree_cursor {
    const char *at;
    const char *end;
    struct location location;
};

static void tree_advance(struct tree_cursor *cursor, size_t length)
{
    size_t line_break = diag_line_break(cursor->at, cursor->end);

    if (line_break > 0) {
        cursor->at += line_break;
        cursor->location.line++;
        cursor->location.column = 1;
        return;
    }
    cursor->at += length;
    cursor->location.column++;
}

/* Whether a well-formed UTF-8 sequence is one of YAML's printable characters. */
static bool tree_is_printable(const char *at, size_t length)
{
    unsigned char first = (unsigned char)at[0];

    if (length == 1) {
        return first == '\t' || first == '\n' || first == '\r' || (first >= 0x20 && first < 0x7F);
    }
    if (length == 2 && first == 0xC2) {
        return (unsigned char)at[1] == 0x85 || (unsigned char)at[1] >= 0xA0;
    }
    if (length == 3) {
        return memcmp(at, "\xEF\xBB\xBF", 3) != 0 && memcmp(at, "\xEF\xBF\xBE", 3) != 0 &&
               memcmp(at, "\xEF\xBF\xBF", 3) != 0;
    }
    return true;
}

static bool tree_begins_with(struct dg_text text, const char *bytes, size_t length)
{
    return text.length >= length && memcmp(text.data, bytes, length) == 0;
}

static bool tree_report_character(const struct tree_cursor *cursor, size_t length,
                                  struct diag *diag)
{
    if (length == 0) {
        diag_error(diag, DIAG_ENCODING, cursor->location, "byte 0x%02x is not UTF-8",
                   (unsigned)(unsigned char)*cursor->at);
    } else {
        diag_error(diag, DIAG_ENCODING, cursor->location, "character %.*s is not allowed in YAML",
                   (int)length, cursor->at);
    }
    return false;
}

bool tree_check_size(unsigned file, struct diag *diag)
{
    const struct location nowhere = {.file = file};
    struct dg_text text = diag->files[file].source;

    if (text.length > TREE_MAX_BYTES) {
        diag_error(diag, DIAG_FILE_SIZE, nowhere, "the file is larger than %zu bytes",
                   TREE_MAX_BYTES);
        return false;
    }
    if (tree_begins_with(text, "\xFF\xFE", 2) || tree_begins_with(text, "\xFE\xFF", 2)) {
        diag_error(diag, DIAG_ENCODING, nowhere, "the file is UTF-16 or UTF-32, not UTF-8");
        return false;
    }
    if (tree_begins_with(text, "\xEF\xBB\xBF", 3)) {
        text = (struct dg_text){text.data + 3, text.length - 3};
    }
    diag->files[file].source = text;
    return true;
}

bool tree_check_text(unsigned file, struct diag *diag)
{
    struct tree_cursor cursor = {.location = {1, 1, file}};
    struct dg_text text = diag->files[file].source;

    if (text.length == 0) {
        return true; /* the data may be NULL */
    }
    cursor.at = text.data;
    cursor.end = text.data + text.length;
    while (cursor.at < cursor.end) {
        size_t length = dg_utf8_sequence(cursor.at, cursor.end);

        if (length == 0 || *cursor.at == '\0' || !tree_is_printable(cursor.at, length)) {
            return *cursor.at == '\0' ? (diag_error(diag, DIAG_ENCODING, cursor.location,
                                                    "a NUL byte is not allowed in YAML"),
                                         false)
                                      : tree_report_character(&cursor, length, diag);
        }
        tree_advance(&cursor, length);
    }
    return true;
}
