/* All the files of a crate: follows `mod name;` from the root as rustc does, taking every
 * branch of #[cfg_attr(…, path = …)] whose file exists.
 * In: the path of lib.rs, main.rs ….  Out: each file with its text, module path and items. */
#ifndef PIANO_RUST_CRATE_H
#define PIANO_RUST_CRATE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "rust/items.h"

struct source_file {
    const char *path;   /* absolute */
    const char *real;   /* the same with links followed, or NULL */
    struct text module; /* "parser::lexer"; empty for the root */
    struct text text;   /* its bytes as they are */
    struct items items;
    struct text gate; /* the cfg predicate of the modules that lead to it, or empty */
    bool test;        /* reached only through #[cfg(test)] */
};

struct crate {
    /* The root first; each file once, under the first module that names it. */
    ARRAY(struct source_file) files;
};

/* The file of that path, or NULL. */
const struct source_file *crate_file(const struct crate *crate, const char *path);

/* Whether any of its files has a `#[global_allocator]`. */
bool crate_declares_allocator(const struct crate *crate);

/* Fails only where the root cannot be read; a module's missing file is cargo's to report. */
bool crate_read(struct arena *arena, const char *root, struct crate *out, struct error *err);

#endif
