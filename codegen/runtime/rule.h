/* Rules of a contract (x-dg-rules): their data, their input, and the functions that generated rules
 * call.
 *
 * Stable: struct dg_rule, struct dg_path_value and struct dg_exchange. The rest is for generated
 * code. */
#ifndef DG_RUNTIME_RULE_H
#define DG_RUNTIME_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report.h"
#include "text.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Rules as data */

/* A value that a rule reads. The value is unknown where a bit of the faults is set, or where a
   member of a state isn't known. */
struct dg_read {
    uint32_t offset; /* in bytes: of the words of the faults, or of `known` */
    uint16_t bit;    /* of the faults */
    uint8_t of;      /* enum dg_read_of: the struct with the bit or member */
};
enum dg_read_of {
    DG_RULE_OF_FAULTS,
    DG_RULE_OF_STATE,
    DG_RULE_OF_OLD_STATE
};

/* A rule of the contract. Static, like all data that a rule points to. */
struct dg_rule {
    const char *id;      /* findings have the code rule.<id>; unique in the contract */
    const char *message; /* for people: the requirement that isn't met */
    enum dg_severity severity;
    unsigned index;         /* of the rule in its list, from 0 */
    const char *list;       /* JSON Pointer in the contract of the list, which its rules share */
    const char *expression; /* the text of the rule, in CEL */
    /* The value that findings are about, relative to the judged object: a JSON Pointer, and its
       unescaped steps. None: the object itself. */
    const char *pointer;
    const struct dg_text *steps;
    size_t step_count;
    const char
        *source; /* the origin of the rule: a JSON Pointer into the contract, or a URL; or NULL */
    const char *words;          /* the description at `source`; NULL: a URL, or none */
    const char *const *passing; /* paths of documents that satisfy the rule, and that break it */
    size_t passing_count;
    const char *const *failing;
    size_t failing_count;
    /* Conditions of judging. The response and the path parameters that the rule names must exist;
     * otherwise the rule is not applicable. No value that the rule reads may have failed; otherwise
     * the rule is skipped. `values` and `places`: the properties of self that the rule reads, and
     * those of which it reads only the presence, as bits (DG_RULE_BIT); if self has more than 64
     * properties, and for all that isn't a property of self, there are `reads`. */
    bool http;
    /* The rule needs no response, and all that it reads is in the properties of `values` and
     * `places`: it can be judged if none of them has a fault. */
    bool plain;
    const char *const *parameters;
    size_t parameter_count;
    uint64_t values;
    uint64_t places;
    const struct dg_read *reads;
    size_t read_count;
    /* For a rule that judges several types: the rows for all but the first type have only the two
     * lists above and this pointer to the first row. NULL: this is the first row. */
    const struct dg_rule *rule;
};

/* The most steps of a rule's pointer. */
#define DG_RULE_MAX_STEPS 16

/* Lists, in initializers. */
#define DG_RULE_LIST(type, ...)                                                                    \
    (type[])                                                                                       \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define DG_RULE_COUNT(type, ...) (sizeof(DG_RULE_LIST(type, __VA_ARGS__)) / sizeof(type))
#define DG_RULE_STEPS(...)                                                                         \
    .steps = DG_RULE_LIST(const struct dg_text, __VA_ARGS__),                                      \
    .step_count = DG_RULE_COUNT(const struct dg_text, __VA_ARGS__)
#define DG_RULE_PASSING(...)                                                                       \
    .passing = DG_RULE_LIST(const char *const, __VA_ARGS__),                                       \
    .passing_count = DG_RULE_COUNT(const char *const, __VA_ARGS__)
#define DG_RULE_FAILING(...)                                                                       \
    .failing = DG_RULE_LIST(const char *const, __VA_ARGS__),                                       \
    .failing_count = DG_RULE_COUNT(const char *const, __VA_ARGS__)
#define DG_RULE_PARAMETERS(...)                                                                    \
    .parameters = DG_RULE_LIST(const char *const, __VA_ARGS__),                                    \
    .parameter_count = DG_RULE_COUNT(const char *const, __VA_ARGS__)
