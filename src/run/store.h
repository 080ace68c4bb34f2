/* The runs folder: which runs it holds and which of them the user means. */
#ifndef PIANO_RUN_STORE_H
#define PIANO_RUN_STORE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "run/run.h"

struct store_entry {
    const char *id;
    const char *program;   /* as run_program_name has it */
    const char *arguments; /* as typed, quoted where a shell would need it */
    const char *selection; /* as run_selection has it */
    uint64_t start_unix_ns;
    uint64_t duration_ns; /* of the process that took longest; 0 where not known */
    uint64_t bytes;       /* of all its files */
    size_t processes;
    bool recorded; /* some function was called */
    bool running;  /* a process of it may still be alive */
    ARRAY(const char *) files;
    ARRAY(const char *) tags; /* names that hold it, or another of its series */
};

struct store_tag {
    const char *name;
    const struct store_entry *run; /* NULL where it is not in the folder any more */
    size_t runs;                   /* with the others of its series */
    uint64_t bytes;                /* of all of them */
};

/* Sorted by start, the newest first. */
struct store_list {
    struct store_entry *at;
    size_t len, cap;
    ARRAY(struct store_tag) tags; /* by name */
    size_t unread_count;          /* run files that could not be read */
    const char *unread;           /* why one of them could not */
};

/* All runs of the folder with their tags; a folder that is not there holds none. What is no
 * run file, or a damaged one, is passed over. */
bool store_list(struct arena *arena, const char *folder, struct store_list *out, struct error *err);

/* Read the run that the user means: the path of a run file or of a runs folder, a tag, the start
 * of a run id; or with NULL the latest run that recorded something, and of a series the median. */
bool store_find(struct arena *arena, const char *folder, const char *what, struct run *out,
                struct error *err);

/* Runs of the same program under the same conditions: those of a `--repeat`, whose ids differ in
 * a number behind a dot, or one alone. */
struct store_series {
    struct run *at;
    size_t len, cap;
};

/* Read all runs of the series that a run belongs to: those in the folder that its own file is in.
 */
bool store_open_series(struct arena *arena, const struct run *run, struct store_series *out,
                       struct error *err);

/* Read all runs of the series that the run which the user means belongs to. */
bool store_find_series(struct arena *arena, const char *folder, const char *what,
                       struct store_series *out, struct error *err);

/* The same for the series before the latest: what `diff` compares with. */
bool store_find_previous(struct arena *arena, const char *folder, struct store_series *out,
                         struct error *err);

/* Whether two run ids belong to one series. */
bool store_same_series(const char *id, const char *other);

/* How many runs of the id's series recorded something; `*out` is the one among them whose duration
 * is the median, untouched where there is none. */
size_t store_median(struct arena *arena, const struct store_list *list, const char *id,
                    const struct store_entry **out);

/* The remark that one run was chosen of so many. */
const char *store_median_remark(struct arena *arena, const struct store_entry *median, size_t runs);

/* Remove the files of a run. */
bool store_remove(const struct store_entry *entry, struct error *err);

#endif
