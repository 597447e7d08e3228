/* A connection to a client, with or without TLS. */
#ifndef DG_TESTS_PEER_H
#define DG_TESTS_PEER_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/ssl.h>

struct peer {
    int fd;
    SSL *ssl; /* NULL: without TLS */
};

/* Sends all bytes. Returns false if the client left. */
bool peer_send(struct peer *peer, const char *data, size_t length);

/* Receives bytes. Returns their number; 0: the client left. */
size_t peer_receive(struct peer *peer, char *data, size_t capacity);

/* Listens on a free port of loopback, and sets *port. Ends the program on failure. Returns the
 * socket. */
int peer_listen(unsigned *port);

/* Sends the bytes from each socket to the other, until one peer leaves. */
void peer_relay(int one, int other);

/* Connects to a port of loopback. Returns the socket; -1: there is no listener. */
int peer_connect(unsigned port);

#endif
