/* What stands before the code: at the start of a file, and of each body. */
#include <string.h>

#include "rust/cursor.h"
#include "rust/items.h"
#include "rust/lexer.h"

/* `#!` opens a shebang line unless the next token is `[`. */
static void skip_shebang(struct cursor *c)
{
    if (cursor_peek(c, 0) != '#' || cursor_peek(c, 1) != '!')
        return;
    struct cursor ahead = *c;
    ahead.at += 2;
    while (cursor_skip_trivium(&ahead))
        continue;
    if (cursor_peek(&ahead, 0) == '[')
        return;
    cursor_skip_line(c);
    c->at += c->at < c->end;
}

/* A script's manifest stands between two lines of dashes; without the second, leave it be. */
static void skip_frontmatter(struct cursor *c)
{
    struct cursor ahead = *c;
    while (cursor_is_space(cursor_peek(&ahead, 0)))
        ahead.at++;
    const char *fence = ahead.at;
    size_t dashes = 0;
    while (cursor_peek(&ahead, dashes) == '-')
        dashes++;
    if (dashes < 3)
        return;
    do {
        cursor_skip_line(&ahead);
        if (ahead.at == ahead.end)
            return;
        ahead.at++;
    } while ((size_t)(ahead.end - ahead.at) < dashes || memcmp(ahead.at, fence, dashes) != 0);
    cursor_skip_line(&ahead);
    c->at = ahead.at + (ahead.at < ahead.end);
}

void cursor_skip_head(struct cursor *c)
{
    if (c->end - c->at >= 3 && memcmp(c->at, "\xEF\xBB\xBF", 3) == 0)
        c->at += 3;
    skip_shebang(c);
    skip_frontmatter(c);
}

/* Where the last inner doc ends between two tokens, or `at`. */
static uint32_t after_inner_docs(struct text source, uint32_t from, uint32_t to, uint32_t at)
{
    struct cursor c = {source.at, source.at + from, source.at + to, true};
    while (c.at < c.end) {
        bool doc = c.at[0] == '/' && cursor_peek(&c, 2) == '!';
        bool line = cursor_peek(&c, 1) == '/';
        if (!cursor_skip_trivium(&c))
            break;
        if (!doc)
            continue;
        uint32_t end = (uint32_t)(c.at - c.start);
        at = !line ? end : end < source.len ? end + 1 : LEFT_OUT;
    }
    return at;
}

uint32_t tokens_insertion(const struct tokens *tokens, uint32_t open)
{
    uint32_t last = open, at = tokens->at[open].end;
    for (;;) {
        at = after_inner_docs(tokens->source, tokens->at[last].end, tokens->at[last + 1].start, at);
        if (!token_is(tokens, last + 1, '#') || !token_is(tokens, last + 2, '!') ||
            !token_is(tokens, last + 3, '['))
            return at;
        last = tokens->at[last + 3].mate;
        at = tokens->at[last].end;
    }
}
