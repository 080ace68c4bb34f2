/* Whether bytes are UTF-8, as rustc demands of a source file. */
#ifndef PIANO_PLAN_UTF8_H
#define PIANO_PLAN_UTF8_H

#include <stdbool.h>

#include "base/text.h"

bool utf8_is_valid(struct text text);

#endif
