/* The state of a scan: a stack of the scopes around the token at hand.
 * Only the files of this folder that walk over tokens include this. */
#ifndef PIANO_RUST_SCAN_H
#define PIANO_RUST_SCAN_H

#include "rust/attributes.h"
#include "rust/fragments.h"
#include "rust/header.h"
#include "rust/items.h"
#include "rust/lexer.h"
#include "rust/name_map.h"

enum scope_kind {
    SCOPE_PLAIN,
    SCOPE_RULES,    /* the rules of macro_rules!: matchers and transcribers */
    SCOPE_BRANCHES, /* the branches of cfg_if! or cfg_select! */
};

/* What becomes of something that a macro takes. */
struct handling {
    bool passes; /* it is put where items stand */
    bool shows;  /* it is given to another macro, which may look at its text: stringify! */
};

struct definition {
    struct text name;
    uint32_t rules, depth; /* how many brackets are open in the transcriber at hand */
    struct handling items; /* `$name:item` */
    struct handling whole; /* struct fragments.whole */
};

/* What holds between some token and `close`. */
struct scope {
    enum scope_kind kind;
    uint32_t close;                    /* the token that ends it */
    uint32_t depth;                    /* how many brackets are open directly inside it */
    uint32_t flags;                    /* enum function_flag: of every function inside */
    uint32_t member_flags;             /* … of those at `depth` only */
    struct text path;                  /* what their names begin with */
    uint32_t named_until;              /* the tokens before belong to a type in some `path` */
    struct text inside, folder;        /* see struct module */
    bool beside, lost;                 /* lost: too deep for any file's name */
    struct text gate;                  /* see struct allocator */
    const struct fragments *fragments; /* of the transcriber, or NULL outside of any */

    struct definition *definition; /* of the macro around, or NULL outside of any */
    struct fragments matched;      /* SCOPE_RULES: of the matcher before */
    uint32_t branch_from;          /* SCOPE_BRANCHES: the token behind the branch before */
    struct text earlier;           /* … the predicates of all branches before, with commas */
};

struct scan {
    struct arena *arena;  /* for results */
    struct arena scratch; /* for what ends with the scan */
    struct tokens tokens;
    struct name_map passing; /* macros that pass items through */
    struct items *out;
    ARRAY(struct scope) scopes;
    uint32_t depth;         /* how many brackets are open */
    uint32_t line, line_at; /* `line_at` is an offset in line `line` */
    uint32_t floor;         /* the last token that is known to belong to an item before */
    bool unsorted;
};

/* The innermost scope; valid until the next is pushed. */
static inline struct scope *scan_top(struct scan *scan)
{
    return &scan->scopes.at[scan->scopes.len - 1];
}

/* A scope inside the innermost one that inherits what reaches further in, to be changed and
 * pushed. `open` is its bracket. */
struct scope scope_inside(struct scan *scan, uint32_t open);
void scope_push(struct scan *scan, struct scope scope);

/* Leave the innermost scope. */
void scope_pop(struct scan *scan);

/* Do items here belong to the trait or impl around? */
bool scan_at_member(struct scan *scan);

/* What precedes the word of an item, and the attributes in it. */
struct prefix scan_prefix(struct scan *scan, uint32_t item);
struct attributes scan_attributes(struct scan *scan, uint32_t item);

/* The name of a trait or module at token `at`: an identifier or, in a transcriber, a fragment;
 * empty where there is none. `*end` is the token behind it. */
struct text scan_item_name(struct scan *scan, uint32_t at, uint32_t *end);

/* The line of a byte that is not before one that was asked for before. */
uint32_t scan_line(struct scan *scan, uint32_t offset);

/* The gate of an item with these attributes, in the result's arena. */
struct text scan_gate(struct scan *scan, const struct attributes *attributes);

/* Add to a scope what the attributes of its item say. */
void scope_apply(struct scan *scan, struct scope *scope, const struct attributes *attributes);

/* Note the call of a macro whose name is at token `at`, and its path from `start` on, as one that
 * includes a file which only the compiler knows; if it stands among a module's items. */
void scan_unread(struct scan *scan, uint32_t start, uint32_t at);

/* The visits: each looks at token `at` and what follows, and gives the token to go on with. */
uint32_t visit_function(struct scan *scan, uint32_t at);
uint32_t visit_impl(struct scan *scan, uint32_t at);
uint32_t visit_trait(struct scan *scan, uint32_t at);
uint32_t visit_mod(struct scan *scan, uint32_t at);
uint32_t visit_static(struct scan *scan, uint32_t at);
uint32_t visit_inclusion(struct scan *scan, uint32_t at);
uint32_t visit_attributes(struct scan *scan, uint32_t at);
uint32_t visit_macro_rules(struct scan *scan, uint32_t at);
uint32_t visit_rule(struct scan *scan, uint32_t at);
uint32_t visit_macro(struct scan *scan, uint32_t at);
uint32_t visit_branch(struct scan *scan, uint32_t at);
uint32_t visit_fragment(struct scan *scan, uint32_t at);
uint32_t visit_name(struct scan *scan, uint32_t at);

#endif
