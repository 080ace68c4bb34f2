/* Puts the files of one run together. */
#include "run/run.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/file.h"
#include "run/live.h"

static int by_start(const void *a, const void *b)
{
    const struct piano_header *x = ((const struct run_process *)a)->header;
    const struct piano_header *y = ((const struct run_process *)b)->header;
    if (x->start_unix_ns != y->start_unix_ns)
        return x->start_unix_ns < y->start_unix_ns ? -1 : 1;
    return (x->pid > y->pid) - (x->pid < y->pid);
}

static bool may_belong(struct text name, const char *id)
{
    return text_starts(name, id) && text_ends(name, ".run") && name.at[strlen(id)] == '-';
}

static void put_together(struct arena *arena, struct run_process *processes, size_t count,
                         struct run *out)
{
    qsort(processes, count, sizeof *processes, by_start);
    *out = (struct run){
        .id = arena_string(arena, text_of(processes[0].header->run_id)),
        .program = processes[0].header->program,
        .start_unix_ns = processes[0].header->start_unix_ns,
        .processes = processes,
        .process_count = count,
    };
}

bool run_open(struct arena *arena, const char *folder, const char *id, struct run *out,
              struct error *err)
{
    struct names names = {0};
    ARRAY(struct run_process) processes = {0};
    struct error bad = {0};
    if (file_exists(folder) && !dir_list(arena, folder, &names, err))
        return false;
    for (size_t i = 0; i < names.len; i++) {
        struct run_process process;
        if (may_belong(names.at[i], id) &&
            run_load(arena, path_join(arena, folder, names.at[i].at), &process, &bad) &&
            strcmp(process.header->run_id, id) == 0)
            array_push(arena, &processes, process);
    }
    if (processes.len == 0 && bad.message[0])
        return error_set(err, "%s", bad.message);
    if (processes.len == 0)
        return error_set(err, "the run '%s' is not in '%s': 'piano runs' lists those that are", id,
                         folder);
    put_together(arena, processes.at, processes.len, out);
    if (bad.message[0])
        out->note = arena_printf(arena, "left out: %s", bad.message);
    return true;
}

bool run_open_file(struct arena *arena, const char *path, struct run *out, struct error *err)
{
    struct run_process *process = arena_new(arena, struct run_process);
    if (!run_load(arena, path, process, err))
        return false;
    const char *id = process->header->run_id;
    if (id[0] && may_belong(text_of(path_name(path)), id))
        return run_open(arena, path_folder(arena, path), id, out, err);
    put_together(arena, process, 1, out);
    return true;
}

bool run_recorded(const struct run *run)
{
    for (size_t i = 0; i < run->process_count; i++)
        if (run->processes[i].header->function_count > 0)
            return true;
    return false;
}

static bool was_killed(const struct piano_header *h)
{
    return h->end == PIANO_END_WAITED && WIFSIGNALED(h->wait_status);
}

/* The program, or one that it has left behind. */
static const struct run_process *still_running(const struct run *run)
{
    for (size_t i = 0; i < run->process_count; i++) {
        if (live_process(run->processes[i].header))
            return &run->processes[i];
    }
    return NULL;
}

const char *run_remark(struct arena *arena, const struct run *run)
{
    const struct piano_header *h = run->processes[0].header;
    const char *program = run_program_name(arena, h);
    if (!run_recorded(run))
        return was_killed(h)
                   ? arena_printf(arena, "no measured function was called before '%s' was killed",
                                  program)
                   : arena_printf(arena, "no measured function was called in '%s'", program);
    const struct run_process *live = still_running(run);
    if (live)
        return arena_printf(arena, "'%s' is still running: this is what it has done so far",
                            run_program_name(arena, live->header));
    if (was_killed(h))
        return arena_printf(arena,
                            "'%s' was ended by signal %d (%s): calls that had not returned "
                            "are counted up to then%s",
                            program, WTERMSIG(h->wait_status), strsignal(WTERMSIG(h->wait_status)),
                            h->flags & PIANO_CPU_TIME
                                ? ", their CPU time up to the last measured call that they made"
                                : "");
    return NULL;
}
