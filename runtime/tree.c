/* A thread's calling-context tree.
 * In: the current node and a site.  Out: the child for it, found or made.
 *
 * A node remembers the child that was entered last, and each child its successor: the sibling that
 * was entered after it the time before. The last child's successor is a good guess for the next
 * one. */
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

/* Unless the user names functions, a frame is an outermost call, or one that main makes. */
static bool is_outermost(const struct piano_thread *thread, const struct piano_node *parent,
                         const struct piano_site *site)
{
    if (site->flags & PIANO_SITE_MAIN)
        return false;
    while (parent->flags & PIANO_NODE_HANDED)
        parent = parent->parent;
    return parent == thread->root || (parent->parent == thread->root && parent->flags & NODE_MAIN);
}

static bool is_in_frame(const struct piano_node *node)
{
    return node->flags & (PIANO_NODE_FRAME | NODE_IN_FRAME);
}

static uint32_t flags_in_frame(const struct piano_node *parent)
{
    return NODE_IN_FRAME | (parent->flags & NODE_UNWATCHED);
}

static uint32_t node_flags(const struct piano_thread *thread, const struct piano_node *parent,
                           const struct piano_site *site)
{
    if (parent->flags & PIANO_NODE_FOLD)
        return NODE_FOLDED_LEAF;
    uint32_t flags = site->flags & PIANO_SITE_MAIN ? NODE_MAIN : 0;
    if (is_in_frame(parent))
        return flags | flags_in_frame(parent);
    bool frame =
        piano_run.frames[0] ? site->flags & PIANO_SITE_FRAME : is_outermost(thread, parent, site);
    return flags | (frame ? PIANO_NODE_FRAME : 0);
}

static struct piano_node *make(struct piano_own *own, struct piano_node *parent, const void *site,
                               uint32_t function, uint32_t flags)
{
    bool essential = flags & (PIANO_NODE_FOLD | NODE_FOLDED_LEAF);
    struct piano_node *node = piano_room(own, &piano_part_node, essential);
    if (!node)
        return NULL;
    node->parent = parent;
    node->site = site;
    node->last_child = &piano_nobody;
    node->successor = node;
    node->function = function;
    node->flags = flags;
    piano_room_commit(own, &piano_part_node);
    if (parent->last_child == &piano_nobody)
        parent->last_child = node;
    own->folded_leaves += (flags & NODE_FOLDED_LEAF) != 0;
    return node;
}

/* Enters a new node into the tables that have to know it. */
static void announce(struct piano_thread *thread, struct piano_node *node)
{
    piano_places_add(piano_own(thread), node);
    if (is_in_frame(node) && !(node->flags & NODE_UNWATCHED))
        piano_frames_watch(thread, node);
}

struct piano_node *piano_tree_child(struct piano_thread *thread, struct piano_node *parent,
                                    struct piano_site *site)
{
    struct piano_own *own = piano_own(thread);
    uint32_t function = piano_function_id(site);
    if (!function)
        return NULL;
    struct piano_node *node = piano_places_find(own, parent, function);
    if (!node) {
        node = make(own, parent, site, function, node_flags(thread, parent, site));
        if (!node)
            return NULL;
        announce(thread, node);
    }
    tree_note_order(parent, node);
    return node;
}

/* A thread that waits within a job may run others meanwhile, in which it waits again: without a
 * limit there would be more such paths than there is room for. */
#define MOST_HANDED_AGAIN 64

static bool may_hand_again(struct piano_own *own, const struct piano_node *parent, uint32_t by)
{
    while (parent && !(parent->flags & PIANO_NODE_HANDED && parent->handed_by == by))
        parent = parent->parent;
    return !parent || own->handed_again++ < MOST_HANDED_AGAIN;
}

struct piano_node *piano_tree_handed(struct piano_thread *thread, struct piano_node *parent,
                                     uint32_t by, struct piano_node *at)
{
    struct piano_own *own = piano_own(thread);
    struct piano_node *node = piano_places_find(own, parent, PLACE_HANDED | by);
    if (!node) {
        if (!may_hand_again(own, parent, by))
            return NULL;
        uint32_t flags = PIANO_NODE_HANDED | (is_in_frame(parent) ? flags_in_frame(parent) : 0);
        node = make(own, parent, tree_handed_site(by), parent->function, flags);
        if (!node)
            return NULL;
        node->handed_by = by;
        node->handed_at = at;
        announce(thread, node);
    }
    tree_note_order(parent, node);
    return node;
}

struct piano_node *piano_tree_fold_node(struct piano_thread *thread, uint32_t function)
{
    struct piano_own *own = piano_own(thread);
    struct by_function *entry = piano_places_by_function(own, function);
    if (!entry)
        return NULL;
    if (entry->fold)
        return entry->fold;
    struct piano_node *node = make(own, thread->fold, NULL, function, PIANO_NODE_FOLD);
    if (node && !piano_tree_more(thread, node))
        node = NULL;
    return entry->fold = node;
}

struct piano_more *piano_tree_more(struct piano_thread *thread, struct piano_node *node)
{
    struct piano_own *own = piano_own(thread);
    if (!node->more) {
        bool essential = node->flags & PIANO_NODE_FOLD;
        struct piano_more *more = piano_room(own, &piano_part_more, essential);
        if (!more)
            return NULL;
        piano_room_commit(own, &piano_part_more);
        node->more = more;
    }
    return node->more;
}
