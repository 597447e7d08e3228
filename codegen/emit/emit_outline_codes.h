/* Sets of the codes of findings that values of a type can have. */
#ifndef DG_EMIT_OUTLINE_CODES_H
#define DG_EMIT_OUTLINE_CODES_H

#include <stdbool.h>
#include <stdint.h>

#include "model/model.h"
#include "runtime/report.h"

#define OUTLINE_CODES_BIT(identifier) (UINT64_C(1) << DG_CODE_##identifier)

/* Beside the bit of ENUM: values that the enum doesn't list are only warned of. */
#define OUTLINE_CODES_OPEN (UINT64_C(1) << 63)

/* Of findings about values of the type. */
uint64_t emit_outline_codes_of(const struct model_type *type);

/* Codes that values of an alternative can't have, since the union tells such values apart. */
uint64_t emit_outline_codes_told_apart(const struct model_choice *choice, size_t index);

/* Of findings about the names of any members. */
uint64_t emit_outline_codes_of_names(const struct model_type *type);

/* Of findings about members: of an object, those that it doesn't list; of a map, any. */
uint64_t emit_outline_codes_of_members(const struct model_type *type);

/* Whether further schemas judge parts of the values by the keyword. */
bool emit_outline_codes_have(const struct model_type *type, enum model_applicator applicator);

#endif
