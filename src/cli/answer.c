#include "cli/answer.h"

#include <errno.h>
#include <string.h>

#include "cli/say.h"

bool answer_check(const struct format_options *options, struct error *err)
{
    return !(options->json && options->csv) ||
           error_usage(err, "--json or --csv: give one of them");
}

struct render_options answer_options(const struct invocation *invocation,
                                     const struct table_options *options)
{
    const struct format_options *format = &options->format;
    return (struct render_options){
        .format = format->json  ? RENDER_JSON
                  : format->csv ? RENDER_CSV
                                : RENDER_TABLE,
        .width = invocation->out.width,
        .colour = invocation->out.colour,
        .all = options->all,
        .top = (unsigned)(options->top < 1e9 ? options->top : 1e9),
    };
}

static void say_what_is_deep(const struct rendered *rendered)
{
    if (rendered->levels > 0 && rendered->more_levels > 0)
        say("(N more) after %zu levels: all that is deeper; --all shows %zu levels\n",
            rendered->levels, rendered->more_levels);
    else if (rendered->levels > 0)
        say("(N more) after %zu levels: all that is deeper\n", rendered->levels);
    if (rendered->anew)
        say("…N: below level N, but drawn from the left again; --flame draws all levels, --csv "
            "numbers them\n");
}

static void say_what_is_hidden(const struct invocation *invocation, const struct rendered *rendered)
{
    if (rendered_in_part(rendered))
        say("\n");
    if (rendered->hidden > 0)
        say("%zu more row%s hidden; --all shows %s\n", rendered->hidden,
            rendered->hidden == 1 ? "" : "s", rendered->hidden == 1 ? "it" : "them");
    if (rendered->small > 0)
        say("(N more): less than %.0f%% of the time each; --all shows them\n",
            100 * rendered->small);
    say_what_is_deep(rendered);
    if (rendered->no_room > 0)
        say("%zu more column%s hidden; %s shows %s\n", rendered->no_room,
            rendered->no_room == 1 ? "" : "s",
            invocation->out.width > 0 ? "a wider terminal or '| less -S'" : "--all",
            rendered->no_room == 1 ? "it" : "them");
}

bool answer_print(const struct invocation *invocation, struct buffer *answer, const char *what,
                  const struct rendered *rendered, struct error *err)
{
    bool ok = terminal_print(buffer_text(answer)) ||
              error_set(err, "cannot write %s: %s", what, strerror(errno));
    buffer_finish(answer);
    if (ok)
        say_what_is_hidden(invocation, rendered);
    return ok;
}
