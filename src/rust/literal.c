#include "rust/literal.h"

#include <string.h>

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit |= 32;
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static char *put_utf8(char *to, uint32_t point)
{
    if (point < 0x80) {
        *to++ = (char)point;
        return to;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    *to++ = (char)(lead[more] | point >> (6 * more));
    while (more--)
        *to++ = (char)(0x80 | (point >> (6 * more) & 0x3F));
    return to;
}

/* The digits of `\x41` or `\u{1F600}` from `at` on; the index behind them. */
static size_t read_code(struct text text, size_t at, size_t digits, uint32_t *point)
{
    *point = 0;
    for (; at < text.len && digits; at++) {
        int value = hex_value(text.at[at]);
        if (value < 0 && text.at[at] != '_' && text.at[at] != '{')
            break;
        if (value < 0)
            continue;
        *point = (*point << 4 | (uint32_t)value) & 0x1FFFFF;
        digits--;
    }
    return at;
}

/* One escape, `at` behind its backslash; the index behind it. */
static size_t unescape(struct text text, size_t at, char **to)
{
    static const char from[] = "nrt0", into[] = "\n\r\t\0";
    char kind = text.at[at++];
    const char *simple = kind ? strchr(from, kind) : NULL;
    uint32_t point;
    if (simple) {
        *(*to)++ = into[simple - from];
    } else if (kind == 'x') {
        at = read_code(text, at, 2, &point);
        *to = put_utf8(*to, point);
    } else if (kind == 'u') {
        at = read_code(text, at, 6, &point);
        *to = put_utf8(*to, point);
        at += at < text.len && text.at[at] == '}';
    } else if (kind == '\n' || kind == '\r') {
        while (at < text.len && strchr(" \t\r\n", text.at[at]))
            at++;
    } else {
        *(*to)++ = kind;
    }
    return at;
}

bool literal_string(struct arena *arena, struct text token, struct text *out)
{
    bool raw = token.len && token.at[0] == 'r';
    size_t open = raw;
    while (open < token.len && raw && token.at[open] == '#')
        open++;
    size_t hashes = open - raw;
    if (token.len < 2 * (hashes + 1) + raw || token.at[open] != '"')
        return false;
    struct text inner = text_slice(token, open + 1, token.len - 1 - hashes);
    *out = inner;
    if (raw || inner.len == 0 || !memchr(inner.at, '\\', inner.len))
        return true;
    /* No escape is shorter than what it stands for. */
    char *made = arena_alloc(arena, inner.len + 1), *to = made;
    for (size_t i = 0; i < inner.len;) {
        if (inner.at[i] != '\\' || i + 1 == inner.len)
            *to++ = inner.at[i++];
        else
            i = unescape(inner, i + 1, &to);
    }
    *out = (struct text){made, (size_t)(to - made)};
    return true;
}
