/* A strict reader of JSON (RFC 8259) that stores nothing and can be fed byte by byte. */
#ifndef DG_VALIDATE_SKIPPER_H
#define DG_VALIDATE_SKIPPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The limit of nesting. */
#define SKIPPER_DEEPEST 4096
/* The nesting up to which values are reported as events. */
#define SKIPPER_WATCHED 3
/* The number of bytes of a member's name that are kept. */
#define SKIPPER_NAME 16

enum skipper_event {
    SKIPPER_MORE,  /* all bytes were taken */
    SKIPPER_NAMED, /* a member's name ended: `name` */
    SKIPPER_BEGIN, /* the next byte begins a value inside `depth` others */
    SKIPPER_END,   /* a value inside `depth` others ended before the next byte */
    SKIPPER_FAULT  /* the next byte is not the `expected` one */
};

struct skipper {
    size_t depth;            /* objects and arrays that are open */
    const char *expected;    /* after SKIPPER_FAULT. Static */
    char name[SKIPPER_NAME]; /* the latest name, without its escapes */
    size_t name_length;      /* SIZE_MAX: the name is longer, or isn't ASCII */
    /* the rest is the skipper's */
    int state;
    bool is_name;        /* the string being read */
    unsigned digits;     /* digits of \u that are still missing */
    unsigned unit;       /* the value of the digits so far */
    const char *literal; /* the rest of true, false or null */
    bool begun;          /* the BEGIN of the current value was reported */
    size_t base;         /* while a faulty value is passed over: its depth + 1; otherwise 0 */
    unsigned char objects[SKIPPER_DEEPEST / 8 + 1]; /* a bit for each level: it is an object */
};

void skipper_open(struct skipper *skipper);

/* Reads from *at on until there is an event. Moves *at past the bytes that were read. */
enum skipper_event skipper_run(struct skipper *skipper, const char **at, const char *end);

/* After SKIPPER_FAULT in a value inside `depth` others: passes over the rest of this value, up to
   its SKIPPER_END. Only strings and brackets are considered. */
void skipper_pass_over(struct skipper *skipper, size_t depth);

/* Whether the text may end here; if not, `expected` names the missing token. */
bool skipper_may_end(struct skipper *skipper);

#endif
