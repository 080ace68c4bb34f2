/* The tree of calls: a line a path, what is small folded together. */
#include "analysis/calltree.h"
#include "render/functions.h"
#include "render/output.h"

#define SMALL 0.01 /* of the time in measured functions */
#define DEEPEST 64 /* levels; deeper ones would not be readable */

/* A line of the tree; without a node it stands for several that are small. */
struct line {
    const struct profile_node *node;
    struct text label;
    size_t bars; /* bytes of it before the name */
    uint32_t depth;
    struct measure m;
};

struct tree {
    struct arena *arena;
    const struct profile *profile;
    struct calltree calls;
    const struct text *names;
    double whole_ns; /* in measured functions */
    double smallest_ns;
    bool folds; /* small ones are put together somewhere */
    bool bare;  /* no lines are drawn: the depth is told apart from the label */
    ARRAY(struct line) lines;
    struct buffer bars; /* "│  " or "   " for each level above the current line */
};

static const struct line *line_at(const struct grid *grid, size_t row)
{
    return &((const struct tree *)grid->context)->lines.at[row];
}

static struct cell label_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    const struct line *line = line_at(grid, row);
    return (struct cell){.text = line->label, .fixed = line->bars};
}

static struct cell depth_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = line_at(grid, row)->depth};
}

static struct cell function_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct tree *tree = grid->context;
    const struct profile_node *node = line_at(grid, row)->node;
    (void)column;
    if (!node)
        return (struct cell){.none = true};
    const struct profile_row *r = &tree->profile->rows[node->row];
    return (struct cell){.text = text_of(arena_printf(tree->arena, "%.*s::%.*s", TEXT_ARG(r->crate),
                                                      TEXT_ARG(r->name)))};
}

static struct cell ns_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = grid_number(column, line_at(grid, row));
    cell.estimated = measure_is_estimate(&line_at(grid, row)->m);
    return cell;
}

static struct cell count_cell(const struct grid *grid, const struct column *column, size_t row)
{
    return grid_count(column, line_at(grid, row));
}

static struct cell share_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct tree *tree = grid->context;
    double part = line_at(grid, row)->m.total_ns;
    (void)column;
    return (struct cell){.number = tree->whole_ns > 0 ? 100 * part / tree->whole_ns : 0};
}

#define L(field) offsetof(struct line, m.field)

static const struct column columns[] = {
    {"label", "Function", CELL_TEXT, 40, ALWAYS, label_cell, 0},
    {"function", NULL, CELL_TEXT, 0, ALWAYS, function_cell, 0},
    {"depth", NULL, CELL_COUNT, 0, ALWAYS, depth_cell, 0},
    {"share", "Share", CELL_PERCENT, 8, ALWAYS, share_cell, 0},
    {"total", "Total", CELL_NS, 11, ALWAYS, ns_cell, L(total_ns)},
    {"self", "Self", CELL_NS, 11, ALWAYS, ns_cell, L(self_ns)},
    {"calls", "Calls", CELL_COUNT, 9, ALWAYS, count_cell, L(calls)},
    {"allocs", "Allocs", CELL_COUNT, 9, UNLESS_ZERO, count_cell, L(allocs)},
    {"alloc_bytes", NULL, CELL_BYTES, 0, ALWAYS, count_cell, L(alloc_bytes)},
};

/* --- the lines --- */

static const struct profile_node *node_at(const struct tree *tree, uint32_t index)
{
    return &tree->calls.nodes[index];
}

static void add_line(struct tree *tree, const struct profile_node *node, struct text name,
                     uint32_t depth, bool last, const struct measure *m)
{
    struct buffer label = {0};
    if (!tree->bare) {
        buffer_add(&label, buffer_text(&tree->bars));
        buffer_puts(&label, depth == 0 ? "" : last ? "└─ " : "├─ ");
    }
    size_t bars = label.len;
    buffer_add(&label, name);
    struct line line = {node, arena_text(tree->arena, buffer_text(&label)), bars, depth, *m};
    array_push(tree->arena, &tree->lines, line);
    buffer_finish(&label);
}

/* To fold a single line saves nothing. */
static bool is_small(const struct tree *tree, const struct profile_node *node)
{
    bool is_line = node->next_sibling == PROFILE_NONE && node->first_child == PROFILE_NONE;
    return node->m.total_ns < tree->smallest_ns && !is_line;
}

/* From the first small one on: siblings come by total time. */
static void add_folded(struct tree *tree, uint32_t first, uint32_t depth)
{
    struct measure sum = {0};
    size_t count = 0;
    for (uint32_t i = first; i != PROFILE_NONE; i = node_at(tree, i)->next_sibling) {
        measure_add(&sum, &node_at(tree, i)->m);
        sum.total_ns += node_at(tree, i)->m.total_ns;
        count++;
    }
    add_line(tree, NULL, text_of(arena_printf(tree->arena, "(%zu more)", count)), depth, true,
             &sum);
}

/* Recursion, but never deeper than DEEPEST. */
static void add_children(struct tree *tree, const struct profile_node *parent, uint32_t depth)
{
    for (uint32_t i = parent->first_child; i != PROFILE_NONE;) {
        const struct profile_node *node = node_at(tree, i);
        bool small = is_small(tree, node);
        if (small || depth >= DEEPEST) {
            tree->folds |= small;
            add_folded(tree, i, depth);
            return;
        }
        bool last = node->next_sibling == PROFILE_NONE;
        size_t bars = tree->bars.len;
        add_line(tree, node, tree->names[node->row], depth, last, &node->m);
        if (depth > 0)
            buffer_puts(&tree->bars, last ? "   " : "│  ");
        add_children(tree, node, depth + 1);
        tree->bars.len = bars;
        i = node->next_sibling;
    }
}

void render_tree(const struct profile *profile, const struct render_options *options,
                 struct buffer *out, struct rendered *rendered)
{
    struct arena scratch = {0};
    double whole_ns =
        profile->recorded_ns - profile->outside_ns - profile->probe_ns + profile->folding_ns;
    bool every = options->all || options->format != RENDER_TABLE;
    struct tree tree = {
        .arena = &scratch,
        .profile = profile,
        .names = function_names(&scratch, profile),
        .bare = options->format != RENDER_TABLE,
        .whole_ns = whole_ns,
        .smallest_ns = every ? 0 : whole_ns * SMALL,
    };
    calltree_make(&scratch, profile, options->spawned, &tree.calls);
    add_children(&tree, node_at(&tree, PROFILE_ROOT), 0);
    struct grid grid = {
        .columns = columns,
        .column_count = sizeof columns / sizeof *columns,
        .row_count = tree.lines.len,
        .context = &tree,
    };
    output_grid(&grid, "tree", (struct text){0}, options, out, rendered);
    rendered->small = tree.folds ? SMALL : 0;
    buffer_finish(&tree.bars);
    arena_finish(&scratch);
}
