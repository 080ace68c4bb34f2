/* Calls for whose path there is no room.
 * In: calls beyond the budget of paths.  Out: exact counts and true self times still, one node a
 * function and thread. Such a node may be active many times over, so these calls keep their
 * beginnings on a stack outside of the file.
 *
 * Most of what a recursive program calls calls nothing itself: its nodes, below the fold node of
 * whatever function calls it, are active once at a time, and are like any others. When such a call
 * turns out to call, its node is no longer found, and calls of its function are folded from then
 * on. */
#include <string.h>

#include "runtime/cpu.h"
#include "runtime/fold.h"
#include "runtime/functions.h"
#include "runtime/places.h"
#include "runtime/sampling.h"
#include "runtime/tree.h"

#define FIRST_DEPTH 256
#define NEAREST_CALLERS 64
#define MOST_LEAVES 4096 /* nodes in a tree */
#define MEAN_GAP 16      /* between calls whose folding is measured */

static bool grow(struct piano_own *own)
{
    size_t room = own->folded_room ? 2 * own->folded_room : FIRST_DEPTH;
    struct folded_call *grown = piano_platform_memory(room * sizeof *grown);
    if (!grown)
        return false;
    if (own->folded) {
        size_t bytes = own->folded_room * sizeof *grown;
        memcpy(grown, own->folded, bytes);
        piano_platform_memory_free(own->folded, bytes);
    }
    own->folded = grown;
    own->folded_room = room;
    return true;
}

static bool is_among_callers(const struct piano_node *node, uint32_t function)
{
    for (int left = NEAREST_CALLERS; node && left > 0; left--, node = node->parent)
        if (node->function == function)
            return true;
    return false;
}

/* Recursion shows in the nearest callers. Most calls are folded below the same ones as before. */
static bool is_recursive(struct by_function *mine, const struct piano_node *caller,
                         uint32_t function)
{
    if (mine->asked != caller) {
        mine->asked = caller;
        mine->recursive = is_among_callers(caller, function);
    }
    return mine->recursive;
}

/* A folded node was not made without it. */
static struct by_function *by_function_of(struct piano_own *own, const struct piano_node *folded)
{
    return &own->by_function[folded->function];
}

static void note_that_it_calls(struct piano_own *own, struct piano_node *leaf)
{
    leaf->site = NULL;
    by_function_of(own, leaf)->calls = true;
}

bool piano_fold_is_due(struct piano_thread *thread, struct piano_site *site)
{
    struct piano_own *own = piano_own(thread);
    if (piano_current->flags & NODE_FOLDED_LEAF) {
        note_that_it_calls(own, piano_current);
        return true;
    }
    if (!(piano_current->flags & PIANO_NODE_FOLD))
        return false;
    uint32_t function = piano_function_id(site);
    struct by_function *callee = function ? piano_places_by_function(own, function) : NULL;
    return !callee || callee->calls || own->folded_leaves >= MOST_LEAVES;
}

struct folding piano_fold_begin(struct piano_thread *thread)
{
    struct piano_own *own = piano_own(thread);
    if (own->fold_left > 0) {
        own->fold_left--;
        return (struct folding){0};
    }
    uint32_t stands_for = own->fold_gap + 1;
    own->fold_left = own->fold_gap = piano_random(own) % (2 * MEAN_GAP - 1);
    return (struct folding){piano_ticks(), stands_for};
}

/* To fold a call takes as long as several probes, each time differently: so it is measured, now and
 * then. It is no time of the caller, which may have little else. What took far longer was most
 * likely interrupted, and stands for itself. */
static void take_out(struct piano_thread *thread, const struct folded_call *call, uint64_t ticks)
{
    ticks *= ticks < piano_brief_ticks ? call->stands_for : 1;
    thread->fold->ticks += ticks;
    if (call->caller_fold)
        call->caller_fold->more->folded_ticks += ticks;
}

struct piano_node *piano_fold_enter(struct piano_thread *thread, struct piano_site *site,
                                    struct folding folding)
{
    struct piano_own *own = piano_own(thread);
    struct piano_node *caller = piano_current;
    struct piano_node *caller_fold =
        caller->flags & PIANO_NODE_FOLD ? caller : piano_tree_fold_node(thread, caller->function);
    uint32_t function = piano_function_id(site);
    struct piano_node *node = function ? piano_tree_fold_node(thread, function) : NULL;
    bool room = own->folded_depth < own->folded_room || grow(own);
    if (!node || !room) {
        thread->fold->counted += PIANO_CALL;
        return NULL;
    }
    node->counted += PIANO_CALL;
    struct folded_call *call = &own->folded[own->folded_depth++];
    *call = (struct folded_call){
        .caller = caller, .caller_fold = caller_fold, .stands_for = folding.stands_for};
    struct by_function *mine = by_function_of(own, node);
    if (mine->folded++ == 0)
        call->outermost = !is_recursive(mine, own->folded[0].caller, function);
    piano_current = node;
    if (piano_unusual & PIANO_UNUSUAL_CPU)
        call->cpu_start = piano_cpu_ticks(own, piano_ticks());
    call->start = piano_ticks();
    if (call->stands_for > 0)
        take_out(thread, call,
                 piano_ticks_since(folding.begun, call->start) +
                     piano_run.header->timed_outside / PIANO_COST_UNIT);
    return node;
}

void piano_fold_leave(struct piano_thread *thread, uint64_t now)
{
    struct piano_own *own = piano_own(thread);
    if (own->folded_depth == 0)
        return;
    struct folded_call *call = &own->folded[own->folded_depth - 1];
    struct piano_node *node = piano_current;
    uint64_t spent = piano_ticks_since(call->start, now);
    node->ticks += spent;
    by_function_of(own, node)->folded--;
    if (call->outermost)
        node->more->longest_poll += spent;
    if (call->caller_fold)
        call->caller_fold->more->folded_ticks += spent;
    if (piano_unusual & PIANO_UNUSUAL_CPU) {
        uint64_t cpu = piano_ticks_since(call->cpu_start, piano_cpu_ticks(own, now));
        node->more->cpu_ticks += cpu;
        if (call->caller_fold)
            call->caller_fold->more->cpu_start += cpu;
    }
    piano_current = call->caller;
    if (call->stands_for > 0)
        take_out(thread, call, piano_ticks_since(now, piano_ticks()));
    own->folded_depth--;
}

void piano_fold_unwind(struct piano_thread *thread)
{
    uint64_t now = piano_ticks();
    while (piano_own(thread)->folded_depth) {
        if (piano_current->flags & NODE_FOLDED_LEAF)
            piano_thread_unwind(piano_current->parent);
        piano_fold_leave(thread, now);
    }
}
