/* The run file: it takes what it needs, and goes on when the program is already ending. */
#include <dirent.h>
#include <sys/stat.h>

#include "harness.h"

#define FUNCTIONS 2000
#define SMALL ((uint64_t)512 << 10)

static struct piano_site main_site = SITE("main"), functions[FUNCTIONS];

static void call_all(void)
{
    for (int i = 0; i < FUNCTIONS; i++) {
        static char texts[FUNCTIONS][32];
        functions[i].text = texts[i];
        functions[i].text_bytes = (size_t)snprintf(texts[i], sizeof texts[i], "c\nf%d\nf.rs\n1", i);
        piano_leave(piano_enter(&functions[i]));
    }
}

/* Bytes of the only run file there is. */
static uint64_t file_bytes(void)
{
    DIR *folder = opendir(runs_folder());
    require(folder);
    struct stat status = {0};
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (strstr(entry->d_name, ".run"))
            require(fstatat(dirfd(folder), entry->d_name, &status, 0) == 0);
    closedir(folder);
    return (uint64_t)status.st_size;
}

static uint64_t used_bytes(void)
{
    return atomic_load(&piano_run.header->used_bytes);
}

static void after_the_end(void)
{
    require(piano_run.header->end == PIANO_END_EXIT);
    require(file_bytes() >= used_bytes() && file_bytes() < SMALL);
    call_all();
    require(sums_of(&main_site).calls == 1 && sums_of(&functions[FUNCTIONS - 1]).calls == 1);
    require(used_bytes() > SMALL && file_bytes() >= used_bytes());
}

/* What is registered before the runtime's own handler runs after it. */
static void a_file_is_cut_at_the_end_and_grows_again(void)
{
    char settings[128];
    snprintf(settings, sizeof settings, "runs=%s", runs_folder());
    require(atexit(after_the_end) == 0);
    piano_start(settings, strlen(settings));
    piano_leave(piano_enter(&main_site));
    require(file_bytes() > SMALL);
}

int main(void)
{
    const struct test tests[] = {TEST(a_file_is_cut_at_the_end_and_grows_again, NULL)};
    return run_tests(tests, sizeof tests / sizeof *tests);
}
