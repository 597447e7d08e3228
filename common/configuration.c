/* Reads configuration files with libyaml, event by event. */
#include "common/configuration.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <yaml.h>

#include "common/completion.h"
#include "common/file.h"
#include "common/suggestion.h"

#define LONGEST_FILE ((size_t)1024 * 1024)
#define LONGEST_REASON 4096
#define LONGEST_QUOTE 60 /* bytes of a word of the file */
#define MOST_FOLDERS 256

/* Finding */

/* Whether something to read is there. A link that leads nowhere is: reading it says so. A pipe
   isn't: one in a tree of others would have no end. */
static bool is_file(const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0) {
        return lstat(path, &status) == 0;
    }
    return S_ISREG(status.st_mode) || S_ISCHR(status.st_mode);
}

/* Whether the folder above is the same: at the root. */
static bool is_root(const char *folder, const char *above)
{
    struct stat here;
    struct stat there;

    return stat(folder, &here) != 0 || stat(above, &there) != 0 ||
           (here.st_dev == there.st_dev && here.st_ino == there.st_ino);
}

char *configuration_find(const char *name)
{
    struct buffer folder = {.data = NULL}; /* "", "../", "../../" */
    struct buffer path = {.data = NULL};

    for (size_t i = 0; i < MOST_FOLDERS; i++) {
        buffer_clear(&path);
        buffer_format(&path, "%s%s", buffer_string(&folder), name);
        if (is_file(buffer_string(&path))) {
            buffer_free(&folder);
            return path.data;
        }
        buffer_clear(&path);
        buffer_format(&path, "%s.", buffer_string(&folder));
        buffer_add(&folder, "../");
        if (is_root(buffer_string(&path), buffer_string(&folder))) {
            break;
        }
    }
    buffer_free(&folder);
    buffer_free(&path);
    return NULL;
}

/* Reading */

struct reading {
    struct configuration *configuration;
    const struct option_table *table;
    bool found;
    yaml_parser_t parser;
    yaml_event_t event; /* the current one */
    bool filled;        /* `event` is to be deleted */
    bool failed;        /* the reason was reported */
};

/* Reports what is wrong at a place. Returns false. */
__attribute__((format(printf, 3, 4))) static bool refuse(struct reading *reading, yaml_mark_t at,
                                                         const char *format, ...)
{
    char reason[LONGEST_REASON];
    int length = snprintf(reason, sizeof reason, "%s:%zu:%zu: ", reading->configuration->path,
                          at.line + 1, at.column + 1);
    va_list arguments;

    if (length > 0 && (size_t)length < sizeof reason) {
        va_start(arguments, format);
        vsnprintf(reason + length, sizeof reason - (size_t)length, format, arguments);
        va_end(arguments);
    }
    reading->failed = true;
    reading->table->refuse(reason);
    return false;
}

static bool refuse_yaml(struct reading *reading)
{
    const yaml_parser_t *parser = &reading->parser;

    if (parser->error == YAML_MEMORY_ERROR) {
        memory_exhausted();
    }
    if (parser->error == YAML_READER_ERROR) {
        return refuse(reading, parser->mark, "not YAML: %s",
                      parser->problem == NULL ? "not UTF-8" : parser->problem);
    }
    return refuse(reading, parser->problem_mark, "not YAML: %s",
                  parser->problem == NULL ? "it can't be read" : parser->problem);
}

/* Whether the node that the event begins has a tag or an anchor. */
static bool has_properties(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.tag != NULL || event->data.scalar.anchor != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.tag != NULL || event->data.sequence_start.anchor != NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.tag != NULL || event->data.mapping_start.anchor != NULL;
    case YAML_ALIAS_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return false;
}

/* Takes the next event. Returns false, after refuse(), if there is none. */
static bool next(struct reading *reading)
{
    if (reading->filled) {
        yaml_event_delete(&reading->event);
        reading->filled = false;
    }
    if (yaml_parser_parse(&reading->parser, &reading->event) == 0) {
        return refuse_yaml(reading);
    }
    reading->filled = true;
    return !has_properties(&reading->event) ||
           refuse(reading, reading->event.start_mark, "tags and anchors have no meaning here");
}

/* What begins with the event: a value, of any kind. */
static const char *kind_name(yaml_event_type_t type)
{
    static const char *const names[] = {
        [YAML_SCALAR_EVENT] = "a value",
        [YAML_SEQUENCE_START_EVENT] = "a list",
        [YAML_MAPPING_START_EVENT] = "a map",
        [YAML_ALIAS_EVENT] = "an alias",
    };

    return names[type];
}

