/* Declarations that the reader's own files share. Not for users of the runtime. */
#ifndef DG_RUNTIME_READER_INTERNAL_H
#define DG_RUNTIME_READER_INTERNAL_H

#include "runtime/arena_internal.h"
#include "runtime/escape.h"
#include "runtime/leaf.h"
#include "runtime/reader.h"

/* scan.c: tokens. Each function begins at in->at and leaves in->at after the token. Returns false
   if the text isn't JSON: this is reported, and the reader has stopped. */

/* Also reports the fault of a `faulty` string. */
bool dg_scan_judged_string(struct dg_reader *in, struct dg_string *out);
bool dg_scan_number(struct dg_reader *in, struct dg_text *out);
bool dg_scan_literal(struct dg_reader *in, struct dg_text literal);

/* Moves in->at to the next byte that isn't white space, or to the end. */
static inline void dg_scan_space(struct dg_reader *in)
{
    if (in->at < in->end && (unsigned char)*in->at <= ' ') {
        in->at = dg_leaf_space(in->at, in->end);
    }
}

/* The byte at in->at; at the end 0, which doesn't begin any token. */
static inline char dg_scan_peek(const struct dg_reader *in)
{
    return in->at < in->end ? *in->at : '\0';
}

/* The bytes of a string with its quotes. */
static inline struct dg_text dg_string_quoted(const struct dg_string *string)
{
    return (struct dg_text){string->raw.data - 1, string->raw.length + 2};
}

/* object.c */

/* Whether the name matches one of the object's patterns for other members. */
bool dg_shape_matches(const struct dg_shape *shape, struct dg_text name);

/* map.c */

/* Judges a name by the limits that the shape has. Returns whether the name is within them. */
bool dg_map_name_fits(struct dg_reader *in, const struct dg_map_shape *shape,
                      const struct dg_string *name);
/* Makes a member of an object an entry of the map: the slot is for its value. Returns false if the
 * reader has stopped. */
bool dg_map_take(struct dg_map *at, struct dg_members *members, const struct dg_string *name);
/* Ends the entries, of which those are duplicates. Returns the number of stored ones. */
struct dg_duplicates;
size_t dg_map_settle(struct dg_map *at, struct dg_duplicates duplicates);

/* fault.c: `actual` is the value's bytes in the text that was read */

enum dg_kind {
    DG_KIND_STRING,
    DG_KIND_INTEGER,
    DG_KIND_NUMBER,
    DG_KIND_BOOLEAN,
    DG_KIND_OBJECT,
    DG_KIND_ARRAY,
    DG_KIND_ANY
};

/* The largest nesting that is judged. */
static inline unsigned dg_judge_max_depth(const struct dg_report *report)
{
    if (report == NULL || report->max_depth == 0) {
        return DG_DEFAULT_MAX_DEPTH;
    }
    return report->max_depth < DG_LARGEST_MAX_DEPTH ? report->max_depth : DG_LARGEST_MAX_DEPTH;
}

/* Makes a finding about `actual` and the value of the current frame. The caller may set more
   members. */
struct dg_finding dg_judge_finding(const struct dg_judge *judge, enum dg_code code,
                                   struct dg_text actual);
/* Hands the finding to the sink. Severity OFF: the usual severity of the code. */
void dg_judge_report(struct dg_judge *judge, struct dg_finding *finding);
/* A finding about the value of the current site. */
void dg_judge_fault(struct dg_judge *judge, enum dg_code code, struct dg_text actual,
                    struct dg_text expected);
void dg_judge_type(struct dg_judge *judge, enum dg_kind wanted, struct dg_text actual);
/* Reports that the text isn't a date-time. */
void dg_judge_not_time(struct dg_judge *judge, struct dg_text actual);
/* Reports that a deprecated property is present; `actual` is its name. */
void dg_judge_deprecated(struct dg_judge *judge, const struct dg_property *property,
                         const struct dg_frame *frame, struct dg_text actual);
