/* The functions that read one keyword each; rows of the table of keywords name them. */
#ifndef DG_CODEGEN_LOAD_KEYWORDS_H
#define DG_CODEGEN_LOAD_KEYWORDS_H

#include "load/loader.h"

/* The document, its info, its servers (load_document.c) */

void load_document_version(const struct keyword_value *value, struct loader *loader);
void load_document_info(const struct keyword_value *value, struct loader *loader);
void load_document_servers(const struct keyword_value *value, struct loader *loader);
void load_document_components(const struct keyword_value *value, struct loader *loader);
void load_document_security(const struct keyword_value *value, struct loader *loader);
void load_document_dialect(const struct keyword_value *value, struct loader *loader);
void load_document_info_title(const struct keyword_value *value, struct model *model);
void load_document_info_version(const struct keyword_value *value, struct model *model);

/* Servers (load_server.c) */

void load_server_url(const struct keyword_value *value, struct server_draft *draft);
void load_server_variables(const struct keyword_value *value, struct server_draft *draft);
void load_server_environment(const struct keyword_value *value, struct server_draft *draft);

/* Paths and operations (load_operation.c, load_response.c) */

void load_operation_paths(const struct keyword_value *value, struct loader *loader);
void load_operation_shared(const struct keyword_value *value, struct path_draft *path);
void load_operation_path_servers(const struct keyword_value *value, struct path_draft *path);
void load_operation_servers(const struct keyword_value *value, struct operation_draft *draft);
void load_operation_method(const struct keyword_value *value, struct path_draft *path);
void load_operation_additional(const struct keyword_value *value, struct path_draft *path);
void load_operation_id(const struct keyword_value *value, struct operation_draft *draft);
void load_operation_command(const struct keyword_value *value, struct operation_draft *draft);
void load_operation_summary(const struct keyword_value *value, struct operation_draft *draft);
void load_operation_body(const struct keyword_value *value, struct operation_draft *draft);
void load_operation_security(const struct keyword_value *value, struct operation_draft *draft);
void load_parameter_list(const struct keyword_value *value, struct operation_draft *draft);
void load_response_list(const struct keyword_value *value, struct operation_draft *draft);

/* Parameters (load_parameter.c) */

void load_parameter_name(const struct keyword_value *value, struct parameter_draft *draft);
void load_parameter_in(const struct keyword_value *value, struct parameter_draft *draft);
void load_parameter_required(const struct keyword_value *value, struct parameter_draft *draft);
void load_parameter_style(const struct keyword_value *value, struct parameter_draft *draft);
void load_parameter_reserved(const struct keyword_value *value, struct parameter_draft *draft);
void load_parameter_environment(const struct keyword_value *value, struct parameter_draft *draft);
void load_parameter_description(const struct keyword_value *value, struct parameter_draft *draft);

/* Responses (load_response.c) */

void load_response_description(const struct keyword_value *value, struct response_draft *draft);
void load_response_content(const struct keyword_value *value, struct response_draft *draft);
void load_response_rules(const struct keyword_value *value, struct response_draft *draft);
void load_response_items(const struct keyword_value *value, struct media_draft *draft);
void load_response_schema(const struct keyword_value *value, struct media_draft *draft);

/* Security schemes (load_security.c) */

void load_security_type(const struct keyword_value *value, struct scheme_draft *draft);
void load_security_scheme(const struct keyword_value *value, struct scheme_draft *draft);
void load_security_environment(const struct keyword_value *value, struct scheme_draft *draft);

/* References, and keywords of all schemas (load_reference.c, load_schema.c) */

void load_reference_ref(const struct keyword_value *value, struct reference *reference);
void load_schema_dialect(const struct keyword_value *value, struct schema_head *head);
void load_schema_deprecated(const struct keyword_value *value, struct schema_head *head);
void load_schema_description(const struct keyword_value *value, struct schema_head *head);
void load_schema_name(const struct keyword_value *value, struct schema_head *head);
void load_schema_any_of(const struct keyword_value *value, struct schema_lead *lead);
void load_schema_one_of(const struct keyword_value *value, struct schema_lead *lead);
void load_schema_type(const struct keyword_value *value, struct draft *draft);
void load_schema_nullable(const struct keyword_value *value, struct draft *draft);
void load_schema_write_only(const struct keyword_value *value, struct draft *draft);

