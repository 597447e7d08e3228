/* Reads, checks and wipes the token. */
#include "live/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/trouble.h"
#include "common/file.h"

#define LONGEST_TOKEN ((size_t)16 * 1024)

void credentials_forbid_cores(void)
{
    const struct rlimit none = {0, 0};

#ifdef __linux__
    /* The limit isn't applied where cores are piped to a program. */
    (void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
#endif
    (void)setrlimit(RLIMIT_CORE, &none);
}

void credentials_wipe(struct buffer *secret)
{
    if (secret->data != NULL) {
        explicit_bzero(secret->data, secret->capacity);
    }
    buffer_free(secret);
}

static bool read_all(int fd, struct buffer *token)
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

/* One newline at the end comes from an editor and isn't part of the token. */
static void drop_newline(struct buffer *token)
{
    if (token->length > 0 && token->data[token->length - 1] == '\n') {
        token->length--;
        if (token->length > 0 && token->data[token->length - 1] == '\r') {
            token->length--;
        }
    }
}

/* Warns if the file with a secret can be read by users other than its owner. */
static void warn_of_mode(const char *path, const struct stat *status)
{
    if (S_ISREG(status->st_mode) && (status->st_mode & (S_IRGRP | S_IROTH)) != 0) {
        trouble(path,
                "warning: other users can read this file, which contains a secret (mode %03o)",
                (unsigned)(status->st_mode & 0777));
    }
}

static void warn_of_readers(int fd, const char *path)
{
    struct stat status;

    if (fstat(fd, &status) == 0) {
        warn_of_mode(path, &status);
    }
}

void credentials_warn_of_readers(const char *path)
{
    struct stat status;

    if (stat(path, &status) == 0) {
        warn_of_mode(path, &status);
    }
}

static bool read_file(const char *path, struct buffer *token)
{
    int fd = -1;
    bool whole = false;

    /* All the room at once: growing would leave copies in freed memory. */
    buffer_reserve(token, LONGEST_TOKEN + 1);
    fd = file_open(path, O_RDONLY);
    errno = fd < 0 ? errno : EFBIG;
    whole = fd >= 0 && read_all(fd, token);
    if (!whole) {
        trouble(path, "%s", strerror(errno));
    }
    if (fd >= 0) {
        warn_of_readers(fd, path);
        close(fd);
    }
    drop_newline(token);
    return whole;
}

static bool read_environment(const char *name, struct buffer *token)
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
    buffer_add(token, value);
    return true;
}

/* Whether the token is a b64token (RFC 6750 §2.1): such a token can't end the header or begin
 * another one, and redaction relies on its characters. */
static bool is_b64token(struct dg_text token)
{
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~+/";
    size_t length = token.length;

    while (length > 0 && token.data[length - 1] == '=') {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        if (memchr(characters, token.data[i], sizeof characters - 1) == NULL) {
            return false;
        }
    }
    return length > 0;
}

static bool check_token(const struct buffer *token, const char *source)
{
    const char *reason = NULL;

    if (token->length == 0) {
        reason = "the token is empty";
    } else if (token->length > LONGEST_TOKEN) {
        reason = "the token is too long";
    } else if (!is_b64token(buffer_text(token))) {
        reason = "not a bearer token: letters, digits and -._~+/, with = only at the end";
    }
    if (reason != NULL) {
        trouble(source, "%s", reason);
    }
    return reason == NULL;
}

bool credentials_read(struct buffer *token, const struct options *options,
                      const struct dg_contract *contract)
{
    const char *variable =
        options->api_key_env != NULL ? options->api_key_env : contract->token_environment;

    if (options->api_key_file != NULL) {
        return read_file(options->api_key_file, token) && check_token(token, options->api_key_file);
    }
    return read_environment(variable, token) && check_token(token, variable);
}