/* Reports that a value of a schema without `type` doesn't begin with the bracket. */
void dg_judge_implied(struct dg_judge *judge, char bracket, struct dg_text actual);
/* Reports that an int64 can't hold the integer, which no limit of the contract refuses. */
void dg_judge_beyond(struct dg_judge *judge, struct dg_text actual);
/* Notes in `faults` that the property failed. `faults` may be NULL. */
void dg_judge_note(uint64_t *faults, const struct dg_shape *shape, size_t property, bool refused);

/* The members of an object, for the check of required ones. */
struct dg_met {
    const char *start;    /* the bracket */
    const uint64_t *seen; /* a bit for each property that is present */
    uint64_t *faults;
};
/* Reports properties that are missing and that the schema or a present property requires. */
void dg_judge_required(struct dg_judge *judge, const struct dg_shape *shape,
                       const struct dg_met *met);

/* limits.c */

/* An empty `actual` means no value: an error also for an open enum. */
void dg_judge_enum(struct dg_judge *judge, const struct dg_words *words, struct dg_text actual);

/* Reports a value that the enum doesn't list, a text or the spelling of an integer, and the limits
   that it breaks. If `actual` is {NULL, 0}, findings show the value itself. */
void dg_judge_unlisted(struct dg_judge *judge, const struct dg_words *words, struct dg_text value,
                       struct dg_text actual);

/* Each returns whether the value is within its bounds, and reports a finding if not. If `actual` is
   {NULL, 0}, a finding shows the value itself. */
bool dg_judge_code_points(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                          struct dg_length bounds);
bool dg_judge_integer(struct dg_judge *judge, int64_t value, struct dg_text actual,
                      struct dg_range range);
bool dg_judge_int32(struct dg_judge *judge, int64_t value, struct dg_text actual,
                    struct dg_range range);
bool dg_judge_format(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                     const struct dg_format *format);
/* `patterns` may be NULL. */
bool dg_judge_patterns(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                       const struct dg_pattern *const *patterns);
bool dg_judge_limited_text(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                           const struct dg_text_limits *limits);
bool dg_judge_limited_integer(struct dg_judge *judge, struct dg_text spelling,
                              const struct dg_integer_limits *limits);
bool dg_judge_number(struct dg_judge *judge, struct dg_text spelling, struct dg_number_range range);
/* A member's name, without escapes, and as a finding shows it. */
bool dg_judge_name_patterns(struct dg_judge *judge, const struct dg_map_shape *shape,
                            struct dg_text name, struct dg_text actual);
/* `length` of a member's name, in code points; `actual` is the name. */
bool dg_judge_name(struct dg_judge *judge, const struct dg_map_shape *shape, size_t length,
                   struct dg_text actual);

static inline bool dg_judge_length(struct dg_judge *judge, struct dg_text text,
                                   struct dg_text actual, struct dg_length bounds)
{
    /* A code point has one to four bytes, so most need not be counted. */
    return (text.length <= bounds.max && text.length / 4 >= bounds.min) ||
           dg_judge_code_points(judge, text, actual, bounds);
}

/* The contents of a container. */
struct dg_counted {
    const char *start; /* the bracket */
    const char *schema;
    size_t count;
};
void dg_judge_member_count(struct dg_judge *judge, struct dg_counted counted,
                           struct dg_length bounds);
void dg_judge_item_count(struct dg_judge *judge, struct dg_counted counted,
                         struct dg_length bounds);

static inline void dg_judge_members(struct dg_judge *judge, struct dg_counted counted,
                                    struct dg_length bounds)
{
    if (counted.count < bounds.min || counted.count > bounds.max) {
        dg_judge_member_count(judge, counted, bounds);
    }
}

static inline void dg_judge_items(struct dg_judge *judge, struct dg_counted counted,
                                  struct dg_length bounds)
{
    if (counted.count < bounds.min || counted.count > bounds.max) {
        dg_judge_item_count(judge, counted, bounds);
    }
}

