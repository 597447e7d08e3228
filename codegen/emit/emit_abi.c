/* abi.h and abi.c: the digest of the declarations of public headers, and the symbol by which
 * linkers compare it. */
#include "emit/emit_abi.h"

#include <stdlib.h>
#include <string.h>

#include "common/buffer.h"
#include "common/memory.h"
#include "emit/emit_outputs.h"
#include "load/sha256.h"
#include "runtime/value.h"

static void (*const public_headers[])(const struct emitter *emitter) = {
#define ABI_ROW_PUBLIC(function) function,
#define ABI_ROW_PRIVATE(function)
#define ABI_ROW(path, function, audience, library) ABI_ROW_##audience(function)
    EMIT_OUTPUTS(ABI_ROW)
#undef ABI_ROW
#undef ABI_ROW_PRIVATE
#undef ABI_ROW_PUBLIC
};

/* Adds the lines of the text that are neither directives nor for C++ alone. Only directives have
 * strings, and no comment has a line that begins like a directive. */
static void add_lines_of_c(struct buffer *out, const char *text)
{
    bool directive = false;
    bool plus = false;

    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        directive = directive || *text == '#';
        if (*text == '#') {
            plus = strncmp(text, "#ifdef __cplusplus", strlen("#ifdef __cplusplus")) == 0;
        }
        if (!directive && !plus) {
            buffer_add_text(out, (struct dg_text){text, length});
            buffer_add(out, "\n");
        }
        directive = directive && length > 0 && text[length - 1] == '\\';
        text += length + (text[length] == '\n' ? 1 : 0);
    }
}

/* Adds the text without its comments. */
static void add_uncommented(struct buffer *out, const char *text)
{
    for (const char *comment = strstr(text, "/*"); comment != NULL; comment = strstr(text, "/*")) {
        const char *end = strstr(comment, "*/");

        buffer_add_text(out, (struct dg_text){text, (size_t)(comment - text)});
        text = end == NULL ? comment + strlen(comment) : end + strlen("*/");
    }
    buffer_add(out, text);
}

/* Adds the declarations of the text, each with a NUL at its end and with one space for each run of
 * white space. Whether a result may be ignored is no part of them. Returns their number. */
static size_t add_declarations(struct buffer *out, const char *text)
{
    static const char checked[] = "DG_CHECKED ";
    unsigned depth = 0;
    size_t count = 0;
    bool begun = false;
    bool space = false;

    for (; *text != '\0'; text++) {
        if (*text == ' ' || *text == '\n') {
            space = begun;
            continue;
        }
        if (!begun && strncmp(text, checked, strlen(checked)) == 0) {
            text += strlen(checked) - 1;
            continue;
        }
        depth += *text == '{' ? 1 : 0;
        depth -= *text == '}' ? 1 : 0;
        buffer_add(out, space ? " " : "");
        buffer_add_bytes(out, text, 1);
        begun = *text != ';' || depth > 0;
        space = false;
        if (!begun) {
            buffer_add_bytes(out, "", 1);
            count++;
        }
    }
    return count;
}

/* Adds the declarations of all public headers. Returns their number. */
static size_t add_all(struct buffer *out, const struct model *model)
{
    size_t count = 0;

    for (size_t i = 0; i < sizeof public_headers / sizeof public_headers[0]; i++) {
        struct buffer header = {0};
        struct buffer c = {0};
        struct buffer uncommented = {0};
        struct emitter emitter = {.model = model, .out = &header};

        public_headers[i](&emitter);
        add_lines_of_c(&c, header.data);
        add_uncommented(&uncommented, buffer_string(&c));
        count += add_declarations(out, buffer_string(&uncommented));
        buffer_free(&header);
        buffer_free(&c);
        buffer_free(&uncommented);
    }
    return count;
}

static int compare_declarations(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;

    return strcmp(*left, *right);
}

/* The order of declarations says nothing about programs, so they are sorted. */
static struct buffer sorted_declarations(const struct model *model)
{
    struct buffer all = {0};
    struct buffer out = {0};
    size_t count = add_all(&all, model);
    const char **declarations = memory_new((count + 1) * sizeof *declarations);
    const char *at = all.data;

    for (size_t i = 0; i < count; i++) {
        declarations[i] = at;
        at += strlen(at) + 1;
    }
    qsort(declarations, count, sizeof *declarations, compare_declarations);
    buffer_format(&out, "DG_RUNTIME_ABI %d\n", DG_RUNTIME_ABI);
    for (size_t i = 0; i < count; i++) {
        buffer_format(&out, "%s\n", declarations[i]);
    }
    free(declarations);
    buffer_free(&all);
    return out;
}

void emit_abi_digest(const struct model *model, char digest[EMIT_ABI_DIGITS + 1])
{
    struct buffer text = sorted_declarations(model);

    _Static_assert(EMIT_ABI_DIGITS == SHA256_DIGITS, "the digest has another length");
    sha256_write(buffer_text(&text), digest);
    buffer_free(&text);
}

static void emit_symbol(const struct emitter *emitter, const char *template)
{
    char digits[EMIT_ABI_SHORT_DIGITS + 1];

    snprintf(digits, sizeof digits, "%s", emitter->abi);
    EMIT(emitter, template, "digits", digits);
}

void emit_abi_header(const struct emitter *emitter)
{
    emit_file_comment(
        emitter,
        "Programs and libraries that were compiled with different declarations don't link.");
    emit_header_open(emitter, "ABI", (const char *const[]){"runtime/value.h", NULL});
    buffer_format(emitter->out,
                  "#if DG_RUNTIME_ABI != %d\n"
                  "#error \"this header was generated for another runtime: regenerate it\"\n"
                  "#endif\n\n",
                  DG_RUNTIME_ABI);
    emit_symbol(emitter,
                "/* The first digits of a digest (SHA-256) of all declarations of the contract and "
                "of DG_RUNTIME_ABI. "
                "Comments and the order of types don't change it. */\n"
                "#define $PREFIX$_CONTRACT_ABI \"$digits$\"\n\n"
                "/* In the library of these declarations. Each object file that includes them "
                "needs the symbol, by "
                "a pointer that nothing reads: linkers and loaders refuse other libraries. */\n"
                "extern const char $prefix$_contract_abi_$digits$;\n"
                "static DG_KEPT const char *const $prefix$_contract_abi = "
                "&$prefix$_contract_abi_$digits$;\n\n");
    emit_header_close(emitter);
}

void emit_abi_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "The symbol that programs which use the declarations need.");
    EMIT(emitter, "#include \"abi.h\"\n\n");
    emit_symbol(emitter, "const char $prefix$_contract_abi_$digits$ = 0;\n");
    buffer_format(emitter->out,
                  "\n/* Linkers refuse a runtime of another binary interface. */\n"
                  "static DG_KEPT const char *const runtime_abi = &dg_runtime_abi_%d;\n",
                  DG_RUNTIME_ABI);
}