#define DG_RULE_READS(...)                                                                         \
    .reads = DG_RULE_LIST(const struct dg_read, __VA_ARGS__),                                      \
    .read_count = DG_RULE_COUNT(const struct dg_read, __VA_ARGS__)
#define DG_RULE_BIT(property) (UINT64_C(1) << (property))
/* Initializers of struct dg_read. DG_RULE_VALUE and DG_RULE_PLACE: a property, by its bit in the
 * member `bits` of `struct faults`; the whole value, or only its presence. DG_RULE_NOW and
 * DG_RULE_BEFORE: a member of `struct state`, in the state of self or of oldSelf. */
#define DG_RULE_VALUE(faults, bits, property)                                                      \
    {                                                                                              \
        offsetof(struct faults, bits), (property), DG_RULE_OF_FAULTS                               \
    }
#define DG_RULE_PLACE(faults, bits, property)                                                      \
    {                                                                                              \
        offsetof(struct faults, bits), (property) + 4 * sizeof(((struct faults *)0)->bits),        \
            DG_RULE_OF_FAULTS                                                                      \
    }
#define DG_RULE_NOW(state, member)                                                                 \
    {                                                                                              \
        offsetof(struct state, member.known), 0, DG_RULE_OF_STATE                                  \
    }
#define DG_RULE_BEFORE(state, member)                                                              \
    {                                                                                              \
        offsetof(struct state, member.known), 0, DG_RULE_OF_OLD_STATE                              \
    }

/* The input of rules */

/* A value of a parameter in the path of the request. */
struct dg_path_value {
    const char *name;
    struct dg_text value; /* decoded */
};

struct dg_subject;
struct dg_exchange;

/* The rules of a response, for bodies of one type. */
struct dg_response_rules {
    /* Judges the body; NULL: no rule is about a single response. */
    void (*judge)(struct dg_subject in);
    /* Judges the state of the body and an earlier state; NULL: no rule compares. */
    void (*compare)(struct dg_subject in);
    size_t compare_count; /* number of rules that compare */
};

/* The known parts of the exchange of a document. */
struct dg_exchange {
    /* The rules of the response against which the document is judged; NULL: the response has none.
     * The rules must belong to the schema with which the document is decoded. */
    const struct dg_response_rules *rules;
    int status;                       /* http.status; 0: no response is known */
    struct dg_text media_type;        /* http.media_type: lower case, without parameters */
    const struct dg_path_value *path; /* request.path; NULL: no request is known */
    size_t path_count;
};

/* States: the part of a value that comparing rules read, small enough to be kept */

/* A secret of the owner of states: random, so that nobody can make digests collide. */
struct dg_digest_key {
    uint64_t words[2];
};

/* The memory into which decoders put the packed state of a value. */
struct dg_history {
    struct dg_digest_key key;
    unsigned char *packed; /* dg_states_packed_size() bytes; NULL: no state is wanted */
    size_t length;         /* of the state; decoders leave it if the text isn't JSON */
    /* Called when the digest of `id` is known, before the rest of the state is: what is kept of
       that id can be loaded into the cache. May be NULL. */
    void (*identified)(struct dg_history *history, const unsigned char *id);
};

/* Members of a state. Each begins as a struct dg_kept_presence. */
struct dg_kept_presence {
    unsigned char presence; /* enum dg_presence */
    bool known;             /* the value was read and has not failed */
};
struct dg_kept_integer {
    unsigned char presence;
    bool known;
    int64_t value;
};
struct dg_kept_number {
    unsigned char presence;
    bool known;
    double value;
};
struct dg_kept_boolean {
    unsigned char presence;
    bool known;
    bool value;
};
/* An instant with up to 27 fraction digits; an instant with more is not known. */
struct dg_kept_time {
    unsigned char presence;
    bool known;
    uint32_t nanos;
    int64_t seconds;
    uint64_t rest; /* the digits after the nanoseconds, as a number of 18 digits */
};
/* The SipHash-1-3-128 of any other value, with the key, or a few bytes that determine a container:
   can be compared for equality. */
