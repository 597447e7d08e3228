/* Responses of a server: a recording that is judged offline gets the verdict of the live run. The
   first three bytes pick options and the sizes of the server's packets, the rest is everything that
   the server sends. libcurl receives it through a socket of this process. */
#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curl/curl.h>

#include "cli/command_line.h"
#include "common/file.h"
#include "dg-contract/contract.h"
#include "fuzz.h"
#include "live/libraries.h"
#include "live/live.h"
#include "live/recording.h"
#include "live/request.h"
#include "run.h"

#define LONGEST ((size_t)1 << 15)
/* A packet takes room in the socket, however small the packet is. */
#define MOST_PACKETS 30

/* What the server sends, and its end of the connection. */
static struct {
    struct dg_text bytes;
    size_t packet;
    int fd;
} server;

static void serve(void)
{
    for (size_t at = 0; at < server.bytes.length; at += server.packet) {
        size_t left = server.bytes.length - at;
        size_t size = left < server.packet ? left : server.packet;

        assert(send(server.fd, server.bytes.data + at, size, MSG_NOSIGNAL) == (ssize_t)size);
    }
    assert(shutdown(server.fd, SHUT_WR) == 0);
}

/* For CURLOPT_OPENSOCKETFUNCTION. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    int pair[2];

    (void)context;
    (void)purpose;
    (void)address;
    assert(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0);
    server.fd = pair[1];
    serve();
    return pair[0];
}

/* libcurl's sockets are connected from the beginning. (CURL_SOCKOPT_ALREADY_CONNECTED, which is for
   this, has no effect in libcurl 7.88.) */
int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t length)
{
    (void)fd;
    (void)address;
    (void)length;
    return 0;
}

CURLcode __real_curl_easy_perform(CURL *handle);
CURLcode __wrap_curl_easy_perform(CURL *handle);
CURLcode __wrap_curl_easy_perform(CURL *handle)
{
    CURLcode code = CURLE_OK;

    server.fd = -1;
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    code = __real_curl_easy_perform(handle);
    if (server.fd >= 0) {
        close(server.fd);
    }
    return code;
}

/* A folder of this process, for its recording; in memory, if the system has such a place: each
   recording is written to the disk. */
static const char *folder(void)
{
    static char path[256];
    const char *parents[] = {getenv("TMPDIR"), "/dev/shm", P_tmpdir};

    for (size_t i = 0; i < sizeof parents / sizeof *parents && path[0] == '\0'; i++) {
        if (parents[i] != NULL) {
            snprintf(path, sizeof path, "%s/fuzz-replay-XXXXXX", parents[i]);
            if (mkdtemp(path) == NULL) {
                path[0] = '\0';
            }
        }
    }
    assert(path[0] != '\0');
    return path;
}

static const char *recorded(void)
{
    static char path[300];

    if (path[0] == '\0') {
        snprintf(path, sizeof path, "%s/recorded.har", folder());
    }
    return path;
}

static void leave(void)
{
    unlink(recorded());
    rmdir(folder());
}

static void set_up(void)
{
    static bool done = false;

    if (!done) {
        assert(libraries_begin());
        setenv(dg_contract.token_environment, "test-token", 1);
        atexit(leave);
        done = true;
    }
}

/* The command line of the live run. */
static void parse(struct options *options, const char *expected, const char *max_body)
{
    char *words[] = {"dg-validate", (char *)(uintptr_t)dg_contract.operations[0].command,
                     "--base-url",  "http://127.0.0.1:9/v1",
                     "--record",    (char *)(uintptr_t)recorded(),
                     "--expect",    (char *)(uintptr_t)expected,
                     "--max-body",  (char *)(uintptr_t)max_body,
                     "id_1",        NULL};

    assert(command_line_parse(options, sizeof words / sizeof *words - 1, words, &dg_contract));
    options->reports[0].format = run_format();
}

static void run_live(struct run *run, struct options *options)
{
    struct recording recording;
    struct request request;
    struct session session;

    run_listen(run);
    assert(request_build(&request, options, &dg_contract));
    assert(recording_open(&recording, options->record));
    assert(session_open(&session, options, &dg_contract));
    run->status = session_close(&session, live_judge(&session, &request, &recording));
    assert(recording_close(&recording));
    request_free(&request);
}

static void check_without_response(const struct run *replayed)
{
    assert(replayed->status == EXIT_USAGE); /* nothing could be judged */
    assert(replayed->totals.documents == 1 && replayed->totals.skipped == 1);
}

static void check_same(const struct run *live, const struct run *replayed)
{
    assert(replayed->status == live->status);
    assert(replayed->told == live->told);
    assert(memcmp(&replayed->totals, &live->totals, offsetof(struct totals, interrupted)) == 0);
}

static void check_response(const char *expected, const char *max_body)
{
    struct options options;
    struct options offline = run_options();
    struct buffer har = {0};
    struct run live;
    struct run replayed;

    parse(&options, expected, max_body);
    run_live(&live, &options);
    command_line_free(&options);
    assert(file_read(recorded(), SIZE_MAX - 1, &har));
    offline.expect = expected;
    run_check(&replayed, &offline, buffer_text(&har), SIZE_MAX);
    if (live.status == EXIT_NO_RESPONSE) {
        check_without_response(&replayed);
    } else {
        check_same(&live, &replayed);
    }
    buffer_free(&har);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t least = size / MOST_PACKETS + 1;

    if (size < 3 || size > LONGEST) {
        return 0;
    }
    set_up();
    server.bytes = (struct dg_text){(const char *)data + 3, size - 3};
    server.packet = data[2] < 128 ? LONGEST : least + data[2] % 64;
    check_response(data[0] % 2 == 0 ? "any" : "200,4XX", data[1] % 2 == 0 ? "64K" : "300");
    return 0;
}
