/* The responses of the test server to the cancellation of each id: one table. */
#ifndef DG_TESTS_SCENARIOS_H
#define DG_TESTS_SCENARIOS_H

#include <stdbool.h>
#include <stddef.h>

/* The end of the connection, after a reply without a status was sent. */
enum scenario_end {
    SCENARIO_CLOSE,
    SCENARIO_RESET,
    SCENARIO_HANG
};

/* One answer. In `body`, $id$ stands for the id and $path$ for the path, both as on the wire,
   $header$ for the value of the request header whose name ends the id, $status$ for the status. */
struct scenario_reply {
    unsigned status;            /* 0: only `body` is sent, without a head of HTTP */
    const char *media;          /* NULL: no Content-Type */
    const char *body;           /* NULL: empty */
    const char *replace, *with; /* a part of `body` that occurs once, and its replacement */
    const char *tail;           /* replaces the last character of `body`; NULL: no replacement */
    const char *header, *value; /* one more header; NULL: none */
    size_t padding;             /* spaces after the body */
    enum scenario_end end;      /* for status 0 */
    bool reads;                 /* to GET and HEAD, and not to POST */
};

#define SCENARIO_REPLIES 3

struct scenario {
    const char *id;    /* the beginning of ids; the longest match counts */
    const char *about; /* for --help */
    struct scenario_reply
        replies[SCENARIO_REPLIES]; /* the first answers of an id; the last stays */
    size_t count;
};

extern const struct scenario scenarios[];
extern const size_t scenario_count;

/* Whether each part to replace is in its body; prints those that are not. */
bool scenarios_are_sound(void);

/* The row for `id`, NULL if it is unknown. */
const struct scenario *scenario_find(const char *id);

/* Answers that don't depend on the id. */
extern const struct scenario_reply scenario_unauthorized;
extern const struct scenario_reply scenario_not_found;
extern const struct scenario_reply scenario_not_allowed;

#endif
