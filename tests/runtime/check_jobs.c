/* Work that is handed over: what it calls stands below a node that says by whom, wherever it runs.
 */
#include <pthread.h>

#include "harness.h"

#include "runtime/tree.h"

static struct piano_site main_site = SITE("main"), outer = SITE("outer"), inner = SITE("inner"),
                         part = SITE("part");

static void call(struct piano_site *site)
{
    piano_leave(piano_enter(site));
}

static struct piano_node *handed_over_by(struct piano_site *site)
{
    struct piano_call call = piano_enter(site);
    struct piano_node *from = piano_hand_over();
    piano_leave(call);
    return from;
}

static bool is_of(const struct piano_node *node, struct piano_site *site)
{
    return node->function == atomic_load(&site->id) && !(node->flags & PIANO_NODE_HANDED);
}

static bool is_handed_by(const struct piano_node *node, struct piano_site *site)
{
    return node->flags & PIANO_NODE_HANDED && node->handed_by == atomic_load(&site->id);
}

/* The node of a call of `part` here. */
static struct piano_node *part_here(void)
{
    struct piano_call call = piano_enter(&part);
    struct piano_node *node = piano_call_node(call);
    piano_leave(call);
    return node;
}

static void nothing_is_known_outside(void)
{
    require(!piano_hand_over());
    call(&part);
    require(!piano_hand_over());
    struct piano_call job = piano_job_begin(NULL);
    require(part_here()->parent == piano_self->root);
    piano_job_end(job);
    require(piano_current == piano_self->root);
}

static void jobs_know_who_handed_them_over(void)
{
    struct piano_node *from = handed_over_by(&outer);
    require(is_of(from, &outer));
    for (int i = 0; i < 3; i++) {
        struct piano_call job = piano_job_begin(from);
        struct piano_node *above = part_here()->parent;
        require(is_handed_by(above, &outer) && above->handed_at == from);
        require(above->parent == piano_self->root && above->function == PIANO_NO_FUNCTION);
        require(node_calls(above) == 0 && above->ticks == 0);
        require(piano_hand_over() == from);
        piano_job_end(job);
        require(piano_current == piano_self->root);
    }
    require(sums_of(&part).calls == 3 && sums_of(&part).nodes == 1);
}

static void of_several_paths_none_is_remembered(void)
{
    struct piano_node *one = handed_over_by(&inner);
    struct piano_call call = piano_enter(&outer);
    struct piano_node *other = handed_over_by(&inner);
    piano_leave(call);
    require(one != other);
    piano_job_end(piano_job_begin(one));
    struct piano_call job = piano_job_begin(other);
    struct piano_node *node = piano_current;
    require(is_handed_by(node, &inner) && !node->handed_at);
    require(piano_hand_over() == node);
    piano_job_end(job);
    piano_job_end(piano_job_begin(one));
    require(!node->handed_at);
    /* A job of such a job: by the same function, from nobody knows where. */
    piano_leave(piano_enter(&outer));
    struct piano_call around = piano_enter(&outer);
    struct piano_call again = piano_job_begin(node);
    require(is_handed_by(piano_current, &inner) && !piano_current->handed_at);
    require(is_of(piano_current->parent, &outer));
    piano_job_end(again);
    piano_leave(around);
}

static void within_the_function_itself_there_is_no_node(void)
{
    struct piano_call call = piano_enter(&outer);
    struct piano_node *from = piano_hand_over();
    struct piano_call job = piano_job_begin(from);
    require(piano_current == from);
    piano_job_end(job);
    require(piano_current == from);
    struct piano_call other = piano_job_begin(handed_over_by(&inner));
    struct piano_node *node = piano_current;
    require(is_handed_by(node, &inner));
    struct piano_call same = piano_job_begin(node);
    require(piano_current == node);
    piano_job_end(same);
    require(piano_current == node);
    /* Back in it by way of another job: that must be told. */
    struct piano_call back = piano_job_begin(from);
    require(is_handed_by(piano_current, &outer) && piano_current->parent == node);
    piano_job_end(back);
    piano_job_end(other);
    piano_leave(call);
    require(piano_current == piano_self->root);
}

static void calls_that_were_jumped_over_end_with_the_job(void)
{
    struct piano_node *from = handed_over_by(&outer);
    struct piano_call job = piano_job_begin(from);
    struct piano_call call = piano_enter(&part), deeper = piano_enter(&inner);
    (void)deeper;
    piano_job_end(job);
    require(piano_current == piano_self->root && piano_call_node(call)->start == 0);
    /* And a job, with the call that it runs in. */
    struct piano_call around = piano_enter(&inner);
    (void)piano_job_begin(from);
    piano_leave(around);
    require(piano_current == piano_self->root);
}

