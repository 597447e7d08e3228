/* A strict reader of JSON (RFC 8259) that stores nothing and can be fed byte by byte. */
#ifndef DG_VALIDATE_SKIPPER_H
#define DG_VALIDATE_SKIPPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Nesting that is read. */
#define SKIPPER_DEEPEST 4096
/* Events come from values that lie in at most so many others. */
#define SKIPPER_WATCHED 3
/* Bytes of a member's name that are kept. */
#define SKIPPER_NAME 8

enum skipper_event {
    SKIPPER_MORE,  /* all bytes were taken */
    SKIPPER_NAMED, /* a member's name ended: `name` */
    SKIPPER_BEGIN, /* the next byte begins a value in `depth` others */
    SKIPPER_END,   /* a value in `depth` others ended before the next byte */
    SKIPPER_FAULT  /* the next byte is not what is `expected` */
};

struct skipper {
    size_t depth;            /* objects and arrays that are open */
    const char *expected;    /* after SKIPPER_FAULT. Static */
    char name[SKIPPER_NAME]; /* the latest, without its escapes */
    size_t name_length;      /* SIZE_MAX: it is longer, or has one that is not of ASCII */
    /* the rest is the skipper's */
    int state;
    bool is_name;        /* the string being read */
    unsigned digits;     /* of \u that are still to come */
    unsigned unit;       /* the value of those that came */
    const char *literal; /* what has to come of true, false or null */
    bool begun;          /* the BEGIN of the value at hand was told */
    size_t base;         /* while a faulty value is passed over: what it lies in, + 1; else 0 */
    unsigned char objects[SKIPPER_DEEPEST / 8 + 1]; /* a bit for each level: it is an object */
};

void skipper_open(struct skipper *skipper);

/* Reads from *at on, which it moves, until there is an event. */
enum skipper_event skipper_run(struct skipper *skipper, const char **at, const char *end);

/* After SKIPPER_FAULT inside a value that lies in `depth` others: passes over the rest of it, of
   which only strings and brackets are heeded, up to its SKIPPER_END. */
void skipper_pass_over(struct skipper *skipper, size_t depth);

/* Whether the text may end here; if not, `expected` says what is missing. */
bool skipper_may_end(struct skipper *skipper);

#endif
