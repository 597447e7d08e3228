/* The expectation of the contract as text for people, in a bounded buffer. */
#include "runtime/reader_internal.h"
#include "runtime/writer.h"

static const char ellipsis[] = "\xE2\x80\xA6";

static struct dg_writer phrase_begin(char buffer[DG_PHRASE_BYTES], const char *words)
{
    struct dg_text text = dg_text_of(words);
    struct dg_writer phrase;

    dg_writer_init(&phrase, buffer, DG_PHRASE_BYTES, NULL);
    dg_write_bytes(&phrase, text.data, text.length);
    return phrase;
}

/* The written text, cut between characters if the text was too long. */
static struct dg_text phrase_end(const struct dg_writer *phrase)
{
    size_t length = phrase->used;

    if (phrase->gone > 0) {
        length = phrase->capacity - (sizeof ellipsis - 1);
        while (length > 0 && (phrase->buffer[length] & 0xC0) == 0x80) {
            length--;
        }
        for (size_t i = 0; ellipsis[i] != '\0'; i++) {
            phrase->buffer[length++] = ellipsis[i];
        }
    }
    return (struct dg_text){phrase->buffer, length};
}

struct dg_text dg_expect_bound(char buffer[DG_PHRASE_BYTES], const char *relation, size_t bound,
                               const char *thing)
{
    struct dg_writer phrase = phrase_begin(buffer, relation);
    struct dg_text things = dg_text_of(thing);

    dg_write_integer(&phrase, (uint64_t)bound > INT64_MAX ? INT64_MAX : (int64_t)bound);
    dg_write_bytes(&phrase, " ", 1);
    dg_write_bytes(&phrase, things.data, bound == 1 ? things.length - 1 : things.length);
    return phrase_end(&phrase);
}

struct dg_text dg_expect_limit(char buffer[DG_PHRASE_BYTES], const char *relation,
                               struct dg_text limit)
{
    struct dg_writer phrase = phrase_begin(buffer, relation);

    dg_write_bytes(&phrase, limit.data, limit.length);
    return phrase_end(&phrase);
}

struct dg_text dg_expect_integer(char buffer[DG_PHRASE_BYTES], const char *relation, int64_t limit)
{
    struct dg_writer phrase = phrase_begin(buffer, relation);

    dg_write_integer(&phrase, limit);
    return phrase_end(&phrase);
}

/* The most bytes of ", and 12 more". */
#define MORE_BYTES 32

static void phrase_value(struct dg_writer *phrase, const struct dg_words *words, size_t index)
{
    if (index > 0) {
        dg_write_bytes(phrase, ", ", 2);
    }
    phrase->comma = false; /* our text has a space after it */
    if (words->numbers == NULL) {
        dg_write_text(phrase, words->words[index]);
    } else {
        dg_write_integer(phrase, words->numbers[index]);
    }
}

struct dg_text dg_expect_words(char buffer[DG_PHRASE_BYTES], const struct dg_words *words)
{
    struct dg_writer phrase = phrase_begin(buffer, "one of ");
    struct dg_writer whole = phrase; /* after the last value that leaves room for the number */
    size_t listed = 0;

    for (size_t i = 0; i < words->count && phrase.gone == 0; i++) {
        phrase_value(&phrase, words, i);
        if (dg_writer_length(&phrase) + MORE_BYTES <= phrase.capacity) {
            whole = phrase;
            listed = i + 1;
        }
    }
    if (phrase.gone > 0 && listed > 0) {
        phrase = whole;
        dg_write_bytes(&phrase, ", and ", 6);
        phrase.comma = false;
        dg_write_integer(&phrase, (int64_t)(words->count - listed));
        dg_write_bytes(&phrase, " more", 5);
    }
    return phrase_end(&phrase);
}

struct dg_text dg_expect_text(char buffer[DG_PHRASE_BYTES], struct dg_text value)
{
    struct dg_writer phrase = phrase_begin(buffer, "");

    dg_write_text(&phrase, value);
    return phrase_end(&phrase);
}

struct dg_text dg_expect_types(char buffer[DG_PHRASE_BYTES], unsigned types)
{
    static const char *const names[] = {"null",   "boolean", "integer", "number",
                                        "string", "array",   "object"};
    struct dg_writer phrase = phrase_begin(buffer, types == 0 ? "no value" : "");
    unsigned left = (types & DG_JSON_NUMBER) != 0 ? types & ~(unsigned)DG_JSON_INTEGER : types;

    for (size_t i = 0; left != 0; i++) {
        unsigned bit = 1U << i;
        struct dg_text name = dg_text_of((left & bit) != 0 ? names[i] : NULL);

        left &= ~bit;
        dg_write_bytes(&phrase, name.data, name.length);
        if (name.length > 0 && left != 0) {
            dg_write_bytes(&phrase, " or ", 4);
        }
    }
    return phrase_end(&phrase);
}

struct dg_text dg_expect_values(char buffer[DG_PHRASE_BYTES], const struct dg_text *values,
                                size_t count)
{
    struct dg_writer phrase = phrase_begin(buffer, count > 1 ? "one of " : "");

    for (size_t i = 0; i < count && phrase.gone == 0; i++) {
        dg_write_bytes(&phrase, ", ", i > 0 ? 2 : 0);
        dg_write_bytes(&phrase, values[i].data, values[i].length);
    }
    return phrase_end(&phrase);
}

struct dg_text dg_expect_tags(char buffer[DG_PHRASE_BYTES], struct dg_text name,
                              const struct dg_tag *tags, size_t count)
{
    struct dg_writer phrase = phrase_begin(buffer, "");

    dg_write_bytes(&phrase, name.data, name.length);
    dg_write_bytes(&phrase, ": ", name.length > 0 ? 2 : 0);
    dg_write_bytes(&phrase, "one of ", count > 1 ? 7 : 0);
    for (size_t i = 0; i < count && phrase.gone == 0; i++) {
        dg_write_bytes(&phrase, ", ", i > 0 ? 2 : 0);
        dg_write_bytes(&phrase, tags[i].value.data, tags[i].value.length);
    }
    return phrase_end(&phrase);
}
