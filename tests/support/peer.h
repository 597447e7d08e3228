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

/* False if the client left. */
bool peer_send(struct peer *peer, const char *data, size_t length);

/* The number of bytes that came; 0: the client left. */
size_t peer_receive(struct peer *peer, char *data, size_t capacity);

/* Listens on a free port of loopback, *port. Ends the program if that isn't possible. */
int peer_listen(unsigned *port);

/* Hands each byte that either sends to the other, until one leaves. */
void peer_relay(int one, int other);

/* Connects to a port of loopback. -1: there is no listener. */
int peer_connect(unsigned port);

#endif
