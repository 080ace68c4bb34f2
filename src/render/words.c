#include "render/words.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"

struct unit {
    const char *name;
    double ns;
    int decimals;
};

static const struct unit units[] = {
    {"ns", 1, 0},
    {"us", 1e3, 2},
    {"ms", 1e6, 2},
    {"s", 1e9, 2},
};

/* The largest unit that leaves something before the point once the number is rounded. */
static const struct unit *unit_for(double ns)
{
    size_t best = 0;
    for (size_t i = 1; i < sizeof units / sizeof *units; i++)
        if (ns + units[i - 1].ns / (i == 1 ? 2 : 200) >= units[i].ns)
            best = i;
    return &units[best];
}

double words_scale(double ns, double scale)
{
    double shown = fabs(ns) / unit_for(fabs(scale))->ns;
    return ns == 0 || (shown >= 0.01 && shown < 9999.995) ? scale : 0;
}

static void minutes_and_hours(struct buffer *out, double ns)
{
    double seconds = round(ns / 1e9);
    double hours = floor(seconds / 3600), minutes = floor(fmod(seconds, 3600) / 60);
    if (hours >= 1)
        buffer_printf(out, "%.0fh%02.0fm", hours, minutes);
    else
        buffer_printf(out, "%.0fm%02.0fs", minutes, fmod(seconds, 60));
}

void words_duration(struct buffer *out, double ns, double scale)
{
    if (ns < 0)
        buffer_putc(out, '-');
    if (fabs(ns) >= 60e9 - 5e6) {
        minutes_and_hours(out, fabs(ns));
        return;
    }
    const struct unit *unit = unit_for(fabs(scale != 0 ? scale : ns));
    buffer_printf(out, "%.*f%s", unit->decimals, fabs(ns) / unit->ns, unit->name);
}

static bool shows_nothing(struct text words)
{
    for (size_t i = 0; i < words.len; i++)
        if (words.at[i] >= '1' && words.at[i] <= '9')
            return false;
    return true;
}

void words_change(struct buffer *out, double ns, double scale)
{
    struct buffer words = {0};
    words_duration(&words, fabs(ns), scale);
    buffer_putc(out, ns < 0 && !shows_nothing(buffer_text(&words)) ? '-' : '+');
    buffer_add(out, buffer_text(&words));
    buffer_finish(&words);
}

void words_bytes(struct buffer *out, double bytes)
{
    static const char *const names[] = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
    size_t i = 0;
    while (i + 1 < sizeof names / sizeof *names && fabs(bytes) >= (i == 0 ? 1024 : 1023.95)) {
        bytes /= 1024;
        i++;
    }
    buffer_printf(out, i == 0 ? "%.0f%s" : "%.1f%s", bytes, names[i]);
}

void words_time(struct buffer *out, uint64_t unix_ns)
{
    time_t seconds = (time_t)(unix_ns / 1000000000u);
    struct tm local;
    char text[32];
    if (localtime_r(&seconds, &local) &&
        strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local) > 0)
        buffer_puts(out, text);
    else
        buffer_puts(out, "-");
}

/* One character, and how many bytes it takes; a byte that is no UTF-8 stands for itself. */
static uint32_t decode(struct text text, size_t at, size_t *bytes)
{
    unsigned char lead = (unsigned char)text.at[at];
    size_t len = utf8_sequence_len(text_slice(text, at, text.len));
    uint32_t rune = len > 1 ? lead & (0x7Fu >> len) : lead;
    for (size_t i = 1; i < len; i++)
        rune = rune << 6 | ((unsigned char)text.at[at + i] & 0x3Fu);
    *bytes = len ? len : 1;
    return rune;
}

struct range {
    uint32_t first, last;
};

static bool is_in(uint32_t rune, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rune >= ranges[i].first && rune <= ranges[i].last)
            return true;
    return false;
}

static unsigned rune_width(uint32_t rune)
{
    static const struct range none[] = {
        {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},     {0x64B, 0x65F},
        {0x900, 0x902},   {0x93C, 0x93C},   {0x941, 0x948},   {0xE31, 0xE31},     {0xE34, 0xE3A},
        {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x20D0, 0x20FF},   {0xFE00, 0xFE0F},
        {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x302A, 0x302D}, {0xE0100, 0xE01EF},
    };
    static const struct range twice[] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD},
    };
    if (rune < 0x300)
        return 1;
    if (is_in(rune, none, sizeof none / sizeof *none))
        return 0;
    return is_in(rune, twice, sizeof twice / sizeof *twice) ? 2 : 1;
}

size_t words_width(struct text text)
{
    size_t width = 0, bytes;
    for (size_t at = 0; at < text.len; at += bytes)
        width += rune_width(decode(text, at, &bytes));
    return width;
}

static void add_clean(struct buffer *out, struct text text)
{
    size_t bytes;
    for (size_t at = 0; at < text.len; at += bytes) {
        uint32_t rune = decode(text, at, &bytes);
        bool broken = bytes == 1 && rune >= 0x80;
        if (rune < 0x20 || rune == 0x7F || (rune >= 0x80 && rune < 0xA0) || broken)
            buffer_putc(out, '?');
        else
            buffer_add(out, text_slice(text, at, at + bytes));
    }
}

/* How many bytes from `at` on take at most `width` columns. */
static size_t bytes_that_fit(struct text text, size_t width)
{
    size_t at = 0, bytes;
    for (; at < text.len; at += bytes) {
        unsigned wide = rune_width(decode(text, at, &bytes));
        if (wide > width)
            break;
        width -= wide;
    }
    return at;
}

void words_fit(struct buffer *out, struct text text, size_t width)
{
    size_t whole = words_width(text);
    if (whole <= width) {
        add_clean(out, text);
        return;
    }
    if (width == 0)
        return;
    /* The end of a name says more than its beginning. */
    size_t front = (width - 1) / 3, back = width - 1 - front;
    size_t front_end = bytes_that_fit(text, front), bytes;
    size_t at = front_end;
    struct text rest = text_slice(text, front_end, text.len);
    for (size_t left = words_width(rest); left > back && at < text.len; at += bytes)
        left -= rune_width(decode(text, at, &bytes));
    add_clean(out, text_slice(text, 0, front_end));
    buffer_puts(out, "…");
    add_clean(out, text_slice(text, at, text.len));
}
