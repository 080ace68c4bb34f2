/* A call of rustc, as cargo makes it.
 * In: an argument vector.  Out: what a wrapper needs to know of it. */
#ifndef PIANO_WRAPPER_RUSTC_H
#define PIANO_WRAPPER_RUSTC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/arguments.h"
#include "base/error.h"
#include "base/text.h"

enum crate_type {
    CRATE_BIN = 1 << 0,
    CRATE_PROC_MACRO = 1 << 1,
    CRATE_OTHER = 1 << 2,  /* lib, rlib, dylib, cdylib, staticlib */
    CRATE_LOADED = 1 << 3, /* proc-macro, dylib, cdylib: beside one of the others */
};

/* Words of the command line, in order, and the positions of some among them. */
struct rustc_call {
    struct arguments program;   /* rustc, with a wrapper for workspace crates before it */
    struct arguments arguments; /* what follows, with response files read in */
    size_t input;               /* index in `arguments` of the root file, or SIZE_MAX */
    const char *crate_name;     /* NULL where none is given */
    const char *out_dir, *extra_filename, *target, *sysroot; /* NULL where not given */
    int edition;
    unsigned crate_types; /* enum crate_type; 0 where none is given */
    bool test;            /* --test: a harness is built around the crate's tests */
    bool json;            /* diagnostics and notices are written as JSON */
    bool lints_capped;
    bool optimised;          /* for speed: at level 2 or 3 */
    bool from_file;          /* some of the words came in a response file */
    bool links_unusually;    /* with a linker of its own, or without shared libraries */
    bool prints;             /* asked for a piece of information */
    struct arguments remaps; /* values of --remap-path-prefix */
    uint64_t externs;        /* a number that changes with the crates it is given */
};

/* Read what follows the wrapper's own name. */
bool rustc_read(struct arena *arena, int argc, char **argv, struct rustc_call *out,
                struct error *err);

/* Whether it compiles a crate, rather than answers a question. */
bool rustc_compiles(const struct rustc_call *call);

/* The path of rustc itself. */
const char *rustc_program(const struct rustc_call *call);

/* The name of the dep-info file that it writes beside its other results. */
const char *rustc_depinfo_path(struct arena *arena, const struct rustc_call *call);

#endif
