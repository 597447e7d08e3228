/* Recognizes encodings and compressions that are not read. */
#include "input/foreign.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "http/content.h"

#define UTF16 "the text is UTF-16, and must be UTF-8"
#define UTF32 "the text is UTF-32, and must be UTF-8"
#define UNPACK "; only gzip and zstd are decompressed"

struct signature {
    const char *bytes;
    size_t length;
    const char *words;
};

/* Of two signatures that begin alike, the longer one comes first. */
static const struct signature signatures[] = {
    {"\xFF\xFE\0\0", 4, UTF32},
    {"\0\0\xFE\xFF", 4, UTF32},
    {"\xFF\xFE", 2, UTF16},
    {"\xFE\xFF", 2, UTF16},
    {"PK\x03\x04", 4, "a zip archive" UNPACK},
    {"PK\x05\x06", 4, "an empty zip archive"},
    {"\xFD\x37zXZ\0", 6, "compressed with xz" UNPACK},
    {"7z\xBC\xAF\x27\x1C", 6, "a 7z archive" UNPACK},
    {"\x04\x22\x4D\x18", 4, "compressed with lz4" UNPACK},
    {"Rar!\x1A\x07", 6, "a rar archive" UNPACK},
    {"\x1F\x9D", 2, "compressed with compress" UNPACK},
    {"\x5D\0\0", 3, "compressed with lzma" UNPACK},
    {"\x1F\x8B\x08", 3, "compressed with gzip twice"},
    {"\x28\xB5\x2F\xFD", 4, "compressed with zstd inside of another compression"},
};

static bool begins_with(struct dg_text text, const char *bytes, size_t length)
{
    return text.length >= length && memcmp(text.data, bytes, length) == 0;
}

static bool is_bzip2(struct dg_text text)
{
    static const char block[] = "\x31\x41\x59\x26\x53\x59";
    static const char end[] = "\x17\x72\x45\x38\x50\x90";
    const size_t head = 4; /* "BZh" and the size of blocks */

    if (!begins_with(text, "BZh", 3) || text.length < head + 6) {
        return false;
    }
    return memcmp(text.data + head, block, 6) == 0 || memcmp(text.data + head, end, 6) == 0;
}

static bool is_ascii(char c)
{
    return (c >= ' ' && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
}

/* A text of two code units of UTF-16 without a byte order mark, both of ASCII characters. */
static bool is_bare_utf16(struct dg_text text)
{
    const char *at = text.data;

    if (text.length < 4) {
        return false;
    }
    return (is_ascii(at[0]) && at[1] == '\0' && is_ascii(at[2]) && at[3] == '\0') ||
           (at[0] == '\0' && is_ascii(at[1]) && at[2] == '\0' && is_ascii(at[3]));
}

/* A text of one code unit of UTF-32, of an ASCII character, without a byte order mark. */
static bool is_bare_utf32(struct dg_text text)
{
    const char *at = text.data;

    return text.length >= 4 && ((is_ascii(at[0]) && memcmp(at + 1, "\0\0\0", 3) == 0) ||
                                (memcmp(at, "\0\0\0", 3) == 0 && is_ascii(at[3])));
}

/* brotli has no signature. */
static bool is_brotli(const char *path, struct dg_text text)
{
    static const char suffix[] = ".br";
    size_t length = strlen(path);

    return length > sizeof suffix - 1 &&
           strcasecmp(path + length - (sizeof suffix - 1), suffix) == 0 && text.length > 0 &&
           !content_is_text(text);
}

const char *foreign_words(const char *path, struct dg_text beginning)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        if (begins_with(beginning, signatures[i].bytes, signatures[i].length)) {
            return signatures[i].words;
        }
    }
    if (is_bzip2(beginning)) {
        return "compressed with bzip2" UNPACK;
    }
    if (is_bare_utf16(beginning)) {
        return UTF16;
    }
    if (is_bare_utf32(beginning)) {
        return UTF32;
    }
    return is_brotli(path, beginning) ? "compressed with brotli" UNPACK : NULL;
}
