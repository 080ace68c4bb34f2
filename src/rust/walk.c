#include "rust/walk.h"

#include "rust/header.h"

bool impl_is_item(const struct tokens *tokens, bool in_rules, uint32_t at)
{
    const struct token *before = &tokens->at[at - 1];
    switch (before->kind) {
    case TOKEN_EDGE:
    case ';':
    case '{':
    case '}':
    case ']':
        return true;
    case '(':
        return token_is(tokens, at - 2, '!') || token_is(tokens, at - 2, TOKEN_FAT_ARROW) ||
               (in_rules && token_is(tokens, at - 2, '$'));
    case TOKEN_WORD:
        return before->word == WORD_UNSAFE || before->word == WORD_DEFAULT ||
               (before->word == WORD_CONST && !token_is(tokens, at - 2, '*'));
    default:
        return in_rules && repetition_open(tokens, at - 1) != LEFT_OUT;
    }
}

/* Edition 2015 has functions called `async`, `await` and `dyn`. */
static bool may_be_name(enum word word)
{
    return !word_is_reserved(word) || word == WORD_ASYNC || word == WORD_AWAIT || word == WORD_DYN;
}

/* Whether brackets hold a name for paste to put together: a few words and fragments, no block. */
static bool holds_name(const struct tokens *tokens, uint32_t open)
{
    const uint32_t most = 64;
    uint32_t close = tokens->at[open].mate;
    if (!token_is(tokens, open + 1, '<') || close - open > most)
        return false;
    for (uint32_t at = open; at < close; at++) {
        if (token_is(tokens, at, '{'))
            return false;
    }
    return true;
}

uint32_t name_end(const struct tokens *tokens, bool in_rules, uint32_t at)
{
    if (token_is(tokens, at, TOKEN_WORD))
        return may_be_name(tokens->at[at].word) ? at + 1 : LEFT_OUT;
    if (token_is(tokens, at, '[') && holds_name(tokens, at))
        return tokens->at[at].mate + 1;
    bool fragment = token_is(tokens, at, '$') && token_is(tokens, at + 1, TOKEN_WORD);
    return in_rules && fragment ? at + 2 : LEFT_OUT;
}

static bool begins_name(const struct tokens *tokens, uint32_t at)
{
    return token_is(tokens, at, TOKEN_WORD) || token_is(tokens, at, '$');
}

uint32_t name_colon(const struct tokens *tokens, uint32_t at)
{
    at += token_is(tokens, at, '$');
    return token_is(tokens, at, TOKEN_WORD) && token_is(tokens, at + 1, ':') ? at + 1 : LEFT_OUT;
}

bool walk_starts_item(const struct walk *walk, uint32_t at)
{
    switch (walk->tokens->at[at].word) {
    case WORD_CONST:
        return walk->angles == 0 && name_colon(walk->tokens, at + 1) != LEFT_OUT;
    case WORD_FN:
        return name_end(walk->tokens, walk->in_rules, at + 1) != LEFT_OUT;
    case WORD_MACRO:
    case WORD_MOD:
    case WORD_TRAIT:
    case WORD_STATIC:
        return begins_name(walk->tokens, at + 1);
    case WORD_IMPL:
        return impl_is_item(walk->tokens, walk->in_rules, at);
    case WORD_MACRO_RULES:
        return token_is(walk->tokens, at + 1, '!') && begins_name(walk->tokens, at + 2);
    default:
        return false;
    }
}

static bool is_plain_name(const struct tokens *tokens, uint32_t at)
{
    return token_is(tokens, at, TOKEN_WORD) && !word_is_reserved(tokens->at[at].word);
}

uint32_t call_open(const struct tokens *tokens, uint32_t name)
{
    if (!is_plain_name(tokens, name) || !token_is(tokens, name + 1, '!'))
        return LEFT_OUT;
    uint32_t open = name + 2 + is_plain_name(tokens, name + 2);
    return token_opens(&tokens->at[open]) ? open : LEFT_OUT;
}

/* A macro's braces in a type. */
static bool is_call_brace(const struct tokens *tokens, uint32_t at)
{
    return at > 2 && (call_open(tokens, at - 2) == at || call_open(tokens, at - 3) == at);
}

enum step walk_step(struct walk *walk)
{
    const struct token *token = &walk->tokens->at[walk->at];
    walk->next = walk->at + 1;
    switch (token->kind) {
    case '<':
        walk->angles++;
        return STEP_ON;
    case '>':
        return walk->angles-- ? STEP_ON : STEP_END;
    case '{':
        if (walk->angles == 0 && !is_call_brace(walk->tokens, walk->at))
            return STEP_BODY;
        walk->next = token->mate + 1;
        return STEP_ON;
    case '(':
    case '[':
        walk->next = token->mate + 1;
        return STEP_ON;
    case ';':
    case '.':
    case TOKEN_EDGE:
        return STEP_END;
    case '$':
        walk->next += token[1].kind == TOKEN_WORD;
        return STEP_ON;
    case TOKEN_WORD:
        return walk_starts_item(walk, walk->at) ? STEP_END : STEP_ON;
    default:
        return token_closes(token) ? STEP_END : STEP_ON;
    }
}