/* unique.c: reports that two items are equal. `array` is the text from bracket to bracket, `items`
 * has room for DG_UNIQUE_ROOM(number of items). */
#define DG_UNIQUE_ROOM(count) (2 * (count))
void dg_judge_unique(struct dg_judge *judge, const struct dg_counted *counted, struct dg_text array,
                     struct dg_name *items);

/* Reports that the value at `actual` is nested deeper than `limit` levels. */
void dg_judge_depth(struct dg_judge *judge, size_t limit, struct dg_text actual);

/* reader.c */

/* The work of dg_reader_open and dg_reader_close, for a reader whose judge, arena and depths are
   set. The arena may be NULL: then duplicate names are found as long as there is room. */
void dg_reader_begin(struct dg_reader *in, struct dg_text json);
bool dg_reader_end(struct dg_reader *in);
/* Returns whether nothing but white space is left; if more is left, reports json.syntax. */
bool dg_reader_at_end(struct dg_reader *in);
/* Reports json.syntax at `place`, in->at or later, and stops. Returns false. Silent once
   stopped. */
bool dg_reader_syntax(struct dg_reader *in, const char *place, const char *expected);
/* Stops: memory ran out. Returns false. */
bool dg_reader_no_memory(struct dg_reader *in);
/* Takes the bracket at in->at that opens a value. If it is nested too deep, reports that, stops,
   and returns false. */
bool dg_reader_enter(struct dg_reader *in);

/* Arena memory that is needed for a while. */
struct dg_spare {
    struct dg_spare *next;
    size_t size;
    max_align_t bytes[];
};

/* Returns `size` zeroed bytes for the value that is next; NULL, and the value is absent, if memory
 * runs out; then the reader has stopped. */
void *dg_reader_new(struct dg_reader *in, enum dg_presence *presence, size_t size);

/* Lends `size` bytes, not zeroed. Returns NULL if memory runs out; then the reader has stopped. The
 * size is that of a struct: of each size, the arena has as much memory as is lent at once. */
struct dg_spare *dg_reader_lend(struct dg_reader *in, size_t size);
/* The same for a size that the text decides: lends at least so many bytes. */
struct dg_spare *dg_reader_lend_room(struct dg_reader *in, size_t size);
/* Returns the memory to the reader. `spare` may be NULL. */
void dg_reader_return(struct dg_reader *in, struct dg_spare *spare);

/* Copies the elements to an array of twice `*capacity` elements in the arena. Returns NULL if
 * memory runs out; then the reader has stopped. */
void *dg_reader_grow(struct dg_reader *in, void *elements, size_t element_size, size_t *capacity);

/* The text of a string: in place, or without its escapes in the arena. If memory runs out, returns
   false, and the reader has stopped. */
bool dg_reader_text(struct dg_reader *in, const struct dg_string *string, struct dg_text *out);

/* Marks the point. What was returned before isn't lent until the reader goes back to it. */
struct dg_reader_mark dg_reader_mark(struct dg_reader *in);
/* Gives back to the arena what the reader took since. There are as many open objects as then. */
void dg_reader_rewind(struct dg_reader *in, const struct dg_reader_mark *mark);

/* skip.c: values that aren't stored */

/* Reads one value with every check of JSON. */
void dg_skip_value(struct dg_reader *in);

/* Reads a value that isn't of the kind `wanted`. Returns DG_NULL if it is null and the site allows
   null. Otherwise returns DG_ABSENT, and has reported `type` or a fault of the text. */
enum dg_presence dg_skip_refused(struct dg_reader *in, enum dg_kind wanted);

/* names.c: duplicate member names */

/* Makes a lenient reader use the free part of another reader's stack of names. The other one must
 * not be used meanwhile. */
void dg_names_share(struct dg_reader *in, const struct dg_reader *other);

/* Notes the name of the current member. Returns false if it is a duplicate, which is reported. A
   duplicate that is recognized only at the object's end is reported by dg_names_close. */
bool dg_names_add(struct dg_reader *in, struct dg_members *members, const struct dg_string *name);