struct dg_kept_digest {
    unsigned char presence;
    bool known;
    unsigned char bytes[16];
};
struct dg_kept_enum {
    unsigned char presence;
    bool known;
    unsigned char bytes[16]; /* digest of the received text, if unrecognized */
    unsigned value;          /* the enumerator */
};

struct dg_digester;
struct dg_words;

/* The forms of members of a state, and the values that they keep. */
enum dg_kept {
    DG_KEPT_PRESENCE,       /* dg_kept_presence: the presence of any value */
    DG_KEPT_BOOLEAN,        /* dg_kept_boolean: bool */
    DG_KEPT_INTEGER,        /* dg_kept_integer: int64_t */
    DG_KEPT_CONSTANT,       /* dg_kept_integer: `constant` */
    DG_KEPT_LEVEL,          /* dg_kept_integer: an enumerator of integers */
    DG_KEPT_NUMBER,         /* dg_kept_number: double */
    DG_KEPT_TIME,           /* dg_kept_time: struct dg_time */
    DG_KEPT_ENUM,           /* dg_kept_enum: an enumerator of texts */
    DG_KEPT_TEXT,           /* dg_kept_digest: struct dg_text */
    DG_KEPT_WORD,           /* dg_kept_digest: an enumerator of texts */
    DG_KEPT_INTEGER_DIGEST, /* dg_kept_digest: int64_t */
    DG_KEPT_LEVEL_DIGEST,   /* dg_kept_digest: an enumerator of integers */
    DG_KEPT_CONTAINER       /* dg_kept_digest: the data that `digest` writes */
};

/* A member of a state. Offsets are in bytes. */
struct dg_kept_member {
    enum dg_kept kept;
    uint32_t state;    /* the member of the state */
    uint32_t value;    /* the value in the struct */
    uint32_t presence; /* its presence in the struct; DG_KEPT_ALWAYS: the value is always present */
    uint32_t text;     /* for an enumerator: its received text */
    /* Presences of the objects on the path, outermost first. */
    const uint32_t *within;
    size_t within_count;
    const struct dg_read *reads; /* the values that must not have failed */
    size_t read_count;
    int64_t constant;
    const struct dg_words *words;
    void (*digest)(struct dg_digester *in, const void *value);
};
#define DG_KEPT_ALWAYS UINT32_MAX
#define DG_KEPT_WITHIN(...)                                                                        \
    .within = DG_RULE_LIST(const uint32_t, __VA_ARGS__),                                           \
    .within_count = DG_RULE_COUNT(const uint32_t, __VA_ARGS__)

/* The states of a schema's values. */
struct dg_states {
    size_t size; /* of a state, in bytes; aligned for any object */
    const struct dg_kept_member *members;
    size_t member_count;
    bool has_id; /* the first member is the digest of `id`, which groups documents */
    /* Judges two states; NULL: only responses have rules that compare. */
    void (*compare)(struct dg_subject in);
    size_t compare_count;
};

/* Packed states, which take a quarter of the size. Nothing is lost. */

/* The bytes that any packed state needs at most. */
size_t dg_states_packed_size(const struct dg_states *states);
/* Packs a state into memory of that size. Both functions return the number of bytes that the packed
   state has. */
size_t dg_states_pack(const struct dg_states *states, const void *state, unsigned char *packed);
size_t dg_states_unpack(const struct dg_states *states, const unsigned char *packed, void *state);
/* The 16 bytes of the digest of `id`, by which documents are grouped, in a packed state. NULL: the
   schema has no `id`, or the state doesn't know its value. */
const unsigned char *dg_states_packed_id(const struct dg_states *states,
                                         const unsigned char *packed);

struct dg_schema;

/* Compares the state `now` with the earlier state `old` (NULL: there is none, and nothing is
   judged). `now` is the state that decoding the document `json` left in report->history, unpacked
   (NULL: it left none, and the rules that compare are skipped).
   Judges by the schema's rules and, if the report has an exchange, by the rules of the response.
   Then members that aren't known in `now` are copied from `old`, also in report->history. The
   schema must have states.
   Returns true when no finding was an error. `report` may not be NULL. */
