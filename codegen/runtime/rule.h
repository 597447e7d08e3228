/* Rules of a contract (x-dg-rules): what they are as data, what they are told, and what the C that
 * is generated of them calls. */
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
    uint8_t of;      /* enum dg_read_of: where to look */
};
enum dg_read_of {
    DG_RULE_OF_FAULTS,
    DG_RULE_OF_STATE,
    DG_RULE_OF_OLD_STATE
};

/* A rule as the contract has it. Static, like all that it points to. */
struct dg_rule {
    const char *id;      /* its findings have the code rule.<id>; unique in the contract */
    const char *message; /* for people: what does not hold */
    enum dg_severity severity;
    const char *expression; /* the text of the rule, in CEL */
    const char *contract;   /* JSON Pointer of the rule in the contract */
    /* The value that findings are about, in the object that is judged: a JSON Pointer, and its
       steps unescaped. None: the object itself. */
    const char *pointer;
    const struct dg_text *steps;
    size_t step_count;
    const char *source; /* where the contract says so: a JSON Pointer into it, or a URL; or NULL */
    const char *words;  /* what is said there; NULL: a URL, or nothing */
    const char *const *passing; /* documents that keep the rule, and that break it: paths */
    size_t passing_count;
    const char *const *failing;
    size_t failing_count;
    /* Whether it can be judged. What it speaks of must be there, else it is not applicable: the
       response, parameters in the path of the request. Nothing that it reads may have failed, else
       it is skipped. */
    bool http;
    const char *const *parameters;
    size_t parameter_count;
    const struct dg_read *reads;
    size_t read_count;
    /* Of a rule that judges several types: rows for the others but the first have the two lists
       above, and this. NULL: it is the rule itself. */
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
/* A property that a rule reads, by its bit in the member `bits` of `struct faults`: the whole
   value, or only whether there is one. A member of `struct state`, of the state now or of the one
   before. */
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

/* What rules are told */

/* A value of a parameter in the path of the request. */
struct dg_path_value {
    const char *name;
    struct dg_text value; /* decoded */
};

struct dg_subject;
struct dg_exchange;

/* The rules of a response, for bodies of one type. */
struct dg_response_rules {
    /* Judges the body; NULL: no rule is about one answer alone. */
    void (*judge)(struct dg_subject in);
    /* Judges two states, the first of them that of the body; NULL: no rule compares. */
    void (*compare)(struct dg_subject in);
    size_t compare_count; /* of rules that compare */
};

/* What is known of the exchange that a document came in. */
struct dg_exchange {
    /* Those of the response that the document is judged as; NULL: it has none. They must be of the
       schema that the document is decoded as. */
    const struct dg_response_rules *rules;
    int status;                       /* http.status; 0: no response is known */
    struct dg_text media_type;        /* http.media_type: lower case, without parameters */
    const struct dg_path_value *path; /* request.path; NULL: no request is known */
    size_t path_count;
};

/* States: what rules that compare see of a value, small enough to be kept */

/* A secret of whoever keeps states: random, so that nobody can make digests collide. */
struct dg_digest_key {
    uint64_t words[2];
};

/* Where decoders put the state of what they read. */
struct dg_history {
    struct dg_digest_key key;
    void *state; /* of the size that the schema's states have; NULL: it isn't wanted */
};

/* Members of a state. `known`: it was read and has not failed. */
struct dg_kept_presence {
    unsigned char presence; /* enum dg_presence */
    bool known;
};
struct dg_kept_integer {
    int64_t value;
    unsigned char presence;
    bool known;
};
struct dg_kept_number {
    double value;
    unsigned char presence;
    bool known;
};
struct dg_kept_boolean {
    bool value;
    unsigned char presence;
    bool known;
};
/* An instant with up to 27 digits of a second; one with more is not known. */
struct dg_kept_time {
    int64_t seconds;
    uint64_t rest; /* the digits behind the nanoseconds, as a number of 18 digits */
    uint32_t nanos;
    unsigned char presence;
    bool known;
};
/* Anything else, by SipHash-2-4-128 with the key: equal or not. */
struct dg_kept_digest {
    unsigned char bytes[16];
    unsigned char presence;
    bool known;
};
struct dg_kept_enum {
    unsigned value;          /* the enumerator */
    unsigned char bytes[16]; /* of the text as received, when unrecognized */
    unsigned char presence;
    bool known;
};

struct dg_digester;
struct dg_words;

/* How a member of a state is kept, and what it is kept of. */
enum dg_kept {
    DG_KEPT_PRESENCE,       /* dg_kept_presence: of anything */
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
    DG_KEPT_CONTAINER       /* dg_kept_digest: what `digest` writes */
};

/* A member of a state. Offsets are in bytes. */
struct dg_kept_member {
    enum dg_kept kept;
    uint32_t state;    /* where it is kept, in the state */
    uint32_t value;    /* where the value is, in the struct */
    uint32_t presence; /* where its presence is; DG_KEPT_ALWAYS: it is always there */
    uint32_t text;     /* of an enumerator: where its text as received is */
    /* Presences of the objects on the way, outermost first. */
    const uint32_t *within;
    size_t within_count;
    const struct dg_read *reads; /* what must not have failed */
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
    size_t size; /* of a state, in bytes; aligned as anything is */
    const struct dg_kept_member *members;
    size_t member_count;
    bool has_id; /* the first member is the digest of `id`, by which documents are grouped */
    /* Judges two states; NULL: only responses have rules that compare. */
    void (*compare)(struct dg_subject in);
    size_t compare_count;
};

/* The digest that documents are grouped by; NULL: the schema has no `id`. */
const struct dg_kept_digest *dg_states_id(const struct dg_states *states, const void *state);

struct dg_schema;

/* Judges the state `now`, which the document `json` left in report->history.state when it was
   decoded as the schema, against the one before it, `old` (NULL: there is none, so that nothing can
   be judged): by the schema's rules and, if the report has an exchange, by the response's. Then
   `now` gets from `old` what it doesn't know itself. The schema must have states. True when no
   finding was an error. `report` is not NULL. */
bool dg_compare_states(const struct dg_schema *schema, void *now, const void *old,
                       struct dg_text json, struct dg_report *report);

/* What generated rules call */

/* What rules judge, and what findings are told of. */
struct dg_subject {
    struct dg_judge *judge;
    struct dg_text json; /* the text of the object; its data is NULL where the object wasn't read */
    /* Something that rules read may not be known: each is asked whether it can be judged. */
    bool doubtful;
    const void *faults; /* of self; NULL: nothing has failed */
    /* Of a response: the body, or its state, the state before, and the exchange. */
    const void *self;
    const void *old;
    const struct dg_exchange *exchange;
    const struct dg_digest_key *key; /* of the states */
};

/* Faults: `failed` has a bit for each property that something was wrong with or in, then one for
   each that isn't there as it should be: of another type, missing, or twice. */
#define DG_FAULT_WORDS(properties) (2 * (((properties) + 63) / 64))

/* Whether reading the property, and what is in it, would be in vain. */
static inline bool dg_has_failed(const uint64_t *faults, size_t property)
{
    return (faults[property / 64] >> property % 64 & 1) != 0;
}

/* Whether it is unknown even if there is a value at all. `words` is of the whole array. */
static inline bool dg_is_refused(const uint64_t *faults, size_t words, size_t property)
{
    return dg_has_failed(faults + words / 2, property);
}

/* Of an object inside of a document no state is kept: its rules that compare, so many of them, are
   not applicable. */
void dg_rule_tell_nested(const struct dg_subject *in, uint64_t comparing);

/* So much may rules go over a document again, all of them together: items of loops inside of loops,
   bytes of texts that are searched in them. Beyond that they are skipped. */
#define DG_RULE_TURNS UINT64_C(100000000)

/* The value of a parameter in the path of the request; empty: the request has none of that name. */
struct dg_text dg_exchange_path(const struct dg_exchange *exchange, const char *name);

/* http.status, as wide as any integer that it is compared with. */
static inline int64_t dg_exchange_status(const struct dg_exchange *exchange)
{
    return exchange->status;
}

/* Three-valued logic, where arithmetic may overflow (CEL: && and || absorb errors) */

enum dg_truth {
    DG_FALSE,
    DG_TRUE,
    DG_OVERFLOW,
    DG_EXHAUSTED /* of a whole rule: it would go over a document too often */
};

/* Whether a rule can be judged; if not, that is counted. */
bool dg_rule_applies(const struct dg_subject *in, const struct dg_rule *rule);

/* Reports, or counts, that a rule isn't true. */
void dg_rule_tell(const struct dg_subject *in, const struct dg_rule *rule, enum dg_truth truth);

/* Judges by a rule. Its predicate is evaluated only if all that it reads is known. */
#define DG_RULE_JUDGE(in, rule, predicate)                                                         \
    do {                                                                                           \
        if (!(in).doubtful || dg_rule_applies(&(in), (rule))) {                                    \
            enum dg_truth truth_ = (predicate);                                                    \
            if (truth_ != DG_TRUE) {                                                               \
                dg_rule_tell(&(in), (rule), truth_);                                               \
            }                                                                                      \
        }                                                                                          \
    } while (0)

static inline enum dg_truth dg_truth_of(bool value)
{
    return value ? DG_TRUE : DG_FALSE;
}

/* The truth of a value whose parts set *overflow where they went beyond their type. */
static inline enum dg_truth dg_truth(bool value, const bool *overflow)
{
    return *overflow ? DG_OVERFLOW : dg_truth_of(value);
}

/* A truth inside of such a value. */
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

/* A comparison that a compiler would call idle, since it knows of another. */
static inline bool dg_bool(bool value)
{
    return value;
}

/* Negative, zero or positive: false is less than true. */
static inline int dg_bool_compare(bool a, bool b)
{
    return (int)a - (int)b;
}

/* Integers: 0, and *overflow set, where the result is beyond int64. */
int64_t dg_add(int64_t a, int64_t b, bool *overflow);
int64_t dg_subtract(int64_t a, int64_t b, bool *overflow);
int64_t dg_negate(int64_t a, bool *overflow);

/* Times and durations. A duration has as many nanoseconds as seconds say, plus `nanos`, which are 0
   to 999,999,999: -0.5 s is {-1, 500000000}. */
struct dg_duration {
    int64_t seconds;
    int32_t nanos;
};
/* Negative, zero or positive: the instants, exactly, then whatever digits there are behind the
   nanoseconds. */
int dg_time_compare(struct dg_time a, struct dg_time b);
int dg_duration_compare(struct dg_duration a, struct dg_duration b);
/* Digits behind the nanoseconds are left out first. Results beyond the ranges of CEL (times: the
   years 1 to 9999; durations: as many nanoseconds as int64 can hold) set *overflow. */
struct dg_duration dg_time_since(struct dg_time a, struct dg_time b, bool *overflow);
struct dg_time dg_time_add(struct dg_time a, struct dg_duration b, bool *overflow);
struct dg_time dg_time_subtract(struct dg_time a, struct dg_duration b, bool *overflow);
struct dg_duration dg_duration_add(struct dg_duration a, struct dg_duration b, bool *overflow);
struct dg_duration dg_duration_subtract(struct dg_duration a, struct dg_duration b, bool *overflow);

/* Texts. A text made of several is an array of parts, never put together. */
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

/* The spelling of an enumerator: `text` where it is unrecognized. */
struct dg_text dg_word_text(const struct dg_words *words, unsigned enumerator, struct dg_text text);
/* The number of an enumerator of integers; that of `text`, its spelling, where it is unrecognized.
 */
int64_t dg_word_number(const struct dg_words *words, unsigned enumerator, struct dg_text text);

/* The entry with that key among `count` entries of `entry_size` bytes that begin with their key.
   `none`: there is no such entry. */
const void *dg_entry_find(const void *entries, size_t count, size_t entry_size, struct dg_text key,
                          const void *none);

/* Values that are there, compared. */
int dg_kept_time_compare(struct dg_kept_time a, struct dg_kept_time b);
/* The instant, to the nanosecond. */
struct dg_time dg_kept_time_instant(struct dg_kept_time kept);
/* A time of the contract or of a rule, to compare with. One with too many digits for it isn't made.
 */
struct dg_kept_time dg_kept_time_of(struct dg_time time);
bool dg_kept_digest_equal(const struct dg_kept_digest *a, const struct dg_kept_digest *b);
bool dg_kept_enum_equal(const struct dg_kept_enum *a, const struct dg_kept_enum *b);
bool dg_kept_is_text(const struct dg_kept_digest *kept, struct dg_text text,
                     const struct dg_digest_key *key);

/* Digests of containers: what is written to one in order, by value and not by spelling. */
struct dg_digester {
    struct dg_digest_key key;
    uint64_t state[4];
    uint64_t tail;   /* bytes that fill no word so far */
    uint64_t length; /* bytes */
};
void dg_digest_begin(struct dg_digester *in, const struct dg_digest_key *key);
void dg_digest_bytes(struct dg_digester *in, const void *bytes, size_t length);
void dg_digest_end(struct dg_digester *in, unsigned char digest[16]);

/* Each writes one value so that no two sequences of values look alike. */
void dg_digest_count(struct dg_digester *in, size_t count);
void dg_digest_text(struct dg_digester *in, struct dg_text value);
void dg_digest_time(struct dg_digester *in, const struct dg_time *value);
void dg_digest_integer(struct dg_digester *in, int64_t value);
void dg_digest_number(struct dg_digester *in, double value); /* -0 is 0 */
void dg_digest_boolean(struct dg_digester *in, bool value);
/* Whether there is a value, for the caller to write. */
bool dg_digest_opt(struct dg_digester *in, enum dg_presence presence);

/* A map, whose entries have no order:
       struct dg_digested_map at = dg_digest_map(in, count);
       for (…) { struct dg_digester *entry = dg_digest_entry(&at, key); dg_digest_…(entry, …); }
       dg_digest_map_end(&at); */
struct dg_digested_map {
    struct dg_digester *in;
    struct dg_digester entry;
    bool open;       /* an entry was begun */
    uint64_t sum[2]; /* of the digests of entries */
};
struct dg_digested_map dg_digest_map(struct dg_digester *in, size_t count);
struct dg_digester *dg_digest_entry(struct dg_digested_map *at, struct dg_text key);
void dg_digest_map_end(struct dg_digested_map *at);

#ifdef __cplusplus
}
#endif

#endif
