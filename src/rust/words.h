/* The words of Rust that the scanner must know.
 * In: an identifier's bytes.  Out: which word it is, or none. */
#ifndef PIANO_RUST_WORDS_H
#define PIANO_RUST_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Name, spelling, and its first, second last and last letter. The first four are ordinary
 * identifiers elsewhere; from `as` on no macro or variable can be called so. */
#define WORDS(X)                                                                                   \
    X(DEFAULT, "default", 'd', 'l', 't')                                                           \
    X(GEN, "gen", 'g', 'e', 'n')                                                                   \
    X(MACRO_RULES, "macro_rules", 'm', 'e', 's')                                                   \
    X(SAFE, "safe", 's', 'f', 'e')                                                                 \
    X(AS, "as", 'a', 'a', 's')                                                                     \
    X(ABSTRACT, "abstract", 'a', 'c', 't')                                                         \
    X(ASYNC, "async", 'a', 'n', 'c')                                                               \
    X(AWAIT, "await", 'a', 'i', 't')                                                               \
    X(BECOME, "become", 'b', 'm', 'e')                                                             \
    X(BOX, "box", 'b', 'o', 'x')                                                                   \
    X(BREAK, "break", 'b', 'a', 'k')                                                               \
    X(CONST, "const", 'c', 's', 't')                                                               \
    X(CONTINUE, "continue", 'c', 'u', 'e')                                                         \
    X(CRATE, "crate", 'c', 't', 'e')                                                               \
    X(DO, "do", 'd', 'd', 'o')                                                                     \
    X(DYN, "dyn", 'd', 'y', 'n')                                                                   \
    X(ELSE, "else", 'e', 's', 'e')                                                                 \
    X(ENUM, "enum", 'e', 'u', 'm')                                                                 \
    X(EXTERN, "extern", 'e', 'r', 'n')                                                             \
    X(FALSE, "false", 'f', 's', 'e')                                                               \
    X(FINAL, "final", 'f', 'a', 'l')                                                               \
    X(FN, "fn", 'f', 'f', 'n')                                                                     \
    X(FOR, "for", 'f', 'o', 'r')                                                                   \
    X(IF, "if", 'i', 'i', 'f')                                                                     \
    X(IMPL, "impl", 'i', 'p', 'l')                                                                 \
    X(IN, "in", 'i', 'i', 'n')                                                                     \
    X(LET, "let", 'l', 'e', 't')                                                                   \
    X(LOOP, "loop", 'l', 'o', 'p')                                                                 \
    X(MACRO, "macro", 'm', 'r', 'o')                                                               \
    X(MATCH, "match", 'm', 'c', 'h')                                                               \
    X(MOD, "mod", 'm', 'o', 'd')                                                                   \
    X(MOVE, "move", 'm', 'v', 'e')                                                                 \
    X(MUT, "mut", 'm', 'u', 't')                                                                   \
    X(OVERRIDE, "override", 'o', 'd', 'e')                                                         \
    X(PRIV, "priv", 'p', 'i', 'v')                                                                 \
    X(PUB, "pub", 'p', 'u', 'b')                                                                   \
    X(REF, "ref", 'r', 'e', 'f')                                                                   \
    X(RETURN, "return", 'r', 'r', 'n')                                                             \
    X(SELF, "self", 's', 'l', 'f')                                                                 \
    X(SELF_TYPE, "Self", 'S', 'l', 'f')                                                            \
    X(STATIC, "static", 's', 'i', 'c')                                                             \
    X(STRUCT, "struct", 's', 'c', 't')                                                             \
    X(SUPER, "super", 's', 'e', 'r')                                                               \
    X(TRAIT, "trait", 't', 'i', 't')                                                               \
    X(TRUE, "true", 't', 'u', 'e')                                                                 \
    X(TYPE, "type", 't', 'p', 'e')                                                                 \
    X(TYPEOF, "typeof", 't', 'o', 'f')                                                             \
    X(UNSAFE, "unsafe", 'u', 'f', 'e')                                                             \
    X(UNSIZED, "unsized", 'u', 'e', 'd')                                                           \
    X(USE, "use", 'u', 's', 'e')                                                                   \
    X(VIRTUAL, "virtual", 'v', 'a', 'l')                                                           \
    X(WHERE, "where", 'w', 'r', 'e')                                                               \
    X(WHILE, "while", 'w', 'l', 'e')                                                               \
    X(YIELD, "yield", 'y', 'l', 'd')

enum word {
    WORD_NONE,
    WORD_RAW, /* r#name, whatever the name is */
#define WORD_NAME(name, ...) WORD_##name,
    WORDS(WORD_NAME)
#undef WORD_NAME
};

/* The word that these bytes spell, or WORD_NONE. */
enum word word_of(const char *at, size_t len);

/* Can no macro be called so? */
bool word_is_reserved(enum word word);

#endif
