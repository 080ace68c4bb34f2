#include "cargo/predicate.h"

#include <string.h>

/* A predicate that is being read; once it turns out to be none, it stays so. */
struct reader {
    struct text rest, facts;
    bool is_none;
};

static void skip(struct reader *r, size_t bytes)
{
    r->rest = text_trim(text_slice(r->rest, bytes, r->rest.len));
}

static bool take(struct reader *r, char byte)
{
    bool is_next = r->rest.len && r->rest.at[0] == byte;
    if (is_next)
        skip(r, 1);
    return is_next;
}

static struct text take_name(struct reader *r)
{
    size_t len = 0;
    while (len < r->rest.len && text_is_name_byte(r->rest.at[len]))
        len++;
    struct text name = text_slice(r->rest, 0, len);
    r->is_none |= len == 0;
    skip(r, len);
    return name;
}

/* With its quotes, as the facts have it. */
static struct text take_string(struct reader *r)
{
    const char *end = r->rest.len > 1 && r->rest.at[0] == '"'
                          ? memchr(r->rest.at + 1, '"', r->rest.len - 1)
                          : NULL;
    size_t len = end ? (size_t)(end - r->rest.at) + 1 : 0;
    struct text string = text_slice(r->rest, 0, len);
    r->is_none |= len == 0;
    skip(r, len);
    return string;
}

static bool is_fact(struct text facts, struct text name, struct text value)
{
    struct text line;
    while (text_next(&facts, '\n', &line)) {
        if (value.len == 0 ? text_equal(line, name)
                           : line.len == name.len + 1 + value.len && line.at[name.len] == '=' &&
                                 text_equal(text_slice(line, 0, name.len), name) &&
                                 text_equal(text_slice(line, name.len + 1, line.len), value))
            return true;
    }
    return false;
}

static bool read(struct reader *r);

static bool read_list(struct reader *r, struct text how)
{
    size_t count = 0, holding = 0;
    while (!r->is_none && !take(r, ')')) {
        holding += read(r);
        count++;
        r->is_none |= !take(r, ',') && (r->rest.len == 0 || r->rest.at[0] != ')');
    }
    if (text_is(how, "all"))
        return holding == count;
    if (text_is(how, "any"))
        return holding > 0;
    r->is_none |= !text_is(how, "not") || count != 1;
    return holding == 0;
}

static bool read(struct reader *r)
{
    struct text name = take_name(r);
    if (take(r, '('))
        return read_list(r, name);
    if (take(r, '='))
        return is_fact(r->facts, name, take_string(r));
    return text_is(name, "true") || is_fact(r->facts, name, (struct text){0});
}

bool predicate_holds(struct text predicate, struct text facts)
{
    struct reader reader = {.rest = text_trim(predicate), .facts = facts};
    bool holds = read(&reader);
    return holds && !reader.is_none && reader.rest.len == 0;
}