/* Reports a duplicate member and subtracts it from the count. */
void dg_names_report(struct dg_reader *in, struct dg_members *members, struct dg_text raw);

/* The duplicates that were recognized at the end, in the order of the text. */
struct dg_duplicates {
    const struct dg_name *names; /* key: offset of the name in the text, in bytes */
    size_t count;
};

/* Sorts by key; stable. `scratch` has room for the largest power of two that is less than `count`.
 */
void dg_names_sort(struct dg_name *names, size_t count, struct dg_name *scratch);

/* Finds and reports duplicates. The result is valid until the next dg_names_add. */
struct dg_duplicates dg_names_close(struct dg_reader *in, struct dg_members *members);

/* habit.c: what the arena remembers of producers. Verdicts, findings and values never depend on it.
 */

/* What is remembered of objects of the shape; NULL: nothing. */
struct dg_habit *dg_habit_find(const struct dg_reader *in, const struct dg_shape *shape);
/* The same, but begins to remember. NULL: there is no place now. */
struct dg_habit *dg_habit_begin(struct dg_reader *in, const struct dg_shape *shape);
/* Whether nothing is foreseen in the next object. `habit` may be NULL. */
static inline bool dg_habit_pauses(const struct dg_habit *habit)
{
    return habit != NULL && habit->pause > 0;
}
/* Learns from an object that was read to its end: of its `count` members, `found` weren't foreseen.
 */
void dg_habit_end(struct dg_habit *habit, size_t found, size_t count);

/* members.c */

/* Takes the opening brace. Returns false if it is nested too deep: then there is nothing to
   close. */
bool dg_members_open(struct dg_reader *in, struct dg_members *members);
/* Moves to the value of the next member and makes its frame the current one. Returns false at the
   end. Members whose name isn't I-JSON are reported and skipped. */
bool dg_members_next(struct dg_reader *in, struct dg_members *members, struct dg_string *name);
/* Counts a member whose name was read, the text between its quotes, and makes its frame the current
 * one. */
void dg_members_take(struct dg_reader *in, struct dg_members *members, struct dg_text name);
/* Reports late duplicates and makes the object's frame the current one again. */
struct dg_duplicates dg_members_close(struct dg_reader *in, struct dg_members *members);

/* Moves to element frame->index of an array and makes its frame the current one. Returns false at
   the end. */
bool dg_elements_next(struct dg_reader *in, struct dg_frame *frame);

/* expect.c: expectations, as text */

#define DG_PHRASE_BYTES 256

/* "at least 2 items", "at most 1 member": `thing` is a plural that ends with s. */
struct dg_text dg_expect_bound(char buffer[DG_PHRASE_BYTES], const char *relation, size_t bound,
                               const char *thing);
/* "at least 5" */
struct dg_text dg_expect_limit(char buffer[DG_PHRASE_BYTES], const char *relation,
                               struct dg_text limit);
struct dg_text dg_expect_integer(char buffer[DG_PHRASE_BYTES], const char *relation, int64_t limit);
/* "one of "a", "b"", cut after whole values if it is too long: ", and 2 more" */
struct dg_text dg_expect_words(char buffer[DG_PHRASE_BYTES], const struct dg_words *words);
/* "string or null", of the types whose bits are set */
struct dg_text dg_expect_types(char buffer[DG_PHRASE_BYTES], unsigned types);
/* "one of 1, true", of values as JSON */
struct dg_text dg_expect_values(char buffer[DG_PHRASE_BYTES], const struct dg_text *values,
                                size_t count);
/* "one of 1, true", of tags; with a name before: ""type": one of "cat", "dog"" */
struct dg_text dg_expect_tags(char buffer[DG_PHRASE_BYTES], struct dg_text name,
                              const struct dg_tag *tags, size_t count);
/* The JSON string of a value. */
struct dg_text dg_expect_text(char buffer[DG_PHRASE_BYTES], struct dg_text value);

#endif
