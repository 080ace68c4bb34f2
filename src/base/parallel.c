#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

/* With more than this, starting them takes longer than what they do. */
#define MOST_HELPERS 15

struct crew {
    atomic_size_t next;
    size_t count;
    void (*work)(void *context, size_t item);
    void *context;
};

static void *take_items(void *given)
{
    struct crew *crew = given;
    for (size_t item; (item = atomic_fetch_add(&crew->next, 1)) < crew->count;)
        crew->work(crew->context, item);
    return NULL;
}

static size_t helpers_for(size_t count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t helpers = processors > 1 ? (size_t)processors - 1 : 0;
    if (helpers > MOST_HELPERS)
        helpers = MOST_HELPERS;
    return count > helpers ? helpers : count ? count - 1 : 0;
}

/* Where a thread cannot be had, the others do its part. */
void parallel_each(size_t count, void (*work)(void *context, size_t item), void *context)
{
    struct crew crew = {.count = count, .work = work, .context = context};
    pthread_t helpers[MOST_HELPERS];
    size_t wanted = helpers_for(count), started = 0;
    while (started < wanted && pthread_create(&helpers[started], NULL, take_items, &crew) == 0)
        started++;
    take_items(&crew);
    while (started > 0)
        pthread_join(helpers[--started], NULL);
}
