/* Formats of encoded bytes: uuid (RFC 9562) and byte (RFC 4648). */
#include "runtime/format_internal.h"

static bool format_fits_uuid(struct dg_text text)
{
    if (text.length != 36) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? text.data[i] != '-' : !dg_format_is_hex(text.data[i])) {
            return false;
        }
    }
    return true;
}

const struct dg_format dg_format_uuid = {"uuid", DG_TEXT("UUID"), format_fits_uuid};

static bool format_fits_byte(struct dg_text text)
{
    size_t padding = 0;

    while (padding < 2 && padding < text.length && text.data[text.length - padding - 1] == '=') {
        padding++;
    }
    for (size_t i = 0; i < text.length - padding; i++) {
        char c = text.data[i];

        if (!dg_format_is_alphanumeric(c) && c != '+' && c != '/') {
            return false;
        }
    }
    return text.length % 4 == 0;
}

const struct dg_format dg_format_byte = {"byte", DG_TEXT("base64"), format_fits_byte};
