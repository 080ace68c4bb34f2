/* The log of frames: whole calls of a few functions, one by one.
 * In: the end of a frame.  Out: the slowest frames, and an even sample of all, each with the self
 * ticks of the functions that ran in it.
 *
 * What ran in a frame is the difference it made to the nodes below its own. Each frame's node has a
 * list of these nodes, with their values at the end of the frame before. Going through the list
 * must stay cheap compared to the frame. Where it is not, only the frames of the sample have their
 * parts taken, and the list is brought up to date at the end of the frame before such a one. */
#include <string.h>

#include "runtime/frame_log.h"
#include "runtime/frames.h"
#include "runtime/open_frames.h"
#include "runtime/pause.h"
#include "runtime/places.h"
#include "runtime/sampling.h"

#define FIRST_WATCHED 4
#define MOST_WATCHED 4096
/* Looking at one node of the list costs about LOOK_TICKS; a frame may pay 1/LOOK_SHARE of its
 * ticks. */
#define LOOK_TICKS 8
#define LOOK_SHARE 16
#define FEW_WATCHED 16 /* a list this short is always looked at */

struct watched {
    struct piano_node *node;
    uint32_t parent; /* its index in the list */
    uint32_t unused;
    uint64_t ticks, calls, timed, untimed, allocs, bytes; /* as of the latest look at the node */
};

struct frame_tree {
    struct frame_tree *next; /* of the same function, on another path */
    struct piano_node *root;
    struct watched *list;
    uint32_t count, room;
    bool current; /* the list is as of the end of the latest frame */
    bool whole;   /* the list has all nodes below the root */
};

static struct frame_tree *find(struct piano_own *own, const struct piano_node *root)
{
    struct by_function *entry = piano_places_by_function(own, root->function);
    struct frame_tree *tree = entry ? entry->frames : NULL;
    while (tree && tree->root != root)
        tree = tree->next;
    return tree;
}

static struct frame_tree *plant(struct piano_own *own, struct piano_node *root)
{
    struct by_function *entry = piano_places_by_function(own, root->function);
    struct frame_tree *tree = entry ? piano_own_memory(own, sizeof *tree) : NULL;
    if (!tree)
        return NULL;
    tree->root = root;
    tree->current = tree->whole = true;
    tree->next = entry->frames;
    entry->frames = tree;
    return tree;
}

static bool grow(struct piano_own *own, struct frame_tree *tree)
{
    uint32_t room = tree->room ? 2 * tree->room : FIRST_WATCHED;
    struct watched *list = room > MOST_WATCHED ? NULL : piano_own_memory(own, room * sizeof *list);
    if (!list)
        return false;
    if (tree->list)
        memcpy(list, tree->list, tree->count * sizeof *list);
    tree->list = list;
    tree->room = room;
    return true;
}

static uint32_t place_of(const struct frame_tree *tree, const struct piano_node *node)
{
    for (uint32_t i = tree->count; i-- > 0;)
        if (tree->list[i].node == node)
            return i;
    return 0;
}

void piano_frames_watch(struct piano_thread *thread, struct piano_node *node)
{
    struct piano_own *own = piano_own(thread);
    struct piano_node *root = node;
    while (root && !(root->flags & PIANO_NODE_FRAME))
        root = root->parent;
    if (!root)
        return;
    struct frame_tree *tree = root == node ? plant(own, node) : find(own, root);
    if (!tree)
        return;
    if (tree->count == tree->room && !grow(own, tree)) {
        tree->whole = false;
        node->flags |= NODE_UNWATCHED;
        node->parent->flags |= NODE_UNWATCHED;
        return;
    }
    uint32_t parent = root == node ? 0 : place_of(tree, node->parent);
    tree->list[tree->count++] = (struct watched){.node = node, .parent = parent};
}

/* Calls of the node whose ticks are in it as they were measured. */
static uint64_t timed_calls(const struct piano_node *node)
{
    uint64_t since = (node->flags >> PIANO_OTHERS_SHIFT) - (node->counted & NODE_GAP_MASK);
    return node_calls(node) - node->untimed - since;
}

/* Brings the list up to date. */
static void look(struct frame_tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        struct watched *w = &tree->list[i];
        w->ticks = w->node->ticks;
        w->calls = node_calls(w->node);
        w->timed = timed_calls(w->node);
        w->untimed = w->node->untimed;
        w->allocs = w->node->allocs;
        w->bytes = w->node->alloc_bytes;
    }
    tree->current = true;
}

static void add_part(struct frame_draft *draft, uint32_t function, uint64_t calls, int64_t self)
{
    struct draft_part *part = draft->parts;
    while (part < draft->parts + draft->count && part->function != function)
        part++;
    if (part == draft->parts + DRAFT_PARTS) {
        draft->other += self;
        return;
    }
    if (part == draft->parts + draft->count) {
        *part = (struct draft_part){.function = function};
        draft->count++;
    }
    part->calls += calls;
    part->self += self;
}

