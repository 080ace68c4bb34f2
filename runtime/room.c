/* Room in the file for the parts of trees.
 * In: a kind of part.  Out: room for one, in a slab of the tree's own. Slabs grow with the tree.
 * Once the trees have used up their budget no new path gets room: its calls are folded (fold.c). */
#include "runtime/room.h"
#include "runtime/store.h"

/* Together with what is outside the budget, a program of a thousand functions takes less than 16
 * MB. */
#define BUDGET ((uint64_t)33 << 18)
#define BUDGET_A_FUNCTION ((uint64_t)1 << 10)
#define BUDGET_A_TREE ((uint64_t)16 << 10)

/* The first slab of nodes is, with its header, smaller than a page. */
const struct piano_part piano_part_node = {PIANO_SLAB_NODES, sizeof(struct piano_node), 31, 511};
const struct piano_part piano_part_more = {PIANO_SLAB_MORE, sizeof(struct piano_more), 15, 255};
const struct piano_part piano_part_histogram = {PIANO_SLAB_HISTOGRAMS,
                                                sizeof(struct piano_histogram), 4, 72};
const struct piano_part piano_part_octave = {PIANO_SLAB_OCTAVES, sizeof(struct piano_octave), 15,
                                             127};

static uint64_t taken, trees;

static struct piano_slab *new_slab(struct piano_own *own, const struct piano_part *part,
                                   bool essential)
{
    struct part_slab *place = &own->slabs[part->kind];
    uint32_t count = place->parts ? 2 * place->parts + 1 : part->first_slab;
    if (count > part->largest_slab)
        count = part->largest_slab;
    if (essential)
        count = part->first_slab;
    uint64_t bytes = (uint64_t)count * part->bytes;
    uint64_t budget = BUDGET + BUDGET_A_FUNCTION * piano_run.function_count + BUDGET_A_TREE * trees;
    bool beyond = taken + bytes > budget;
    if (beyond && !essential)
        return NULL;
    struct piano_slab *slab = piano_store_slab(part->kind, own->thread->index, bytes, essential);
    if (!slab)
        return NULL;
    taken += bytes;
    place->slab = slab;
    place->parts = count;
    place->beyond = beyond;
    return slab;
}

void *piano_room(struct piano_own *own, const struct piano_part *part, bool essential)
{
    const struct part_slab *place = &own->slabs[part->kind];
    void *room = essential || !place->beyond ? piano_store_take(place->slab, part->bytes) : NULL;
    if (room)
        return room;
    piano_lock();
    struct piano_slab *slab = new_slab(own, part, essential);
    piano_unlock();
    return piano_store_take(slab, part->bytes);
}

void piano_room_commit(struct piano_own *own, const struct piano_part *part)
{
    piano_store_commit(own->slabs[part->kind].slab, part->bytes);
}

bool piano_room_first(struct piano_own *own)
{
    trees++;
    return new_slab(own, &piano_part_node, true) != NULL;
}

void piano_room_forget(void)
{
    taken = 0;
    trees = 0;
}