bool dg_compare_states(const struct dg_schema *schema, void *now, const void *old,
                       struct dg_text json, struct dg_report *report);

/* Functions for generated rules */

/* The value that rules judge, and the subject of their findings. */
struct dg_subject {
    struct dg_judge *judge;
    struct dg_text json; /* the text of the object; its data is NULL if the object wasn't read */
    /* A value that rules read may not be known: each rule is checked before it is judged. */
    bool doubtful;
    bool alone;         /* there is no state before: no rule is applicable */
    const void *faults; /* of self; NULL: nothing has failed */
    /* For a response: the body, or its state, the state before it, and the exchange. */
    const void *self;
    const void *old;
    const struct dg_exchange *exchange;
    const struct dg_digest_key *key; /* of the states */
};

/* Faults: a bit for each property whose value has a fault, then a bit for each property without a
 * usable value: of the wrong type, missing, or duplicate. */
#define DG_FAULT_WORDS(properties) (2 * (((properties) + 63) / 64))

/* Whether the property, or something in it, has failed. */
static inline bool dg_has_failed(const uint64_t *faults, size_t property)
{
    return (faults[property / 64] >> property % 64 & 1) != 0;
}

/* Whether even the presence of the property is unknown. `words` is the length of the whole
   array. */
static inline bool dg_is_refused(const uint64_t *faults, size_t words, size_t property)
{
    return dg_has_failed(faults + words / 2, property);
}

/* Counts the `comparing` rules of an object inside a document as not applicable: only documents
 * have states. */
void dg_rule_count_nested(const struct dg_subject *in, uint64_t comparing);

/* The budget of all rules for a document: items of loops inside loops, and bytes of texts that
 * these loops search. Beyond the budget, rules are skipped. */
#define DG_RULE_TURNS UINT64_C(100000000)

/* The value of a parameter in the path of the request; empty if the request has no parameter of
 * that name. */
struct dg_text dg_exchange_path(const struct dg_exchange *exchange, const char *name);

/* http.status, as wide as the integers with which it is compared. */
static inline int64_t dg_exchange_status(const struct dg_exchange *exchange)
{
    return exchange->status;
}

/* Three-valued logic, where arithmetic may overflow (CEL: && and || absorb errors) */

enum dg_truth {
    DG_FALSE,
    DG_TRUE,
    DG_OVERFLOW,
    DG_EXHAUSTED /* for a whole rule: the budget is exceeded */
};

/* Whether a rule can be judged. If not, counts the rule as skipped or not applicable. */
bool dg_rule_applies(const struct dg_subject *in, const struct dg_rule *rule);

/* Reports a rule that isn't true, or counts a rule that exceeds the budget as skipped. */
void dg_rule_report(const struct dg_subject *in, const struct dg_rule *rule, enum dg_truth truth);

/* Judges by a rule. Its predicate is evaluated only if all values that it reads are known. */
#define DG_RULE_JUDGE(in, rule, predicate)                                                         \
    do {                                                                                           \
        if (!(in).doubtful || dg_rule_applies(&(in), (rule))) {                                    \
            enum dg_truth truth_ = (predicate);                                                    \
            if (truth_ != DG_TRUE) {                                                               \
                dg_rule_report(&(in), (rule), truth_);                                             \
            }                                                                                      \
        }                                                                                          \
    } while (0)

static inline enum dg_truth dg_truth_of(bool value)
{
    return value ? DG_TRUE : DG_FALSE;
}

/* The truth of a value whose parts set *overflow if they exceed their type. */
static inline enum dg_truth dg_truth(bool value, const bool *overflow)
{
    return *overflow ? DG_OVERFLOW : dg_truth_of(value);
}

/* The truth as a bool; an overflow sets *overflow. */
static inline bool dg_true(enum dg_truth truth, bool *overflow)
{
    *overflow = *overflow || truth == DG_OVERFLOW;
    return truth == DG_TRUE;
}

static inline enum dg_truth dg_not(enum dg_truth a)
{
    return a == DG_OVERFLOW ? a : dg_truth_of(a == DG_FALSE);
}

