#include "render/output.h"

#define SCHEMA_VERSION 1

bool rendered_in_part(const struct rendered *rendered)
{
    return rendered->hidden > 0 || rendered->no_room > 0 || rendered->small > 0 ||
           rendered->levels > 0 || rendered->anew;
}

size_t output_rows(size_t count, size_t by_default, const struct render_options *options)
{
    size_t most = options->top ? options->top : by_default;
    bool every = options->all || (options->format != RENDER_TABLE && options->top == 0);
    return every || count < most ? count : most;
}

static void json_document(const struct grid *grid, const char *name, struct text members,
                          struct buffer *out)
{
    buffer_printf(out, "{\n  \"schema\": %d,\n", SCHEMA_VERSION);
    buffer_add(out, members);
    buffer_printf(out, "  \"%s\": ", name);
    grid_json(grid, 2, out);
    buffer_puts(out, "\n}\n");
}

void output_grid(const struct grid *grid, const char *name, struct text members,
                 const struct render_options *options, struct buffer *out,
                 struct rendered *rendered)
{
    switch (options->format) {
    case RENDER_TABLE:
        rendered->no_room += grid_table(grid, options->width, options->colour, out);
        break;
    case RENDER_JSON:
        json_document(grid, name, members, out);
        break;
    case RENDER_CSV:
        grid_csv(grid, out);
        break;
    }
}
