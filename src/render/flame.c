/* A flame graph: the tree of calls as a picture. Below each function stands what it calls, a box as
 * wide as the time it took, or what else it is drawn by; what is left free below a box is the
 * function's own.
 * In: a profile.  Out: SVG, which needs nothing but a browser; a click makes a box as wide as the
 * picture. Brendan Gregg, "The Flame Graph", Communications of the ACM 59(6), 2016. */
#include "base/file.h"
#include "render/drawing.h"
#include "render/words.h"

#define SMALL 0.0005 /* of the whole; narrower boxes are not drawn */
/* In pixels. */
#define WIDTH 1200
#define MARGIN 10
#define TOP 48
#define ROW 18
#define WHOLE (WIDTH - 2 * MARGIN)
#define LETTER 7.3
/* Letters that are left of a name that is cut short; fewer would say nothing. */
#define FEWEST 5

struct flame {
    const struct profile *profile;
    struct drawing drawing;
    double smallest; /* share of the whole that is drawn */
    unsigned levels;
    struct buffer boxes;
};

static const char style[] = "<style>\n"
                            "text { font: 12px monospace; pointer-events: none }\n"
                            "text.title { font-size: 15px }\n"
                            "g { cursor: pointer }\n"
                            "g rect { stroke: white; stroke-width: 0.5 }\n"
                            "g:hover rect { stroke: black }\n"
                            "</style>\n";

/* Of each box it knows where it begins and how wide it is, as shares of the whole. */
static const char script[] =
    "<script><![CDATA[\n"
    "const boxes = [...document.querySelectorAll('g')]\n"
    "const number = (box, name) => Number(box.dataset[name])\n"
    "function label(name, width) {\n"
    "  const letters = Math.floor(width / letter) - 1, front = Math.floor((letters - 1) / 3)\n"
    "  if (name.length <= letters) return name\n"
    "  return letters < fewest ? '' : name.slice(0, front) + '…' + name.slice(1 + front - "
    "letters)\n"
    "}\n"
    "function show(from, share) {\n"
    "  for (const box of boxes) {\n"
    "    const left = Math.max((number(box, 'from') - from) / share, 0)\n"
    "    const right = Math.min((number(box, 'from') + number(box, 'share') - from) / share, 1)\n"
    "    const width = (right - left) * whole, [rect, text] = [box.children[1], box.children[2]]\n"
    "    box.style.display = width > 0.3 ? '' : 'none'\n"
    "    if (width <= 0.3) continue\n"
    "    rect.setAttribute('x', margin + left * whole)\n"
    "    rect.setAttribute('width', width)\n"
    "    text.setAttribute('x', margin + left * whole + 3)\n"
    "    text.textContent = label(box.dataset.name, width)\n"
    "  }\n"
    "}\n"
    "for (const box of boxes)\n"
    "  box.addEventListener('click', () => show(number(box, 'from'), number(box, 'share')))\n"
    "document.getElementById('all').addEventListener('click', () => show(0, 1))\n"
    "]]></script>\n";

