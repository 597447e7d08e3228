/* The destination of a request: the base URL, and the proxy. */
#ifndef DG_VALIDATE_SERVER_H
#define DG_VALIDATE_SERVER_H

#include <stdbool.h>

#include "base/options.h"
#include "runtime/text.h"

struct server {
    struct dg_text base; /* without a slash at its end; the option's, the environment's, the
                            operation's or the contract's */
    bool secure;         /* https */
};

/* Chooses the server by option, environment, operation or contract. Returns false, with one line of
   trouble, if there is no server, or if nothing may be sent to it: http that isn't loopback, a user
   name or password in the URL, or another scheme. */
DG_CHECKED bool server_choose(struct server *server, const struct options *options,
                              const struct dg_contract *contract,
                              const struct dg_operation *operation);

/* Whether the server may be reached through the proxy that the options name, if any. Returns false,
   with one line of trouble, if not. */
DG_CHECKED bool server_proxy_possible(const struct server *server, const struct options *options);

#endif
