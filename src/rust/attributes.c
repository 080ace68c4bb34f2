#include "rust/attributes.h"

#include "rust/gate.h"
#include "rust/literal.h"
#include "rust/spelling.h"

#define GATES 16 /* more would be longer than GATE_BYTES as a rule */
#define NESTED_CONDITIONS 4
#define NESTED_PREDICATES 32

/* `cfg_attr(condition, …)` around what is being read. */
struct condition {
    struct text text;
    uint32_t end; /* its closing bracket */
};

struct reader {
    struct arena *arena;
    const struct tokens *tokens;
    struct attributes *out;
    struct condition conditions[NESTED_CONDITIONS];
    size_t depth;
};

/* The next `,` at this level, or `end`. */
static uint32_t comma(const struct tokens *tokens, uint32_t from, uint32_t end)
{
    while (from < end && !token_is(tokens, from, ','))
        from = token_opens(&tokens->at[from]) ? tokens->at[from].mate + 1 : from + 1;
    return from;
}

/* `all(…)` or `any(…)` whose members are being read. */
struct predicate {
    bool all;
    bool implied; /* by what was read of it, that this is a test build */
    uint32_t end;
};

/* `all` implies what one of its members does, `any` what each of them does. */
static void add_member(struct predicate *group, bool implied)
{
    group->implied = group->all ? group->implied || implied : group->implied && implied;
}

/* Does the predicate hold in test builds only? */
static bool implies_test(const struct tokens *tokens, uint32_t from, uint32_t end)
{
    struct predicate stack[NESTED_PREDICATES] = {{.all = true, .end = end}};
    size_t depth = 0;
    for (uint32_t i = from;;) {
        if (i >= stack[depth].end) {
            if (depth == 0)
                return stack[0].implied;
            bool implied = stack[depth].implied;
            i = stack[depth--].end + 1;
            add_member(&stack[depth], implied);
            continue;
        }
        if (token_is(tokens, i, ',')) {
            i++;
            continue;
        }
        struct text word = token_text(tokens, i);
        bool all = text_is(word, "all"), any = text_is(word, "any");
        bool group = token_is(tokens, i + 1, '(');
        if (group && (all || any) && depth + 1 < NESTED_PREDICATES) {
            uint32_t close = tokens->at[i + 1].mate;
            /* any() of nothing never holds; what holds nowhere is no test code either. */
            stack[++depth] = (struct predicate){all, any && close > i + 2, close};
            i += 2;
            continue;
        }
        uint32_t next = comma(tokens, i, stack[depth].end);
        add_member(&stack[depth], text_is(word, "test") && next == i + 1);
        i = next;
    }
}

static void add_gate(struct reader *reader, struct text gate)
{
    if (gate.len && reader->out->gates.len < GATES)
        array_push(reader->arena, &reader->out->gates, gate);
}

/* A predicate that holds under the conditions around it only. */
static void add_conditional_gate(struct reader *reader, struct text gate)
{
    for (size_t i = reader->depth; i-- > 0 && gate.len;)
        gate = text_of(arena_printf(reader->arena, "any(not(%.*s), %.*s)",
                                    TEXT_ARG(reader->conditions[i].text), TEXT_ARG(gate)));
    add_gate(reader, gate);
}

static void read_path(struct reader *reader, uint32_t literal)
{
    struct text path;
    if (!token_is(reader->tokens, literal, TOKEN_LITERAL) ||
        !literal_string(reader->arena, token_text(reader->tokens, literal), &path))
        return;
    array_push(reader->arena, &reader->out->paths, path);
    reader->out->path_is_sure |= reader->depth == 0;
}

static void read_predicate(struct reader *reader, uint32_t from, uint32_t to)
{
    reader->out->test |= reader->depth == 0 && implies_test(reader->tokens, from, to);
    add_conditional_gate(reader, spell_tokens(reader->arena, reader->tokens, from, to, GATE_BYTES));
}

static void read_allocator(struct reader *reader)
{
    reader->out->allocator = true;
    for (size_t i = 0; i < reader->depth; i++)
        add_gate(reader, reader->conditions[i].text);
}

/* Attributes without arguments, by the last part of their path. */
static void read_marker(struct attributes *out, struct text name)
{
    out->test |= text_is(name, "test") || text_is(name, "bench") || text_is(name, "test_case") ||
                 text_is(name, "rstest");
    out->naked |= text_is(name, "naked");
    out->const_trait |= text_is(name, "const_trait");
    out->no_std |= text_is(name, "no_std");
    out->no_core |= text_is(name, "no_core");
    out->no_main |= text_is(name, "no_main");
    out->no_implicit_prelude |= text_is(name, "no_implicit_prelude");
}