/* What stands for a byte that means something in XML, or NULL. */
static const char *entity(char byte)
{
    switch (byte) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* Text of XML, without control characters. */
static void add_text(struct buffer *out, struct text text, size_t columns)
{
    struct buffer plain = {0};
    words_fit(&plain, text, columns);
    for (size_t i = 0; i < plain.len; i++) {
        const char *instead = entity(plain.at[i]);
        if (instead)
            buffer_puts(out, instead);
        else
            buffer_putc(out, plain.at[i]);
    }
    buffer_finish(&plain);
}

static double share_of(const struct flame *flame, double weight)
{
    return weight / flame->drawing.whole[PROFILE_ROOT];
}

static void add_weight(struct flame *flame, const struct measure *m, double weight)
{
    bool inferred = flame->drawing.may_be_inferred && measure_is_estimate(m);
    buffer_puts(&flame->boxes, inferred ? "~" : "");
    flame->drawing.words(&flame->boxes, weight);
}

/* What a browser shows while the mouse rests on the box. */
static void add_tip(struct flame *flame, uint32_t index)
{
    struct buffer *out = &flame->boxes;
    const struct profile_node *node = &flame->drawing.nodes[index];
    const struct profile_row *row = &flame->profile->rows[node->row];
    double whole = flame->drawing.whole[index];
    buffer_puts(out, "<title>");
    add_text(out, row->crate, SIZE_MAX);
    buffer_puts(out, "::");
    add_text(out, row->name, SIZE_MAX);
    buffer_puts(out, "\n");
    add_weight(flame, &node->m, whole);
    buffer_printf(out, ", %.1f%%; self ", 100 * share_of(flame, whole));
    add_weight(flame, &node->m, flame->drawing.own[index]);
    buffer_printf(out, "; %llu call%s</title>", (unsigned long long)node->m.calls,
                  node->m.calls == 1 ? "" : "s");
}

/* Warm colours, the same for a function wherever it stands. */
static void add_colour(struct buffer *out, struct text name)
{
    uint64_t hash = text_hash(name);
    buffer_printf(out, "hsl(%u,80%%,%u%%)", (unsigned)(18 + hash % 32),
                  (unsigned)(66 + hash / 32 % 12));
}

static void draw(struct flame *flame, uint32_t index, double from, unsigned depth)
{
    struct buffer *out = &flame->boxes;
    struct text name = flame->drawing.names[flame->drawing.nodes[index].row];
    double share = share_of(flame, flame->drawing.whole[index]);
    double x = MARGIN + from * WHOLE, width = share * WHOLE;
    unsigned y = TOP + depth * ROW;
    buffer_printf(out, "<g data-from=\"%.7f\" data-share=\"%.7f\" data-name=\"", from, share);
    add_text(out, name, SIZE_MAX);
    buffer_puts(out, "\">");
    add_tip(flame, index);
    buffer_printf(out, "<rect x=\"%.2f\" y=\"%u\" width=\"%.2f\" height=\"%u\" fill=\"", x, y,
                  width, ROW - 1);
    add_colour(out, name);
    buffer_printf(out, "\"/><text x=\"%.2f\" y=\"%u\">", x + 3, y + ROW - 5);
    size_t letters = (size_t)(width / LETTER);
    if (letters > FEWEST || letters > words_width(name))
        add_text(out, name, letters - 1);
    buffer_puts(out, "</text></g>\n");
    if (flame->levels < depth + 1)
        flame->levels = depth + 1;
}

static void draw_children(struct flame *flame, uint32_t parent, double from, unsigned depth)
{
    const struct profile_node *nodes = flame->drawing.nodes;
    for (uint32_t i = nodes[parent].first_child; i != PROFILE_NONE; i = nodes[i].next_sibling) {
        double share = share_of(flame, flame->drawing.whole[i]);
        if (share > flame->smallest && depth < DRAWING_DEEPEST) {
            draw(flame, i, from, depth);
            draw_children(flame, i, from, depth + 1);
        }
        from += share;
    }
}

static void add_head(const struct flame *flame, struct buffer *out)
{
    unsigned height = TOP + flame->levels * ROW + MARGIN;
    buffer_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" "
                  "viewBox=\"0 0 %u %u\">\n%s",
                  WIDTH, height, WIDTH, height, style);
    buffer_puts(out, "<rect id=\"all\" width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    buffer_printf(out, "<text class=\"title\" x=\"%u\" y=\"20\">", MARGIN);
    add_text(out, text_of(path_name(flame->profile->run->program)), 100);
    buffer_puts(out, ": ");
    flame->drawing.words(out, flame->drawing.whole[PROFILE_ROOT]);
    buffer_printf(out,
                  "%s</text>\n<text x=\"%u\" y=\"38\">what is free below a function is its own; "
                  "click a function to widen it, click beside them to show all again</text>\n",
                  flame->drawing.unit, MARGIN);
}

static void add_foot(struct buffer *out)
{
    buffer_printf(out,
                  "<script>const whole = %u, margin = %u, letter = %.1f, fewest = %u</script>\n",
                  WHOLE, MARGIN, LETTER, FEWEST);
    buffer_puts(out, script);
    buffer_puts(out, "</svg>\n");
}

bool render_flame(const struct profile *profile, const struct render_options *options,
                  struct buffer *out, struct error *err)
{
    struct arena scratch = {0};
    struct flame flame = {.profile = profile, .smallest = options->all ? 0 : SMALL};
    bool ok = drawing_make(&scratch, profile, options, &flame.drawing, err);
    if (ok) {
        draw_children(&flame, PROFILE_ROOT, 0, 0);
        add_head(&flame, out);
        buffer_add(out, buffer_text(&flame.boxes));
        add_foot(out);
    }
    buffer_finish(&flame.boxes);
    arena_finish(&scratch);
    return ok;
}
