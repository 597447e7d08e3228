/* Adds headers to the list that libcurl sends. */
#include "live/request_header.h"

#include "base/trouble.h"
#include "common/buffer.h"

bool request_header_add_line(struct request *request, const char *line)
{
    struct curl_slist *longer = line == NULL ? NULL : curl_slist_append(request->headers, line);

    if (longer == NULL) {
        trouble(NULL, "out of memory");
        return false;
    }
    request->headers = longer;
    return true;
}

bool request_header_add(struct request *request, const char *name, const char *value)
{
    struct buffer line = {.data = NULL};
    bool added = false;

    /* libcurl takes "NAME:" as an order not to send its own header of this name. */
    buffer_format(&line, "%s%s%s", name, *value == '\0' ? ";" : ": ", value);
    added = request_header_add_line(request, buffer_string(&line));
    buffer_free(&line);
    return added;
}
