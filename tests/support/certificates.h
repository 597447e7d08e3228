/* Keys and certificates for tests of TLS, made during the test, so that no certificate is too
 * old. */
#ifndef DG_TESTS_CERTIFICATES_H
#define DG_TESTS_CERTIFICATES_H

#include <openssl/ssl.h>

struct identity {
    EVP_PKEY *key;
    X509 *certificate;
};

/* The differences from a good certificate for 127.0.0.1 and localhost. */
struct identity_wish {
    const char *name; /* name of the subject and of the host; NULL: 127.0.0.1 and localhost */
    long begin;       /* of its validity, seconds from now */
    long end;
    int authority; /* not 0: the certificate may sign others */
    int weak;      /* not 0: the key is too short */
};

/* A new identity, signed by `issuer`; NULL: by itself. Ends the program on failure. */
struct identity identity_make(const struct identity_wish *wish, const struct identity *issuer);

/* Write PEM files. `password` may be NULL. With `key`, the private key comes first. */
void identity_write_key(const struct identity *identity, const char *path, const char *password);
void identity_write(const struct identity *identity, const char *path, int key);

#endif
