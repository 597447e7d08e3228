/* Compares media types, and finds the Content-Encoding that a body still has. */
#include "http/content.h"

#include <string.h>
#include <strings.h>

/* Whether the value has characters that no header may have: controls other than the tab (RFC 9110
 * §5.5). */
static bool has_control(const char *value)
{
    for (; *value != '\0'; value++) {
        if (((unsigned char)*value < ' ' && *value != '\t') || *value == 0x7F) {
            return true;
        }
    }
    return false;
}

bool content_is_of_type(const char *content_type, const char *type)
{
    size_t length = strcspn(content_type, ";");

    if (has_control(content_type)) {
        return false;
    }
    while (length > 0 && (content_type[length - 1] == ' ' || content_type[length - 1] == '\t')) {
        length--;
    }
    return strlen(type) == length && strncasecmp(content_type, type, length) == 0;
}

int content_fit(const char *content_type, const char *type)
{
    size_t main_length = strcspn(type, "/");
    size_t slash = strcspn(content_type, "/; \t");
    bool any = strcmp(type + main_length, "/*") == 0;

    if (content_is_of_type(content_type, type)) {
        return 3;
    }
    if (!any || content_type[slash] != '/' || slash == 0 || has_control(content_type)) {
        return 0;
    }
    if (main_length == slash && strncasecmp(content_type, type, slash) == 0) {
        return 2;
    }
    return strcmp(type, "*/*") == 0 ? 1 : 0;
}

bool content_is_json(const char *content_type)
{
    static const char suffix[] = "+json";
    size_t length = content_type == NULL ? 0 : strcspn(content_type, "; \t");

    if (content_type == NULL) {
        return false;
    }
    return content_is_of_type(content_type, "application/json") ||
           (length >= sizeof suffix && strncasecmp(content_type + length - (sizeof suffix - 1),
                                                   suffix, sizeof suffix - 1) == 0);
}

bool content_is_possible(int status, bool head)
{
    return !head && status / 100 != 1 && status != 204 && status != 304;
}

/* Whether the bytes have control characters or are not UTF-8, and so are not the beginning of a
 * text. */
static bool is_binary(const char *at, const char *end)
{
    while (at < end) {
        size_t length = dg_utf8_sequence(at, end);
        bool control = (unsigned char)*at < ' ' && strchr("\t\r\n", *at) == NULL;

        if (length == 0 || control || *at == '\0') {
            return true;
        }
        at += length;
    }
    return false;
}

bool content_is_text(struct dg_text beginning)
{
    bool likely = beginning.length > 0 && beginning.data[0] != '\0' &&
                  strchr("{[\"< \t\r\n", beginning.data[0]) != NULL;
    const size_t enough = likely ? 16 : 256;
    const char *end = beginning.data + beginning.length;

    if (beginning.length > enough) {
        end = beginning.data + enough;
        while (end > beginning.data && ((unsigned char)*end & 0xC0) == 0x80) {
            end--; /* not within a character */
        }
    }
    return !is_binary(beginning.data, end);
}

const char *content_encoding_left(const char *content_encoding, struct dg_text body)
{
    if (content_encoding == NULL || body.length == 0) {
        return NULL; /* there may be no data to point into */
    }
    return content_is_text(body) ? NULL : content_encoding;
}