static inline enum dg_truth dg_and(enum dg_truth a, enum dg_truth b)
{
    if (a == DG_FALSE || b == DG_FALSE) {
        return DG_FALSE;
    }
    return a == DG_OVERFLOW || b == DG_OVERFLOW ? DG_OVERFLOW : DG_TRUE;
}

static inline enum dg_truth dg_or(enum dg_truth a, enum dg_truth b)
{
    return dg_not(dg_and(dg_not(a), dg_not(b)));
}

static inline enum dg_truth dg_choose(enum dg_truth condition, enum dg_truth a, enum dg_truth b)
{
    if (condition == DG_OVERFLOW) {
        return DG_OVERFLOW;
    }
    return condition == DG_TRUE ? a : b;
}

/* A comparison that would cause a compiler warning, since another one implies it. */
static inline bool dg_bool(bool value)
{
    return value;
}

/* Negative, zero or positive: false is less than true. */
static inline int dg_bool_compare(bool a, bool b)
{
    return (int)a - (int)b;
}

/* Integers: returns 0 and sets *overflow if the result is beyond int64. */
static inline int64_t dg_add(int64_t a, int64_t b, bool *overflow)
{
    if (b >= 0 ? a > INT64_MAX - b : a < INT64_MIN - b) {
        *overflow = true;
        return 0;
    }
    return a + b;
}
int64_t dg_subtract(int64_t a, int64_t b, bool *overflow);
int64_t dg_negate(int64_t a, bool *overflow);

/* Times and durations. A duration is `seconds` plus `nanos`, which are 0 to 999,999,999: -0.5 s is
   {-1, 500000000}. */
struct dg_duration {
    int64_t seconds;
    int32_t nanos;
};
/* Negative, zero or positive. Compares the digits after the nanoseconds in the texts of times. */
int dg_time_compare_digits(struct dg_text a, struct dg_text b);
/* Negative, zero or positive. Compares the instants with all digits. */
static inline int dg_time_compare(struct dg_time a, struct dg_time b)
{
    if (a.seconds != b.seconds) {
        return a.seconds < b.seconds ? -1 : 1;
    }
    if (a.nanos != b.nanos) {
        return a.nanos < b.nanos ? -1 : 1;
    }
    return dg_time_compare_digits(a.text, b.text);
}
int dg_duration_compare(struct dg_duration a, struct dg_duration b);
/* Digits after the nanoseconds are dropped first. Results beyond the ranges of CEL (times: the
   years 1 to 9999; durations: as many nanoseconds as int64 can hold) set *overflow. */
struct dg_duration dg_time_since(struct dg_time a, struct dg_time b, bool *overflow);
struct dg_time dg_time_add(struct dg_time a, struct dg_duration b, bool *overflow);
struct dg_time dg_time_subtract(struct dg_time a, struct dg_duration b, bool *overflow);
struct dg_duration dg_duration_add(struct dg_duration a, struct dg_duration b, bool *overflow);
struct dg_duration dg_duration_subtract(struct dg_duration a, struct dg_duration b, bool *overflow);

/* Texts. A concatenation is an array of parts, which are never copied together. */
struct dg_parts {
    const struct dg_text *parts;
    size_t count;
};
size_t dg_parts_length(struct dg_parts text); /* in bytes */
int64_t dg_parts_size(struct dg_parts text);  /* in code points */
/* By code points: negative, zero or positive. */
int dg_parts_compare(struct dg_parts a, struct dg_parts b);
bool dg_parts_start(struct dg_parts text, struct dg_parts prefix);
bool dg_parts_end(struct dg_parts text, struct dg_parts suffix);
/* Linear in the lengths of both. */
bool dg_parts_contain(struct dg_parts text, struct dg_parts part);
int dg_text_compare(struct dg_text a, struct dg_text b);
bool dg_text_starts(struct dg_text text, struct dg_text prefix);
bool dg_text_ends(struct dg_text text, struct dg_text suffix);
bool dg_text_contains(struct dg_text text, struct dg_text part);