static void an_outermost_call_is_one_in_a_job_as_well(void)
{
    struct piano_call job = piano_job_begin(handed_over_by(&outer));
    require(part_here()->flags & PIANO_NODE_FRAME);
    struct piano_call call = piano_enter(&part);
    struct piano_call nested = piano_job_begin(handed_over_by(&inner));
    struct piano_node *node = piano_current;
    require(is_handed_by(node, &inner) && node->function == atomic_load(&part.id));
    require(!(part_here()->flags & PIANO_NODE_FRAME));
    piano_job_end(nested);
    piano_leave(call);
    piano_job_end(job);
}

/* A recursion that waits at any depth, and runs jobs there in which it begins anew: without a bound
 * every order of these would be a path of its own. */
static void jobs_in_jobs_take_a_bounded_room(void)
{
    enum { DEPTH = 12 };
    struct piano_node *from = handed_over_by(&outer);
    for (unsigned orders = 0; orders < 1u << DEPTH; orders++) {
        struct piano_call calls[DEPTH], jobs[DEPTH];
        for (int i = 0; i < DEPTH; i++) {
            calls[i] = piano_enter(&inner);
            jobs[i] = piano_job_begin(orders >> i & 1 ? from : NULL);
        }
        for (int i = DEPTH; i-- > 0;) {
            piano_job_end(jobs[i]);
            piano_leave(calls[i]);
        }
    }
    require(piano_current == piano_self->root);
    require(sums_of(&inner).calls == DEPTH << DEPTH && sums_of(&inner).nodes < 1024);
}

struct handed {
    struct piano_node *from, *around;
    bool calls;
};

static void *run(void *given)
{
    const struct handed *handed = given;
    struct piano_call around = piano_job_begin(handed->around);
    struct piano_call job = piano_job_begin(handed->from);
    require(!piano_self);
    if (handed->calls) {
        struct piano_node *node = part_here();
        require(is_handed_by(node->parent, &outer) && node->parent->parent == piano_self->root);
    }
    piano_job_end(job);
    require(handed->calls == (piano_self != NULL));
    if (handed->calls)
        require(is_handed_by(part_here()->parent, &inner));
    piano_job_end(around);
    require(piano_current == (handed->calls ? piano_self->root : &piano_nobody));
    return NULL;
}

static void a_thread_may_begin_with_a_job(void)
{
    for (int calls = 0; calls < 2; calls++) {
        struct handed handed = {handed_over_by(&outer), handed_over_by(&inner), calls};
        pthread_t thread;
        require(pthread_create(&thread, NULL, run, &handed) == 0);
        require(pthread_join(thread, NULL) == 0);
    }
    require(sums_of(&part).calls == 2);
}

static void a_job_goes_on_in_a_forked_child(void)
{
    struct piano_node *from = handed_over_by(&outer);
    struct piano_call around = piano_enter(&main_site);
    struct piano_call job = piano_job_begin(from);
    struct piano_call call = piano_enter(&part);
    pid_t child = fork();
    if (child == 0) {
        piano_leave(call);
        struct piano_call late = piano_job_begin(from);
        piano_leave(piano_enter(&inner));
        piano_job_end(late);
        piano_job_end(job);
        piano_leave(around);
        _exit(piano_current == piano_self->root ? 0 : 1);
    }
    int status = 1;
    require(waitpid(child, &status, 0) == child && status == 0);
    piano_leave(call);
    piano_job_end(job);
    piano_leave(around);
    require(piano_current == piano_self->root);
}

static void *run_many(void *from)
{
    for (int i = 0; i < 20000; i++) {
        struct piano_call job = piano_job_begin(from);
        call(&part);
        struct piano_call deeper = piano_job_begin(piano_hand_over());
        call(&inner);
        piano_job_end(deeper);
        piano_job_end(job);
    }
    return NULL;
}

static void threads_share_what_they_hand_over(void)
{
    struct piano_call call = piano_enter(&outer);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        require(pthread_create(&threads[i], NULL, run_many, piano_hand_over()) == 0);
    for (int i = 0; i < 4; i++)
        require(pthread_join(threads[i], NULL) == 0);
    piano_leave(call);
    require(sums_of(&part).calls == 80000 && sums_of(&inner).calls == 80000);
    require(sums_of(&part).nodes == 4);
}

static void without_a_recording_nothing_happens(void)
{
    struct piano_node *from = piano_hand_over();
    require(!from);
    piano_job_end(piano_job_begin(from));
}

int main(void)
{
    const struct test tests[] = {
        TEST(nothing_is_known_outside, ""),
        TEST(jobs_know_who_handed_them_over, ""),
        TEST(of_several_paths_none_is_remembered, ""),
        TEST(within_the_function_itself_there_is_no_node, ""),
        TEST(calls_that_were_jumped_over_end_with_the_job, "exact=1"),
        TEST(an_outermost_call_is_one_in_a_job_as_well, ""),
        TEST(jobs_in_jobs_take_a_bounded_room, ""),
        TEST(a_thread_may_begin_with_a_job, ""),
        TEST(a_job_goes_on_in_a_forked_child, ""),
        TEST(threads_share_what_they_hand_over, ""),
        TEST(without_a_recording_nothing_happens, NULL),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
