/* A thread's calling-context tree.
 * In: the current node and a site.  Out: the child for it, found or made. Children of a node stand
 * in a ring, in the order in which they were first called, so that the sibling of the one called
 * last is a good guess for the next. */
#include "runtime/frames.h"
#include "runtime/functions.h"
#include "runtime/places.h"
#include "runtime/room.h"
#include "runtime/sampling.h"
#include "runtime/tree.h"

bool piano_tree_plant(struct piano_own *own)
{
    if (!piano_room_first(own))
        return false;
    struct piano_thread *thread = own->thread;
    thread->root = piano_room(own, &piano_part_node, true);
    thread->root->last_child = &piano_nobody;
    piano_room_commit(own, &piano_part_node);
    thread->fold = piano_room(own, &piano_part_node, true);
    thread->fold->last_child = &piano_nobody;
    thread->fold->flags = PIANO_NODE_FOLD;
    piano_room_commit(own, &piano_part_node);
    return true;
}

/* Without names from the user, a frame is an outermost call, or one that main makes. */
static bool is_outermost(const struct piano_thread *thread, const struct piano_node *parent,
                         const struct piano_site *site)
{
    if (site->flags & PIANO_SITE_MAIN)
        return false;
    return parent == thread->root || (parent->parent == thread->root && parent->flags & NODE_MAIN);
}

static uint32_t node_flags(const struct piano_thread *thread, const struct piano_node *parent,
                           const struct piano_site *site)
{
    uint32_t flags = site->flags & PIANO_SITE_MAIN ? NODE_MAIN : 0;
    if (parent->flags & (PIANO_NODE_FRAME | NODE_IN_FRAME))
        return flags | NODE_IN_FRAME | (parent->flags & NODE_UNWATCHED);
    bool frame =
        piano_run.frames[0] ? site->flags & PIANO_SITE_FRAME : is_outermost(thread, parent, site);
    return flags | (frame ? PIANO_NODE_FRAME : 0);
}

static void link_after_last(struct piano_node *parent, struct piano_node *node)
{
    struct piano_node *last = parent->last_child;
    bool first = last == &piano_nobody;
    node->next_sibling = first ? node : last->next_sibling;
    atomic_signal_fence(memory_order_release);
    if (!first)
        last->next_sibling = node;
    parent->last_child = node;
}

static struct piano_node *make(struct piano_own *own, struct piano_node *parent,
                               const struct piano_site *site, uint32_t function, uint32_t flags)
{
    bool must = flags & PIANO_NODE_FOLD;
    struct piano_node *node = piano_room(own, &piano_part_node, must);
    if (!node)
        return NULL;
    node->parent = parent;
    node->site = site;
    node->last_child = &piano_nobody;
    node->function = function;
    node->flags = flags;
    piano_room_commit(own, &piano_part_node);
    link_after_last(parent, node);
    return node;
}

struct piano_node *piano_tree_child(struct piano_thread *thread, struct piano_node *parent,
                                    struct piano_site *site)
{
    struct piano_own *own = piano_own(thread);
    uint32_t function = piano_function_id(site);
    if (!function || parent->flags & PIANO_NODE_FOLD)
        return NULL;
    struct piano_node *node = piano_places_find(own, parent, function);
    if (!node) {
        node = make(own, parent, site, function, node_flags(thread, parent, site));
        if (!node)
            return NULL;
        piano_places_add(own, node);
        if (node->flags & (PIANO_NODE_FRAME | NODE_IN_FRAME) && !(node->flags & NODE_UNWATCHED))
            piano_frames_watch(thread, node);
    }
    parent->last_child = node;
    return node;
}

struct piano_node *piano_tree_fold_node(struct piano_thread *thread, uint32_t function)
{
    struct piano_own *own = piano_own(thread);
    struct by_function *mine = piano_places_by_function(own, function);
    if (!mine)
        return NULL;
    if (mine->fold)
        return mine->fold;
    struct piano_node *node = make(own, thread->fold, NULL, function, PIANO_NODE_FOLD);
    if (node && !piano_tree_more(thread, node))
        node = NULL;
    return mine->fold = node;
}

struct piano_more *piano_tree_more(struct piano_thread *thread, struct piano_node *node)
{
    struct piano_own *own = piano_own(thread);
    if (!node->more) {
        bool must = node->flags & PIANO_NODE_FOLD;
        struct piano_more *more = piano_room(own, &piano_part_more, must);
        if (!more)
            return NULL;
        piano_room_commit(own, &piano_part_more);
        node->more = more;
    }
    return node->more;
}
