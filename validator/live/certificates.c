/* Reads and checks files with certificates and keys before anything is sent: libcurl would read
   them only for the connection, again for each one. */
#include "live/certificates.h"

#include <errno.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/pem.h>

#include "common/file.h"
#include "common/memory.h"
#include "live/credentials.h"

/* Certificates of one client, and a key, are shorter. */
#define LONGEST_PEM ((size_t)256 * 1024)
#define LONGEST_BUNDLE ((size_t)16 * 1024 * 1024)

/* The private key, by any name (RFC 7468 §10, §11, §13). */
static bool has_private_key(const struct buffer *text)
{
    static const char words[] = "PRIVATE KEY-----";

    return memmem(text->data, text->length, words, sizeof words - 1) != NULL;
}

static bool read_file(const struct options *options, const char *name, const char *path,
                      size_t limit, struct buffer *text)
{
    if (!file_read(path, limit, text)) {
        memory_check_errno();
        return options_refuse(options, name, path, "--%s: %s: %s", name, path, strerror(errno));
    }
    if (text->length > limit) {
        return options_refuse(options, name, path, "--%s: %s: %s", name, path, strerror(EFBIG));
    }
    return true;
}

/* Reads a file that may have a private key. */
static bool read_secret(const struct options *options, const char *name, const char *path,
                        struct buffer *text)
{
    /* All the room at once: growing would leave copies in freed memory. */
    buffer_reserve(text, 2 * LONGEST_PEM);
    return read_file(options, name, path, LONGEST_PEM, text);
}

static BIO *open_text(const struct buffer *text)
{
    BIO *bio = BIO_new_mem_buf(text->data, (int)text->length);

    if (bio == NULL) {
        memory_exhausted();
    }
    return bio;
}

/* Says that a password is needed, and gives an empty one: nobody is asked at the terminal. */
static int ask(char *password, int size, int writing, void *context)
{
    bool *asked = context;

    (void)password;
    (void)size;
    (void)writing;
    *asked = true;
    return 0;
}

/* Why certificates can't be read, from the errors of libcrypto, which are cleared. */
static const char *certificate_error(void)
{
    bool missing = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;

    ERR_clear_error();
    return missing ? "no certificate in the format PEM" : "a certificate is damaged";
}

/* Why the text isn't a list of certificates, which may have other PEM between them; NULL: it is. */
static const char *authorities_error(const struct buffer *text)
{
    BIO *bio = open_text(text);
    bool asked = false;
    STACK_OF(X509_INFO) *list = PEM_X509_INFO_read_bio(bio, NULL, ask, &asked);
    const char *why = list == NULL ? certificate_error() : "no certificate in the format PEM";

    for (int i = 0; i < sk_X509_INFO_num(list); i++) {
        why = sk_X509_INFO_value(list, i)->x509 != NULL ? NULL : why;
    }
    sk_X509_INFO_pop_free(list, X509_INFO_free);
    BIO_free(bio);
    ERR_clear_error();
    return why;
}

/* The first certificate of a chain; NULL: there is none, or one can't be read, as *why says. */
static X509 *first_certificate(const struct buffer *text, const char **why)
{
    BIO *bio = open_text(text);
    bool asked = false;
    X509 *first = PEM_read_bio_X509_AUX(bio, NULL, ask, &asked);
    X509 *next = first;

    while (next != NULL) {
        next = PEM_read_bio_X509(bio, NULL, ask, &asked);
        if (next != NULL) {
            X509_free(next);
        } else if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) {
            X509_free(first);
            first = NULL;
        }
    }
    BIO_free(bio);
    *why = certificate_error();
    return first;
}

/* NULL: there is no key, or one that needs a password: then *asked is set. */
static EVP_PKEY *private_key(const struct buffer *text, bool *asked)
{
    BIO *bio = open_text(text);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, ask, asked);

    BIO_free(bio);
    ERR_clear_error();
    return key;
}

static bool read_authorities(struct certificates *certificates, const struct options *options)
{
    const char *why = NULL;

    if (options->cacert == NULL) {
        return true;
    }
    if (!read_file(options, "cacert", options->cacert, LONGEST_BUNDLE,
                   &certificates->authorities)) {
        return false;
    }
    why = authorities_error(&certificates->authorities);
    return why == NULL || options_refuse(options, "cacert", options->cacert, "--cacert: %s: %s",
                                         options->cacert, why);
}

/* Whether the key is usable, and that of the certificate. */
static bool check_key(const struct options *options, const struct buffer *text, X509 *certificate)
{
    const char *name = options->key == NULL ? "cert" : "key";
    const char *path = options->key == NULL ? options->cert : options->key;
    bool asked = false;
    EVP_PKEY *key = private_key(text, &asked);
    bool fits = key != NULL && X509_check_private_key(certificate, key) == 1;

    ERR_clear_error();
    EVP_PKEY_free(key);
    if (key == NULL && asked) {
        return options_refuse(options, name, path, "--%s: %s: the private key needs a password",
                              name, path);
    }
    if (key == NULL) {
        return options_refuse(options, name, path, "--%s: %s: no private key in the format PEM%s",
                              name, path, options->key == NULL ? "; give it with --key" : "");
    }
    return fits || options_refuse(options, name, path,
                                  "--%s: %s: the private key is not that of the certificate%s%s",
                                  name, path, options->key == NULL ? "" : " in ",
                                  options->key == NULL ? "" : options->cert);
}

/* Warns of private keys that other users can read, once of each file. */
static void warn_of_readers(const struct certificates *certificates, const struct options *options)
{
    if (options->key != NULL && has_private_key(&certificates->key)) {
        credentials_warn_of_readers(options->key);
    }
    if ((options->key == NULL || strcmp(options->cert, options->key) != 0) &&
        has_private_key(&certificates->certificate)) {
        credentials_warn_of_readers(options->cert);
    }
}

static bool read_client(struct certificates *certificates, const struct options *options)
{
    const struct buffer *key =
        options->key == NULL ? &certificates->certificate : &certificates->key;
    X509 *certificate = NULL;
    const char *why = NULL;
    bool fine = false;

    if (options->cert == NULL) {
        return true;
    }
    if ((options->key != NULL && !read_secret(options, "key", options->key, &certificates->key)) ||
        !read_secret(options, "cert", options->cert, &certificates->certificate)) {
        return false;
    }
    warn_of_readers(certificates, options);
    certificate = first_certificate(&certificates->certificate, &why);
    fine = certificate == NULL ? options_refuse(options, "cert", options->cert, "--cert: %s: %s",
                                                options->cert, why)
                               : check_key(options, key, certificate);
    X509_free(certificate);
    return fine;
}

bool certificates_read(struct certificates *certificates, const struct options *options)
{
    return read_authorities(certificates, options) && read_client(certificates, options);
}

void certificates_free(struct certificates *certificates)
{
    buffer_free(&certificates->authorities);
    credentials_wipe(&certificates->certificate);
    credentials_wipe(&certificates->key);
}
