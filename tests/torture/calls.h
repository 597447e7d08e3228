/* The kinds of calls that fail in the torture, and the results that are allowed. */
#ifndef DG_TORTURE_CALLS_H
#define DG_TORTURE_CALLS_H

/* Identifier, name, allowed exit statuses of dg-validate and of dg-codegen after a failure (a digit
 * each), whether a failure may make no difference (the call only tidies up, or there is another
 * way), and whether other files may be in place already. */
#define TORTURE_CALLS(ROW)                                                                         \
    ROW(MEMORY, "memory", "5", "3", true, false)                                                   \
    ROW(OPEN, "open", "235", "3", true, true)                                                      \
    ROW(READ, "read", "23", "3", false, false)                                                     \
    ROW(WRITE, "write", "5", "3", false, false)                                                    \
    ROW(CLOSE, "close", "5", "3", true, false)                                                     \
    ROW(FSYNC, "fsync", "5", "3", false, true)                                                     \
    ROW(RENAME, "rename", "5", "3", false, true)                                                   \
    ROW(STAT, "stat", "235", "3", true, false)                                                     \
    ROW(OPENDIR, "opendir", "35", "3", true, false)                                                \
    ROW(READDIR, "readdir", "35", "3", true, false)                                                \
    ROW(UNLINK, "unlink", "5", "3", true, true)                                                    \
    ROW(MKDIR, "mkdir", "5", "3", false, false)                                                    \
    ROW(FLOCK, "flock", "5", "3", true, false)                                                     \
    ROW(FCNTL, "fcntl", "45", "3", true, false)                                                    \
    ROW(FCHMOD, "fchmod", "5", "3", false, false)                                                  \
    ROW(GETRANDOM, "getrandom", "5", "3", true, false)                                             \
    ROW(SPAWN, "spawn", "", "3", false, false)                                                     \
    ROW(WAIT, "wait", "", "3", false, false)                                                       \
    ROW(THREAD, "thread", "45", "", true, false)                                                   \
    ROW(SOCKET, "socket", "4", "", true, false)                                                    \
    ROW(CONNECT, "connect", "4", "", true, false)                                                  \
    ROW(POLL, "poll", "4", "", true, false)                                                        \
    ROW(SEND, "send", "4", "", true, false)                                                        \
    ROW(RECV, "recv", "4", "", true, false)

enum torture_call {
#define IDENTIFIER(identifier, name, validate, codegen, harmless, placed) TORTURE_##identifier,
    TORTURE_CALLS(IDENTIFIER)
#undef IDENTIFIER
    TORTURE_CALL_COUNT
};

/* The first call from a place: its kind, and its number among the calls of this kind, from 1. */
struct torture_place {
    enum torture_call kind;
    unsigned long number;
};

#endif
