/* Statements about values: the one walk through the properties of objects and the elements of maps
 * and lists. */
#ifndef DG_CODEGEN_EMIT_STATEMENTS_H
#define DG_CODEGEN_EMIT_STATEMENTS_H

#include "emit/emit_values.h"

/* The templates of a kind of value: one line each, without indentation. The variables are
 * $address$, $lvalue$, $access$ (before a member of a struct dg_opt_…), $text$ (the address of an
 * enum's text as received), $place$, $name$, $limits$ and $faults$ (an argument after others). */
struct emit_statement {
    const char *plain;  /* about a bare value; NULL: there is no statement */
    const char *opt;    /* about a value with a presence; NULL: `plain`, inside `test` */
    const char *test;   /* "if (…) {" */
    const char *before; /* the line before the test; NULL: none */
};

/* The statements of a file. */
struct emit_walk {
    struct emit_statement (*statement)(const struct model_type *type);
    const char *owner;  /* the struct's pointer: "in" */
    const char *place;  /* $place$ of properties: a template with $constant$ and $key$, the
                           characters of the JSON string that names it, as a literal */
    const char *inside; /* $place$ inside the test; NULL: as outside */
    const char *before; /* before each statement about a property, with $constant$; NULL: none */
    const char *after;  /* the line after each statement */
};

/* An element in C: the values of the variables. */
struct emit_lvalue {
    const char *address;
    const char *access;
    const char *lvalue;
    const char *text;
};

/* Writes the statements about the properties of an object. */
void emit_statements_of_object(const struct emitter *emitter, const struct emit_walk *walk,
                               const struct model_type *object);

/* Writes the statement about the value of an entry or the item of a list, with this $place$. */
void emit_statements_of_element(const struct emitter *emitter, const struct emit_walk *walk,
                                const struct model_type *container, const char *place,
                                const struct emit_lvalue *lvalue);

/* The same with another indentation. */
void emit_statements_of_inner_element(const struct emitter *emitter, const struct emit_walk *walk,
                                      const struct model_type *container, const char *place,
                                      const struct emit_lvalue *lvalue, const char *indent);

/* Writes the statement about the value of a document, which is the member `value` of `owner`, a
 * pointer. */
void emit_statements_of_value(const struct emitter *emitter, const struct emit_walk *walk,
                              const struct model_type *document, const char *place,
                              const char *owner);

/* Writes a switch over the alternatives of a union, which is `owner`, a pointer; `none` is the
 * statement for a union without a kind. The statements have this $place$. */
void emit_statements_of_union(const struct emitter *emitter, const struct emit_walk *walk,
                              const struct model_type *type, const char *place, const char *none);

/* Whether there is a statement about any alternative of a union. */
bool emit_statements_any_of_union(const struct emit_walk *walk, const struct model_type *type);

/* Whether there is a statement about any property of an object, or about the elements of a
 * container. */
bool emit_statements_any_of_object(const struct emit_walk *walk, const struct model_type *object);
bool emit_statements_any_of_element(const struct emit_walk *walk,
                                    const struct model_type *container);

/* The argument for an object's faults, with a comma before it: a part of the owner's faults, or new
 * faults. Empty if no rule reads the faults. The caller frees `data`. */
struct buffer emit_statements_faults(const struct model *model, const struct model_type *type,
                                     const struct model_property *property);

#endif
