/* Resolves clashes of C names. */
#include "load/naming_claim.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/naming.h"
#include "load/sha256.h"

static int name_compare(const void *a, const void *b)
{
    const struct name_claim *left = a;
    const struct name_claim *right = b;
    int order = strcmp(left->name, right->name);

    /* Fixed names first, those that yield last, then by location: only the order of errors depends
     * on the location. */
    if (order != 0) {
        return order;
    }
    if (left->fixed != right->fixed) {
        return left->fixed ? -1 : 1;
    }
    if (left->yields != right->yields) {
        return right->yields ? -1 : 1;
    }
    return location_compare(left->at, right->at);
}

const char *naming_with_hash(const struct name_claim *claim, struct dg_arena *arena)
{
    unsigned char digest[SHA256_SIZE];
    const char *name;
    bool lower = strcmp(claim->name, naming_upper(claim->name, arena)) != 0;

    sha256_of(claim->wire, digest);
    name = memory_arena_format(arena, "%s_%02x%02x%02x", claim->name, (unsigned)digest[0],
                               (unsigned)digest[1], (unsigned)digest[2]);
    return lower ? name : naming_upper(name, arena);
}

static void name_settle_group(struct loader *loader, const struct name_claim *claims, size_t all)
{
    size_t count = all;

    for (; count > 0 && claims[count - 1].yields; count--) {
        const struct name_claim *claim = &claims[count - 1];

        *claim->out = all > 1 ? naming_with_hash(claim, loader->arena) : claim->name;
    }
    for (size_t i = 0; i < count; i++) {
        const struct name_claim *claim = &claims[i];

        *claim->out = claim->name;
        if (count > 1 && !claims[0].fixed) {
            *claim->out = naming_with_hash(claim, loader->arena);
        }
        if (i == 0 || !claims[0].fixed) {
            continue;
        }
        diag_error(loader->diag, DIAG_NAME_CLASH, claim->at, "the C name '%s' is used twice",
                   claim->name);
        diag_note(loader->diag, claims[0].at, "the other occurrence is this x-dg-name");
    }
}

void naming_settle(struct loader *loader, struct name_claim *claims, size_t count)
{
    size_t first = 0;

    if (count > 0) {
        qsort(claims, count, sizeof *claims, name_compare);
    }
    for (size_t i = 1; i <= count; i++) {
        if (i < count && strcmp(claims[i].name, claims[first].name) == 0) {
            continue;
        }
        name_settle_group(loader, claims + first, i - first);
        first = i;
    }
}

struct name_claim *naming_claim_add(struct name_claims *claims, const struct name_claim *claim)
{
    if (claims->count == claims->capacity) {
        claims->capacity = claims->capacity == 0 ? 256 : claims->capacity * 2;
        claims->items = memory_grow(claims->items, claims->capacity * sizeof *claims->items);
    }
    claims->items[claims->count] = *claim;
    return &claims->items[claims->count++];
}
