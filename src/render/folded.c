/* The tree of calls as folded stacks, which the flame graph tools of others read: a line for each
 * path, its functions from the outermost on with ";" between them, and a number. */
#include "render/functions.h"
#include "render/render.h"
#include "render/weights.h"

#define DEEPEST 256 /* levels; the last one has what is below as well */

struct folding {
    const struct profile_node *nodes;
    const struct text *names;
    struct weights weights;
    struct buffer path, *out;
};

/* A ";" in a name, as of an array's type, would end it. */
static void add_name(struct buffer *path, struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        buffer_putc(path, name.at[i] == ';' ? ',' : name.at[i]);
}

static void add_children(struct folding *folding, uint32_t parent, unsigned depth)
{
    for (uint32_t i = folding->nodes[parent].first_child; i != PROFILE_NONE;
         i = folding->nodes[i].next_sibling) {
        bool last = depth + 1 == DEEPEST;
        double weight = last ? folding->weights.whole[i] : folding->weights.own[i];
        size_t above = folding->path.len;
        if (above > 0)
            buffer_putc(&folding->path, ';');
        add_name(&folding->path, folding->names[folding->nodes[i].row]);
        if (weight >= 0.5)
            buffer_printf(folding->out, "%.*s %.0f\n", TEXT_ARG(buffer_text(&folding->path)),
                          weight);
        if (!last)
            add_children(folding, i, depth + 1);
        folding->path.len = above;
    }
}

bool render_folded(const struct profile *profile, const struct render_options *options,
                   struct buffer *out, struct error *err)
{
    struct arena scratch = {0};
    struct calltree calls;
    calltree_make(&scratch, profile, options->spawned, &calls);
    struct folding folding = {
        .nodes = calls.nodes, .names = function_names(&scratch, profile), .out = out};
    bool ok = weights_make(&scratch, &calls, options->sort, &folding.weights, err);
    if (ok)
        add_children(&folding, PROFILE_ROOT, 0);
    buffer_finish(&folding.path);
    arena_finish(&scratch);
    return ok;
}
