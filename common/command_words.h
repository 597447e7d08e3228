/* The words of the commands that dg-validate has with any contract. dg-validate makes its table of
 * commands from them, and dg-codegen refuses an operation whose x-dg-command is one of them. */
#ifndef DG_COMMAND_WORDS_H
#define DG_COMMAND_WORDS_H

/* X(identifier, word), in the order of the help; those of operations follow the first. */
#define COMMAND_WORDS(X)                                                                           \
    X(CHECK, "check")                                                                              \
    X(CALL, "call")                                                                                \
    X(MERGE, "merge")                                                                              \
    X(CONTRACT, "contract")                                                                        \
    X(EXPLAIN, "explain")                                                                          \
    X(HELP, "help")

#endif