/* Whether the current event is a scalar. Otherwise refuses it. */
static bool expect_scalar(struct reading *reading, const char *wanted)
{
    const yaml_event_t *event = &reading->event;

    if (event->type != YAML_SCALAR_EVENT) {
        return refuse(reading, event->start_mark, "expected %s, found %s", wanted,
                      kind_name(event->type));
    }
    if (memchr(event->data.scalar.value, '\0', event->data.scalar.length) != NULL) {
        return refuse(reading, event->start_mark, "a NUL byte");
    }
    return true;
}

static const char *scalar(const struct reading *reading)
{
    return (const char *)reading->event.data.scalar.value;
}

/* Whether the current scalar is the word in its plain form. */
static bool is_plain(const struct reading *reading, const char *word)
{
    return reading->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           strcmp(scalar(reading), word) == 0;
}

static bool is_null(const struct reading *reading)
{
    return is_plain(reading, "") || is_plain(reading, "~") || is_plain(reading, "null");
}

static bool is_false(const struct reading *reading)
{
    return is_plain(reading, "false") || is_plain(reading, "False") || is_plain(reading, "FALSE");
}

static bool is_true(const struct reading *reading)
{
    return is_plain(reading, "true") || is_plain(reading, "True") || is_plain(reading, "TRUE");
}

/* Settings */

static void add(struct reading *reading, const struct option_row *row, yaml_mark_t at, char *value)
{
    struct configuration *configuration = reading->configuration;
    struct buffer place = {.data = NULL};

    if (configuration->count == configuration->capacity) {
        configuration->capacity = configuration->capacity == 0 ? 16 : 2 * configuration->capacity;
        configuration->settings = memory_grow(
            configuration->settings, configuration->capacity * sizeof *configuration->settings);
    }
    buffer_format(&place, "%s:%zu:%zu", configuration->path, at.line + 1, at.column + 1);
    configuration->settings[configuration->count++] =
        (struct option_setting){row, value, place.data, false};
}

/* Whether a found file may name the file: one in its folder, or below. */
static bool is_below(const char *path)
{
    for (const char *at = path; at != NULL; at = strchr(at, '/')) {
        at += *at == '/';
        if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || at[2] == '\0')) {
            return false;
        }
    }
    return *path != '/';
}

/* Adds the name of a file, which is relative to the folder of the configuration. */
static void add_path(struct buffer *out, const struct reading *reading, const char *path)
{
    const char *own = reading->configuration->path;
    const char *slash = strrchr(own, '/');

    if (*path != '/' && strcmp(path, "-") != 0 && slash != NULL) {
        buffer_add_bytes(out, own, (size_t)(slash + 1 - own));
    }
    buffer_add(out, path);
}

/* Whether the second half of a pair is the name of a file. */
static bool is_pair_with_file(const struct option_row *row)
{
    return completion_value_of(row) == COMPLETION_PAIR && row->words == NULL &&
           strstr(row->argument, "=FILE") != NULL;
}

/* Adds a setting with the current scalar as its value; `key` is the first half of a pair, or
   NULL. */
static bool add_scalar(struct reading *reading, const struct option_row *row, const char *key)
{
    enum completion_value form = completion_value_of(row);
    const char *text = NULL;
    bool is_path = form == COMPLETION_FILES || form == COMPLETION_FOLDERS;
    struct buffer value = {.data = NULL};

    if (!expect_scalar(reading, row->argument)) {
        return false;
    }
    text = scalar(reading);
    if (is_null(reading)) {
        return refuse(reading, reading->event.start_mark, "'%s' has no value: expected %s",
                      row->name, row->argument);
    }
    if (is_path && reading->found && !is_below(text)) {
        return refuse(reading, reading->event.start_mark,
                      "'%s': '%.*s' is not in the folder of this file", row->name, LONGEST_QUOTE,
                      text);
    }
    if (key != NULL) {
        buffer_format(&value, "%s=", key);
    } else if (is_pair_with_file(row) && strchr(text, '=') != NULL) {
        const char *equals = strchr(text, '=');

        buffer_add_bytes(&value, text, (size_t)(equals + 1 - text));
        text = equals + 1;
    }
    if (is_path || (is_pair_with_file(row) && value.length > 0)) {
        add_path(&value, reading, text);
    } else {
        buffer_add(&value, text);
    }
    add(reading, row, reading->event.start_mark, memory_copy_string(buffer_string(&value)));
    buffer_free(&value);
    return true;
}

