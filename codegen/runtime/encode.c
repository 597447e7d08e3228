/* Values to JSON. */
#include "runtime/encode.h"

#include "runtime/reader_internal.h"

void dg_encoder_open(struct dg_encoder *out, char *buffer, size_t capacity)
{
    dg_writer_init(&out->writer, capacity == 0 ? NULL : buffer, capacity == 0 ? 0 : capacity - 1,
                   NULL);
    out->formless = out->taken = false;
    out->depth = 0;
}

size_t dg_encoder_close(struct dg_encoder *out)
{
    if (out->writer.buffer != NULL) {
        out->writer.buffer[out->formless ? 0 : out->writer.used] = '\0';
    }
    return out->formless ? 0 : dg_writer_length(&out->writer);
}

void dg_encoder_open_arena(struct dg_encoder *out, struct dg_arena *arena)
{
    size_t room = 0;
    char *buffer = dg_arena_room(arena, &room);

    dg_encoder_open(out, buffer, room);
}

bool dg_encoder_close_arena(struct dg_encoder *out, struct dg_arena *arena, struct dg_text *json)
{
    size_t length = dg_encoder_close(out);
    char *buffer = out->writer.buffer;
    bool fits = buffer != NULL && out->writer.gone == 0;

    if (!out->taken) {
        buffer = length == 0 ? NULL : dg_arena_take(arena, length + 1);
    }
    *json = (struct dg_text){buffer, buffer == NULL ? 0 : length};
    if (out->taken || fits || buffer == NULL) {
        return true;
    }
    dg_encoder_open(out, buffer, length + 1);
    out->taken = true;
    return false;
}

static void encode_key(struct dg_encoder *out, struct dg_text key)
{
    if (key.length > 0) {
        dg_write_spelled_key(&out->writer, key);
    }
}

static void encode_text(struct dg_encoder *out, struct dg_text text)
{
    if (!dg_write_text(&out->writer, text)) {
        out->formless = true;
    }
}

void dg_encode_object(struct dg_encoder *out, struct dg_text key)
{
    encode_key(out, key);
    dg_write_object(&out->writer);
}

void dg_encode_object_end(struct dg_encoder *out)
{
    dg_write_object_end(&out->writer);
}

void dg_encode_array(struct dg_encoder *out, struct dg_text key)
{
    encode_key(out, key);
    dg_write_array(&out->writer);
}

void dg_encode_array_end(struct dg_encoder *out)
{
    dg_write_array_end(&out->writer);
}

size_t dg_encode_map(struct dg_encoder *out, struct dg_text key, size_t count, size_t capacity)
{
    dg_encode_object(out, key);
    return dg_encode_others(out, count, capacity);
}

size_t dg_encode_others(struct dg_encoder *out, size_t count, size_t capacity)
{
    if (capacity > 0 && count > capacity) {
        out->formless = true;
        return 0;
    }
    return count;
}

void dg_encode_entry(struct dg_encoder *out, const struct dg_text *name)
{
    out->formless = !dg_write_key(&out->writer, *name) || out->formless;
}

void dg_encode_text(struct dg_encoder *out, struct dg_text key, const struct dg_text *value)
{
    encode_key(out, key);
    encode_text(out, *value);
}

void dg_encode_time(struct dg_encoder *out, struct dg_text key, const struct dg_time *value)
{
    char buffer[DG_TIME_BYTES];
    struct dg_text text = value->text;

    if (text.length == 0) {
        text = (struct dg_text){buffer, dg_time_write(value, buffer)};
        out->formless = out->formless || text.length == 0;
    }
    dg_encode_text(out, key, &text);
}

/* Writes a number in its own spelling. */
static void encode_spelling(struct dg_encoder *out, struct dg_text key, struct dg_text spelling)
{
    encode_key(out, key);
    if (dg_number_is_spelled(spelling)) {
        dg_write_raw(&out->writer, spelling);
    } else {
        out->formless = true;
    }
}

void dg_encode_number(struct dg_encoder *out, struct dg_text key, const struct dg_number *value)
{
    char buffer[DG_NUMBER_BYTES];
    struct dg_text text = value->text;

    if (text.length == 0) {
        text = (struct dg_text){buffer, dg_number_write(value->value, buffer)};
    }
    encode_spelling(out, key, text);
}

void dg_encode_integer(struct dg_encoder *out, struct dg_text key, int64_t value)
{
    encode_key(out, key);
    dg_write_integer(&out->writer, value);
}

void dg_encode_boolean(struct dg_encoder *out, struct dg_text key, bool value)
{
    encode_key(out, key);
    dg_write_boolean(&out->writer, value);
}

void dg_encode_const_text(struct dg_encoder *out, struct dg_text key, struct dg_text value)
{
    dg_encode_text(out, key, &value);
}

void dg_encode_const_integer(struct dg_encoder *out, struct dg_text key, int64_t value)
{
    dg_encode_integer(out, key, value);
}

