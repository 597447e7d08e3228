/* The sources of the runtime, which the build puts into dg-codegen. */
#ifndef DG_CODEGEN_RUNTIME_SOURCES_H
#define DG_CODEGEN_RUNTIME_SOURCES_H

#include <stddef.h>

struct runtime_source {
    const char *path; /* in the folder of generated files: "runtime_arena.c", "runtime/arena.h" */
    const unsigned char *text;
    size_t length;
};

extern const struct runtime_source runtime_sources[];
extern const size_t runtime_source_count;

#endif
