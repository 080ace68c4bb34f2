/* The tree of calls: a line a path, what is small put together. */
#include "analysis/calltree.h"
#include "render/branches.h"
#include "render/functions.h"
#include "render/layout.h"
#include "render/output.h"
#include "render/words.h"

#define SMALL 0.01        /* of the time in measured functions */
#define DEFAULT_LEVELS 64 /* deeper ones say little */
#define READABLE_NAME 20  /* columns that branches leave to a name, if it has so many */
#define ENOUGH_ROOM 80    /* columns of branches and name, where no terminal limits them */

/* A line of the tree; without a node it stands for several that are small. */
struct line {
    const struct profile_node *node;
    struct text label;
    size_t branches; /* bytes of it before the name */
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
    uint32_t most_levels;
    bool has_small; /* some are put together for being small */
    bool has_deep;  /* and some for being deep */
    bool bare;      /* no branches are drawn: the depth is told apart from the label */
    ARRAY(struct line) lines;
    struct branches branches;
};

static const struct line *line_at(const struct grid *grid, size_t row)
{
    return &((const struct tree *)grid->context)->lines.at[row];
}

static struct cell label_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    const struct line *line = line_at(grid, row);
    return (struct cell){.text = line->label, .fixed = line->branches};
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

static struct cell self_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct profile *profile = ((const struct tree *)grid->context)->profile;
    const struct profile_node *node = line_at(grid, row)->node;
    struct cell cell = ns_cell(grid, column, row);
    cell.estimated |= node && profile_is_doubtful(profile, &profile->rows[node->row]);
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
    {"self", "Self", CELL_NS, 11, ALWAYS, self_cell, L(self_ns)},
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
                     bool last, const struct measure *m)
{
    struct buffer label = {0};
    if (!tree->bare)
        branches_add(&tree->branches, last, &label);
    size_t branches = label.len;
    buffer_add(&label, name);
    struct line line = {node, arena_text(tree->arena, buffer_text(&label)), branches,
                        tree->branches.levels, *m};
    array_push(tree->arena, &tree->lines, line);
    buffer_finish(&label);
}

/* To put a single line with no others saves nothing. */
static bool is_small(const struct tree *tree, const struct profile_node *node)
{
    bool is_line = node->next_sibling == PROFILE_NONE && node->first_child == PROFILE_NONE;
    return node->m.total_ns < tree->smallest_ns && !is_line;
}

/* From the first small one on: siblings come by total time. */
static void add_together(struct tree *tree, uint32_t first)
{
    struct measure sum = {0};
    size_t count = 0;
    for (uint32_t i = first; i != PROFILE_NONE; i = node_at(tree, i)->next_sibling) {
        measure_add(&sum, &node_at(tree, i)->m);
        sum.total_ns += node_at(tree, i)->m.total_ns;
        count++;
    }
    add_line(tree, NULL, text_of(arena_printf(tree->arena, "(%zu more)", count)), true, &sum);
}

/* Recursion, but never deeper than `most_levels`. */
static void add_children(struct tree *tree, const struct profile_node *parent)
{
    for (uint32_t i = parent->first_child; i != PROFILE_NONE;) {
        const struct profile_node *node = node_at(tree, i);
        bool small = is_small(tree, node), deep = tree->branches.levels >= tree->most_levels;
        if (small || deep) {
            tree->has_small |= small;
            tree->has_deep |= deep;
            add_together(tree, i);
            return;
        }
        bool last = node->next_sibling == PROFILE_NONE;
        add_line(tree, node, tree->names[node->row], last, &node->m);
        branches_enter(&tree->branches, last);
        add_children(tree, node);
        branches_leave(&tree->branches);
        i = node->next_sibling;
    }
}

/* How wide the labels are, and the longest of the names in them. */
struct widths {
    size_t label, name;
};

static struct widths label_widths(const struct tree *tree)
{
    struct widths widest = {0};
    for (size_t i = 0; i < tree->lines.len; i++) {
        const struct line *line = &tree->lines.at[i];
        size_t label = words_width(line->label);
        size_t name = words_width(text_slice(line->label, line->branches, line->label.len));
        widest.label = label > widest.label ? label : widest.label;
        widest.name = name > widest.name ? name : widest.name;
    }
    return widest;
}

/* The columns that the table has for labels. */
static size_t room_for_labels(const struct grid *grid, unsigned width)
{
    struct arena scratch = {0};
    struct layout layout;
    if (width == 0)
        return ENOUGH_ROOM;
    layout_make(&scratch, grid, width, &layout);
    size_t room = layout.widths[0];
    arena_finish(&scratch);
    return room;
}

/* Branches give way to names. */
static void make_room(struct tree *tree, struct grid *grid, unsigned width)
{
    size_t room = room_for_labels(grid, width);
    struct widths widest = label_widths(tree);
    if (widest.label <= room)
        return;
    size_t name = widest.name < READABLE_NAME ? widest.name : READABLE_NAME;
    branches_limit(&tree->branches, room > name ? room - name : 0);
    tree->lines.len = 0;
    add_children(tree, node_at(tree, PROFILE_ROOT));
    grid->row_count = tree->lines.len;
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
        .most_levels = every ? BRANCHES_DEEPEST : DEFAULT_LEVELS,
    };
    calltree_make(&scratch, profile, options->spawned, &tree.calls);
    add_children(&tree, node_at(&tree, PROFILE_ROOT));
    struct grid grid = {
        .columns = columns,
        .column_count = sizeof columns / sizeof *columns,
        .row_count = tree.lines.len,
        .context = &tree,
    };
    if (!tree.bare)
        make_room(&tree, &grid, options->width);
    output_grid(&grid, "tree", (struct text){0}, options, out, rendered);
    rendered->small = tree.has_small ? SMALL : 0;
    rendered->levels = tree.has_deep ? tree.most_levels : 0;
    rendered->more_levels = every ? 0 : BRANCHES_DEEPEST;
    rendered->anew = tree.branches.anew;
    branches_finish(&tree.branches);
    arena_finish(&scratch);
}