void load_identifier_id(const struct keyword_value *value, struct schema_head *head);
void load_identifier_name(const struct keyword_value *value, struct schema_head *head);
void load_identifier_definitions(const struct keyword_value *value, struct schema_head *head);

/* Conjunctions (load_all_collect.c) */

void load_all_of(const struct keyword_value *value, struct all *all);
void load_all_unevaluated(const struct keyword_value *value, struct all *all);

/* Values (load_enum.c, load_scalar.c) */

void load_enum_values(const struct keyword_value *value, struct draft *draft);
void load_enum_const(const struct keyword_value *value, struct draft *draft);
void load_enum_fixed(const struct keyword_value *value, struct draft *draft);
void load_enum_extensible(const struct keyword_value *value, struct draft *draft);
void load_enum_open(const struct keyword_value *value, struct draft *draft);
void load_scalar_format(const struct keyword_value *value, struct draft *draft);

/* Every keyword of MODEL_LIMITS (load_limit.c) */

void load_limit(const struct keyword_value *value, struct draft *draft);
void load_limit_exclusive(const struct keyword_value *value, struct draft *draft);

/* `multipleOf` (load_multiple.c) */

void load_multiple(const struct keyword_value *value, struct draft *draft);

/* `pattern` (load_pattern.c) */

void load_pattern(const struct keyword_value *value, struct draft *draft);

/* `dependentRequired` (load_dependent.c) */

void load_dependent(const struct keyword_value *value, struct draft *draft);

/* Parts of objects, maps and lists (load_object.c) */

void load_object_properties(const struct keyword_value *value, struct draft *draft);
void load_object_required(const struct keyword_value *value, struct draft *draft);
void load_others_patterns(const struct keyword_value *value, struct draft *draft);
void load_object_additional(const struct keyword_value *value, struct draft *draft);
void load_names(const struct keyword_value *value, struct draft *draft);
void load_names_type(const struct keyword_value *value, struct draft *draft);
void load_names_enum(const struct keyword_value *value, struct draft *draft);
void load_names_const(const struct keyword_value *value, struct draft *draft);
void load_object_items(const struct keyword_value *value, struct draft *draft);
void load_object_unique(const struct keyword_value *value, struct draft *draft);
void load_object_rules(const struct keyword_value *value, struct draft *draft);

/* Schemas that judge a value again (load_subschema.c) */

void load_subschema_not(const struct keyword_value *value, struct subschema_list *list);
void load_subschema_if(const struct keyword_value *value, struct subschema_list *list);
void load_subschema_beside(const struct keyword_value *value, struct subschema_list *list);
void load_subschema_prefix(const struct keyword_value *value, struct subschema_list *list);
void load_subschema_contains(const struct keyword_value *value, struct subschema_list *list);
void load_subschema_dependent(const struct keyword_value *value, struct subschema_list *list);

/* Rules (load_rule.c) */

void load_rule_id(const struct keyword_value *value, struct model_rule *rule);
void load_rule_rule(const struct keyword_value *value, struct model_rule *rule);
void load_rule_message(const struct keyword_value *value, struct model_rule *rule);
void load_rule_severity(const struct keyword_value *value, struct model_rule *rule);
void load_rule_pointer(const struct keyword_value *value, struct model_rule *rule);
void load_rule_source(const struct keyword_value *value, struct model_rule *rule);
void load_rule_examples(const struct keyword_value *value, struct model_rule *rule);
void load_rule_pass(const struct keyword_value *value, struct model_rule *rule);
void load_rule_fail(const struct keyword_value *value, struct model_rule *rule);

#endif
