/* Recognizes the format of an input by its name and its first bytes. */
#include "input/input.h"

#include <string.h>

/* The state of recognizing the format by content. */
struct guess {
    enum {
        GUESS_BEFORE, /* in white space before the first line that isn't blank */
        GUESS_LINE,   /* in the first line, which begins with { */
        GUESS_AFTER   /* after the first line, which ended with } */
    } state;
    size_t at;
    size_t tokens; /* of the beginning of a HAR, before `at` */
};

static void skip_blank(struct guess *guess, const char *text, size_t length)
{
    while (guess->at < length && strchr(" \t\r\n", text[guess->at]) != NULL &&
           text[guess->at] != '\0') {
        guess->at++;
    }
}

static void skip_byte_order_mark(struct guess *guess, const char *text, size_t length)
{
    if (guess->at == 0 && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        guess->at = 3;
    }
}

static bool ends_with_brace(const char *line, const char *end)
{
    while (end > line && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r')) {
        end--;
    }
    return end > line && end[-1] == '}';
}

/* Whether the content begins with a status line; INPUT_AUTO: it may. */
static enum input_format guess_http(const char *text, size_t length)
{
    static const char lead[] = "HTTP/";
    size_t common = length < sizeof lead - 1 ? length : sizeof lead - 1;

    if (memcmp(text, lead, common) != 0) {
        return INPUT_JSON;
    }
    return common < sizeof lead - 1 ? INPUT_AUTO : INPUT_HTTP;
}

/* Takes the bytes read since the last call. Returns INPUT_AUTO if more bytes are needed. */
static enum input_format guess_on(struct guess *guess, const char *text, size_t length)
{
    if (guess->state == GUESS_BEFORE) {
        skip_byte_order_mark(guess, text, length);
        skip_blank(guess, text, length);
        if (guess->at == length) {
            return INPUT_AUTO;
        }
        if (text[guess->at] != '{') {
            return guess_http(text + guess->at, length - guess->at);
        }
        guess->state = GUESS_LINE;
    }
    if (guess->state == GUESS_LINE) {
        const char *feed = memchr(text + guess->at, '\n', length - guess->at);

        if (feed == NULL) {
            guess->at = length;
            return INPUT_AUTO;
        }
        if (!ends_with_brace(text, feed)) {
            return INPUT_JSON;
        }
        guess->at = (size_t)(feed - text);
        guess->state = GUESS_AFTER;
    }
    skip_blank(guess, text, length);
    return guess->at == length ? INPUT_AUTO : INPUT_NDJSON;
}

/* Whether the bytes that were read so far have a form. */
enum answer {
    ANSWER_NO,
    ANSWER_MAYBE, /* more bytes are needed */
    ANSWER_YES
};

/* Whether the text is an object whose first member is `log` with an object in it, as HAR has it.
   Takes the bytes read since the last call. */
static enum answer begins_as_har(struct guess *guess, const char *text, size_t length)
{
    static const char *const tokens[] = {"{", "\"log\"", ":", "{"};

    skip_byte_order_mark(guess, text, length);
    for (; guess->tokens < sizeof tokens / sizeof *tokens; guess->tokens++) {
        size_t token = strlen(tokens[guess->tokens]);
        size_t left = 0;

        skip_blank(guess, text, length);
        left = length - guess->at;
        if (memcmp(text + guess->at, tokens[guess->tokens], left < token ? left : token) != 0) {
            return ANSWER_NO;
        }
        if (left < token) {
            return ANSWER_MAYBE;
        }
        guess->at += token;
    }
    return ANSWER_YES;
}

/* Whether the input begins as a HAR; reads as much as needed. The framer meets a read error again,
   and reports it; the same is true below. */
static bool is_har(struct input *input)
{
    struct guess guess = {.at = 0};
    enum answer answer = begins_as_har(&guess, input->buffer, input->end);

    while (answer == ANSWER_MAYBE && input_fill(input) == INPUT_RECORD) {
        answer = begins_as_har(&guess, input->buffer, input->end);
    }
    return answer == ANSWER_YES;
}

/* Recognizes another format by content. Without a second line the input is one document. */
static enum input_format format_of_lines(struct input *input)
{
    struct guess guess = {.state = GUESS_BEFORE};
    enum input_format format = guess_on(&guess, input->buffer, input->end);

    while (format == INPUT_AUTO && input_fill(input) == INPUT_RECORD) {
        format = guess_on(&guess, input->buffer, input->end);
    }
    return format == INPUT_AUTO ? INPUT_JSON : format;
}

enum input_format input_detect(struct input *input, enum input_format format)
{
    if (format != INPUT_AUTO && format != INPUT_JSON) {
        return format;
    }
    if (is_har(input)) {
        return INPUT_HAR;
    }
    return format == INPUT_AUTO ? format_of_lines(input) : format;
}
