/* Adds headers to the list that libcurl sends. */
#include "live/request_header.h"

#include "common/buffer.h"
#include "common/memory.h"

void request_header_add_line(struct request *request, const char *line)
{
    request->headers = memory_checked(curl_slist_append(request->headers, line));
}

void request_header_add(struct request *request, const char *name, const char *value)
{
    struct buffer line = {.data = NULL};

    /* libcurl takes "NAME:" as an order not to send its own header of this name. */
    buffer_format(&line, "%s%s%s", name, *value == '\0' ? ";" : ": ", value);
    request_header_add_line(request, buffer_string(&line));
    buffer_free(&line);
}
