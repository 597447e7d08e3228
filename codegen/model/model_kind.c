/* The properties that kinds of values share. */
#include <assert.h>

#include "model/model.h"

enum model_form model_kind_form(enum model_kind kind)
{
    switch (kind) {
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_INTEGER:
    case MODEL_NUMBER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_JSON:
        return MODEL_FORM_SCALAR;
    case MODEL_ENUM:
        return MODEL_FORM_WORDS;
    case MODEL_OBJECT:
        return MODEL_FORM_PROPERTIES;
    case MODEL_MAP:
        return MODEL_FORM_ENTRIES;
    case MODEL_LIST:
        return MODEL_FORM_ITEMS;
    case MODEL_UNION:
        return MODEL_FORM_ALTERNATIVES;
    case MODEL_VALUE:
        return MODEL_FORM_VALUE;
    }
    assert(false);
    return MODEL_FORM_SCALAR;
}

bool model_kind_is_named(enum model_kind kind)
{
    return model_kind_form(kind) != MODEL_FORM_SCALAR;
}

bool model_kind_is_container(enum model_kind kind)
{
    switch (model_kind_form(kind)) {
    case MODEL_FORM_PROPERTIES:
    case MODEL_FORM_ENTRIES:
    case MODEL_FORM_ITEMS:
    case MODEL_FORM_ALTERNATIVES:
    case MODEL_FORM_VALUE:
        return true;
    case MODEL_FORM_SCALAR:
    case MODEL_FORM_WORDS:
        return false;
    }
    assert(false);
    return false;
}

bool model_applies_to_parts(enum model_applicator applicator)
{
    switch (applicator) {
    case MODEL_ONE_OF:
    case MODEL_ANY_OF:
    case MODEL_NOT:
    case MODEL_IF:
    case MODEL_DEPENDENT:
        break;
    case MODEL_CONTAINS:
    case MODEL_PREFIX_ITEMS:
    case MODEL_PATTERN_PROPERTIES:
    case MODEL_PROPERTY_NAMES:
        return true;
    }
    return false;
}
