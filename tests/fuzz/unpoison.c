/* Tells the sanitizer of uninitialised memory what zlib and libzstd write, which it doesn't see.
 * Programs need the linker's options --wrap=inflate and --wrap=ZSTD_decompressStream. */
#include <sanitizer/msan_interface.h>
#include <zlib.h>
#include <zstd.h>

int __real_inflate(z_streamp stream, int flush);
int __wrap_inflate(z_streamp stream, int flush);
int __wrap_inflate(z_streamp stream, int flush)
{
    unsigned char *out = stream->next_out;
    int result = __real_inflate(stream, flush);

    __msan_unpoison(stream, sizeof *stream);
    __msan_unpoison(out, (size_t)(stream->next_out - out));
    return result;
}

size_t __real_ZSTD_decompressStream(ZSTD_DStream *stream, ZSTD_outBuffer *out, ZSTD_inBuffer *in);
size_t __wrap_ZSTD_decompressStream(ZSTD_DStream *stream, ZSTD_outBuffer *out, ZSTD_inBuffer *in);
size_t __wrap_ZSTD_decompressStream(ZSTD_DStream *stream, ZSTD_outBuffer *out, ZSTD_inBuffer *in)
{
    size_t before = out->pos;
    size_t result = __real_ZSTD_decompressStream(stream, out, in);

    __msan_unpoison(out, sizeof *out);
    __msan_unpoison(in, sizeof *in);
    __msan_unpoison((char *)out->dst + before, out->pos - before);
    return result;
}
