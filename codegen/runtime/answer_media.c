/* The responses and media types that an operation documents. */
#include <string.h>

#include "runtime/answer.h"

static bool answer_same(const char *a, const char *b)
{
    return dg_text_equal(dg_text_of(a), dg_text_of(b));
}

/* Whether the documented status is the range that the status is in: 4XX. */
static bool answer_in_range(const char *documented, int status)
{
    return documented[0] - '0' == status / 100 && (documented[1] == 'X' || documented[1] == 'x');
}

static bool answer_is_status(const char *documented, int status)
{
    for (int unit = 100; unit > 0; unit /= 10, documented++) {
        if (*documented - '0' != status / unit % 10) {
            return false;
        }
    }
    return *documented == '\0';
}

const struct dg_response *dg_operation_response(const struct dg_operation *operation, int status)
{
    const struct dg_response *by_range = NULL;
    const struct dg_response *by_default = NULL;

    for (size_t i = 0; i < operation->response_count; i++) {
        const struct dg_response *response = &operation->responses[i];

        if (status < 1000 && answer_is_status(response->status, status)) {
            return response;
        }
        if (answer_in_range(response->status, status)) {
            by_range = response;
        } else if (answer_same(response->status, "default")) {
            by_default = response;
        }
    }
    return by_range != NULL ? by_range : by_default;
}

bool dg_status_has_content(int status)
{
    return status / 100 != 1 && status != 204 && status != 304;
}

/* Media types */

static char answer_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Whether the text is the word, which is in lower case, without regard to case. */
static bool answer_is_word(struct dg_text text, struct dg_text word)
{
    if (text.length != word.length) {
        return false;
    }
    for (size_t i = 0; i < word.length; i++) {
        if (answer_lower(text.data[i]) != word.data[i]) {
            return false;
        }
    }
    return true;
}

/* Whether the value has characters that no header may have: controls other than the tab (RFC 9110
 * §5.5). */
static bool answer_has_control(struct dg_text value)
{
    for (size_t i = 0; i < value.length; i++) {
        if (((unsigned char)value.data[i] < ' ' && value.data[i] != '\t') ||
            value.data[i] == 0x7F) {
            return true;
        }
    }
    return false;
}

/* The length of the text before the first of those characters. */
static size_t answer_before(struct dg_text text, struct dg_text ends)
{
    for (size_t i = 0; i < text.length; i++) {
        if (memchr(ends.data, text.data[i], ends.length) != NULL) {
            return i;
        }
    }
    return text.length;
}

/* The type without parameters. */
static struct dg_text answer_essence(struct dg_text content_type)
{
    size_t length = answer_before(content_type, (struct dg_text)DG_TEXT(";"));

    while (length > 0 &&
           (content_type.data[length - 1] == ' ' || content_type.data[length - 1] == '\t')) {
        length--;
    }
    return (struct dg_text){content_type.data, length};
}

bool dg_media_type_is(struct dg_text content_type, struct dg_text type)
{
    return !answer_has_control(content_type) && answer_is_word(answer_essence(content_type), type);
}

bool dg_media_type_is_json(struct dg_text content_type)
{
    static const struct dg_text suffix = DG_TEXT("+json");
    size_t length = answer_before(content_type, (struct dg_text)DG_TEXT("; \t"));

    if (dg_media_type_is(content_type, (struct dg_text)DG_TEXT("application/json"))) {
        return true;
    }
    return length > suffix.length &&
           answer_is_word(
               (struct dg_text){content_type.data + length - suffix.length, suffix.length}, suffix);
}

/* How well a Content-Type fits a documented type, which may be a range (RFC 9110 §12.5.1): 0 not at
 * all; more, the narrower the range is. */
static int answer_fit(struct dg_text content_type, struct dg_text type)
{
    struct dg_text main = {type.data, answer_before(type, (struct dg_text)DG_TEXT("/"))};
    size_t slash = answer_before(content_type, (struct dg_text)DG_TEXT("/; \t"));

    if (dg_media_type_is(content_type, type)) {
        return 3;
    }
    if (!dg_text_equal((struct dg_text){type.data + main.length, type.length - main.length},
                       (struct dg_text)DG_TEXT("/*")) ||
        slash == 0 || slash == content_type.length || content_type.data[slash] != '/' ||
        answer_has_control(content_type)) {
        return 0;
    }
    if (answer_is_word((struct dg_text){content_type.data, slash}, main)) {
        return 2;
    }
    return dg_text_equal(main, (struct dg_text)DG_TEXT("*")) ? 1 : 0;
}

const struct dg_media *dg_response_media(const struct dg_response *response,
                                         struct dg_text content_type)
{
    const struct dg_media *found = NULL;
    int best = 0;

    for (size_t i = 0; content_type.length > 0 && i < response->media_count; i++) {
        int fit = answer_fit(content_type, dg_text_of(response->media[i].type));

        if (fit > best) {
            found = &response->media[i];
            best = fit;
        }
    }
    return found;
}
