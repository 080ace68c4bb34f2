#include "rewrite/quote.h"

#include <string.h>

#include "base/utf8.h"

static void escape_byte(struct buffer *out, char byte)
{
    switch (byte) {
    case '\\':
    case '"':
        buffer_putc(out, '\\');
        buffer_putc(out, byte);
        break;
    case '\n':
        buffer_puts(out, "\\n");
        break;
    default:
        if ((unsigned char)byte < 0x20 || byte == 0x7f)
            buffer_printf(out, "\\x%02x", byte);
        else
            buffer_putc(out, byte);
    }
}

void quote_text(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.len;) {
        size_t len = utf8_sequence_len(text_slice(text, i, text.len));
        if (len == 1)
            escape_byte(out, text.at[i]);
        else if (len > 1)
            buffer_add(out, text_slice(text, i, i + len));
        else
            buffer_puts(out, "\\u{fffd}");
        i += len ? len : 1;
    }
}

static bool is_one_of(char byte, const char *set)
{
    return byte && strchr(set, byte);
}

/* Just past the bracket that closes the one at `start`. */
static size_t past_bracket(struct text text, size_t start)
{
    int depth = 0;
    for (size_t i = start; i < text.len; i++) {
        if (text.at[i] == '(' || text.at[i] == '[')
            depth++;
        else if ((text.at[i] == ')' || text.at[i] == ']') && --depth == 0)
            return i + 1;
    }
    return text.len;
}

/* Just past `$(…),*`, whose separator may be missing, and the blank that a `+` is spelt with. */
static size_t past_repetition(struct text text)
{
    size_t end = past_bracket(text, 1);
    while (end < text.len && !is_one_of(text.at[end], "*+?"))
        end++;
    bool blank = end + 1 < text.len && text.at[end] == '+' && text.at[end + 1] == ' ';
    return end < text.len ? end + 1 + blank : end;
}

/* Nothing but names, `$`, modifiers and the brackets of `[<…>]` itself. */
static bool is_simple(struct text paste)
{
    for (size_t i = 1; i + 1 < paste.len; i++)
        if (!text_is_name_byte(paste.at[i]) && !is_one_of(paste.at[i], " $:<>"))
            return false;
    return text_ends(paste, ">]");
}

enum piece { PLAIN, FRAGMENT, OPAQUE };

/* What a transcriber's name starts with, and how long that is: `$name` or paste's `[<…>]`,
 * `$(…)*`, or one byte of plain text. */
static enum piece first_piece(struct text name, size_t *len)
{
    *len = 1;
    if (text_starts(name, "$(")) {
        *len = past_repetition(name);
        return OPAQUE;
    }
    if (text_starts(name, "[<")) {
        *len = past_bracket(name, 0);
        return is_simple(text_slice(name, 0, *len)) ? FRAGMENT : OPAQUE;
    }
    if (name.len < 2 || name.at[0] != '$' || !text_is_name_byte(name.at[1]))
        return PLAIN;
    while (*len < name.len && text_is_name_byte(name.at[*len]))
        ++*len;
    return text_is(text_slice(name, 0, *len), "$crate") ? PLAIN : FRAGMENT;
}

/* Repetitions are left out: what they repeat may be bound in ways that a name does not show. */
static void add_name(struct buffer *out, struct text name, const char *macros)
{
    size_t plain = 0, len;
    for (size_t at = 0; at < name.len; at += len) {
        enum piece piece = first_piece(text_slice(name, at, name.len), &len);
        if (piece == PLAIN)
            continue;
        quote_text(out, text_slice(name, plain, at));
        if (piece == FRAGMENT) {
            buffer_printf(out, "\", %s::stringify!(", macros);
            buffer_add(out, text_slice(name, at, at + len));
            buffer_puts(out, "), \"");
        } else {
            buffer_puts(out, "…");
        }
        plain = at + len;
    }
    quote_text(out, text_slice(name, plain, name.len));
}

void quote_concat(struct buffer *out, struct text before, struct text name, struct text after,
                  const char *macros)
{
    buffer_printf(out, "%s::concat!(\"", macros);
    quote_text(out, before);
    add_name(out, name, macros);
    quote_text(out, after);
    buffer_puts(out, "\")");
}
