/* A server for tests and the demo: plays the cancel operation of batch predictions, and one that
 * reads, on a free loopback port, well or badly, by the table in scenarios.c. */
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "scenarios.h"

/* What is before and after the id in the paths of operations. */
static const struct {
    const char *begin, *end;
} paths[] = {{"/v1/batch-predictions/", "/cancel"}, {"/v1/shelves/", ""}};

/* The number of cancellations of an id. */
struct visit {
    struct visit *next;
    char *id;
    size_t count;
};

/* The state of the server. Once the daemon runs, only its one thread uses the state. */
struct server {
    char *authorization;   /* the beginning of an accepted value */
    const char *responses; /* a directory; NULL: none */
    struct visit *visits;
};

/* The parts of a reply. */
struct request {
    struct MHD_Connection *connection;
    const char *path;   /* as on the wire */
    const char *id;     /* a part of the path; NULL: none */
    const char *header; /* value of the header that the id names; "" */
};

static void *need(void *memory)
{
    if (memory == NULL) {
        fputs("dg-test-server: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return memory;
}

/* A copy of `text` with `with` in place of each `part`. Frees `text`. */
static char *replaced(char *text, const char *part, const char *with)
{
    size_t gain = strlen(with);
    size_t size = strlen(text) + 1;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + strlen(part), part)) {
        size += gain;
    }
    char *result = need(malloc(size));
    char *end = result;
    const char *from = text;
    for (const char *at = strstr(from, part); at != NULL; at = strstr(from, part)) {
        size_t kept = (size_t)(at - from);
        memcpy(end, from, kept);
        memcpy(end + kept, with, gain);
        end += kept + gain;
        from = at + strlen(part);
    }
    memcpy(end, from, strlen(from) + 1);
    free(text);
    return result;
}

/* `text` as the inside of a JSON string. Paths and header values hold no control characters. */
static char *json_escaped(const char *text)
{
    char *escaped = need(strdup(text));
    escaped = replaced(escaped, "\\", "\\\\");
    return replaced(escaped, "\"", "\\\"");
}

/* A copy of `text` with `tail` in place of its last character. Frees `text`. */
static char *end_with(char *text, const char *tail)
{
    size_t kept = strlen(text) - 1;
    char *result = need(malloc(kept + strlen(tail) + 1));

    memcpy(result, text, kept);
    memcpy(result + kept, tail, strlen(tail) + 1);
    free(text);
    return result;
}

static char *fill_in(char *body, const char *placeholder, const char *value)
{
    char *escaped = json_escaped(value);
    body = replaced(body, placeholder, escaped);
    free(escaped);
    return body;
}

/* The body of a reply; the caller frees it. */
static char *body_of(const struct scenario_reply *reply, const struct request *request)
{
    char status[12];
    snprintf(status, sizeof status, "%u", reply->status);

    char *body = need(strdup(reply->body == NULL ? "" : reply->body));
    if (reply->replace != NULL) {
        body = replaced(body, reply->replace, reply->with);
    }
    if (reply->tail != NULL) {
        body = end_with(body, reply->tail);
    }
    body = fill_in(body, "$status$", status);
    body = fill_in(body, "$path$", request->path);
    body = fill_in(body, "$header$", request->header);
    body = fill_in(body, "$id$", request->id == NULL ? "" : request->id);

    size_t length = strlen(body);
    if (reply->padding > 0) {
        body = need(realloc(body, length + reply->padding + 1));
        memset(body + length, ' ', reply->padding);
        body[length + reply->padding] = '\0';
    }
    return body;
}

static enum MHD_Result send_http(const struct scenario_reply *reply, const struct request *request)
{
    char *body = body_of(reply, request);
    struct MHD_Response *response =
        need(MHD_create_response_from_buffer(strlen(body), body, MHD_RESPMEM_MUST_FREE));
    if (reply->media != NULL) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->media);
    }
    if (reply->header != NULL) {
        MHD_add_response_header(response, reply->header, reply->value);
    }
    enum MHD_Result queued = MHD_queue_response(request->connection, reply->status, response);
    MHD_destroy_response(response);
    return queued;
}

