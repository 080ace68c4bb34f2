#include "rewrite/inclusions.h"

#include <string.h>

#include "base/file.h"
#include "rewrite/quote.h"
#include "rust/lexer.h"
#include "rust/literal.h"

/* Hardly any file includes text, and looking for bytes is far cheaper than for tokens. */
static bool may_include(struct text text)
{
    return text_find(text, TEXT("include_str")) >= 0 || text_find(text, TEXT("include_bytes")) >= 0;
}

/* `include_str ! ( "path"`, from the first of these tokens on. */
static bool is_inclusion(const struct tokens *tokens, uint32_t at)
{
    struct text name = token_text(tokens, at);
    return (text_is(name, "include_str") || text_is(name, "include_bytes")) &&
           token_is(tokens, at + 1, '!') && token_opens(&tokens->at[at + 2]) &&
           token_is(tokens, at + 3, TOKEN_LITERAL);
}

/* What a macro writes may stand in a crate that does not know the shim. */
static bool is_rules(const struct tokens *tokens, uint32_t at)
{
    return text_is(token_text(tokens, at), "macro_rules") && token_is(tokens, at + 1, '!') &&
           token_opens(&tokens->at[at + 3]);
}

/* Whether the literal is a relative path that leads to a source of this crate. */
static bool names_source(struct arena *arena, const struct crate *crate,
                         const struct source_file *file, const struct token *literal)
{
    struct text path;
    if (!literal_string(arena, text_slice(file->text, literal->start, literal->end), &path) ||
        text_starts(path, "/"))
        return false;
    const char *folder = path_folder(arena, file->path);
    return crate_file(crate,
                      path_absolute(arena, path_join(arena, folder, arena_string(arena, path))));
}

/* `"path"` becomes `concat!("/folder/", "path")`. */
static void make_absolute(struct arena *arena, const struct token *literal, const char *folder,
                          struct insertions *out)
{
    struct buffer before = {0};
    buffer_puts(&before, "::__piano::concat!(\"");
    quote_text(&before, text_of(folder));
    buffer_puts(&before, "/\", ");
    array_push(
        arena, out,
        (struct insertion){literal->start, arena_text(arena, buffer_text(&before)), LEFT_OUT});
    array_push(arena, out, (struct insertion){literal->end, TEXT(")"), LEFT_OUT});
    buffer_finish(&before);
}

void inclusions_point_at_originals(struct arena *arena, const struct crate *crate,
                                   const struct source_file *file, struct insertions *out)
{
    if (!may_include(file->text))
        return;
    struct tokens tokens;
    tokens_read(file->text, &tokens);
    for (uint32_t i = 0; i < tokens.len; i++) {
        if (!token_is(&tokens, i, TOKEN_WORD))
            continue;
        if (is_rules(&tokens, i))
            i = tokens.at[i + 3].mate;
        else if (is_inclusion(&tokens, i)) {
            const struct token *literal = &tokens.at[i + 3];
            if (names_source(arena, crate, file, literal))
                make_absolute(arena, literal, path_folder(arena, file->path), out);
        }
    }
    tokens_finish(&tokens);
}
