/* Minimises automata, by Hopcroft's algorithm. */
#include <string.h>

#include "base/memory_arena.h"
#include "pattern/pattern_automaton.h"

/* A set of states that weren't told apart yet. */
struct block {
    size_t first; /* in `order` */
    size_t count;
    size_t marked; /* the first ones are */
    bool waiting;
};

struct partition {
    const struct pattern_automaton *automaton;
    uint16_t *order;    /* the states, by block */
    size_t *place;      /* [state]: in `order` */
    uint16_t *block_of; /* [state] */
    struct block *blocks;
    size_t count;
    uint16_t *waiting; /* blocks that may tell apart others */
    size_t waiting_count;
    uint16_t *touched; /* blocks with marked states */
    size_t touched_count;
    size_t *sources; /* [class][state + 1]: where the states that lead to it begin in `origins` */
    uint16_t *origins;
};

/* Writes, for each state, the states that lead to it by the class. */
static void minimal_invert(struct partition *partition, size_t class)
{
    const struct pattern_automaton *automaton = partition->automaton;
    size_t count = automaton->count;
    size_t *sources = partition->sources + class * (count + 1);
    uint16_t *origins = partition->origins + class * count;

    for (size_t i = 0; i < count; i++) {
        sources[automaton->next[i * automaton->classes + class] + 1]++;
    }
    for (size_t i = 0; i < count; i++) {
        sources[i + 1] += sources[i];
    }
    for (size_t i = count; i-- > 0;) {
        origins[sources[automaton->next[i * automaton->classes + class] + 1] - 1] = (uint16_t)i;
        sources[automaton->next[i * automaton->classes + class] + 1]--;
    }
    memmove(sources, sources + 1, count * sizeof *sources);
    sources[count] = count;
}

static void minimal_wait(struct partition *partition, size_t block)
{
    partition->blocks[block].waiting = true;
    partition->waiting[partition->waiting_count++] = (uint16_t)block;
}

/* Adds a block of the states at `first` in the order. */
static size_t minimal_add(struct partition *partition, size_t first, size_t count)
{
    size_t block = partition->count++;

    partition->blocks[block] = (struct block){.first = first, .count = count};
    for (size_t i = 0; i < count; i++) {
        partition->block_of[partition->order[first + i]] = (uint16_t)block;
    }
    return block;
}

static void minimal_place(struct partition *partition, size_t place, uint16_t state)
{
    partition->order[place] = state;
    partition->place[state] = place;
}

/* Moves a state to the marked ones of its block. */
static void minimal_mark(struct partition *partition, uint16_t state)
{
    struct block *block = &partition->blocks[partition->block_of[state]];
    size_t place = partition->place[state];
    size_t end = block->first + block->marked;

    if (place < end) {
        return;
    }
    if (block->marked++ == 0) {
        partition->touched[partition->touched_count++] = partition->block_of[state];
    }
    minimal_place(partition, place, partition->order[end]);
    minimal_place(partition, end, state);
}

/* Divides the touched blocks into marked and other states. */
static void minimal_split(struct partition *partition)
{
    while (partition->touched_count > 0) {
        size_t index = partition->touched[--partition->touched_count];
        struct block *block = &partition->blocks[index];
        size_t marked = block->marked;
        size_t rest = block->count - marked;
        size_t added;

        block->marked = 0;
        if (rest == 0) {
            continue;
        }
        /* The smaller part becomes a block of its own. */
        if (marked <= rest) {
            added = minimal_add(partition, block->first, marked);
            block->first += marked;
            block->count = rest;
        } else {
            added = minimal_add(partition, block->first + marked, rest);
            block->count = marked;
        }
        minimal_wait(partition, added);
    }
}

/* Tells apart states by whether a class leads into the block. */
static void minimal_refine(struct partition *partition, const uint16_t *states, size_t count)
{
    size_t total = partition->automaton->count;

    for (size_t class = 0; class < partition->automaton->classes; class ++) {
        const size_t *sources = partition->sources + class * (total + 1);
        const uint16_t *origins = partition->origins + class * total;

        for (size_t i = 0; i < count; i++) {
            for (size_t j = sources[states[i]]; j < sources[states[i] + 1]; j++) {
                minimal_mark(partition, origins[j]);
            }
        }
        minimal_split(partition);
    }
}

