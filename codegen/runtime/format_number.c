/* Formats of numbers: integers of 32 and 64 bits. */
#include "runtime/format_internal.h"

const struct dg_whole dg_whole_int32 = {DG_TEXT("int32"), "-2147483648", "2147483647"};
const struct dg_whole dg_whole_int64 = {DG_TEXT("int64"), "-9223372036854775808",
                                        "9223372036854775807"};
const struct dg_whole dg_whole_uint32 = {DG_TEXT("uint32"), "0", "4294967295"};
const struct dg_whole dg_whole_uint64 = {DG_TEXT("uint64"), "0", "18446744073709551615"};
