/* Calls on paths that get no node.
 * In: calls beyond the budget of paths.  Out: one node a function and thread, the fold node, still
 * with exact counts and true self times. Many calls of a fold node may be active at once, so their
 * starts are kept on a stack outside the file.
 *
 * Most functions of a recursive program are leaves: they call nothing themselves. A leaf gets a
 * node below the fold node of its caller; it is active once at a time, like any other node. If a
 * leaf turns out to call something, its node is no longer found, and its function's calls are
 * folded from then on. */
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

/* Recursion shows in the nearest callers. The answer is kept, since most calls are folded below the
 * same caller as the one before. */
static bool is_recursive(struct by_function *entry, const struct piano_node *caller,
                         uint32_t function)
{
    if (entry->asked != caller) {
        entry->asked = caller;
        entry->recursive = is_among_callers(caller, function);
    }
    return entry->recursive;
}

/* It exists: no folded node is made without it. */
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

/* Folding a call takes as long as several probes, and differs from call to call: so it is measured,
 * for some calls. It must not count as time of the caller, which may have little of its own. If it
 * took far longer than usual it was most likely interrupted, and stands for itself only. */
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
    struct by_function *entry = by_function_of(own, node);
    if (entry->folded++ == 0)
        call->outermost = !is_recursive(entry, own->folded[0].caller, function);
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
