/* On which path a thread is created.
 * In: the program's calls of pthread_create, which the linker redirects here (--wrap).  Out: the
 * creator's node, which the new thread knows before it does anything else. */
#include <pthread.h>

#include "runtime/thread.h"
#include "runtime/tree.h"

typedef void *thread_body(void *argument);

/* Weak: a library that links the whole runtime does without this file. */
__attribute__((weak)) int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                                                thread_body *body, void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, thread_body *body,
                          void *argument);

struct start {
    struct start *next; /* the next unused one */
    thread_body *body;
    void *argument;
    struct piano_node *creator;
};

static struct start *starts;

static struct start *take(void)
{
    const size_t block = 4096;
    if (!inside_begin())
        return NULL;
    piano_lock();
    if (!starts) {
        struct start *made = piano_platform_memory(block);
        for (size_t i = 0; made && i < block / sizeof *made; i++) {
            made[i].next = starts;
            starts = &made[i];
        }
    }
    struct start *start = starts;
    if (start)
        starts = start->next;
    piano_unlock();
    inside_end();
    return start;
}

/* The thread must not be inside. It is not: it has just begun, or was able to take(). */
static void give_back(struct start *start)
{
    inside_begin();
    piano_lock();
    start->next = starts;
    starts = start;
    piano_unlock();
    inside_end();
}

/* A tail call, so that the body has no frame of ours above it. */
static void *begin(void *given)
{
    struct start start = *(struct start *)given;
    piano_thread_creator = start.creator;
    give_back(given);
    return start.body(start.argument);
}

/* The current node; in a job, the one that handed the job over, if it is known. */
static struct piano_node *creating_node(void)
{
    struct piano_node *node = piano_self ? piano_current : NULL;
    return node && node->flags & PIANO_NODE_HANDED && node->handed_at ? node->handed_at : node;
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, thread_body *body,
                          void *argument)
{
    struct piano_node *creator = creating_node();
    bool known = creator && !node_is_folded(creator);
    struct start *start = known ? take() : NULL;
    if (!start)
        return __real_pthread_create(thread, attributes, body, argument);
    *start = (struct start){.body = body, .argument = argument, .creator = creator};
    int error = __real_pthread_create(thread, attributes, begin, start);
    if (error)
        give_back(start);
    return error;
}
