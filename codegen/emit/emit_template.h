/* Templates that look like the C that they make, and the two escapers for text from the contract.
 * layout.h breaks lines that are too long. */
#ifndef DG_CODEGEN_EMIT_TEMPLATE_H
#define DG_CODEGEN_EMIT_TEMPLATE_H

#include "common/buffer.h"
#include "model/model.h"

/* The arguments of every emitter: the model, the file that it writes, and the digest of the
 * declarations, which only abi.h and abi.c need. */
struct emitter {
    const struct model *model;
    struct buffer *out;
    const char *abi; /* NULL while the digest is computed */
};

/* Writes `template` with a value in place of each $name$. The other arguments are pairs of const
   char *: name and value. $prefix$ and $PREFIX$ are always known. Asserts that every name is
   known. */
#define EMIT(emitter, ...) emit_template((emitter), __VA_ARGS__, (const char *)NULL)
void emit_template(const struct emitter *emitter, const char *template, ...);

/* Writes the same, and the end of the line. */
#define EMIT_LINE(emitter, ...) emit_template_line((emitter), __VA_ARGS__, (const char *)NULL)
void emit_template_line(const struct emitter *emitter, const char *template, ...);

/* Writes `$designator$ = "text",` of an initializer. */
void emit_string_member(const struct emitter *emitter, unsigned indent, const char *designator,
                        const char *text);

/* Writes the first lines of a C file: the marker of generated files, then the purpose of the
 * file. */
void emit_file_comment(const struct emitter *emitter, const char *purpose);

/* Write the opening of a header (guard, includes up to NULL, C++ linkage) and the end of the
 * header. */
void emit_header_open(const struct emitter *emitter, const char *guard,
                      const char *const *includes);
void emit_header_close(const struct emitter *emitter);

/* The same for a header of the library itself. Its functions and tables are hidden, so that code
 * reaches them by their distance, without a table of addresses. */
void emit_private_header_open(const struct emitter *emitter, const char *guard,
                              const char *const *includes);
void emit_private_header_close(const struct emitter *emitter);

/* Returns `text` as a C string literal with its quotes, as a value for a template. The caller frees
 * `data`. */
struct buffer emit_literal(struct dg_text text);

/* Writes `text` as a comment of one paragraph, indented by `indent` spaces, with a newline at its
 * end. */
void emit_comment(const struct emitter *emitter, unsigned indent, const char *text);

#endif