static struct partition minimal_begin(const struct pattern_automaton *automaton,
                                      struct dg_arena *arena)
{
    size_t count = automaton->count;
    struct partition partition = {
        .automaton = automaton,
        .order = memory_arena_new(arena, count * sizeof(uint16_t)),
        .place = memory_arena_new(arena, count * sizeof(size_t)),
        .block_of = memory_arena_new(arena, count * sizeof(uint16_t)),
        .blocks = memory_arena_new(arena, count * sizeof(struct block)),
        .waiting = memory_arena_new(arena, count * sizeof(uint16_t)),
        .touched = memory_arena_new(arena, count * sizeof(uint16_t)),
        .sources = memory_arena_new(arena, automaton->classes * (count + 1) * sizeof(size_t)),
        .origins = memory_arena_new(arena, automaton->classes * count * sizeof(uint16_t))};
    size_t place = 0;
    size_t matching = 0;

    for (size_t class = 0; class < automaton->classes; class ++) {
        minimal_invert(&partition, class);
    }
    for (int wanted = 1; wanted >= 0; wanted--) {
        for (size_t i = 0; i < count; i++) {
            if (automaton->matching[i] == (wanted == 1)) {
                minimal_place(&partition, place++, (uint16_t)i);
            }
        }
        if (wanted == 1) {
            matching = place;
        }
    }
    minimal_add(&partition, 0, matching);
    minimal_add(&partition, matching, count - matching);
    minimal_wait(&partition, 0);
    minimal_wait(&partition, 1);
    return partition;
}

/* Numbers the blocks: 0 and 1, then the others in the order in which a walk from the start meets
   them, so that repetitions have regular numbers. Returns their number; blocks that the walk
   doesn't meet have number 0. */
static size_t minimal_number(const struct partition *partition, uint16_t *numbers, uint16_t *met,
                             struct dg_arena *arena)
{
    const struct pattern_automaton *automaton = partition->automaton;
    bool *seen = memory_arena_new(arena, partition->count);
    size_t count = 0;
    size_t number = 2;

    met[count++] = partition->block_of[automaton->start];
    seen[met[0]] = true;
    for (size_t i = 0; i < count; i++) {
        size_t state = partition->order[partition->blocks[met[i]].first];

        if (met[i] != partition->block_of[0] && met[i] != partition->block_of[1]) {
            numbers[met[i]] = (uint16_t)number++;
        }
        for (size_t class = 0; class < automaton->classes; class ++) {
            uint16_t block =
                partition->block_of[automaton->next[state * automaton->classes + class]];

            if (!seen[block]) {
                seen[block] = true;
                met[count++] = block;
            }
        }
    }
    numbers[partition->block_of[0]] = 0;
    numbers[partition->block_of[1]] = 1;
    return number;
}

/* Makes the automaton whose states are the blocks. */
static struct pattern_automaton minimal_join(const struct partition *partition,
                                             struct dg_arena *arena)
{
    const struct pattern_automaton *old = partition->automaton;
    uint16_t *numbers = memory_arena_new(arena, partition->count * sizeof(uint16_t));
    uint16_t *met = memory_arena_new(arena, partition->count * sizeof(uint16_t));
    struct pattern_automaton joined = {.classes = old->classes, .work = old->work};

    joined.count = minimal_number(partition, numbers, met, arena);
    joined.next = memory_arena_new(arena, joined.count * old->classes * sizeof(uint16_t));
    joined.matching = memory_arena_new(arena, joined.count);
    joined.start = numbers[partition->block_of[old->start]];
    for (size_t i = 0; i < old->count; i++) {
        size_t number = numbers[partition->block_of[i]];

        if (number == 0 && i != 0) {
            continue;
        }
        joined.matching[number] = old->matching[i];
        for (size_t class = 0; class < old->classes; class ++) {
            joined.next[number * old->classes + class] =
                numbers[partition->block_of[old->next[i * old->classes + class]]];
        }
    }
    return joined;
}

void pattern_minimal_make(struct pattern_automaton *automaton, struct dg_arena *arena)
{
    struct partition partition = minimal_begin(automaton, arena);
    uint16_t *states = memory_arena_new(arena, automaton->count * sizeof(uint16_t));

    while (partition.waiting_count > 0) {
        uint16_t index = partition.waiting[--partition.waiting_count];
        struct block *block = &partition.blocks[index];

        block->waiting = false;
        memcpy(states, partition.order + block->first, block->count * sizeof(uint16_t));
        minimal_refine(&partition, states, block->count);
    }
    *automaton = minimal_join(&partition, arena);
}
