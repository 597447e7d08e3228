/* lookups.h, lookups.c, and lookups/<name>.gperf or what gperf makes of it: from a word of the
 * contract to its index. */
#include <stdio.h>

#include "emit/emit_outputs.h"
#include "emit/gperf.h"

static bool is_object(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT;
}

static bool is_word_enum(const struct model_type *type)
{
    return type->kind == MODEL_ENUM && !type->integer_enum;
}

static bool has_lookup(const struct model_type *type)
{
    return is_object(type) || is_word_enum(type);
}

static size_t word_count(const struct model_type *type)
{
    return is_object(type) ? type->property_count : type->word_count;
}

static struct dg_text word_at(const struct model_type *type, size_t index)
{
    return is_object(type) ? type->properties[index].wire : type->words[index].wire;
}

/* The index of the empty word, which gperf refuses; SIZE_MAX if the type has no empty word. */
static size_t empty_word(const struct model_type *type)
{
    for (size_t i = 0; i < word_count(type); i++) {
        if (word_at(type, i).length == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Whether a table of gperf can have the word: gperf refuses the empty word, and doesn't escape
 * question marks, which may begin a trigraph. */
static bool gperf_holds(struct dg_text word)
{
    for (size_t i = 1; i < word.length; i++) {
        if (word.data[i - 1] == '?' && word.data[i] == '?') {
            return false;
        }
    }
    return word.length > 0;
}

/* gperf needs at least one word. */
static bool has_table(const struct model_type *type)
{
    for (size_t i = 0; i < word_count(type); i++) {
        if (gperf_holds(word_at(type, i))) {
            return true;
        }
    }
    return false;
}

static bool has_tables(const struct model *model)
{
    for (size_t i = 0; i < model->type_count; i++) {
        if (has_lookup(model->types[i]) && has_table(model->types[i])) {
            return true;
        }
    }
    return false;
}

void emit_lookups_header(const struct emitter *emitter)
{
    emit_file_comment(
        emitter, "Finds the index of a word in contract order. Returns SIZE_MAX if there is none.");
    emit_private_header_open(emitter, "LOOKUPS", (const char *const[]){"runtime/reader.h", NULL});
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (has_lookup(type)) {
            EMIT(emitter, "size_t $prefix$_$name$_lookup(const char *word, size_t length);\n",
                 "name", type->name);
        }
    }
    EMIT(emitter, "\n");
    emit_private_header_close(emitter);
}

/* Writes a comparison for each word that gperf can't have, except the empty word. */
static void emit_comparisons(const struct emitter *emitter, const struct model_type *type)
{
    for (size_t i = 0; i < word_count(type); i++) {
        struct dg_text word = word_at(type, i);
        if (word.length > 0 && !gperf_holds(word)) {
            struct buffer literal = emit_literal(word);
            buffer_format(emitter->out,
                          "    if (length == %zu && memcmp(word, %s, length) == 0) {\n"
                          "        return %zu;\n"
                          "    }\n",
                          word.length, literal.data, i);
            buffer_free(&literal);
        }
    }
}

static void emit_lookup(const struct emitter *emitter, const struct model_type *type)
{
    char empty[32] = "SIZE_MAX";

    if (empty_word(type) != SIZE_MAX) {
        snprintf(empty, sizeof empty, "%zu", empty_word(type));
    }
    if (has_table(type)) {
        EMIT(emitter,
             "\nstatic const struct word *find_$name$(const char *word, size_t length);\n"
             "#include \"lookups/$name$.c\"\n",
             "name", type->name);
    }
    EMIT(emitter,
         "\nsize_t $prefix$_$name$_lookup(const char *word, size_t length)\n"
         "{\n"
         "    if (length == 0) {\n"
         "        return $empty$;\n"
         "    }\n",
         "name", type->name, "empty", empty);
    emit_comparisons(emitter, type);
    EMIT(emitter,
         has_table(type) ? "    return index_of(find_$name$(word, length));\n}\n"
                         : "    return SIZE_MAX;\n}\n",
         "name", type->name);
}

void emit_lookups_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Perfect hash tables by gperf, each with its own function.");
    EMIT(emitter, "#include \"lookups.h\"\n"
                  "\n"
                  "#include <string.h>\n"
                  "\n"
                  "struct word {\n"
                  "    const char *name;\n"
                  "    size_t index;\n"
                  "};\n"
                  "\n"
                  "/* gperf's code narrows a length, returns a sum of bytes, and may leave a\n"
                  "   parameter unused: all are harmless. */\n"
                  "#pragma GCC diagnostic ignored \"-Wconversion\"\n"
                  "#pragma GCC diagnostic ignored \"-Wsign-conversion\"\n"
                  "#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n");
    if (has_tables(emitter->model)) {
        EMIT(emitter, "\nstatic size_t index_of(const struct word *found)\n"
                      "{\n"
                      "    return found == NULL ? SIZE_MAX : found->index;\n"
                      "}\n");
    }
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (has_lookup(type)) {
            emit_lookup(emitter, type);
        }
    }
}

static void emit_table(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter,
         "%{ /* " FILE_SET_MARKER_LINE " */\n"
         "%}\n"
         "%language=ANSI-C\n"
         "%compare-lengths\n"
         "%readonly-tables\n"
         "%enum\n"
         "%struct-type\n"
         "%omit-struct-type\n"
         "%define initializer-suffix ,0\n"
         "%define hash-function-name hash_$name$\n"
         "%define lookup-function-name find_$name$\n"
         "struct word { const char *name; size_t index; };\n"
         "%%\n",
         "name", type->name);
    for (size_t i = 0; i < word_count(type); i++) {
        struct dg_text word = word_at(type, i);
        if (gperf_holds(word)) {
            struct buffer literal = emit_literal(word);
            buffer_format(emitter->out, "%s, %zu\n", literal.data, i);
            buffer_free(&literal);
        }
    }
    EMIT(emitter, "%%\n");
}

static struct buffer *add_file(struct file_set *files, const struct model_type *type,
                               const char *suffix)
{
    struct buffer path = {0};
    struct buffer *text;

    buffer_format(&path, "lookups/%s.%s", type->name, suffix);
    text = file_set_add(files, path.data);
    buffer_free(&path);
    return text;
}

void emit_lookups_tables(const struct model *model, struct file_set *files)
{
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        if (has_lookup(type) && has_table(type)) {
            struct emitter emitter = {.model = model, .out = add_file(files, type, "gperf")};

            emit_table(&emitter, type);
        }
    }
}

bool emit_lookups_made(const struct model *model, struct file_set *files)
{
    bool good = true;

    for (size_t i = 0; i < model->type_count && good; i++) {
        const struct model_type *type = model->types[i];
        struct buffer table = {0};
        struct emitter emitter = {.model = model, .out = &table};

        if (has_lookup(type) && has_table(type)) {
            struct buffer *made = add_file(files, type, "c");

            buffer_add(made, "/* " FILE_SET_MARKER_LINE " */\n");
            emit_table(&emitter, type);
            good = gperf_run(buffer_text(&table), made);
        }
        buffer_free(&table);
    }
    return good;
}
