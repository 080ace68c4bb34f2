/* From numbers to text: tables, trees, JSON and CSV for those who read them.
 * In: what analysis/ made.  Out: text in a buffer; nothing is printed here. */
#ifndef PIANO_RENDER_RENDER_H
#define PIANO_RENDER_RENDER_H

#include "analysis/compare.h"
#include "analysis/frames.h"
#include "analysis/profile.h"
#include "analysis/relations.h"
#include "base/text.h"
#include "run/store.h"

enum render_format { RENDER_TABLE, RENDER_JSON, RENDER_CSV };

/* Zero is the default report. */
struct render_options {
    enum render_format format;
    unsigned width; /* of the terminal, in columns; 0: no limit */
    bool colour;
    bool all;         /* every row, not the largest ten */
    unsigned top;     /* how many rows; 0: ten */
    const char *sort; /* key of a column; NULL: self */
    bool wide;        /* every column that has something to say */
    bool error;       /* show how far off an estimated time may be */
    bool spawned;     /* a tree: what threads ran stands below what created them */
};

/* What was left out: for the human side ("N more rows hidden"). Zero beforehand. */
struct rendered {
    size_t hidden;      /* rows, by default */
    size_t no_room;     /* columns, since the terminal is narrow */
    double small;       /* lines with less than this part of the time, which are put together */
    size_t levels;      /* those deeper than so many levels are, too; 0: none is so deep */
    size_t more_levels; /* how many `all` would show; 0: no more than these */
    bool anew;          /* levels are begun anew on the left */
};

/* Whether anything was left out. */
bool rendered_in_part(const struct rendered *rendered);

/* The functions. False where `sort` is no column; the error names the nearest. */
bool render_profile(const struct profile *profile, const struct render_options *options,
                    struct buffer *out, struct rendered *rendered, struct error *err);

/* Who called whom, from the outermost down; what is small is put together unless `all`. */
void render_tree(const struct profile *profile, const struct render_options *options,
                 struct buffer *out, struct rendered *rendered);

/* The same as a picture, an SVG for a browser; what is too small to be seen is left out unless
 * `all`. False where the tree cannot be drawn by `sort`. */
bool render_flame(const struct profile *profile, const struct render_options *options,
                  struct buffer *out, struct error *err);

/* The same for other tools: a line a path, "main;parse;field 8660", with its own time in ns, bytes
 * or count. */
bool render_stacks(const struct profile *profile, const struct render_options *options,
                   struct buffer *out, struct error *err);

/* The callers, or the callees, of one function. */
void render_relations(const struct profile *profile, const struct relations *relations,
                      const struct render_options *options, struct buffer *out,
                      struct rendered *rendered);

/* Each thread by name. */
void render_threads(const struct profile *profile, const struct render_options *options,
                    struct buffer *out, struct rendered *rendered);

/* A line a frame. */
void render_frames(const struct profile *profile, const struct frames *frames,
                   const struct render_options *options, struct buffer *out,
                   struct rendered *rendered);

/* What changed. */
void render_comparison(const struct comparison *comparison, const struct render_options *options,
                       struct buffer *out, struct rendered *rendered);

/* What differs besides the code, for one line: "built as debug before and release after; …" */
void render_unlike(const struct unlikes *unlikes, struct buffer *out);

/* The runs of a folder; the tags among them. */
void render_runs(const struct store_list *runs, const struct render_options *options,
                 struct buffer *out, struct rendered *rendered);
void render_tags(const struct store_list *runs, const struct render_options *options,
                 struct buffer *out, struct rendered *rendered);

#endif
