/* The reason phrases of HTTP statuses. */
#ifndef DG_VALIDATE_STATUS_H
#define DG_VALIDATE_STATUS_H

/* The phrase for a status in the IANA registry; NULL if the registry has none. HTTP/2 sends no
   phrase, and servers of HTTP/1.1 may send any. */
const char *status_phrase(int status);

#endif
