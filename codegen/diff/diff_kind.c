/* The words of the kinds of changes. */
#include "diff/diff_kind.h"

const char *diff_kind_name(enum diff_kind kind)
{
    static const char *const names[] = {
#define KIND_NAME(identifier, name, message) name,
        DIFF_KINDS(KIND_NAME)
#undef KIND_NAME
    };

    return names[kind];
}

const char *diff_kind_message(enum diff_kind kind)
{
    static const char *const messages[] = {
#define KIND_MESSAGE(identifier, name, message) message,
        DIFF_KINDS(KIND_MESSAGE)
#undef KIND_MESSAGE
    };

    return messages[kind];
}
