/* Many threads, signals and forks at once; of use mostly under a sanitizer. */
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

#include "harness.h"

#define THREADS 8
#define ROUNDS 3000

static struct piano_site sites[64];
static char texts[64][32];
static struct piano_site handled = SITE("handled"), late = SITE("late");

static void name_sites(void)
{
    for (int i = 0; i < 64; i++) {
        int bytes = snprintf(texts[i], sizeof texts[i], "crate\nf%d\nx.rs\n%d", i, i);
        sites[i].text = texts[i];
        sites[i].text_bytes = (size_t)bytes;
    }
}

static void *work(void *unused)
{
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        struct piano_call outer = piano_enter(&sites[round % 64]);
        for (int i = 0; i < 4; i++) {
            struct piano_call inner = piano_enter(&sites[(round * 7 + i * 13) % 64]);
            piano_note_alloc(texts, 10);
            piano_leave(inner);
            piano_note_free(texts, 10);
        }
        piano_leave(outer);
    }
    return NULL;
}

static void run_threads(void *(*body)(void *))
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        require(pthread_create(&threads[i], NULL, body, NULL) == 0);
    for (int i = 0; i < THREADS; i++)
        require(pthread_join(threads[i], NULL) == 0);
}

static struct sums all_sums(void)
{
    struct sums all = {0};
    for (int i = 0; i < 64; i++) {
        struct sums one = sums_of(&sites[i]);
        all.calls += one.calls;
        all.allocs += one.allocs;
        all.frees += one.frees;
    }
    return all;
}

static void threads_count_every_call(void)
{
    name_sites();
    for (int i = 0; i < 20; i++)
        run_threads(work);
    struct sums all = all_sums();
    require(all.calls == 20ull * THREADS * ROUNDS * 5);
    require(all.allocs == 20ull * THREADS * ROUNDS * 4 && all.frees == all.allocs);
    require(atomic_load(&piano_run.header->function_count) == 64);
}

static void on_alarm(int number)
{
    (void)number;
    struct piano_call node = piano_enter(&handled);
    piano_leave(piano_enter(&sites[5]));
    piano_leave(node);
}

static void signals_meet_threads(void)
{
    name_sites();
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    struct itimerval often = {{0, 2000}, {0, 2000}};
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0; i < 5; i++)
        run_threads(work);
    setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
    require(all_sums().calls >= 5ull * THREADS * ROUNDS * 5);
}

static void *fork_often(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        struct piano_call outer = piano_enter(&sites[1]);
        pid_t child = fork();
        if (child == 0) {
            piano_leave(piano_enter(&sites[2]));
            piano_leave(outer);
            uint64_t twos = sums_of(&sites[2]).calls;
            bool own = atomic_load(&piano_run.header->flags) & PIANO_FORKED;
            _exit(own && twos == 1 && piano_current == piano_self->root ? 0 : 1);
        }
        int status = 1;
        waitpid(child, &status, 0);
        require(status == 0);
        piano_leave(outer);
    }
    return NULL;
}

static void forks_leave_the_parent_alone(void)
{
    name_sites();
    run_threads(fork_often);
    require(sums_of(&sites[1]).calls == 5 * THREADS);
    require(sums_of(&sites[2]).calls == 0);
}

static void *fork_before_any_call(void *unused)
{
    (void)unused;
    pid_t child = fork();
    if (child == 0) {
        struct piano_call call = piano_enter(&sites[2]);
        bool outermost = piano_current->parent == piano_self->root;
        piano_leave(call);
        _exit(outermost ? 0 : 1);
    }
    int status = 1;
    require(waitpid(child, &status, 0) == child && status == 0);
    return NULL;
}

/* What another thread was in when it forked is no concern of the child's. */
static void a_thread_without_a_tree_forks(void)
{
    name_sites();
    struct piano_call outer = piano_enter(&sites[1]);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    require(waitpid(child, NULL, 0) == child);
    pthread_t thread;
    require(pthread_create(&thread, NULL, fork_before_any_call, NULL) == 0);
    require(pthread_join(thread, NULL) == 0);
    piano_leave(outer);
}

static bool grandchild_is_below(const struct piano_site *site)
{
    pid_t child = fork();
    if (child == 0) {
        struct piano_call call = piano_enter(&sites[2]);
        bool below = piano_current->parent->function == atomic_load(&site->id);
        piano_leave(call);
        _exit(below ? 0 : 1);
    }
    int status = 1;
    return waitpid(child, &status, 0) == child && status == 0;
}

static void a_child_forks_at_once(void)
{
    name_sites();
    struct piano_call outer = piano_enter(&sites[1]);
    pid_t child = fork();
    if (child == 0)
        _exit(grandchild_is_below(&sites[1]) ? 0 : 1);
    int status = 1;
    require(waitpid(child, &status, 0) == child && status == 0);
    piano_leave(outer);
}

static bool calls_amid_forks;

/* Registered before the runtime's own handlers, it is called while they hold what they hold; so may
 * a signal's handler be. */