/* Sends all of `text` over a socket that doesn't block. A client that left is no error. */
static bool send_all(int connection, const char *text, size_t left)
{
    struct pollfd writable = {.fd = connection, .events = POLLOUT};
    while (left > 0) {
        ssize_t sent = send(connection, text, left, MSG_NOSIGNAL);
        if (sent < 0 && (errno != EAGAIN || poll(&writable, 1, -1) < 0)) {
            return false;
        }
        text += sent < 0 ? 0 : sent;
        left -= sent < 0 ? 0 : (size_t)sent;
    }
    return true;
}

static int socket_of(const struct request *request)
{
    return MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD)
        ->connect_fd;
}

/* Answers past libmicrohttpd, which sends nothing but good HTTP. */
static enum MHD_Result send_raw(const struct scenario_reply *reply, const struct request *request)
{
    int connection = socket_of(request);

    char *body = body_of(reply, request);
    bool sent = send_all(connection, body, strlen(body));
    free(body);
    if (!sent) {
        return MHD_NO;
    }
    switch (reply->end) {
    case SCENARIO_CLOSE:
        break;
    case SCENARIO_RESET:
        /* On Linux, this resets the connection; closing would end it properly. */
        connect(connection, &(struct sockaddr){.sa_family = AF_UNSPEC}, sizeof(struct sockaddr));
        break;
    case SCENARIO_HANG:
        MHD_suspend_connection(request->connection);
        return MHD_YES;
    }
    return MHD_NO;
}

/* The file that is the response to an id; NULL: there is none. */
static FILE *response_file(const struct server *server, const char *id)
{
    char path[4096];

    if (server->responses == NULL || id == NULL ||
        (size_t)snprintf(path, sizeof path, "%s/%s.http", server->responses, id) >= sizeof path) {
        return NULL;
    }
    return fopen(path, "rb");
}

/* Answers with the contents of a file, byte for byte, and closes both. */
static enum MHD_Result send_file(FILE *file, const struct request *request)
{
    int connection = socket_of(request);
    char block[4096];
    size_t length = fread(block, 1, sizeof block, file);

    while (length > 0 && send_all(connection, block, length)) {
        length = fread(block, 1, sizeof block, file);
    }
    fclose(file);
    return MHD_NO;
}

/* The next reply for an id: each reply is used once, the last one repeatedly. */
static const struct scenario_reply *next_reply(struct server *server,
                                               const struct scenario *scenario, const char *id)
{
    struct visit *visit = server->visits;
    while (visit != NULL && strcmp(visit->id, id) != 0) {
        visit = visit->next;
    }
    if (visit == NULL) {
        visit = need(malloc(sizeof *visit));
        *visit = (struct visit){.next = server->visits, .id = need(strdup(id))};
        server->visits = visit;
    }
    const struct scenario_reply *reply = &scenario->replies[visit->count];
    if (visit->count + 1 < scenario->count) {
        visit->count++;
    }
    return reply;
}

/* The id in a path, NULL if the path isn't one of an operation. The caller frees it. */
static char *id_of(const char *path)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        size_t begin = strlen(paths[i].begin);
        size_t end = strlen(paths[i].end);

        if (length > begin + end && strncmp(path, paths[i].begin, begin) == 0 &&
            strcmp(path + length - end, paths[i].end) == 0 &&
            memchr(path + begin, '/', length - begin - end) == NULL) {
            return need(strndup(path + begin, length - begin - end));
        }
    }
    return NULL;
}

