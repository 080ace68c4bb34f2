/* What a .rs file holds, as far as a profiler asks.
 * In: the bytes of one file.  Out: its functions, modules and allocators, with exact spans.
 * Offsets are bytes from the start of the file; lines count from 1. */
#ifndef PIANO_RUST_ITEMS_H
#define PIANO_RUST_ITEMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

struct span {
    uint32_t start, end;
};

#define LEFT_OUT UINT32_MAX /* an index or offset that is not there */

enum function_flag {
    FN_CONST = 1 << 0,         /* const fn */
    FN_ASYNC = 1 << 1,         /* async fn */
    FN_UNSAFE = 1 << 2,        /* unsafe fn */
    FN_EXTERN = 1 << 3,        /* extern "…" fn, other than "Rust" */
    FN_NAKED = 1 << 4,         /* #[naked], #[unsafe(naked)] */
    FN_IN_TRAIT = 1 << 5,      /* a trait's provided method */
    FN_IN_IMPL = 1 << 6,       /* a method or associated function */
    FN_IN_RULES = 1 << 7,      /* in a transcriber of macro_rules! */
    FN_IN_CALL = 1 << 8,       /* in a macro call that is known to pass items through */
    FN_MAYBE_CONST = 1 << 9,   /* a fragment before it, or an attribute macro, may make it const */
    FN_TEST = 1 << 10,         /* #[test], #[bench], or below #[cfg(test)] */
    FN_ALLOCATOR = 1 << 11,    /* a method in `impl GlobalAlloc for …` */
    FN_UNNAMED_BODY = 1 << 12, /* in a transcriber, the body is a fragment: `fn f() $body` */
    FN_UNCLEAR_RETURN = 1 << 13, /* in a transcriber, `returns` is not all: `$(-> $t)?` */
    FN_IN_TOKENS = 1 << 14,      /* in a macro call that may do anything with its tokens */
    FN_GEN = 1 << 15,            /* gen fn: its body runs from one value to the next */
};

/* A function with a body. */
struct function {
    struct text name;    /* its own identifier, without r#; "$name" in a transcriber */
    struct text path;    /* within the file: "inline_mod::Type::method", "<T as Trait>::method",
                            "outer::inner"; types lose their lifetimes and generic arguments */
    struct text inside;  /* the inline modules it stands in, the front of `path`, or empty */
    uint32_t flags;      /* enum function_flag */
    uint32_t line;       /* of the name */
    uint32_t start;      /* of its first token, attributes and visibility not counted */
    struct span returns; /* the type after ->, empty where there is none */
    struct span body;    /* from the { to just past the } */
    uint32_t insert;     /* where the first statement may stand: after inner attributes and docs */
};

/* `mod name;`, or `include!("path");` among items: a file elsewhere. */
struct module {
    struct text name;   /* without r#; of an inclusion, its first word */
    struct text inside; /* the inline modules it stands in, "a::b", or empty */
    struct text path;   /* of its #[path] or #[cfg_attr(…, path = "…")], unescaped, or empty */
    struct text folder; /* of the inline modules, with #[path]s of their own: "a/b" */
    bool beside;        /* the outermost of them has a #[path]: `folder` starts where the file is,
                           even if the file's other modules lie in a folder of its own name */
    struct text gate;   /* the cfg predicate it is compiled under, as an allocator's, or empty */
    bool test;          /* behind #[cfg(test)] */
    bool in_rules;      /* in a transcriber: its file lies by the macro's caller */
    bool included;      /* no module of its own: the file's items are those of the one around */
};

/* `include!(concat!(…));` or `tonic::include_proto!(…);` among items, whose file nobody but the
 * compiler can name. */
struct unread {
    struct text name;   /* the macro's, without what is before it */
    struct text inside; /* the inline modules it stands in */
    uint32_t line;
    bool test; /* behind #[cfg(test)] */
};

/* `#[global_allocator] static NAME: TYPE = VALUE;` */
struct allocator {
    struct span type, value;
    uint32_t start;     /* of the first attribute of the static */
    struct text gate;   /* the cfg predicate under which it is compiled, with those of the inline
                           modules and cfg_if! branches around it: "all(unix, not(miri))"; or empty */
    struct text inside; /* the inline modules it stands in */
};

struct items {
    bool balanced; /* false: the delimiters do not pair up, nothing below may be used to edit */
    bool no_std, no_main, no_implicit_prelude, no_core;
    uint32_t root_insert; /* where an item may be inserted at the top of the file; LEFT_OUT where
                             a `//!` without a newline is all there is */
    ARRAY(struct function) functions; /* in the order of their bodies' { */
    ARRAY(struct module) modules;
    ARRAY(struct unread) unread;
    ARRAY(struct allocator) allocators;
    /* macro_rules! of this file that put a `$x:item`, or all that they are given, where items
     * stand. */
    ARRAY(struct text) passing_macros;
};

/* Macros of other files whose calls hold real items; see items.passing_macros. */
struct known_macros {
    const struct text *at;
    size_t len;
};

/* Scan one file. Never fails: what it cannot make sense of, it leaves out. Texts in the result
 * point into `source` or the arena and live as long as both. Linear in the length of the source,
 * which must be under 4 GiB. */
void items_scan(struct arena *arena, struct text source, const struct known_macros *macros,
                struct items *out);

#endif