/* The spelling of an enumerator; `text` if it is unrecognized. */
struct dg_text dg_word_text(const struct dg_words *words, unsigned enumerator, struct dg_text text);
/* The number of an enumerator of integers; if it is unrecognized, the number in `text`, its
   spelling. */
int64_t dg_word_number(const struct dg_words *words, unsigned enumerator, struct dg_text text);

/* The entry with that key among `count` entries of `entry_size` bytes that begin with their key.
   Returns `none` if there is no such entry. */
const void *dg_entry_find(const void *entries, size_t count, size_t entry_size, struct dg_text key,
                          const void *none);

/* Compare values that are present. */
int dg_kept_time_compare(struct dg_kept_time a, struct dg_kept_time b);
/* The instant of a kept time, in whole nanoseconds. */
struct dg_time dg_kept_time_instant(struct dg_kept_time kept);
/* A time as a kept time, for comparison. The time must have at most 27 fraction digits. */
struct dg_kept_time dg_kept_time_of(struct dg_time time);
bool dg_kept_digest_equal(const struct dg_kept_digest *a, const struct dg_kept_digest *b);
bool dg_kept_enum_equal(const struct dg_kept_enum *a, const struct dg_kept_enum *b);
bool dg_kept_is_text(const struct dg_kept_digest *kept, struct dg_text text,
                     const struct dg_digest_key *key);

/* Digests of containers: of the values written to them in order, independent of spelling. */
struct dg_digest_state {
    uint64_t v0;
    uint64_t v1;
    uint64_t v2;
    uint64_t v3;
};
#define DG_DIGEST_WORDS 16
struct dg_digester {
    struct dg_digest_key key;
    struct dg_digest_state state;
    uint64_t length; /* bytes that are in the state */
    size_t count;    /* of the bytes that follow them */
    char bytes[8 * DG_DIGEST_WORDS + 8];
};
void dg_digest_begin(struct dg_digester *in, const struct dg_digest_key *key);
void dg_digest_bytes(struct dg_digester *in, const void *bytes, size_t length);
void dg_digest_end(struct dg_digester *in, unsigned char digest[16]);
/* The same, but of at most 15 bytes the bytes themselves, their number last: as good for equality,
   but nothing is mixed. */
void dg_digest_end_short(struct dg_digester *in, unsigned char digest[16]);

/* The digest of the bytes of a text. */
void dg_digest_of_text(struct dg_text text, const struct dg_digest_key *key,
                       unsigned char digest[16]);

/* Each writes one value, so that different sequences of values differ. */
void dg_digest_count(struct dg_digester *in, size_t count);
void dg_digest_text(struct dg_digester *in, struct dg_text value);
void dg_digest_time(struct dg_digester *in, const struct dg_time *value);
void dg_digest_integer(struct dg_digester *in, int64_t value);
void dg_digest_number(struct dg_digester *in, double value); /* -0 is 0 */
void dg_digest_boolean(struct dg_digester *in, bool value);
/* Returns whether there is a value, which the caller then writes. */
bool dg_digest_opt(struct dg_digester *in, enum dg_presence presence);

/* A map, whose entries have no order. Each entry begins with its key, a struct dg_text:
       struct dg_digested_map at = dg_digest_map(in, entries, count, sizeof *entries);
       while (dg_digest_next(&at)) { dg_digest_…(at.entry, entries[at.index].value); } */
#define DG_DIGEST_SORTED 16 /* entries at most that are sorted by their keys */
struct dg_digested_map {
    struct dg_digester *entry; /* where the value of the entry with this index is written */
    size_t index;
    /* the rest is private */
    struct dg_digester *in;
    const void *entries;
    size_t count;
    size_t size;  /* of an entry */
    size_t begun; /* entries */
    unsigned char order[DG_DIGEST_SORTED];
    uint64_t sum[2];          /* of the digests of more entries, */
    struct dg_digester apart; /* each of which has a digest of its own */
};
struct dg_digested_map dg_digest_map(struct dg_digester *in, const void *entries, size_t count,
                                     size_t size);
/* Begins the next entry. Returns false, and ends the map, after the last one. */
bool dg_digest_next(struct dg_digested_map *at);

#ifdef __cplusplus
}
#endif

#endif
