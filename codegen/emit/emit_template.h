/* Templates that look like the C that they make, and the two escapers for text from the contract.
 * layout.h breaks lines that are too long. */
#ifndef DG_CODEGEN_EMIT_TEMPLATE_H
#define DG_CODEGEN_EMIT_TEMPLATE_H

#include "common/buffer.h"
#include "model/model.h"

/* The arguments of every emitter: the model, and the file that it writes. */
struct emitter {
    const struct model *model;
    struct buffer *out;
};

/* Writes `template`, each $name$ replaced by the value that follows its name in the arguments:
   pairs of const char *. $prefix$ and $PREFIX$ are always known. Asserts that every name is
   known. */
#define EMIT(emitter, ...) emit_template((emitter), __VA_ARGS__, (const char *)NULL)
void emit_template(const struct emitter *emitter, const char *template, ...);

/* The same, and the end of the line. */
#define EMIT_LINE(emitter, ...) emit_template_line((emitter), __VA_ARGS__, (const char *)NULL)
void emit_template_line(const struct emitter *emitter, const char *template, ...);

/* Writes `$designator$ = "text",` of an initializer. */
void emit_string_member(const struct emitter *emitter, unsigned indent, const char *designator,
                        const char *text);

/* The first lines of a C file: the marker of generated files, then the purpose of the file. */
void emit_file_comment(const struct emitter *emitter, const char *purpose);

/* The opening of a header (guard, includes up to NULL, C++ linkage) and its end. */
void emit_header_open(const struct emitter *emitter, const char *guard,
                      const char *const *includes);
void emit_header_close(const struct emitter *emitter);

/* `text` as a C string literal, quotes included, for a template to take in; the caller frees
 * `data`. */
struct buffer emit_literal(struct dg_text text);

/* `text` as a comment of one paragraph, indented by `indent` spaces, newline at its end. */
void emit_comment(const struct emitter *emitter, unsigned indent, const char *text);

#endif