void dg_encode_enum(struct dg_encoder *out, struct dg_text key, const struct dg_words *words,
                    unsigned enumerator, const struct dg_text *text)
{
    bool known = enumerator >= 1 && enumerator <= words->count;
    struct dg_text spelling = known ? words->words[enumerator - 1] : *text;

    if (!known && (enumerator != 0 || text->data == NULL)) {
        out->formless = true;
    } else if (words->numbers == NULL) {
        dg_encode_text(out, key, &spelling);
    } else {
        encode_spelling(out, key, spelling);
    }
}

bool dg_encode_enter(struct dg_encoder *out)
{
    out->formless = out->formless || out->depth >= DG_LARGEST_MAX_DEPTH;
    out->depth += !out->formless;
    return !out->formless;
}

void dg_encode_leave(struct dg_encoder *out)
{
    out->depth--;
}

bool dg_encode_opt(struct dg_encoder *out, struct dg_text key, enum dg_presence presence)
{
    switch (presence) {
    case DG_VALUE:
        return true;
    case DG_NULL:
        encode_key(out, key);
        dg_write_null(&out->writer);
        return false;
    case DG_ABSENT:
        out->formless = out->formless || key.length == 0;
        return false;
    }
    out->formless = true;
    return false;
}

void dg_encode_opt_text(struct dg_encoder *out, struct dg_text key, const struct dg_opt_text *value)
{
    if (dg_encode_opt(out, key, value->presence)) {
        dg_encode_text(out, key, &value->value);
    }
}

void dg_encode_opt_time(struct dg_encoder *out, struct dg_text key, const struct dg_opt_time *value)
{
    if (dg_encode_opt(out, key, value->presence)) {
        dg_encode_time(out, key, &value->value);
    }
}

void dg_encode_opt_number(struct dg_encoder *out, struct dg_text key,
                          const struct dg_opt_number *value)
{
    if (dg_encode_opt(out, key, value->presence)) {
        dg_encode_number(out, key, &value->value);
    }
}

void dg_encode_opt_integer(struct dg_encoder *out, struct dg_text key,
                           const struct dg_opt_integer *value)
{
    if (dg_encode_opt(out, key, value->presence)) {
        dg_encode_integer(out, key, value->value);
    }
}

void dg_encode_opt_boolean(struct dg_encoder *out, struct dg_text key,
                           const struct dg_opt_boolean *value)
{
    if (dg_encode_opt(out, key, value->presence)) {
        dg_encode_boolean(out, key, value->value);
    }
}

void dg_encode_opt_const_text(struct dg_encoder *out, struct dg_text key, enum dg_presence presence,
                              struct dg_text value)
{
    if (dg_encode_opt(out, key, presence)) {
        dg_encode_text(out, key, &value);
    }
}

void dg_encode_opt_const_integer(struct dg_encoder *out, struct dg_text key,
                                 enum dg_presence presence, int64_t value)
{
    if (dg_encode_opt(out, key, presence)) {
        dg_encode_integer(out, key, value);
    }
}

/* A sink that distinguishes text that isn't JSON from JSON that isn't I-JSON. */
struct form {
    struct dg_report report;
    bool formless;
};

static void form_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct form *form = (struct form *)report;

    form->formless = form->formless || (finding->code != DG_CODE_JSON_DUPLICATE_KEY &&
                                        finding->code != DG_CODE_JSON_SURROGATE);
}

/* Free-form text without white space around it; {NULL, 0} if it isn't JSON. */
static struct dg_text encode_value_in(struct dg_text text)
{
    struct form form = {.report = {.finding = form_finding}};
    struct dg_reader in = {.judge = {.report = &form.report}, .max_depth = DG_DEFAULT_MAX_DEPTH};
    struct dg_text value;

    dg_reader_begin(&in, text.data == NULL ? (struct dg_text)DG_TEXT("") : text);
    value.data = in.at;
    dg_skip_value(&in);
    value.length = (size_t)(in.at - value.data);
    dg_reader_end(&in);
    return form.formless ? (struct dg_text){0} : value;
}

void dg_encode_json(struct dg_encoder *out, struct dg_text key, const struct dg_opt_json *value)
{
    struct dg_text text;

    if (!dg_encode_opt(out, key, value->presence)) {
        return;
    }
    text = encode_value_in(value->value.text);
    encode_key(out, key);
    dg_write_raw(&out->writer, text);
    out->formless = out->formless || text.length == 0;
}

bool dg_encode_other(struct dg_encoder *out, struct dg_text key, const struct dg_json *other)
{
    const struct dg_opt_json json = {.presence = DG_VALUE, .value = *other};

    if (other->text.data == NULL) {
        return false;
    }
    dg_encode_json(out, key, &json);
    return true;
}

void dg_encode_nothing(struct dg_encoder *out)
{
    out->formless = true;
}
