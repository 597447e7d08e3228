/* Sockets of loopback, blocking. */
#include "peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

bool peer_send(struct peer *peer, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t sent = peer->ssl == NULL ? send(peer->fd, data, length, MSG_NOSIGNAL)
                                         : SSL_write(peer->ssl, data, (int)length);

        if (sent <= 0) {
            return false;
        }
        data += sent;
        length -= (size_t)sent;
    }
    return true;
}

size_t peer_receive(struct peer *peer, char *data, size_t capacity)
{
    ssize_t got = peer->ssl == NULL ? recv(peer->fd, data, capacity, 0)
                                    : SSL_read(peer->ssl, data, (int)capacity);

    return got <= 0 ? 0 : (size_t)got;
}

static struct sockaddr_in loopback(unsigned port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
        .sin_port = htons((in_port_t)port),
    };
}

int peer_listen(unsigned *port)
{
    struct sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(fd, 64) != 0 || getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        perror("listen");
        exit(EXIT_FAILURE);
    }
    *port = ntohs(address.sin_port);
    return fd;
}

int peer_connect(unsigned port)
{
    struct sockaddr_in address = loopback(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static bool pass(int from, int to)
{
    char bytes[4096];
    ssize_t got = recv(from, bytes, sizeof bytes, 0);
    struct peer other = {.fd = to};

    return got > 0 && peer_send(&other, bytes, (size_t)got);
}

void peer_relay(int one, int other)
{
    struct pollfd ends[2] = {{.fd = one, .events = POLLIN}, {.fd = other, .events = POLLIN}};
    bool both = true;

    while (both && poll(ends, 2, -1) > 0) {
        both = (ends[0].revents == 0 || pass(one, other)) &&
               (ends[1].revents == 0 || pass(other, one));
    }
}
