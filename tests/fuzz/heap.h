/* The allocator of the arenas of fuzz targets. */
#ifndef DG_TESTS_HEAP_H
#define DG_TESTS_HEAP_H

#include "runtime/arena.h"

extern const struct dg_allocator heap;

#endif
