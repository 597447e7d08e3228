/* The properties that kinds of values share. */
#include <assert.h>

#include "model/model.h"

bool model_kind_is_named(enum model_kind kind)
{
    return kind == MODEL_ENUM || model_kind_is_container(kind);
}

bool model_kind_is_container(enum model_kind kind)
{
    switch (kind) {
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return true;
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_INTEGER:
    case MODEL_NUMBER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_JSON:
    case MODEL_ENUM:
        return false;
    }
    assert(false);
    return false;
}