static bool read_flag(struct reading *reading, const struct option_row *row)
{
    if (!expect_scalar(reading, "true or false")) {
        return false;
    }
    if (is_true(reading)) {
        add(reading, row, reading->event.start_mark, NULL);
        return true;
    }
    return is_false(reading) ||
           refuse(reading, reading->event.start_mark, "'%s' is true or false, not '%.*s'",
                  row->name, LONGEST_QUOTE, scalar(reading));
}

static bool read_list(struct reading *reading, const struct option_row *row)
{
    while (next(reading) && reading->event.type != YAML_SEQUENCE_END_EVENT) {
        if (!add_scalar(reading, row, NULL)) {
            return false;
        }
    }
    return !reading->failed;
}

struct key {
    char *text;
    yaml_mark_t at;
};

/* The keys of a map. */
struct keys {
    struct key *list;
    size_t count;
    size_t capacity;
};

static const char *keys_add(struct keys *keys, const char *text, yaml_mark_t at)
{
    if (keys->count == keys->capacity) {
        keys->capacity = keys->capacity == 0 ? 16 : 2 * keys->capacity;
        keys->list = memory_grow(keys->list, keys->capacity * sizeof *keys->list);
    }
    keys->list[keys->count] = (struct key){memory_copy_string(text), at};
    return keys->list[keys->count++].text;
}

/* By text; of equal keys, the first in the file is less. */
static int keys_compare(const void *one, const void *other)
{
    const struct key *a = one;
    const struct key *b = other;
    int order = strcmp(a->text, b->text);

    return order != 0 ? order : (a->at.index > b->at.index) - (a->at.index < b->at.index);
}

/* Whether no key is there twice. Otherwise refuses the first one that was there before. */
static bool keys_differ(struct reading *reading, struct keys *keys)
{
    const struct key *second = NULL;

    if (keys->count > 0) {
        qsort(keys->list, keys->count, sizeof *keys->list, keys_compare);
    }
    for (size_t i = 1; i < keys->count; i++) {
        const struct key *key = &keys->list[i];

        if (strcmp(key[-1].text, key->text) == 0 &&
            (second == NULL || key->at.index < second->at.index)) {
            second = key;
        }
    }
    return second == NULL ||
           refuse(reading, second->at, "'%.*s' is here a second time", LONGEST_QUOTE, second->text);
}

static void keys_free(struct keys *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        free(keys->list[i].text);
    }
    free(keys->list);
}

/* Reads a map whose keys and values are the halves of pairs. */
static bool read_pairs(struct reading *reading, const struct option_row *row)
{
    struct keys keys = {.list = NULL};
    bool fine = true;

    while (fine && next(reading) && reading->event.type != YAML_MAPPING_END_EVENT) {
        fine = expect_scalar(reading, "a key");
        if (fine) {
            const char *key = keys_add(&keys, scalar(reading), reading->event.start_mark);

            fine = next(reading) && add_scalar(reading, row, key);
        }
    }
    fine = !reading->failed && keys_differ(reading, &keys);
    keys_free(&keys);
    return fine;
}

/* Reads the value of an option, of which the event after its name is the first one. */
static bool read_value(struct reading *reading, const struct option_row *row)
{
    bool pair = row->argument != NULL && strchr(row->argument, '=') != NULL;

    if (!next(reading)) {
        return false;
    }
    if (row->argument == NULL) {
        return read_flag(reading, row);
    }
    if (row->repeated && reading->event.type == YAML_SEQUENCE_START_EVENT) {
        return read_list(reading, row);
    }
    if (row->repeated && pair && reading->event.type == YAML_MAPPING_START_EVENT) {
        return read_pairs(reading, row);
    }
    return add_scalar(reading, row, NULL);
}

static bool refuse_name(struct reading *reading, const char *name)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(name));
    yaml_mark_t at = reading->event.start_mark;

    for (size_t i = 0; i < reading->table->row_count; i++) {
        const struct option_row *row = &reading->table->rows[i];

        if (row->source == OPTION_IN_ANY_FILE ||
            (!reading->found && row->source == OPTION_IN_NAMED_FILE)) {
            suggestion_offer_string(&suggestion, row->name);
        }
    }
    if (suggestion.nearest.data != NULL) {
        return refuse(reading, at, "unknown option '%.*s'; did you mean '%s'?", LONGEST_QUOTE, name,
                      suggestion.nearest.data);
    }
    return refuse(reading, at, "unknown option '%.*s'; see --help", LONGEST_QUOTE, name);
}

