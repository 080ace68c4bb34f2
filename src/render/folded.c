/* The tree of calls as folded stacks, which the flame graph tools of others read: a line for each
 * path, its functions from the outermost on with ";" between them, and a number. */
#include "analysis/calltree.h"
#include "render/functions.h"
#include "render/render.h"

#define DEEPEST 256 /* levels; what is below has its time in the last one */

struct folding {
    const struct profile_node *nodes;
    const struct text *names;
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
        const struct profile_node *node = &folding->nodes[i];
        bool last = depth + 1 == DEEPEST;
        double ns = last ? node->m.total_ns : node->m.self_ns;
        size_t above = folding->path.len;
        if (above > 0)
            buffer_putc(&folding->path, ';');
        add_name(&folding->path, folding->names[node->row]);
        if (ns >= 0.5)
            buffer_printf(folding->out, "%.*s %.0f\n", TEXT_ARG(buffer_text(&folding->path)), ns);
        if (!last)
            add_children(folding, i, depth + 1);
        folding->path.len = above;
    }
}

void render_folded(const struct profile *profile, const struct render_options *options,
                   struct buffer *out)
{
    struct arena scratch = {0};
    struct calltree calls;
    calltree_make(&scratch, profile, options->spawned, &calls);
    struct folding folding = {
        .nodes = calls.nodes, .names = function_names(&scratch, profile), .out = out};
    add_children(&folding, PROFILE_ROOT, 0);
    buffer_finish(&folding.path);
    arena_finish(&scratch);
}
