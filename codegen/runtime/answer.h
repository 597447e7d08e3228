/* Whole responses: judges status, media type and body against the responses that an operation
 * documents.
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_ANSWER_H
#define DG_RUNTIME_ANSWER_H

#include "contract.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Documented responses */

/* The response that the operation documents for a status: listed exactly, otherwise by range,
   otherwise `default`. NULL: the status is not documented. */
const struct dg_response *dg_operation_response(const struct dg_operation *operation, int status);

/* The documented body of the response for a Content-Type, whose parameters don't matter (RFC 9110
   §8.3.1): the type itself, otherwise the narrowest range. NULL: the media type is not
   documented. */
const struct dg_media *dg_response_media(const struct dg_response *response,
                                         struct dg_text content_type);

/* Whether a Content-Type is of the media type, which is in lower case. */
bool dg_media_type_is(struct dg_text content_type, struct dg_text type);

/* Whether a Content-Type is of JSON: application/json, or one that ends in +json (RFC 6839 §3.1).
 */
bool dg_media_type_is_json(struct dg_text content_type);

/* Whether a response of this status can have content, unless it is a response to HEAD (RFC 9110
   §6.4.1). */
bool dg_status_has_content(int status);

/* Bodies of lines (application/x-ndjson, application/jsonl) */

/* The part of a body that follows the lines that were taken. */
struct dg_answer_lines {
    struct dg_text rest;
};

/* Takes the next line that isn't blank, without its newline. Returns false if there is none. */
bool dg_answer_next_line(struct dg_answer_lines *lines, struct dg_text *line);

/* Responses */

/* A caller's own way to decode. To pass more data to the function, make this a member of another
   struct. */
struct dg_answer_decoder {
    /* Judges a body, or a line of it, by the schema and by report->exchange, and reads a body into
       the memory that dg_answer_judge got. Returns false if the text can't be judged, which ends
       the judgement. */
    bool (*decode)(struct dg_answer_decoder *decoder, const struct dg_schema *schema,
                   struct dg_text json, struct dg_report *report);
};

/* A response as received. */
struct dg_answer_input {
    const struct dg_operation *operation;
    int status;
    struct dg_text content_type; /* the header's value, with parameters; length 0: there is none */
    struct dg_text body;         /* without transfer and content codings */
    bool body_lost;              /* the response may have had a body, which isn't known */
    const struct dg_path_value *path; /* the path parameters of the request; NULL: not known */
    size_t path_count;
    /* The body of operation->success in an earlier response about the same object, which had no
       errors: the struct of its schema. NULL: there is none. */
    const void *before;
    struct dg_answer_decoder *decoder; /* NULL: that of the schema, which compares with `before` */
};

/* How far a response was judged. */
enum dg_answer_extent {
    DG_ANSWER_JUDGED,
    DG_ANSWER_SKIPPED, /* the body couldn't be judged: a finding gives the reason, or it is lost */
    DG_ANSWER_UNJUDGED /* the contract has no schema by which bodies of the media type are judged */
};

/* The parts of the contract by which a response was judged. */
struct dg_answer_verdict {
    enum dg_answer_extent extent;
    const struct dg_response *response; /* NULL: the status isn't documented */
    const struct dg_media *media;       /* the documented body that was read; NULL: none */
};

/* Judges a response. `value` gets the body if there is a documented one that isn't of lines; it
   must be aligned and large enough for the schemas of all bodies of the operation. Bodies of lines
   are decoded line by line, in memory of the arena that is reused. Texts of the value point into
   the body and into the arena.
   Findings go to `report`, those with codes http.* without a frame; NULL: verdict only. The
   report's `exchange` and `history` are not used. Returns true when no finding was an error, except
   those of a caller's decoder. When memory runs out, the result is false and arena->failed is
   set. */
bool dg_answer_judge(struct dg_answer_verdict *verdict, const struct dg_answer_input *input,
                     void *value, struct dg_arena *arena, struct dg_report *report);

/* Functions for generated code */

/* Moves the values that are known, whose data isn't NULL, to the front. Returns their number. */
size_t dg_answer_path(struct dg_path_value *path, size_t count);

/* The documented response, as generated enumerators number it: its status, the first digit of a
 * range, or DG_ANSWER_DEFAULT; 0: the status isn't documented. */
#define DG_ANSWER_DEFAULT 1000
unsigned dg_answer_response(const struct dg_answer_verdict *verdict);

/* The number of the body among those of the operation, from 1; 0: none was read. */
unsigned dg_answer_body(const struct dg_answer_verdict *verdict);

#ifdef __cplusplus
}
#endif

#endif