/* Whether the file may set the option, once. */
static bool may_set(struct reading *reading, const struct option_row *row, bool *seen)
{
    yaml_mark_t at = reading->event.start_mark;
    size_t index = (size_t)(row - reading->table->rows);

    if (seen[index]) {
        return refuse(reading, at, "'%s' is here a second time", row->name);
    }
    seen[index] = true;
    switch (row->source) {
    case OPTION_IN_ANY_FILE:
        return true;
    case OPTION_IN_NAMED_FILE:
        return !reading->found ||
               refuse(reading, at,
                      "'%s' may be set on the command line, or in a file that --config names: a "
                      "file that is only found could send data elsewhere",
                      row->name);
    case OPTION_ON_LINE:
        break;
    }
    return refuse(reading, at, "'%s' may only be set on the command line", row->name);
}

static bool read_options(struct reading *reading)
{
    bool seen[OPTION_MAX_ROWS] = {false};

    while (next(reading) && reading->event.type != YAML_MAPPING_END_EVENT) {
        const struct option_row *row = NULL;

        if (!expect_scalar(reading, "the name of an option")) {
            return false;
        }
        for (size_t i = 0; i < reading->table->row_count && row == NULL; i++) {
            if (strcmp(reading->table->rows[i].name, scalar(reading)) == 0) {
                row = &reading->table->rows[i];
            }
        }
        if (row == NULL) {
            return refuse_name(reading, scalar(reading));
        }
        if (!may_set(reading, row, seen) || !read_value(reading, row)) {
            return false;
        }
    }
    return !reading->failed;
}

/* Reads what is in the document: a map, or nothing. */
static bool read_root(struct reading *reading)
{
    const yaml_event_t *event = &reading->event;

    if (event->type == YAML_SCALAR_EVENT && is_null(reading)) {
        return true;
    }
    if (event->type != YAML_MAPPING_START_EVENT) {
        return refuse(reading, event->start_mark, "expected a map of options, found %s",
                      kind_name(event->type));
    }
    return read_options(reading);
}

/* Passes over an event that begins or ends the stream or its document. */
static bool next_but_one(struct reading *reading)
{
    bool passed = next(reading);

    return passed && next(reading);
}

static bool read_stream(struct reading *reading)
{
    if (!next_but_one(reading)) {
        return false;
    }
    if (reading->event.type == YAML_STREAM_END_EVENT) {
        return true;
    }
    if (!next(reading) || !read_root(reading) || !next_but_one(reading)) {
        return false;
    }
    return reading->event.type == YAML_STREAM_END_EVENT ||
           refuse(reading, reading->event.start_mark, "a second document");
}

static bool read_text(struct reading *reading, const struct buffer *text)
{
    /* libyaml counts a byte order mark as a column, so that the first key would be indented. */
    bool marked = text->length >= 3 && memcmp(text->data, "\xEF\xBB\xBF", 3) == 0;
    size_t begin = marked ? 3 : 0;
    bool fine = false;

    if (yaml_parser_initialize(&reading->parser) == 0) {
        memory_exhausted();
    }
    yaml_parser_set_encoding(&reading->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &reading->parser, (const unsigned char *)(text->data == NULL ? "" : text->data + begin),
        text->length - begin);
    fine = read_stream(reading);
    if (reading->filled) {
        yaml_event_delete(&reading->event);
    }
    yaml_parser_delete(&reading->parser);
    return fine;
}

bool configuration_read(struct configuration *configuration, const char *path, bool found,
                        const struct option_table *table)
{
    struct reading reading = {.configuration = configuration, .table = table, .found = found};
    struct buffer text = {.data = NULL};
    char reason[LONGEST_REASON];
    bool fine = false;

    *configuration = (struct configuration){.path = memory_copy_string(path)};
    if (!file_read(path, LONGEST_FILE, &text)) {
        memory_check_errno();
        snprintf(reason, sizeof reason, "%s: can't read the configuration: %s", path,
                 strerror(errno));
        table->refuse(reason);
    } else if (text.length > LONGEST_FILE) {
        snprintf(reason, sizeof reason, "%s: the configuration is longer than 1 MiB", path);
        table->refuse(reason);
    } else {
        fine = read_text(&reading, &text);
    }
    buffer_free(&text);
    return fine;
}

void configuration_free(struct configuration *configuration)
{
    for (size_t i = 0; i < configuration->count; i++) {
        free(configuration->settings[i].value);
        free(configuration->settings[i].place);
    }
    free(configuration->settings);
    free(configuration->path);
}
