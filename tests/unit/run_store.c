#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../tool/run_maker.h"
#include "run/clock.h"
#include "run/finish.h"
#include "run/relatives.h"
#include "run/store.h"
#include "run/tag.h"

static char root[] = "/tmp/piano-unit-XXXXXX";
static char runs[sizeof root + 8];

/* A run that recorded something, or not, and began `start` seconds after the others. */
static void make_run(const char *id, uint32_t pid, uint64_t start, bool recorded)
{
    struct maker m;
    struct error err = {0};
    maker_begin(&m, 1 << 20, id, pid);
    maker_header(&m)->start_unix_ns += start * UINT64_C(1000000000);
    if (recorded)
        maker_function(&m, "demo", "main", "src/main.rs", 1);
    maker_thread(&m, "main", 1000);
    maker_end(&m, MAKER_FIRST_TICKS + 1000);
    if (!maker_write(&m, runs, &err))
        fail_msg("%s", err.message);
    maker_finish(&m);
}

static const char *found(struct arena *arena, const char *what)
{
    struct run run;
    struct error err = {0};
    return store_find(arena, runs, what, &run, &err) ? run.id : err.message[0] ? NULL : "";
}

static void the_latest_run_is_the_last_that_recorded_something(void **state)
{
    struct arena arena = {0};
    (void)state;
    make_run("b-late", 2, 50, true);
    make_run("a-early", 1, 10, true);
    make_run("c-empty", 3, 99, false);
    assert_string_equal(found(&arena, NULL), "b-late");
    struct store_series previous = {0};
    struct error err = {0};
    assert_true(store_find_previous(&arena, runs, &previous, &err));
    assert_string_equal(previous.at[0].id, "a-early");
    arena_finish(&arena);
}

static void a_run_is_found_by_id_tag_and_path(void **state)
{
    struct arena arena = {0};
    struct error err = {0};
    (void)state;
    make_run("alpha-1", 1, 1, true);
    make_run("alpha-2", 2, 2, true);
    make_run("beta-1", 3, 3, true);
    assert_true(tag_set(runs, "first", "alpha-1", &err));
    assert_string_equal(found(&arena, "first"), "alpha-1");
    assert_string_equal(found(&arena, "beta"), "beta-1");
    assert_string_equal(found(&arena, "alpha-2"), "alpha-2");
    assert_null(found(&arena, "alpha"));
    assert_null(found(&arena, "gamma"));
    assert_string_equal(found(&arena, path_join(&arena, runs, "alpha-2-2.run")), "alpha-2");
    assert_string_equal(found(&arena, runs), "beta-1");
    arena_finish(&arena);
}

static void processes_of_a_run_belong_together(void **state)
{
    struct arena arena = {0};
    struct run run;
    struct error err = {0};
    (void)state;
    make_run("many", 30, 5, true);
    make_run("many", 20, 1, true);
    make_run("many-more", 40, 9, true);
    assert_true(run_open(&arena, runs, "many", &run, &err));
    assert_int_equal(run.process_count, 2);
    assert_int_equal(run.processes[0].header->pid, 20);
    assert_null(run.note);
    assert_true(file_write(path_join(&arena, runs, "many-50.run"), TEXT("PIANORUN"), &err));
    assert_true(run_open(&arena, runs, "many", &run, &err));
    assert_non_null(run.note);
    arena_finish(&arena);
}

