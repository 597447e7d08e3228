/* Reads, checks and wipes the token. */
#include "credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "trouble.h"

#define LONGEST_TOKEN ((size_t)16 * 1024)

void credentials_wipe(struct scratch *secret)
{
    if (secret->data != NULL) {
        explicit_bzero(secret->data, secret->capacity);
    }
    scratch_free(secret);
}

static bool read_all(int fd, struct scratch *token)
{
    ssize_t got = 1;

    while (got > 0 && token->length <= LONGEST_TOKEN) {
        got = read(fd, token->data + token->length, token->capacity - token->length);
        if (got < 0 && errno == EINTR) {
            got = 1;
        } else if (got > 0) {
            token->length += (size_t)got;
        }
    }
    return got == 0;
}

/* One newline at the end is the editor's, not the token's. */
static void drop_newline(struct scratch *token)
{
    if (token->length > 0 && token->data[token->length - 1] == '\n') {
        token->length--;
        if (token->length > 0 && token->data[token->length - 1] == '\r') {
            token->length--;
        }
    }
}

static bool read_file(const char *path, struct scratch *token)
{
    int fd = -1;
    bool whole = false;

    /* All the room at once: growing would leave copies behind. */
    if (!scratch_reserve(token, LONGEST_TOKEN + 1)) {
        trouble(NULL, "out of memory");
        return false;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    errno = fd < 0 ? errno : EFBIG;
    whole = fd >= 0 && read_all(fd, token);
    if (!whole) {
        trouble(path, "%s", strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
    drop_newline(token);
    return whole;
}

static bool read_environment(const char *name, struct scratch *token)
{
    const char *value = name == NULL ? NULL : getenv(name);

    if (name == NULL) {
        trouble(NULL, "a token is needed: give --api-key-file or --api-key-env");
        return false;
    }
    if (value == NULL || *value == '\0') {
        trouble(NULL, "a token is needed: set %s, or give --api-key-file or --api-key-env", name);
        return false;
    }
    scratch_add_string(token, value);
    return true;
}

/* A token is visible ASCII (RFC 6750 §2.1): nothing in it may end the header or begin another. */
static bool check_token(const struct scratch *token, const char *source)
{
    bool fine = token->length > 0 && token->length <= LONGEST_TOKEN;

    if (token->length == 0) {
        trouble(source, "the token is empty");
        return false;
    }
    for (size_t i = 0; i < token->length; i++) {
        fine = fine && token->data[i] > ' ' && token->data[i] < 0x7F;
    }
    if (!fine) {
        trouble(source, "not a token: it is too long or holds spaces, control characters or bytes "
                        "that are not ASCII");
    }
    return fine;
}

bool credentials_read(struct scratch *token, const struct options *options,
                      const struct dg_contract *contract)
{
    const char *variable =
        options->api_key_env != NULL ? options->api_key_env : contract->token_environment;

    if (options->api_key_file != NULL) {
        return read_file(options->api_key_file, token) && check_token(token, options->api_key_file);
    }
    return read_environment(variable, token) && check_token(token, variable);
}