static const struct scenario_reply *choose(struct server *server, const char *method,
                                           struct request *request)
{
    const char *authorization =
        MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Authorization");
    if (authorization == NULL ||
        strncmp(authorization, server->authorization, strlen(server->authorization)) != 0) {
        return &scenario_unauthorized;
    }
    const struct scenario *scenario = request->id == NULL ? NULL : scenario_find(request->id);
    if (scenario == NULL) {
        return &scenario_not_found;
    }
    bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (scenario->replies[0].reads ? !reads : strcmp(method, "POST") != 0) {
        return &scenario_not_allowed;
    }
    const char *header = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND,
                                                     request->id + strlen(scenario->id));
    if (header != NULL) {
        request->header = header;
    }
    return next_reply(server, scenario, request->id);
}

static enum MHD_Result reply_to(struct server *server, const char *method, struct request *request)
{
    const struct scenario_reply *reply = choose(server, method, request);

    return reply->status == 0 ? send_raw(reply, request) : send_http(reply, request);
}

/* libmicrohttpd's handler: called once for the head, then for the body, then to answer. */
static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload_data,
                              size_t *upload_data_size, void **request_state)
{
    (void)version;
    (void)upload_data;
    if (*request_state == NULL) {
        *request_state = cls;
        return MHD_YES;
    }
    if (*upload_data_size > 0) {
        *upload_data_size = 0;
        return MHD_YES;
    }
    char *id = id_of(url);
    struct request request = {.connection = connection, .path = url, .id = id, .header = ""};
    FILE *file = response_file(cls, id);
    enum MHD_Result result =
        file != NULL ? send_file(file, &request) : reply_to(cls, method, &request);
    free(id);
    return result;
}

/* Keeps percent-encoding: the tests need the path as it was sent. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static void print_help(void)
{
    puts("usage: dg-test-server [--token TOKEN] [--responses DIR]\n"
         "\n"
         "Serves POST /v1/batch-predictions/{id}/cancel, and GET and HEAD of /v1/shelves/{id}, on\n"
         "a free loopback port. Prints its URL on a line when it is ready, and ends when its\n"
         "standard input does (or by SIGTERM).\n"
         "\n"
         "  --token TOKEN    what an accepted bearer token begins with (test-token); 401 without\n"
         "  --responses DIR  an id is answered with DIR/ID.http, byte for byte, if there is one\n"
         "\n"
         "An id that begins with one of these decides the answer; each id has a life of its own;\n"
         "any other is a 404:\n");
    for (size_t i = 0; i < scenario_count; i++) {
        printf("  %-26s %s\n", scenarios[i].id, scenarios[i].about);
    }
}

static struct MHD_Daemon *start(struct server *server)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
        .sin_port = 0,
    };
    return MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
                            handle, server, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                            MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_END);
}

/* Returns when the other end of standard input is closed. */
static void wait_for_end_of_input(void)
{
    char ignored[64];
    while (read(STDIN_FILENO, ignored, sizeof ignored) > 0) {
    }
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"token", required_argument, NULL, 't'},
        {"responses", required_argument, NULL, 'r'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    const char *token = "test-token";
    const char *responses = NULL;
    for (int option = getopt_long(argc, argv, "", options, NULL); option != -1;
         option = getopt_long(argc, argv, "", options, NULL)) {
        switch (option) {
        case 't':
            token = optarg;
            break;
        case 'r':
            responses = optarg;
            break;
        case 'h':
            print_help();
            return EXIT_SUCCESS;
        default:
            return 2;
        }
    }
    if (optind < argc) {
        fprintf(stderr, "dg-test-server: unexpected argument: %s\n", argv[optind]);
        return 2;
    }

    if (!scenarios_are_sound()) {
        return EXIT_FAILURE;
    }
    struct server server = {
        .authorization = replaced(need(strdup("Bearer $")), "$", token),
        .responses = responses,
    };
    struct MHD_Daemon *daemon = start(&server);
    if (daemon == NULL) {
        perror("dg-test-server");
        return EXIT_FAILURE;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    printf("http://127.0.0.1:%u\n", (unsigned)info->port);
    fflush(stdout);

    wait_for_end_of_input();
    /* The daemon is not stopped: it would wait for connections that hang on purpose. */
    exit(EXIT_SUCCESS);
}
