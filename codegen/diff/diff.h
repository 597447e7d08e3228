/* The difference of two contracts: what it means for verdicts, for C sources and for binaries. */
#ifndef DG_CODEGEN_DIFF_H
#define DG_CODEGEN_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/location.h"
#include "diff/diff_kind.h"
#include "emit/emit_abi.h"
#include "model/model.h"
#include "runtime/arena.h"

/* The two contracts, as indices. */
enum diff_side {
    DIFF_OLD,
    DIFF_NEW
};
#define DIFF_SIDES 2

/* Accepted means: without a finding of severity error. Bits. */
enum diff_verdicts {
    DIFF_VERDICTS_SAME = 0,
    DIFF_VERDICTS_STRICTER = 1, /* the new contract refuses documents that the old one accepts */
    DIFF_VERDICTS_LOOSER = 2,   /* the new contract accepts documents that the old one refuses */
    DIFF_VERDICTS_BOTH = 3
};

enum diff_source {
    DIFF_SOURCE_SAME,
    DIFF_SOURCE_ADDS,
    DIFF_SOURCE_BREAKS
};

enum diff_level {
    DIFF_INFO,
    DIFF_WARNING,
    DIFF_BREAKING
};
#define DIFF_LEVELS 3

/* A document that one contract accepts and the other refuses. */
struct diff_witness {
    enum diff_side accepted_by;
    const char *operation; /* NULL: the document is judged as `schema`, without a response */
    int status;
    const char *content_type; /* NULL: none, and no body */
    const char *schema;       /* of the document; NULL: of an operation */
    struct dg_text body;
};

struct diff_change {
    enum diff_kind kind;
    const char *message;
    const char *pointer;            /* JSON Pointer in the new contract or, if it was removed, the
                                       old one: "#/components/schemas/Kettle" */
    struct location at[DIFF_SIDES]; /* line 0: it isn't there */
    enum diff_verdicts verdicts;
    enum diff_source source;
    bool abi;             /* whether the binary interface changes */
    const char **symbols; /* C symbols that are removed, added or changed */
    size_t symbol_count;
    size_t symbol_capacity;
    const struct diff_witness *witness; /* NULL: none was made */
};

struct diff {
    struct diff_change **changes; /* the most severe first, otherwise in contract order */
    size_t count;
    size_t capacity;
    size_t levels[DIFF_LEVELS];
    char abi[DIFF_SIDES][sizeof "sha256:" + EMIT_ABI_DIGITS]; /* digests of the declarations in C */
};

/* Compares two models. The arena owns everything in *out but the list, which diff_free frees. */
void diff_models(const struct model *const models[DIFF_SIDES], struct dg_arena *arena,
                 struct diff *out);
void diff_free(struct diff *diff);

enum diff_level diff_level(const struct diff_change *change);

/* Words of reports: "breaking", "stricter", "breaks". */
const char *diff_level_word(enum diff_level level);
const char *diff_verdicts_word(enum diff_verdicts verdicts);
const char *diff_source_word(enum diff_source source);

#endif
