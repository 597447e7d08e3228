/* The words of the commands that dg-validate has with any contract. Its own table makes its rows
 * from them, and dg-codegen refuses operations that take one. */
#ifndef DG_COMMAND_WORDS_H
#define DG_COMMAND_WORDS_H

/* X(identifier, word), in the order of the help; those of operations follow the first. */
#define COMMAND_WORDS(X)                                                                           \
    X(CHECK, "check")                                                                              \
    X(CALL, "call")                                                                                \
    X(CONTRACT, "contract")                                                                        \
    X(EXPLAIN, "explain")                                                                          \
    X(HELP, "help")

/* Kept for a command to come. */
#define COMMAND_WORDS_RESERVED "merge"

#endif