static void amid_a_fork(void)
{
    if (calls_amid_forks)
        on_alarm(SIGALRM);
}

static void handlers_amid_a_fork_do_not_wait(void)
{
    name_sites();
    struct piano_call outer = piano_enter(&sites[1]);
    calls_amid_forks = true;
    pid_t child = fork();
    if (child == 0) {
        on_alarm(SIGALRM);
        _exit(sums_of(&handled).calls == 1 ? 0 : 1);
    }
    calls_amid_forks = false;
    int status = 1;
    waitpid(child, &status, 0);
    require(status == 0);
    on_alarm(SIGALRM);
    piano_leave(outer);
    require(sums_of(&sites[1]).calls == 1);
    require(sums_of(&handled).calls == 1);
}

static pthread_key_t key;

static void last_words(void *value)
{
    (void)value;
    piano_leave(piano_enter(&late));
}

static void *with_last_words(void *unused)
{
    pthread_setspecific(key, &late);
    return work(unused);
}

static void destructors_are_counted(void)
{
    name_sites();
    pthread_key_create(&key, last_words);
    run_threads(with_last_words);
    require(sums_of(&late).calls == THREADS);
}

static struct piano_call carried;

static void *leave_for_another(void *unused)
{
    (void)unused;
    struct piano_call mine = piano_enter(&sites[3]);
    piano_leave(carried);
    piano_leave(mine);
    require(piano_current == piano_self->root);
    return NULL;
}

static void a_stack_may_change_threads(void)
{
    name_sites();
    carried = piano_enter(&sites[4]);
    pthread_t other;
    pthread_create(&other, NULL, leave_for_another, NULL);
    pthread_join(other, NULL);
    piano_leave(carried);
    require(piano_current == piano_self->root);
    require(sums_of(&sites[4]).calls == 1);
}

static void *spawns_another(void *unused)
{
    pthread_t other;
    struct piano_call call = piano_enter(&sites[2]);
    require(pthread_create(&other, NULL, work, NULL) == 0);
    piano_leave(call);
    pthread_join(other, NULL);
    return unused;
}

/* Of the tree that serves threads created on the site's path. */
static const struct piano_thread *created_by(const struct piano_site *site)
{
    const char *base = (const char *)piano_run.header;
    for (uint64_t at = PIANO_HEADER_BYTES; at < atomic_load(&piano_run.header->used_bytes);) {
        const struct piano_slab *slab = (const struct piano_slab *)(base + at);
        const struct piano_thread *thread = (const struct piano_thread *)(slab + 1);
        at += slab->bytes;
        for (uint64_t i = 0; i < atomic_load(&slab->used) / sizeof *thread; i++)
            if (slab->kind == PIANO_SLAB_THREADS && thread[i].creator &&
                thread[i].creator->function == atomic_load(&site->id))
                return &thread[i];
    }
    return NULL;
}

static void threads_know_their_creators(void)
{
    name_sites();
    struct piano_call call = piano_enter(&sites[1]);
    for (int i = 0; i < 12; i++)
        run_threads(spawns_another);
    piano_leave(call);
    const struct piano_thread *outer = created_by(&sites[1]), *inner = created_by(&sites[2]);
#ifdef THREADS_ARE_WATCHED
    require(outer && inner && outer->creator->parent == piano_self->root);
    require(atomic_load(&piano_run.header->used_bytes) < 16u << 20);
#else
    require(!outer && !inner);
#endif
}

static struct piano_progress progress = {.site = &sites[6]};

static void *poll_once(void *ready)
{
    piano_poll_enter(&progress);
    piano_poll_leave(&progress, ready != NULL);
    return NULL;
}

static void polls_move_between_threads(void)
{
    name_sites();
    for (int i = 0; i < 10; i++) {
        pthread_t other;
        pthread_create(&other, NULL, poll_once, i == 9 ? &progress : NULL);
        pthread_join(other, NULL);
    }
    piano_poll_end(&progress, false);
    progress = (struct piano_progress){.site = &sites[6]};
    poll_once(NULL);
    piano_poll_end(&progress, false);
    require(sums_of(&sites[6]).calls == 2);
}

int main(void)
{
    const struct test tests[] = {
        TEST(threads_count_every_call, ""),
        TEST(signals_meet_threads, ""),
        TEST(forks_leave_the_parent_alone, "exact=1"),
        TEST(a_thread_without_a_tree_forks, "exact=1"),
        TEST(a_child_forks_at_once, "exact=1"),
        TEST(handlers_amid_a_fork_do_not_wait, "exact=1"),
        TEST(destructors_are_counted, "exact=1"),
        TEST(a_stack_may_change_threads, "exact=1"),
        TEST(polls_move_between_threads, "cpu=1"),
        TEST(threads_know_their_creators, ""),
    };
    pthread_atfork(amid_a_fork, amid_a_fork, amid_a_fork);
    return run_tests(tests, sizeof tests / sizeof *tests);
}
