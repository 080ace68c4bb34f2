/* The run, the calling thread, the lock. */
#include <assert.h>

#include "runtime/state.h"

struct piano_run piano_run;
uint32_t piano_unusual;
uint64_t piano_short_ticks;
struct piano_node piano_nobody = {.last_child = &piano_nobody, .successor = &piano_nobody};
_Thread_local struct piano_thread *piano_self;
_Thread_local struct piano_node *piano_current = &piano_nobody;
_Thread_local bool piano_inside;

static atomic_flag locked = ATOMIC_FLAG_INIT;

/* Held for microseconds at most, in code that runs about once a call path or a thread. */
void piano_lock(void)
{
    assert(piano_inside && "a signal handler that wants the lock would wait for its own thread");
    for (unsigned tries = 0; atomic_flag_test_and_set_explicit(&locked, memory_order_acquire);)
        if (++tries > 100)
            piano_platform_yield();
}

void piano_unlock(void)
{
    atomic_flag_clear_explicit(&locked, memory_order_release);
}