/* The attribute at token `at`, which is not cfg_attr. */
static void read_one(struct reader *reader, uint32_t at)
{
    const struct tokens *tokens = reader->tokens;
    struct text name = token_text(tokens, at);
    if (text_is(name, "cfg") && token_is(tokens, at + 1, '('))
        read_predicate(reader, at + 2, tokens->at[at + 1].mate);
    else if (text_is(name, "path") && token_is(tokens, at + 1, '='))
        read_path(reader, at + 2);
    else if (text_is(name, "global_allocator"))
        read_allocator(reader);
    else
        read_marker(reader->out, name);
}

/* Enter `cfg_attr(`; the token behind its condition. */
static uint32_t enter_condition(struct reader *reader, uint32_t open)
{
    uint32_t close = reader->tokens->at[open].mate;
    uint32_t end = comma(reader->tokens, open + 1, close);
    struct text text = spell_tokens(reader->arena, reader->tokens, open + 1, end, GATE_BYTES);
    reader->conditions[reader->depth++] = (struct condition){text, close};
    return end;
}

static bool has_const(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (token_is_word(tokens, i, WORD_CONST))
            return true;
    return false;
}

/* `#[ … ]` with its bracket at token `open`. */
static void read_attribute(struct reader *reader, uint32_t open)
{
    const struct tokens *tokens = reader->tokens;
    uint32_t close = tokens->at[open].mate;
    reader->out->maybe_const |= has_const(tokens, open, close);
    for (uint32_t i = open + 1; i < close;) {
        if (reader->depth && i >= reader->conditions[reader->depth - 1].end) {
            i = reader->conditions[--reader->depth].end + 1;
            continue;
        }
        bool call = token_is(tokens, i + 1, '(');
        if (token_is_word(tokens, i, WORD_UNSAFE) && call) {
            read_one(reader, i + 2);
        } else if (text_is(token_text(tokens, i), "cfg_attr") && call &&
                   reader->depth < NESTED_CONDITIONS) {
            i = enter_condition(reader, i + 1);
            continue;
        } else if (!token_is(tokens, i, ',')) {
            while (token_is(tokens, i + 1, TOKEN_PATH) && i + 2 < close)
                i += 2;
            read_one(reader, i);
        }
        uint32_t end = reader->depth ? reader->conditions[reader->depth - 1].end : close;
        i = token_is(tokens, i, ',') ? i + 1 : comma(tokens, i, end);
    }
    reader->depth = 0;
}

void attributes_read(struct arena *arena, const struct tokens *tokens, uint32_t from, uint32_t to,
                     struct attributes *out)
{
    struct reader reader = {.arena = arena, .tokens = tokens, .out = out};
    uint32_t repeated = from;
    for (uint32_t i = from; i + 1 < to; i++) {
        if (token_is(tokens, i, '#') && token_is(tokens, i + 1, '[')) {
            read_attribute(&reader, i + 1);
            i = tokens->at[i + 1].mate;
        } else if (token_opens(&tokens->at[i])) {
            /* Of what is nested, only `$(#[…])*` may hold attributes of the item. */
            if (i > repeated && token_is(tokens, i - 1, '$'))
                repeated = tokens->at[i].mate;
            else
                i = tokens->at[i].mate;
        }
    }
}

void attributes_read_predicate(struct arena *arena, const struct tokens *tokens, uint32_t from,
                               uint32_t to, struct attributes *out)
{
    struct reader reader = {.arena = arena, .tokens = tokens, .out = out};
    read_predicate(&reader, from, to);
}

void attributes_read_inner(struct arena *arena, const struct tokens *tokens, uint32_t open,
                           struct attributes *out)
{
    struct reader reader = {.arena = arena, .tokens = tokens, .out = out};
    uint32_t i = open + 1;
    while (token_is(tokens, i, '#') && token_is(tokens, i + 1, '!') &&
           token_is(tokens, i + 2, '[')) {
        read_attribute(&reader, i + 2);
        i = tokens->at[i + 2].mate + 1;
    }
}

struct text attributes_gate(struct arena *arena, const struct attributes *attributes,
                            struct text outer)
{
    struct text gate = outer;
    for (size_t i = 0; i < attributes->gates.len; i++)
        gate = gate_all(arena, gate, attributes->gates.at[i]);
    return gate;
}