/* How much of their caller's ticks the node's calls in this frame are, with what their probes cost
 * it. The ticks of a call that was only counted have timed_inside in them, which it did not cost.
 */
static int64_t ticks_in_caller(const struct watched *w, uint64_t ticks)
{
    const struct piano_header *header = piano_run.header;
    uint64_t timed = timed_calls(w->node) - w->timed, untimed = w->node->untimed - w->untimed;
    int64_t cost = (int64_t)(timed * header->timed_outside + untimed * header->counted_outside) -
                   (int64_t)(untimed * header->timed_inside);
    return (int64_t)ticks + cost / PIANO_COST_UNIT;
}

/* Adds what the frame has changed, by function; brings the list up to date. */
static void take_parts(struct frame_tree *tree, struct frame_draft *draft)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct watched *w = &tree->list[i];
        uint64_t ticks = w->node->ticks - w->ticks, calls = node_calls(w->node) - w->calls;
        draft->allocs += w->node->allocs - w->allocs;
        draft->bytes += w->node->alloc_bytes - w->bytes;
        if (!calls && !ticks)
            continue;
        add_part(draft, w->node->function, calls, (int64_t)ticks);
        if (i > 0)
            add_part(draft, tree->list[w->parent].node->function, 0, -ticks_in_caller(w, ticks));
    }
    look(tree);
}

static bool is_cheap(const struct frame_tree *tree, uint64_t spent)
{
    return tree->count <= FEW_WATCHED || (uint64_t)tree->count * LOOK_TICKS * LOOK_SHARE < spent;
}

/* Brief outermost calls are not worth showing as frames, unless the user named them. */
static void drop_brief(struct piano_node *node, uint64_t calls)
{
    if (!piano_run.frames[0] && sampling_is_brief(node, calls))
        node->flags &= ~(uint32_t)PIANO_NODE_FRAME;
}

void piano_frames_note(struct piano_thread *thread, struct piano_node *node, uint64_t spent)
{
    if (!inside_begin())
        return;
    struct pause pause = piano_pause_begin();
    struct frame_tree *tree = find(piano_own(thread), node);
    uint64_t number = piano_frame_log_count(spent);
    bool kept = number && piano_frame_log_wants(number, spent);
    if (kept) {
        struct frame_draft draft = {.function = node->function,
                                    .thread = thread->index,
                                    .number = number,
                                    .start = pause.ticks - spent,
                                    .ticks = spent};
        if (tree && tree->current && tree->whole)
            take_parts(tree, &draft);
        piano_frame_log_keep(&draft);
    }
    if (tree && (is_cheap(tree, spent) || piano_frame_log_wants(number + 1, 0)))
        look(tree);
    else if (tree)
        tree->current = false;
    drop_brief(node, node_calls(node));
    piano_pause_end(pause);
    inside_end();
}

uint32_t piano_frames_begin_call(void)
{
    if (!inside_begin())
        return 0;
    uint32_t number = piano_open_frame_begin();
    inside_end();
    return number;
}

/* Whether going through the list is worth its cost, as it always is for what the user named. */
static bool is_affordable(const struct frame_tree *tree, uint64_t spent)
{
    return piano_run.frames[0] || is_cheap(tree, spent);
}

void piano_frames_note_poll(struct piano_thread *thread, struct piano_node *node, uint32_t number,
                            uint64_t start, uint64_t spent)
{
    if (!inside_begin())
        return;
    struct pause pause = piano_pause_begin();
    bool listed = node->flags & PIANO_NODE_FRAME;
    struct frame_tree *tree = listed ? find(piano_own(thread), node) : NULL;
    struct frame_draft *draft = piano_open_frame(number);
    bool affordable = tree && is_affordable(tree, spent);
    bool known = affordable && tree->whole && tree->current;
    if (draft) {
        if (draft->ticks == 0)
            draft->start = start;
        draft->function = node->function;
        draft->thread = thread->index;
        draft->ticks += spent;
        /* If its parts are not known it counts as self time of other functions. */
        draft->other += known ? 0 : (int64_t)spent;
    }
    if (draft && known)
        take_parts(tree, draft);
    else if (affordable)
        look(tree);
    else if (tree)
        tree->current = false;
    piano_pause_end(pause);
    inside_end();
}

void piano_frames_note_call(struct piano_node *mine, uint32_t number)
{
    if (!inside_begin())
        return;
    struct pause pause = piano_pause_begin();
    struct frame_draft *draft = piano_open_frame(number);
    uint64_t spent = draft ? draft->ticks : 0;
    uint64_t in_log = piano_frame_log_count(spent);
    if (draft && in_log && piano_frame_log_wants(in_log, spent)) {
        draft->number = in_log;
        piano_frame_log_keep(draft);
    }
    piano_open_frame_close(number);
    if (mine && mine->more)
        drop_brief(mine, mine->more->completed);
    piano_pause_end(pause);
    inside_end();
}

void piano_frames_forget(void)
{
    piano_open_frames_forget();
    piano_frame_log_forget();
}
