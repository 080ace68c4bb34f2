/* The tree of calls as folded stacks, which the flame graph tools of others read: a line for each
 * path, its functions from the outermost on with ";" between them, and a number. */
#include "render/drawing.h"

struct stacks {
    struct drawing drawing;
    struct buffer path, *out;
};

/* A ";" in a name, as of an array's type, would end it. */
static void add_name(struct buffer *path, struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        buffer_putc(path, name.at[i] == ';' ? ',' : name.at[i]);
}

/* The last level has what is below as well. */
static void add_children(struct stacks *stacks, uint32_t parent, unsigned depth)
{
    const struct drawing *drawing = &stacks->drawing;
    for (uint32_t i = drawing->nodes[parent].first_child; i != PROFILE_NONE;
         i = drawing->nodes[i].next_sibling) {
        bool last = depth + 1 == DRAWING_DEEPEST;
        double weight = last ? drawing->whole[i] : drawing->own[i];
        size_t above = stacks->path.len;
        if (above > 0)
            buffer_putc(&stacks->path, ';');
        add_name(&stacks->path, drawing->names[drawing->nodes[i].row]);
        if (weight >= 0.5)
            buffer_printf(stacks->out, "%.*s %.0f\n", TEXT_ARG(buffer_text(&stacks->path)), weight);
        if (!last)
            add_children(stacks, i, depth + 1);
        stacks->path.len = above;
    }
}

bool render_stacks(const struct profile *profile, const struct render_options *options,
                   struct buffer *out, struct error *err)
{
    struct arena scratch = {0};
    struct stacks stacks = {.out = out};
    bool ok = drawing_make(&scratch, profile, options, &stacks.drawing, err);
    if (ok)
        add_children(&stacks, PROFILE_ROOT, 0);
    buffer_finish(&stacks.path);
    arena_finish(&scratch);
    return ok;
}
