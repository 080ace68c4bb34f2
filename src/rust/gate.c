#include "rust/gate.h"

struct text gate_all(struct arena *arena, struct text a, struct text b)
{
    if (a.len == 0 || b.len == 0 || text_equal(a, b))
        return a.len ? a : b;
    if (a.len + b.len > GATE_BYTES)
        return (struct text){0};
    return text_of(arena_printf(arena, "all(%.*s, %.*s)", TEXT_ARG(a), TEXT_ARG(b)));
}

struct text gate_any(struct arena *arena, struct text a, struct text b)
{
    if (a.len == 0 || b.len == 0)
        return (struct text){0};
    if (text_equal(a, b))
        return a;
    return text_of(arena_printf(arena, "any(%.*s, %.*s)", TEXT_ARG(a), TEXT_ARG(b)));
}

struct text gate_list(struct arena *arena, struct text list, struct text more)
{
    if (list.len == 0 || more.len == 0)
        return list.len ? list : more;
    if (list.len + more.len > GATE_BYTES)
        return list;
    return text_of(arena_printf(arena, "%.*s, %.*s", TEXT_ARG(list), TEXT_ARG(more)));
}

struct text gate_none(struct arena *arena, struct text list)
{
    if (list.len == 0)
        return list;
    return text_of(arena_printf(arena, "not(any(%.*s))", TEXT_ARG(list)));
}
