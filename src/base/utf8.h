/* Whether bytes are UTF-8, as rustc demands of a source file and JSON of a string. */
#ifndef PIANO_BASE_UTF8_H
#define PIANO_BASE_UTF8_H

#include <stdbool.h>

#include "base/text.h"

/* The bytes of the character that the text starts with, or 0 where it starts with none. */
size_t utf8_sequence_len(struct text text);

bool utf8_is_valid(struct text text);

#endif
