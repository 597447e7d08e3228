/* The document itself: its version, info and servers, and the parts that everything may refer
   to. */
#include <string.h>

#include "load/load_keywords.h"

/* Version */

/* The 0, 1 or 2 of "3.0.x", "3.1.x" and "3.2.x"; -1 for any other version. */
static int document_minor(struct dg_text version)
{
    static const char digits[] = "0123456789";
    const char *rest = version.data + 4;

    if (version.length < 5 || memcmp(version.data, "3.", 2) != 0 || version.data[3] != '.' ||
        strspn(rest, digits) != version.length - 4) {
        return -1;
    }
    return version.data[2] >= '0' && version.data[2] <= '2' ? version.data[2] - '0' : -1;
}

void load_document_version(const struct keyword_value *value, struct loader *loader)
{
    loader->minor = document_minor(value->node->text);
    if (loader->minor < 0) {
        diag_error(value->loader->diag, DIAG_VERSION, value->node->at,
                   "OpenAPI '%.*s' is not supported; use 3.0, 3.1 or 3.2 with a patch number, as "
                   "in '3.1.0'",
                   DIAG_TEXT(value->node->text));
    }
}

/* Info */

void load_document_info(const struct keyword_value *value, struct loader *loader)
{
    keywords_check(loader, value->node, KEYWORD_INFO);
    keywords_load_info(loader, value->node, loader->model);
}

void load_document_info_title(const struct keyword_value *value, struct model *model)
{
    model->title = loader_terminated(value->loader, value->node);
}

void load_document_info_version(const struct keyword_value *value, struct model *model)
{
    model->version = loader_terminated(value->loader, value->node);
}

/* Servers */

void load_document_servers(const struct keyword_value *value, struct loader *loader)
{
    loader->model->server = load_server_first(loader, value->node, &loader->server_environment);
    loader->model->server_environment = loader->server_environment.name;
}

/* Parts that others refer to */

void load_document_components(const struct keyword_value *value, struct loader *loader)
{
    loader->schemas = tree_get(value->node, "schemas");
    loader->security_schemes = tree_get(value->node, "securitySchemes");
}

void load_document_security(const struct keyword_value *value, struct loader *loader)
{
    loader->security = value->node;
}

/* Reports a dialect, unless it gives our keywords the meaning that OpenAPI gives them. */
static void document_check_dialect(const struct keyword_value *value)
{
    static const char openapi[] = "https://spec.openapis.org/oas/3.";
    struct dg_text dialect = value->node->text;
    bool known =
        dg_text_equal(dialect, dg_text_of("https://json-schema.org/draft/2020-12/schema")) ||
        (dialect.length >= sizeof openapi &&
         memcmp(dialect.data, openapi, sizeof openapi - 1) == 0);

    if (!known) {
        diag_error(value->loader->diag, DIAG_UNSUPPORTED, value->node->at,
                   "'%.*s' is not supported: schemas use the dialect of OpenAPI",
                   DIAG_TEXT(dialect));
        keywords_note_removal(value->loader, value->node);
    }
}

void load_document_dialect(const struct keyword_value *value, struct loader *loader)
{
    (void)loader;
    document_check_dialect(value);
}

void load_schema_dialect(const struct keyword_value *value, struct schema_head *head)
{
    (void)head;
    document_check_dialect(value);
}
