/* Whether an operation needs a bearer token, and where the token comes from. */
#include <string.h>

#include "loader.h"

static const struct tree *security_scheme(struct loader *loader, const struct tree_member *member)
{
    const struct tree *schemes = tree_get(tree_get(loader->root, "components"), "securitySchemes");
    const struct tree_member *found = tree_find(schemes, member->key);
    struct suggestion suggestion = suggestion_for(member->key);
    const struct tree *node;

    if (found != NULL) {
        node = loader_resolve(loader, found->value);
        return node != NULL && loader_expect(loader, node, TREE_MAP, found->key) ? node : NULL;
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

/* Names of HTTP authentication schemes ignore case (RFC 9110 §11.1). */
static bool security_is_bearer_name(struct dg_text name)
{
    static const char bearer[] = "bearer";

    if (name.length != sizeof bearer - 1) {
        return false;
    }
    for (size_t i = 0; i < name.length; i++) {
        if ((name.data[i] | 0x20) != bearer[i]) {
            return false;
        }
    }
    return true;
}

static void security_set_environment(struct loader *loader, const struct tree *scheme, bool bearer)
{
    const struct tree_member *member = tree_find(scheme, dg_text_of("x-dg-env"));
    const char *name = loader_environment(loader, scheme);

    if (member == NULL || name == NULL) {
        return;
    }
    if (!bearer) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, member->at,
                   "'x-dg-env' is for schemes of type http, scheme bearer");
    } else if (loader->model->token_environment != NULL &&
               strcmp(loader->model->token_environment, name) != 0) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, member->at,
                   "another scheme takes its token from '%s'", loader->model->token_environment);
    } else {
        loader->model->token_environment = name;
    }
}

/* Whether one alternative of the requirements asks for a bearer token. */
static bool security_has_bearer(struct loader *loader, const struct tree *requirement)
{
    bool found = false;

    for (size_t i = 0; i < requirement->count; i++) {
        const struct tree *scheme = security_scheme(loader, &requirement->members[i]);
        const struct tree *type;
        const struct tree *name;
        bool bearer;

        if (scheme == NULL) {
            continue;
        }
        keywords_check(scheme, KEYWORD_SECURITY_SCHEME, loader->minor, loader->diag);
        type = loader_require(loader, scheme, "type", TREE_STRING);
        name = loader_get(loader, scheme, "scheme", TREE_STRING);
        bearer = type != NULL && dg_text_equal(type->text, dg_text_of("http")) && name != NULL &&
                 security_is_bearer_name(name->text);
        security_set_environment(loader, scheme, bearer);
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

        if (!loader_expect(loader, requirement, TREE_MAP, dg_text_of("security"))) {
            continue;
        }
        if (requirement->count == 0) {
            optional = true;
        }
        bearer = security_has_bearer(loader, requirement) || bearer;
    }
    return bearer && !optional;
}
