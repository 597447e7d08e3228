/* What the fault server can be told to do wrong: one table. */
#ifndef DG_TESTS_FAULTS_H
#define DG_TESTS_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

/* What happens to the connection once everything was sent. */
enum fault_end {
    FAULT_CLOSE,
    FAULT_RESET,
    FAULT_HANG /* until the client leaves */
};

/* Of bytes that may hold NULs. */
struct fault_bytes {
    const char *data;
    size_t length;
};

/* One answer. In `head` and `body`, $id$ stands for the id, $number$ for the number that it ends
   with, $authorization$ for that header of the request, $second$ for the URL of the second host; in
   `head` also $length$ for the length of the body. */
struct fault {
    const char *id;    /* ids that begin with it; the longest match counts */
    const char *about; /* for --help */
    struct fault_bytes head;
    struct fault_bytes body;
    int lie;                  /* more than the length of the body that $length$ says */
    bool cut;                 /* of the body only as many bytes as the number in the id says */
    bool bytewise;            /* each byte on its own */
    int pace;                 /* milliseconds between bytes; 0: none */
    struct fault_bytes again; /* what is sent after that again and again */
    long again_count;         /* how often; 0: until the client leaves */
    enum fault_end end;
    const char *then; /* what the same id plays from the second time on; NULL: this */
};

extern const struct fault faults[];
extern const size_t fault_count;

/* NULL: there is no such fault. */
const struct fault *fault_find(const char *id);

#endif
