/* The faults of the fault server: one table. */
#ifndef DG_TESTS_FAULTS_H
#define DG_TESTS_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

/* The end of the connection, after everything was sent. */
enum fault_end {
    FAULT_CLOSE,
    FAULT_RESET,
    FAULT_HANG /* until the client leaves */
};

/* Bytes, which may include NULs. */
struct fault_bytes {
    const char *data;
    size_t length;
};

/* One answer. In `head` and `body`, $id$ stands for the id, $number$ for the number at the end of
   the id, $authorization$ for the header Authorization of the request, $second$ for the URL of the
   second host; in `head` also $length$ for the length of the body. */
struct fault {
    const char *id;    /* the beginning of ids; the longest match counts */
    const char *about; /* for --help */
    struct fault_bytes head;
    struct fault_bytes body;
    int lie;                  /* added to the length of the body in $length$ */
    bool cut;                 /* the body is cut to the number of bytes in the id */
    bool bytewise;            /* each byte on its own */
    int pace;                 /* milliseconds between bytes; 0: none */
    struct fault_bytes again; /* bytes that are sent repeatedly after the body */
    long again_count;         /* number of repetitions; 0: until the client leaves */
    enum fault_end end;
    const char *then; /* the answer for the same id from the second time on; NULL: this one */
};

extern const struct fault faults[];
extern const size_t fault_count;

/* The fault of an id. NULL: there is no such fault. */
const struct fault *fault_find(const char *id);

#endif
