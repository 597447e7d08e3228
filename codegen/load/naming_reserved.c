/* Names that C names of the output must not have. */
#include <string.h>

#include "load/naming.h"

/* Keywords of C11, C23 and C++23, and lower-case names that compilers and the standard headers
   define. */
static const char *const reserved_words[] = {
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "assert",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "complex",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "i386",
    "if",
    "imaginary",
    "inline",
    "int",
    "linux",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "noreturn",
    "not",
    "not_eq",
    "nullptr",
    "offsetof",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "stderr",
    "stdin",
    "stdout",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
};

/* Tags of the runtime's public headers, without dg_. */
static const char *const runtime_types[] = {
    "allocator",
    "alternative",
    "answer_decoder",
    "answer_extent",
    "answer_input",
    "answer_lines",
    "answer_verdict",
    "any",
    "applicator",
    "arena",
    "arena_block",
    "array",
    "array_shape",
    "begun",
    "big",
    "checked_array",
    "checked_judged",
    "checked_map",
    "checked_object",
    "checked_union",
    "checker",
    "code",
    "code_kind",
    "contract",
    "cover",
    "cover_changes",
    "cover_kind",
    "cover_row",
    "cover_rules",
    "coverage",
    "covered",
    "dependent",
    "digest_key",
    "digest_state",
    "digested_map",
    "digester",
    "duration",
    "encoder",
    "exchange",
    "fast",
    "finding",
    "findings",
    "foresight",
    "format",
    "found",
    "frame",
    "habit",
    "history",
    "integer_limits",
    "json",
    "json_type",
    "judge",
    "judged",
    "kept",
    "kept_boolean",
    "kept_digest",
    "kept_enum",
    "kept_integer",
    "kept_member",
    "kept_number",
    "kept_presence",
    "kept_time",
    "leaf_run",
    "length",
    "listed",
    "map",
    "map_shape",
    "media",
    "member",
    "members",
    "name",
    "names",
    "number",
    "number_range",
    "object",
    "operation",
    "outline",
    "outline_form",
    "outline_part",
    "outline_parts",
    "parameter",
    "parameter_in",
    "parts",
    "path_value",
    "pattern",
    "pattern_automaton",
    "pattern_classes",
    "pattern_follow",
    "pattern_positions",
    "pattern_run",
    "pattern_set",
    "position",
    "presence",
    "property",
    "range",
    "reader",
    "reader_mark",
    "report",
    "response",
    "response_rules",
    "rule",
    "schema",
    "severity",
    "shape",
    "site",
    "spare",
    "states",
    "string",
    "subject",
    "subschema",
    "subschemas",
    "tag",
    "tagging",
    "text",
    "text_limits",
    "texts",
    "time",
    "truth",
    "union",
    "union_part",
    "union_shape",
    "union_type",
    "unknown",
    "whole",
    "words",
    "writer",
};

/* Types whose functions would have names of the runtime, such as dg_copy_text. */
static const char *const runtime_functions[] = {
    "check",
    "check_limited",
    "check_opt",
    "check_opt_const",
    "check_opt_limited",
    "cjson_to",
    "copy",
    "copy_opt",
    "digest",
    "digest_of",
    "encode",
    "encode_const",
    "encode_opt",
    "encode_opt_const",
    "escape",
    "expect",
    "fast_const",
    "fast_limited",
    "fast_opt",
    "fast_opt_const",
    "fast_opt_limited",
    "fast_read",
    "fast_read_const",
    "fast_read_limited",
    "judge_limited",
    "keep",
    "kept_is",
    "leaf",
    "word",
};

/* Beginnings of names in the runtime, and of the names that each generated type has. */
static const char *const runtime_type_families[] = {"opt", "read", "write", "unrecognized"};

