/* Whether an operation needs a bearer token, and where the token comes from. */
#include <string.h>

#include "common/suggestion.h"
#include "load/loader.h"

static const struct tree *security_scheme(struct loader *loader, const struct tree_member *member)
{
    static const struct loader_kind kind = {KEYWORD_SECURITY_SCHEME, "securitySchemes",
                                            "a security scheme"};
    const struct tree *schemes = tree_get(tree_get(loader->root, "components"), "securitySchemes");
    const struct tree_member *found = tree_find(schemes, member->key);
    struct suggestion suggestion = suggestion_for(member->key);

    if (found != NULL) {
        return loader_object(loader, found->value, &kind);
    }
    diag_error(loader->diag, DIAG_SECURITY, member->at, "there is no security scheme '%.*s'",
               DIAG_TEXT(member->key));
    if (!diag_is_open(loader->diag)) {
        return NULL;
    }
    for (size_t i = 0; schemes != NULL && i < schemes->count; i++) {
        suggestion_offer(&suggestion, schemes->members[i].key);
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
    return NULL;
}

/* What a scheme says */

static bool security_is_listed(struct dg_text name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (loader_equal_ignoring_case(name, dg_text_of(list[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether the scheme of type http is bearer. Names ignore case (RFC 9110 §11.1); one that is not
 * registered, and nearly says bearer, is an error: requests would go out without a token. */
static bool security_is_bearer(struct loader *loader, const struct tree *scheme)
{
    static const char *const registered[] = {
        "basic",        "bearer",      "concealed",     "digest",    "dpop",
        "gnap",         "hoba",        "mutual",        "negotiate", "oauth",
        "privatetoken", "scram-sha-1", "scram-sha-256", "vapid"};
    const struct tree *name = loader_require(loader, scheme, "scheme", TREE_STRING);
    struct suggestion suggestion;

    if (name == NULL) {
        return false;
    }
    if (security_is_listed(name->text, registered, sizeof registered / sizeof registered[0])) {
        return loader_equal_ignoring_case(name->text, dg_text_of("bearer"));
    }
    suggestion = suggestion_for(name->text);
    suggestion_offer(&suggestion, dg_text_of("bearer"));
    if (suggestion.nearest.length > 0) {
        diag_error(loader->diag, DIAG_SECURITY, name->at, "there is no HTTP scheme '%.*s'",
                   DIAG_TEXT(name->text));
        diag_did_you_mean(loader->diag, suggestion.nearest);
    }
    return false;
}

/* Whether the scheme asks for a bearer token. */
static bool security_read_scheme(struct loader *loader, const struct tree *scheme)
{
    static const char *const types[] = {"http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"};
    const struct tree *type = loader_require(loader, scheme, "type", TREE_STRING);
    struct suggestion suggestion;

    if (type == NULL) {
        return false;
    }
    suggestion = suggestion_for(type->text);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (dg_text_equal(type->text, dg_text_of(types[i]))) {
            return i == 0 && security_is_bearer(loader, scheme);
        }
        suggestion_offer(&suggestion, dg_text_of(types[i]));
    }
    diag_error(loader->diag, DIAG_SECURITY, type->at, "there is no type of security scheme '%.*s'",
               DIAG_TEXT(type->text));
    diag_did_you_mean(loader->diag, suggestion.nearest);
    return false;
}

static void security_set_environment(struct loader *loader, const struct tree *scheme, bool bearer)
{
    struct environment_place place = loader_environment(loader, scheme);
    const char *other = loader->token_environment.name;

    if (place.name == NULL) {
        return;
    }
    if (!bearer) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, place.at,
                   "'x-dg-env' is for schemes of type http, scheme bearer");
    } else if (other != NULL && strcmp(other, place.name) != 0) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, place.at,
                   "another scheme takes its token from '%s'", other);
        diag_note(loader->diag, loader->token_environment.at, "the other one is here");
    } else if (other == NULL) {
        loader->token_environment = place;
        loader->model->token_environment = place.name;
    }
}

/* What an operation needs */

/* Whether one alternative of the requirements asks for a bearer token. */
static bool security_has_bearer(struct loader *loader, const struct tree *requirement)
{
    bool found = false;

    for (size_t i = 0; i < requirement->count; i++) {
        const struct tree_member *member = &requirement->members[i];
        const struct tree *scheme = security_scheme(loader, member);
        size_t count;
        bool bearer;

        loader_expect(loader, member->value, TREE_LIST, member->key);
        if (scheme == NULL) {
            continue;
        }
        count = loader->diag->count;
        bearer = security_read_scheme(loader, scheme);
        if (loader->diag->count == count) {
            security_set_environment(loader, scheme, bearer);
        }
        found = found || bearer;
    }
    return found;
}

bool loader_read_security(struct loader *loader, const struct tree *operation)
{
    const struct tree *holder = tree_get(operation, "security") != NULL ? operation : loader->root;
    const struct tree *list = loader_get(loader, holder, "security", TREE_LIST);
    bool bearer = false;
    bool optional = false;

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct tree *requirement = list->members[i].value;

        if (!loader_expect_map(loader, requirement, "a security requirement")) {
            continue;
        }
        if (requirement->count == 0) {
            optional = true;
        }
        bearer = security_has_bearer(loader, requirement) || bearer;
    }
    return bearer && !optional;
}
