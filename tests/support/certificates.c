/* Makes certificates with libcrypto. */
#include "certificates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

static void need(int fine)
{
    if (!fine) {
        ERR_print_errors_fp(stderr);
        exit(EXIT_FAILURE);
    }
}

static void add_extension(X509 *certificate, int nid, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

    need(extension != NULL && X509_add_ext(certificate, extension, -1));
    X509_EXTENSION_free(extension);
}

static void add_names(X509 *certificate, const struct identity_wish *wish)
{
    char other[128];

    if (wish->authority) {
        add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    } else if (wish->name != NULL) {
        snprintf(other, sizeof other, "DNS:%s", wish->name);
        add_extension(certificate, NID_subject_alt_name, other);
    } else {
        add_extension(certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    }
}

struct identity identity_make(const struct identity_wish *wish, const struct identity *issuer)
{
    struct identity made = {.key = wish->weak ? EVP_RSA_gen(1024) : EVP_EC_gen("P-256"),
                            .certificate = X509_new()};
    const struct identity *signer = issuer == NULL ? &made : issuer;
    X509 *certificate = made.certificate;
    X509_NAME *name = NULL;

    need(made.key != NULL && certificate != NULL);
    name = X509_get_subject_name(certificate);
    need(X509_set_version(certificate, X509_VERSION_3) &&
         ASN1_INTEGER_set(X509_get_serialNumber(certificate), rand()) &&
         X509_gmtime_adj(X509_getm_notBefore(certificate), wish->begin) != NULL &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), wish->end) != NULL &&
         X509_NAME_add_entry_by_txt(
             name, "CN", MBSTRING_ASC,
             (const unsigned char *)(wish->name == NULL ? "test" : wish->name), -1, -1, 0) &&
         X509_set_issuer_name(certificate, X509_get_subject_name(signer->certificate)) &&
         X509_set_pubkey(certificate, made.key));
    add_names(certificate, wish);
    need(X509_sign(certificate, signer->key, EVP_sha256()) > 0);
    return made;
}

static FILE *create(const char *path, int secret)
{
    FILE *file = fopen(path, "w");

    if (file == NULL || (secret && fchmod(fileno(file), 0600) != 0)) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    return file;
}

void identity_write_key(const struct identity *identity, const char *path, const char *password)
{
    FILE *file = create(path, 1);
    const EVP_CIPHER *cipher = password == NULL ? NULL : EVP_aes_256_cbc();

    need(PEM_write_PrivateKey(file, identity->key, cipher, (const unsigned char *)password,
                              password == NULL ? 0 : (int)strlen(password), NULL, NULL) &&
         fclose(file) == 0);
}

void identity_write(const struct identity *identity, const char *path, int key)
{
    FILE *file = create(path, key);

    need((!key || PEM_write_PrivateKey(file, identity->key, NULL, NULL, 0, NULL, NULL)) &&
         PEM_write_X509(file, identity->certificate) && fclose(file) == 0);
}