/* Enumerators and macros of the runtime's public headers, without DG_. */
static const char *const runtime_constants[] = {
    "ABSENT",
    "ANSWER_DEFAULT",
    "ANSWER_JUDGED",
    "ANSWER_SKIPPED",
    "ANSWER_UNJUDGED",
    "ANY_INTEGER",
    "ANY_LENGTH",
    "ANY_NUMBER",
    "ANY_OF",
    "AT_LEAST",
    "AT_MOST",
    "BETWEEN",
    "CODES",
    "COMPARED_BYTES",
    "CONTAINS",
    "CONTRACT_ABI", /* of generated headers */
    "CONTRACT_DIGEST",
    "CONTRACT_TITLE",
    "CONTRACT_VERSION",
    "DEFAULT_MAX_DEPTH",
    "DEPENDENT",
    "DIVISOR_DIGITS",
    "DIVISOR_EXPONENT",
    "EXHAUSTED",
    "FALSE",
    "FAST",
    "FAST_INLINE",
    "FAST_STOPPED",
    "FAST_SURPRISE",
    "FAST_WAY",
    "FAULT_WORDS",
    "FINDINGS_LIMIT",
    "FORESEES_LATER",
    "FORESEES_MEMBER",
    "FORESEES_NOTHING",
    "FORESEES_WAY",
    "IF",
    "KEPT",
    "LARGEST_MAX_DEPTH",
    "MAXIMUM",
    "MAX_PROPERTIES",
    "MEMBER",
    "MINIMUM",
    "NAMES_DIRECT",
    "NOT",
    "NO_KEY",
    "NULL",
    "ONE_OF",
    "OVERFLOW",
    "PATTERN_STAY",
    "PREFIX_ITEMS",
    "RANGE",
    "TEXT",
    "TEXT_ARGUMENTS",
    "TEXT_FORMAT",
    "TRIAL_BYTES",
    "TRIAL_TIMES",
    "TRUE",
    "VALUE",
};
static const char *const runtime_constant_families[] = {
    "CODE_", "COVER_",   "IN_",       "JSON_", "KEPT_",  "LISTED_", "OUTLINE_",
    "RULE_", "RUNTIME_", "SEVERITY_", "TAG_",  "UNION_", "UNKNOWN_"};

/* Macros of the standard headers with the form TYPE_PROPERTY: a word and an end. */
static const char *const limit_words[] = {
    "CHAR",         "INT",         "INTMAX",      "INTPTR",     "INT16",        "INT32",
    "INT64",        "INT8",        "INT_FAST16",  "INT_FAST32", "INT_FAST64",   "INT_FAST8",
    "INT_LEAST16",  "INT_LEAST32", "INT_LEAST64", "INT_LEAST8", "LLONG",        "LONG",
    "MB_CUR",       "MB_LEN",      "PATH",        "PTRDIFF",    "RAND",         "SCHAR",
    "SHRT",         "SIG_ATOMIC",  "SIZE",        "SSIZE",      "UCHAR",        "UINT",
    "UINTMAX",      "UINTPTR",     "UINT16",      "UINT32",     "UINT64",       "UINT8",
    "UINT_FAST16",  "UINT_FAST32", "UINT_FAST64", "UINT_FAST8", "UINT_LEAST16", "UINT_LEAST32",
    "UINT_LEAST64", "UINT_LEAST8", "ULLONG",      "ULONG",      "USHRT",        "WCHAR",
    "WINT",
};
static const char *const limit_ends[] = {"_BIT", "_C", "_MAX", "_MIN", "_WIDTH"};
static const char *const other_macros[] = {"BIG_ENDIAN",   "BYTE_ORDER",    "EXIT_FAILURE",
                                           "EXIT_SUCCESS", "LITTLE_ENDIAN", "PDP_ENDIAN"};

#define NAMES_COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool names_contain(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

bool naming_is_reserved_word(const char *name)
{
    return names_contain(reserved_words, NAMES_COUNT(reserved_words), name);
}

bool naming_is_runtime_type(const char *name)
{
    if (names_contain(runtime_types, NAMES_COUNT(runtime_types), name) ||
        names_contain(runtime_functions, NAMES_COUNT(runtime_functions), name)) {
        return true;
    }
    for (size_t i = 0; i < NAMES_COUNT(runtime_type_families); i++) {
        size_t length = strlen(runtime_type_families[i]);

        if (strncmp(name, runtime_type_families[i], length) == 0 &&
            (name[length] == '\0' || name[length] == '_')) {
            return true;
        }
    }
    return false;
}

bool naming_is_runtime_constant(const char *name)
{
    size_t length = strlen(name);

    /* Include guards end with _H. */
    if (length > 2 && strcmp(name + length - 2, "_H") == 0) {
        return true;
    }
    for (size_t i = 0; i < NAMES_COUNT(runtime_constant_families); i++) {
        size_t family = strlen(runtime_constant_families[i]);

        if (strncmp(name, runtime_constant_families[i], family) == 0 && name[family] != '_') {
            return true;
        }
    }
    return names_contain(runtime_constants, NAMES_COUNT(runtime_constants), name);
}

bool naming_is_macro(const char *name)
{
    if (strncmp(name, "DG_", strlen("DG_")) == 0) {
        return true; /* a name of the runtime */
    }
    for (size_t i = 0; i < NAMES_COUNT(limit_words); i++) {
        size_t length = strlen(limit_words[i]);

        if (strncmp(name, limit_words[i], length) == 0 &&
            names_contain(limit_ends, NAMES_COUNT(limit_ends), name + length)) {
            return true;
        }
    }
    return names_contain(other_macros, NAMES_COUNT(other_macros), name);
}