static void tags_move_and_go_and_are_missed(void **state)
{
    struct arena arena = {0};
    struct error err = {0};
    const char *id;
    (void)state;
    assert_true(tag_set(runs, "baseline", "one", &err));
    assert_true(tag_set(runs, "baseline", "two", &err));
    assert_true(tag_find(&arena, runs, "baseline", &id, &err));
    assert_string_equal(id, "two");
    assert_false(tag_find(&arena, runs, "baselin", &id, &err));
    assert_non_null(strstr(err.message, "did you mean 'baseline'"));
    assert_true(tag_delete(runs, "baseline", &err));
    assert_false(tag_delete(runs, "baseline", &err));
    const char *wrong[] = {"", ".", "..", "a/b", "-d", "a\nb", "a b", "a.run"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(tag_set(runs, wrong[i], "one", &err));
    arena_finish(&arena);
}

static void repetitions_are_one_series(void **state)
{
    struct arena arena = {0};
    struct store_series series = {0};
    struct error err = {0};
    (void)state;
    assert_true(store_same_series("x-1.1", "x-1.22"));
    assert_false(store_same_series("x-1.1", "x-2.1"));
    make_run("rep.1", 1, 1, true);
    make_run("rep.2", 2, 2, true);
    make_run("other", 3, 3, true);
    assert_true(store_find_series(&arena, runs, "rep.2", &series, &err));
    assert_int_equal(series.len, 2);
    assert_true(store_find_series(&arena, runs, "other", &series, &err));
    assert_int_equal(series.len, 1);
    arena_finish(&arena);
}

/* A run as a process leaves it that is killed: its end is not known. */
static void make_unended(const char *id, uint32_t pid, uint64_t began_ticks)
{
    struct maker m;
    struct error err = {0};
    maker_begin(&m, 1 << 20, id, pid);
    maker_header(&m)->first.ticks = maker_header(&m)->last.ticks = began_ticks;
    maker_header(&m)->first.ns = maker_header(&m)->last.ns = began_ticks;
    maker_live(&m, maker_thread(&m, "main", 0), began_ticks);
    assert_true(maker_write(&m, runs, &err));
    maker_finish(&m);
}

static void the_launcher_notes_the_end(void **state)
{
    struct arena arena = {0};
    struct piano_clock_pair now;
    struct run run;
    struct error err = {0};
    const struct run_end killed = {999999, SIGKILL, 1234};
    (void)state;
    assert_true(clock_read(PIANO_CLOCK_NS, &now));
    make_unended("ended", 999999, now.ticks - 5000000);
    assert_true(run_finish(runs, "ended", &killed, &err));
    assert_true(run_open(&arena, runs, "ended", &run, &err));
    const struct piano_header *h = run.processes[0].header;
    assert_int_equal(h->end, PIANO_END_WAITED);
    assert_true(WIFSIGNALED(h->wait_status) && WTERMSIG(h->wait_status) == SIGKILL);
    assert_int_equal(h->processor_ns, 1234);
    assert_true(h->end_ticks >= now.ticks);
    assert_true(run.processes[0].threads[0].recorded_ticks >= 5000000);
    assert_true(run_finish(runs, "no-such-run", &(struct run_end){.pid = 1}, &err));
    assert_true(run_finish("/no/such/folder", "x", &(struct run_end){.pid = 1}, &err));
    arena_finish(&arena);
}

static uint64_t noted_end(const char *id)
{
    struct arena arena = {0};
    struct run run;
    struct error err = {0};
    assert_true(run_open(&arena, runs, id, &run, &err));
    uint64_t ticks = run.processes[0].header->end_ticks;
    assert_int_equal(run.processes[0].header->end, PIANO_END_UNKNOWN);
    arena_finish(&arena);
    return ticks;
}

/* A process that does nothing until it is killed. */
static pid_t fork_idle(void)
{
    pid_t child = fork();
    assert_true(child >= 0);
    while (child == 0)
        pause();
    return child;
}

/* It stays a zombie. */
static void kill_idle(pid_t child)
{
    siginfo_t ended;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT), 0);
}

/* Of a child that was forked and ended by _exit nobody knows when it did; not so late as the run.
 */
static void a_child_without_a_word_ended_when_it_last_noted_the_time(void **state)
{
    struct error err = {0};
    (void)state;
    pid_t child = fork_idle();
    kill_idle(child);
    make_unended("lost", (uint32_t)child, MAKER_FIRST_TICKS);
    assert_true(run_finish(runs, "lost", &(struct run_end){.pid = 999999}, &err));
    assert_int_equal(noted_end("lost"), MAKER_FIRST_TICKS);
    waitpid(child, NULL, 0);
}

static void a_child_without_a_word_ended_when_it_was_last_seen(void **state)
{
    struct arena arena = {0};
    struct error err = {0};
    struct piano_clock_pair before, after;
    (void)state;
    pid_t child = fork_idle();
    make_unended("seen", (uint32_t)child, MAKER_FIRST_TICKS);
    struct relatives *relatives = relatives_begin(&arena, runs, "seen", 999999);
    assert_true(clock_read(PIANO_CLOCK_NS, &before));
    relatives_look(relatives);
    assert_true(clock_read(PIANO_CLOCK_NS, &after));
    kill_idle(child);
    relatives_look(relatives);
    relatives_end(relatives);
    assert_true(run_finish(runs, "seen", &(struct run_end){.pid = 999999}, &err));
    uint64_t end = noted_end("seen");
    assert_true(end >= before.ticks && end <= after.ticks);
    waitpid(child, NULL, 0);
    arena_finish(&arena);
}

