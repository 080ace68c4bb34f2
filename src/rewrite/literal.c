#include "rewrite/literal.h"
#include "plan/utf8.h"

#include <ctype.h>

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

void literal_escape(struct buffer *out, struct text text)
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

static bool is_name(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || (unsigned char)byte >= 0x80;
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

/* Just past `$(…),*`, whose separator may be missing. */
static size_t past_repetition(struct text text, size_t start)
{
    size_t end = past_bracket(text, start + 1);
    while (end < text.len && text.at[end] != '*' && text.at[end] != '+' && text.at[end] != '?')
        end++;
    return end < text.len ? end + 1 : end;
}

/* The length of what a macro fills in at `start`: `$name`, `$(…)*` or paste's `[<…>]`; or 0. */
static size_t fragment_len(struct text name, size_t start)
{
    struct text rest = text_slice(name, start, name.len);
    if (text_starts(rest, "[<"))
        return past_bracket(rest, 0);
    if (text_starts(rest, "$("))
        return past_repetition(rest, 0);
    if (rest.len < 2 || rest.at[0] != '$' || !is_name(rest.at[1]))
        return 0;
    size_t end = 1;
    while (end < rest.len && is_name(rest.at[end]))
        end++;
    return text_is(text_slice(rest, 0, end), "$crate") ? 0 : end;
}

void literal_concat(struct buffer *out, struct text before, struct text name, struct text after,
                    const char *macros)
{
    buffer_printf(out, "%s::concat!(\"", macros);
    literal_escape(out, before);
    while (name.len) {
        size_t plain = 0, filled_in;
        while (plain < name.len && fragment_len(name, plain) == 0)
            plain++;
        literal_escape(out, text_slice(name, 0, plain));
        name = text_slice(name, plain, name.len);
        if ((filled_in = fragment_len(name, 0)) == 0)
            break;
        buffer_printf(out, "\", %s::stringify!(%.*s), \"", macros, (int)filled_in, name.at);
        name = text_slice(name, filled_in, name.len);
    }
    literal_escape(out, after);
    buffer_puts(out, "\")");
}
