/* A server with and without TLS, whose behaviour depends on the id in the path; and a second host,
 * which notes every byte that it receives and can be used as a proxy. */
#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "certificates.h"
#include "faults.h"
#include "peer.h"

#define LONGEST_HEAD ((size_t)64 * 1024)
#define PIECE ((size_t)32 * 1024)
#define DAY 86400L

/* The number of requests for an id. */
struct visit {
    struct visit *next;
    char *id;
    size_t count;
};

struct server {
    pthread_mutex_t lock; /* for the members below */
    struct visit *visits;
    FILE *log;         /* bytes that the second host received */
    char second[64];   /* URL of the second host */
    const char *files; /* the folder for certificates, log and environment */
};

/* A port, and the server that answers on it. */
struct listener {
    struct server *server;
    const char *variable; /* the variable with the URL */
    SSL_CTX *tls;         /* NULL: none */
    bool second;
    bool in_clear; /* answers in clear to clients that want TLS */
    int fd;
    unsigned port;
};

struct connection {
    struct listener *listener;
    struct peer peer;
    char head[LONGEST_HEAD + 1]; /* of the request */
    size_t length;
    char id[128];
    char authorization[512];
};

static void *need(void *memory)
{
    if (memory == NULL) {
        fputs("dg-fault-server: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return memory;
}

/* --- Reading --- */

/* True once the whole head is there. */
static bool read_head(struct connection *connection)
{
    while (strstr(connection->head, "\r\n\r\n") == NULL && connection->length < LONGEST_HEAD) {
        size_t got = peer_receive(&connection->peer, connection->head + connection->length,
                                  LONGEST_HEAD - connection->length);

        if (got == 0) {
            return false;
        }
        connection->length += got;
    }
    return true;
}

/* Copies the text between `begin` and `end` in the head of the request; "" if there is none. */
static void copy_between(const struct connection *connection, const char *begin, const char *end,
                         char *out, size_t size)
{
    const char *from = strcasestr(connection->head, begin);
    const char *to = from == NULL ? NULL : strstr(from + strlen(begin), end);

    *out = '\0';
    if (to != NULL) {
        from += strlen(begin);
        snprintf(out, size, "%.*s", (int)(to - from), from);
    }
}

/* --- Answering --- */

/* A text that is being made. */
struct answer {
    char *data;
    size_t length;
};

static void add(struct answer *answer, const char *data, size_t length)
{
    answer->data = need(realloc(answer->data, answer->length + length + 1));
    memcpy(answer->data + answer->length, data, length);
    answer->length += length;
}

static const char *number_in(const char *id)
{
    const char *at = strrchr(id, '_');

    return at == NULL ? "0" : at + 1;
}

/* Adds `text` with its placeholders filled in. */
static void add_filled(struct answer *answer, const struct connection *connection,
                       struct fault_bytes text, const char *length)
{
    const struct {
        const char *placeholder;
        const char *value;
    } known[] = {{"$id$", connection->id},
                 {"$number$", number_in(connection->id)},
                 {"$authorization$", connection->authorization},
                 {"$second$", connection->listener->server->second},
                 {"$length$", length}};

    for (size_t at = 0; at < text.length;) {
        size_t taken = 0;

        for (size_t i = 0; i < sizeof known / sizeof *known && taken == 0; i++) {
            size_t size = strlen(known[i].placeholder);

            if (text.length - at >= size &&
                memcmp(text.data + at, known[i].placeholder, size) == 0) {
                add(answer, known[i].value, strlen(known[i].value));
                taken = size;
            }
        }
        if (taken == 0) {
            add(answer, text.data + at, 1);
            taken = 1;
        }
        at += taken;
    }
}

static void pause_for(int milliseconds)
{
    if (milliseconds > 0) {
        poll(NULL, 0, milliseconds);
    }
}

static bool send_answer(struct connection *connection, const struct fault *fault,
                        const struct answer *answer)
{
    bool there = true;

    if (!fault->bytewise) {
        return peer_send(&connection->peer, answer->data, answer->length);
    }
    for (size_t i = 0; i < answer->length && there; i++) {
        pause_for(fault->pace);
        there = peer_send(&connection->peer, answer->data + i, 1);
    }
    return there;
}

/* Sends the repeated bytes in large pieces, which is faster than one by one. */
static void send_again(struct connection *connection, const struct fault *fault)
{
    bool endless = fault->again_count == 0;
    long left = fault->again_count;
    bool there = fault->again.length > 0;

    while (there && (endless || left > 0)) {
        struct answer piece = {.data = NULL};

        for (; piece.length < PIECE && (endless || left > 0); left--) {
            add(&piece, fault->again.data, fault->again.length);
        }
        there = peer_send(&connection->peer, piece.data, piece.length);
        free(piece.data);
    }
}

static void end(struct connection *connection, enum fault_end how)
{
    const struct linger none = {.l_onoff = 1, .l_linger = 0};
    char ignored[256];

    switch (how) {
    case FAULT_CLOSE:
        /* Reads all bytes that are left: otherwise closing would reset the connection. */
        shutdown(connection->peer.fd, SHUT_WR);
        while (recv(connection->peer.fd, ignored, sizeof ignored, 0) > 0) {
        }
        break;
    case FAULT_RESET:
        setsockopt(connection->peer.fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
        break;
    case FAULT_HANG:
        while (peer_receive(&connection->peer, ignored, sizeof ignored) > 0) {
        }
        break;
    }
}

static void play(struct connection *connection, const struct fault *fault)
{
    struct answer body = {.data = NULL};
    struct answer answer = {.data = NULL};
    char length[32];

    add_filled(&body, connection, fault->body, "");
    snprintf(length, sizeof length, "%ld", (long)body.length + fault->lie);
    add_filled(&answer, connection, fault->head, length);
    if (fault->cut) {
        size_t most = (size_t)strtoul(number_in(connection->id), NULL, 10);

        body.length = body.length < most ? body.length : most;
    }
    add(&answer, body.data == NULL ? "" : body.data, body.length);
    if (send_answer(connection, fault, &answer)) {
        send_again(connection, fault);
    }
    end(connection, fault->end);
    free(body.data);
    free(answer.data);
}

/* The number of earlier requests for the id. */
static size_t visits_before(struct server *server, const char *id)
{
    struct visit *visit = NULL;
    size_t before = 0;

    pthread_mutex_lock(&server->lock);
    for (visit = server->visits; visit != NULL && strcmp(visit->id, id) != 0;) {
        visit = visit->next;
    }
    if (visit == NULL) {
        visit = need(malloc(sizeof *visit));
        *visit = (struct visit){.next = server->visits, .id = need(strdup(id))};
        server->visits = visit;
    }
    before = visit->count++;
    pthread_mutex_unlock(&server->lock);
    return before;
}

static void answer_fault(struct connection *connection)
{
    const struct fault *fault = NULL;

    if (!read_head(connection)) {
        return;
    }
    copy_between(connection, "/batch-predictions/", "/cancel", connection->id,
                 sizeof connection->id);
    copy_between(connection, "\r\nAuthorization: ", "\r\n", connection->authorization,
                 sizeof connection->authorization);
    fault = fault_find(connection->id);
    if (fault == NULL) {
        fprintf(stderr, "dg-fault-server: there is no fault '%s'\n", connection->id);
        return;
    }
    for (size_t i = visits_before(connection->listener->server, connection->id);
         i > 0 && fault->then != NULL; i--) {
        fault = fault_find(fault->then);
        assert(fault != NULL);
    }
    play(connection, fault);
}

/* --- The second host --- */

static void note(struct server *server, const char *data, size_t length)
{
    pthread_mutex_lock(&server->lock);
    fwrite(data, 1, length, server->log);
    fflush(server->log);
    pthread_mutex_unlock(&server->lock);
}

/* Serves CONNECT as a proxy (RFC 9110 §9.3.6), always to loopback, whatever the name. */
static void connect_through(struct connection *connection)
{
    static const char established[] = "HTTP/1.1 200 Established\r\n\r\n";
    static const char refused[] = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
    const char *colon = strchr(connection->head, ':');
    int fd = colon == NULL ? -1 : peer_connect((unsigned)strtoul(colon + 1, NULL, 10));

    if (fd < 0) {
        peer_send(&connection->peer, refused, sizeof refused - 1);
        return;
    }
    peer_send(&connection->peer, established, sizeof established - 1);
    peer_relay(connection->peer.fd, fd);
    close(fd);
}

/* Reads exactly `length` bytes from a client of SOCKS, and logs them. */
static bool read_exactly(struct connection *connection, size_t length)
{
    size_t got = 1;

    for (connection->length = 0; connection->length < length && got > 0;) {
        got = peer_receive(&connection->peer, connection->head + connection->length,
                           length - connection->length);
        connection->length += got;
    }
    note(connection->listener->server, connection->head, connection->length);
    return connection->length == length;
}

/* Serves as a SOCKS proxy (RFC 1928) for IPv4 addresses, always to loopback, whatever the address.
 * The version was read already. */
static void serve_socks(struct connection *connection)
{
    static const char no_password[] = {5, 0};
    static const char connected[] = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    const unsigned char *head = (const unsigned char *)connection->head;
    int fd = -1;

    if (read_exactly(connection, 1) && read_exactly(connection, head[0]) &&
        peer_send(&connection->peer, no_password, sizeof no_password) &&
        read_exactly(connection, 10) && head[1] == 1 && head[3] == 1) {
        fd = peer_connect((unsigned)(head[8] << 8 | head[9]));
    }
    if (fd >= 0 && peer_send(&connection->peer, connected, sizeof connected)) {
        peer_relay(connection->peer.fd, fd);
    }
    if (fd >= 0) {
        close(fd);
    }
}

static void answer_second(struct connection *connection)
{
    static const char found[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                                "Content-Type: application/json\r\n\r\n{}";
    bool whole = false;

    if (!read_exactly(connection, 1)) {
        return;
    }
    if (connection->head[0] == 5) {
        serve_socks(connection);
        return;
    }
    whole = read_head(connection);
    note(connection->listener->server, connection->head + 1, connection->length - 1);
    if (whole && strncmp(connection->head, "CONNECT ", 8) == 0) {
        connect_through(connection);
    } else if (whole) {
        peer_send(&connection->peer, found, sizeof found - 1);
    }
    end(connection, FAULT_CLOSE);
}

/* Answers as servers do that got TLS instead of a request. */
static void answer_in_clear(struct connection *connection)
{
    static const char bad[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";

    peer_send(&connection->peer, bad, sizeof bad - 1);
    end(connection, FAULT_CLOSE);
}

/* --- Listening --- */

static void *serve(void *context)
{
    struct connection *connection = context;
    struct listener *listener = connection->listener;
    bool fine = true;

    if (listener->tls != NULL) {
        connection->peer.ssl = need(SSL_new(listener->tls));
        fine = SSL_set_fd(connection->peer.ssl, connection->peer.fd) == 1 &&
               SSL_accept(connection->peer.ssl) == 1;
    }
    if (listener->in_clear) {
        answer_in_clear(connection);
    } else if (fine && listener->second) {
        answer_second(connection);
    } else if (fine) {
        answer_fault(connection);
    } else {
        end(connection, FAULT_CLOSE);
    }
    SSL_free(connection->peer.ssl);
    close(connection->peer.fd);
    free(connection);
    return NULL;
}

static void *accept_all(void *context)
{
    struct listener *listener = context;

    for (;;) {
        int fd = accept(listener->fd, NULL, NULL);
        struct connection *connection = NULL;
        pthread_t thread;

        if (fd < 0) {
            continue;
        }
        connection = need(calloc(1, sizeof *connection));
        connection->listener = listener;
        connection->peer.fd = fd;
        if (pthread_create(&thread, NULL, serve, connection) != 0) {
            perror("dg-fault-server");
            exit(EXIT_FAILURE);
        }
        pthread_detach(thread);
    }
    return NULL;
}

static void start(struct listener *listener)
{
    pthread_t thread;

    listener->fd = peer_listen(&listener->port);
    if (listener->second) {
        snprintf(listener->server->second, sizeof listener->server->second, "http://127.0.0.1:%u",
                 listener->port);
    }
    if (pthread_create(&thread, NULL, accept_all, listener) != 0) {
        perror("dg-fault-server");
        exit(EXIT_FAILURE);
    }
}

/* --- Certificates --- */

static SSL_CTX *tls_with(struct identity identity)
{
    SSL_CTX *tls = need(SSL_CTX_new(TLS_server_method()));

    if (SSL_CTX_use_certificate(tls, identity.certificate) != 1 ||
        SSL_CTX_use_PrivateKey(tls, identity.key) != 1) {
        fputs("dg-fault-server: a certificate is of no use\n", stderr);
        exit(EXIT_FAILURE);
    }
    return tls;
}

static SSL_CTX *tls_that_demands(struct identity identity, const char *authorities)
{
    SSL_CTX *tls = tls_with(identity);

    if (SSL_CTX_load_verify_locations(tls, authorities, NULL) != 1) {
        fputs("dg-fault-server: no authority for clients\n", stderr);
        exit(EXIT_FAILURE);
    }
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    /* Without it, no client can resume a session. */
    SSL_CTX_set_session_id_context(tls, (const unsigned char *)"demanding", 9);
    return tls;
}

/* Makes a context of a TLS version that no client should accept; libcrypto needs settings for
 * it. */
static SSL_CTX *tls_of_old(struct identity identity)
{
    SSL_CTX *tls = tls_with(identity);

    if (SSL_CTX_set_cipher_list(tls, "ALL:@SECLEVEL=0") != 1 ||
        SSL_CTX_set_min_proto_version(tls, TLS1_VERSION) != 1 ||
        SSL_CTX_set_max_proto_version(tls, TLS1_1_VERSION) != 1) {
        fputs("dg-fault-server: no TLS 1.1\n", stderr);
        exit(EXIT_FAILURE);
    }
    return tls;
}

static FILE *open_file(const char *name, const char *mode)
{
    FILE *file = fopen(name, mode);

    if (file == NULL) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    return file;
}

/* Writes each URL as a variable, for shells. */
static void write_environment(const struct listener *listeners, size_t count)
{
    FILE *file = open_file("environment", "w");

    for (size_t i = 0; i < count; i++) {
        fprintf(file, "export %s=http%s://127.0.0.1:%u\n", listeners[i].variable,
                listeners[i].tls == NULL && !listeners[i].in_clear ? "" : "s", listeners[i].port);
    }
    fclose(file);
}

/* Files with a key are read by their owner alone, except two. */
static void write_client(const struct identity *client)
{
    identity_write(client, "client.pem", 1);
    identity_write(client, "client-cert.pem", 0);
    identity_write_key(client, "client-key.pem", NULL);
    identity_write_key(client, "locked.pem", "locked");
    identity_write(client, "shown.pem", 1);
    identity_write_key(client, "shown-key.pem", NULL);
    if (chmod("shown.pem", 0644) != 0 || chmod("shown-key.pem", 0640) != 0) {
        perror("dg-fault-server");
        exit(EXIT_FAILURE);
    }
}

/* Writes an identity, and behind it a certificate that is damaged. */
static void write_damaged(const struct identity *identity, const char *name, int with_key)
{
    FILE *file = NULL;

    identity_write(identity, name, with_key);
    file = open_file(name, "a");
    fputs("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", file);
    fclose(file);
}

/* Writes the certificate in the form of OpenSSL for those that are trusted. */
static void write_trusted(const struct identity *identity, const char *name)
{
    FILE *file = open_file(name, "w");

    if (PEM_write_X509_AUX(file, identity->certificate) != 1) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    fclose(file);
}

static void run(struct server *server)
{
    const struct identity_wish authority = {.name = "known", .authority = 1, .end = DAY};
    const struct identity_wish strange = {.name = "strange", .authority = 1, .end = DAY};
    const struct identity_wish good = {.end = DAY};
    const struct identity_wish other = {.name = "other.example", .end = DAY};
    const struct identity_wish short_key = {.end = DAY, .weak = 1};
    const struct identity_wish expired = {.begin = -2 * DAY, .end = -DAY};
    struct identity known = identity_make(&authority, NULL);
    struct identity unknown = identity_make(&strange, NULL);
    struct identity ours = identity_make(&good, &known);
    struct identity client = identity_make(&good, &known);
    struct identity stranger = identity_make(&good, &unknown);
    struct identity weak = identity_make(&short_key, &known);

    identity_write(&known, "ca.pem", 0);
    write_damaged(&known, "ca-damaged.pem", 0);
    write_trusted(&known, "ca-trusted.pem");
    write_damaged(&client, "client-damaged.pem", 1);
    write_trusted(&client, "client-trusted.pem");
    write_client(&client);
    identity_write(&stranger, "stranger.pem", 1);
    identity_write(&weak, "weak.pem", 1);
    struct listener listeners[] = {
        {.server = server, .variable = "SECOND", .second = true},
        {.server = server, .variable = "PLAIN"},
        {.server = server, .variable = "CLEAR", .in_clear = true},
        {.server = server, .variable = "TLS", .tls = tls_with(ours)},
        {.server = server,
         .variable = "WRONG_HOST",
         .tls = tls_with(identity_make(&other, &known))},
        {.server = server, .variable = "EXPIRED", .tls = tls_with(identity_make(&expired, &known))},
        {.server = server, .variable = "UNKNOWN", .tls = tls_with(stranger)},
        {.server = server, .variable = "OLD", .tls = tls_of_old(ours)},
        {.server = server, .variable = "DEMANDING", .tls = tls_that_demands(ours, "ca.pem")},
    };
    const size_t count = sizeof listeners / sizeof *listeners;

    for (size_t i = 0; i < count; i++) {
        start(&listeners[i]);
    }
    write_environment(listeners, count);
    printf("http://127.0.0.1:%u\n", listeners[1].port);
    fflush(stdout);

    /* The tests keep the other end open for as long as they need the server. */
    char ignored[64];
    while (read(STDIN_FILENO, ignored, sizeof ignored) > 0) {
    }
    exit(EXIT_SUCCESS);
}

static void print_help(void)
{
    puts(
        "usage: dg-fault-server [FOLDER]\n"
        "\n"
        "Answers POST /v1/batch-predictions/{id}/cancel on free loopback ports as badly as the id\n"
        "says. Prints the URL of the plain one on a line when it is ready; FOLDER (or the one "
        "that\n"
        "DG_FAULT_FOLDER names) then has the others in `environment`, certificates, and in\n"
        "`second.log` all that the second host is sent. Ends when its standard input does.\n"
        "\n"
        "An id that begins with one of these decides the answer:\n");
    for (size_t i = 0; i < fault_count; i++) {
        printf("  %-20s %s\n", faults[i].id, faults[i].about);
    }
}

int main(int argc, char **argv)
{
    struct server server = {.lock = PTHREAD_MUTEX_INITIALIZER};

    /* A client may close the connection at any time. */
    signal(SIGPIPE, SIG_IGN);
    server.files = argc > 1 ? argv[1] : getenv("DG_FAULT_FOLDER");
    if (server.files == NULL || strcmp(server.files, "--help") == 0) {
        print_help();
        return server.files == NULL ? 2 : EXIT_SUCCESS;
    }
    if (chdir(server.files) != 0) {
        perror(server.files);
        return EXIT_FAILURE;
    }
    server.log = open_file("second.log", "w");
    run(&server);
    return EXIT_SUCCESS;
}
