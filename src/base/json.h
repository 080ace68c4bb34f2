/* Strings of JSON: taken out of what jansson has read, and written as text. */
#ifndef PIANO_BASE_JSON_H
#define PIANO_BASE_JSON_H

#include "base/arena.h"
#include "base/text.h"

struct json_t; /* of jansson */

/* A copy of the string that the object has under that key; empty where it has none. */
const char *json_string_in(struct arena *arena, const struct json_t *object, const char *key);

/* Add the text in quotes; bytes that are no UTF-8 become U+FFFD. */
void json_quoted(struct buffer *out, struct text text);

#endif
