#include <inttypes.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "wrapper/lock.h"
#include "wrapper/renewal.h"
#include "wrapper/self.h"

static char folder[] = "renewal-XXXXXX";

static int make_folder(void **state)
{
    struct error err;
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 && dir_make("kept/mirror", &err) ? 0 : -1;
}

static int remove_folder(void **state)
{
    struct error err;
    (void)state;
    return chdir("..") == 0 && path_remove(folder, &err) ? 0 : -1;
}

static void put(const char *path, const char *text)
{
    struct error err;
    assert_true(file_write(path, text_of(text), &err));
}

/* What this program writes into the folders that it builds in. */
static void sign(void)
{
    char line[32];
    uint64_t id;
    struct error err;
    assert_true(self_id(&id, &err));
    snprintf(line, sizeof line, "%016" PRIx64 "\n", id);
    put("kept/built-by", line);
}

static void what_another_piano_built_goes_and_runs_stay(void **state)
{
    struct error err;
    (void)state;
    assert_true(dir_make("kept/runs", &err) && dir_make("kept/debug/.fingerprint", &err));
    put("kept/runs/1.run", "");
    put("kept/mirror/old.rs", "");
    put("kept/built-by", "another\n");
    assert_true(renewal_make("kept", &err));
    assert_true(file_exists("kept/runs/1.run"));
    assert_false(file_exists("kept/mirror"));
    assert_false(file_exists("kept/debug"));
}

static void what_the_same_one_built_stays(void **state)
{
    struct error err;
    (void)state;
    assert_true(dir_make("kept/mirror", &err));
    put("kept/mirror/new.rs", "");
    sign();
    assert_true(renewal_make("kept", &err));
    assert_true(file_exists("kept/mirror/new.rs"));
}

/* 'S' of a process that waits for something that may never come, 'Z' of one that has ended. */
static char state_of(pid_t pid)
{
    char path[64], state = 0;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%*d (%*[^)]) %c", &state), 1);
    fclose(file);
    return state;
}

static void two_at_once_do_not_remove_each_others(void **state)
{
    struct error err;
    int lock, status;
    (void)state;
    assert_true(dir_make("kept/mirror", &err));
    put("kept/built-by", "another\n");
    assert_true(lock_take("kept/built-by.lock", &lock, &err));
    pid_t second = fork();
    if (second == 0) {
        close(lock);
        _exit(renewal_make("kept", &err) ? 0 : 1);
    }
    while (!strchr("SZ", state_of(second)))
        sched_yield();
    put("kept/mirror/new.rs", "");
    sign();
    close(lock);
    assert_int_equal(waitpid(second, &status, 0), second);
    assert_int_equal(status, 0);
    assert_true(file_exists("kept/mirror/new.rs"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_another_piano_built_goes_and_runs_stay),
        cmocka_unit_test(what_the_same_one_built_stays),
        cmocka_unit_test(two_at_once_do_not_remove_each_others),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
