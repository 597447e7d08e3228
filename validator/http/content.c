/* Media types, and the Content-Encoding that a body still has. */
#include "http/content.h"

#include <string.h>
#include <strings.h>

#include "runtime/answer.h"

bool content_is_json(const char *content_type)
{
    return dg_media_type_is_json(dg_text_of(content_type));
}

bool content_is_encoded(const char *content_encoding)
{
    return content_encoding != NULL && content_encoding[0] != '\0' &&
           strcasecmp(content_encoding, "identity") != 0;
}

bool content_is_possible(int status, bool head)
{
    return !head && dg_status_has_content(status);
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