static void a_child_that_goes_on_has_no_end(void **state)
{
    struct arena arena = {0};
    (void)state;
    pid_t child = fork_idle();
    make_unended("goes-on", (uint32_t)child, MAKER_FIRST_TICKS);
    struct relatives *relatives = relatives_begin(&arena, runs, "goes-on", 999999);
    relatives_look(relatives);
    relatives_end(relatives);
    assert_int_equal(noted_end("goes-on"), 0);
    kill_idle(child);
    waitpid(child, NULL, 0);
    arena_finish(&arena);
}

/* What the process noted itself is nearer to the truth; a process that still runs has no end. */
static void an_end_that_is_known_stays(void **state)
{
    struct arena arena = {0};
    struct run run;
    struct error err = {0};
    (void)state;
    make_run("exited", 999999, 0, true);
    assert_true(run_finish(runs, "exited", &(struct run_end){999999, 3 << 8, 0}, &err));
    assert_true(run_open(&arena, runs, "exited", &run, &err));
    assert_int_equal(run.processes[0].header->end_ticks, MAKER_FIRST_TICKS + 1000);
    assert_int_equal(WEXITSTATUS(run.processes[0].header->wait_status), 3);
    make_unended("daemon", (uint32_t)getpid(), MAKER_FIRST_TICKS);
    assert_true(run_finish(runs, "daemon", &(struct run_end){.pid = 999999}, &err));
    assert_true(run_open(&arena, runs, "daemon", &run, &err));
    assert_int_equal(run.processes[0].header->end, PIANO_END_UNKNOWN);
    assert_int_equal(run.processes[0].header->end_ticks, 0);
    arena_finish(&arena);
}

static void a_process_that_still_runs_has_recorded_until_now(void **state)
{
    struct arena arena = {0};
    struct piano_clock_pair now;
    struct timespec date;
    struct maker m;
    struct run run;
    struct error err = {0};
    (void)state;
    assert_true(clock_read(PIANO_CLOCK_NS, &now));
    clock_gettime(CLOCK_REALTIME, &date);
    maker_begin(&m, 1 << 20, "running", (uint32_t)getpid());
    maker_header(&m)->first = maker_header(&m)->last = now;
    maker_header(&m)->start_unix_ns =
        (uint64_t)date.tv_sec * UINT64_C(1000000000) + (uint64_t)date.tv_nsec;
    maker_live(&m, maker_thread(&m, "main", 0), now.ticks);
    maker_function(&m, "demo", "main", "src/main.rs", 1);
    assert_true(maker_write(&m, runs, &err));
    assert_true(run_open(&arena, runs, "running", &run, &err));
    assert_true(run.processes[0].threads[0].recorded_ticks > 0);
    assert_non_null(strstr(run_remark(&arena, &run), "is still running"));
    make_run("running", 999999, 0, true); /* the parent of a daemon, that has ended */
    assert_true(run_open(&arena, runs, "running", &run, &err));
    assert_int_equal(run.processes[0].header->pid, 999999);
    assert_non_null(strstr(run_remark(&arena, &run), "is still running"));
    const uint64_t before_this_process_ns = UINT64_C(60000000000);
    maker_header(&m)->start_unix_ns -= before_this_process_ns;
    maker_header(&m)->first.ns -= before_this_process_ns;
    assert_true(maker_write(&m, runs, &err));
    assert_true(run_open(&arena, runs, "running", &run, &err));
    assert_null(run_remark(&arena, &run));
    maker_finish(&m);
    arena_finish(&arena);
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(root, "/tmp/piano-unit-XXXXXX");
    if (!mkdtemp(root))
        return -1;
    snprintf(runs, sizeof runs, "%s/runs", root);
    return 0;
}

static int remove_folder(void **state)
{
    struct error err;
    (void)state;
    return path_remove(root, &err) ? 0 : -1;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(the_latest_run_is_the_last_that_recorded_something),
        IN_FOLDER(a_run_is_found_by_id_tag_and_path),
        IN_FOLDER(processes_of_a_run_belong_together),
        IN_FOLDER(tags_move_and_go_and_are_missed),
        IN_FOLDER(repetitions_are_one_series),
        IN_FOLDER(the_launcher_notes_the_end),
        IN_FOLDER(a_child_without_a_word_ended_when_it_last_noted_the_time),
        IN_FOLDER(a_child_without_a_word_ended_when_it_was_last_seen),
        IN_FOLDER(a_child_that_goes_on_has_no_end),
        IN_FOLDER(an_end_that_is_known_stays),
        IN_FOLDER(a_process_that_still_runs_has_recorded_until_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
