#include "base/json.h"

#include <jansson.h>

#include "base/utf8.h"

const char *json_string_in(struct arena *arena, const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return arena_string(arena, text_of(value ? value : ""));
}

void json_quoted(struct buffer *out, struct text text)
{
    buffer_putc(out, '"');
    while (text.len > 0) {
        unsigned char byte = (unsigned char)text.at[0];
        size_t len = utf8_sequence_len(text);
        if (len == 0)
            buffer_puts(out, "\\ufffd");
        else if (byte == '"' || byte == '\\')
            buffer_printf(out, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7F)
            buffer_printf(out, "\\u%04x", byte);
        else
            buffer_add(out, text_slice(text, 0, len));
        text = text_slice(text, len ? len : 1, text.len);
    }
    buffer_putc(out, '"');
}
