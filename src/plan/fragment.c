#include "plan/fragment.h"

static struct text without(struct text text, size_t bytes)
{
    return text_slice(text, bytes, text.len);
}

static size_t fragment_len(struct text name)
{
    size_t len = name.len > 0 && name.at[0] == '$' ? 1 : 0;
    while (len > 0 && len < name.len && text_is_name_byte(name.at[len]))
        len++;
    return len;
}

/* Whatever stands for a fragment is no path: those are cut to their last part. */
static bool fits(struct text name, struct text reported)
{
    for (; name.len > 0 && fragment_len(name) == 0;
         name = without(name, 1), reported = without(reported, 1))
        if (reported.len == 0 || reported.at[0] != name.at[0])
            return false;
    if (name.len == 0)
        return reported.len == 0;
    struct text behind = without(name, fragment_len(name));
    for (size_t len = 1; len <= reported.len && reported.at[len - 1] != ':'; len++)
        if (fits(behind, without(reported, len)))
            return true;
    return false;
}

bool fragment_name_fits(struct text name, struct text reported)
{
    return text_find(name, TEXT("$")) >= 0 && text_find(text_last_part(name), TEXT("$")) < 0 &&
           fits(name, reported);
}
