/* The score of two names: which words are taken for which, what is left over, and how much it all says. */
#include "kernel.h"
#include <stddef.h>
#include <string.h>

#define MOST_EDGES 128
#define MOST_STEPS 4096 /* of the search for the best choice; past them the best so far stands */

typedef struct { int32_t query_at, query_count, name_at, name_count, likeness, how, weight, gain; } edge;

typedef struct {
    const edge *edges;
    int32_t first[MOST_WORDS + 2]; /* edges of query word i: first[i] .. first[i + 1] */
    int32_t hope[MOST_WORDS + 1];  /* most that words i.. can still bring */
    int32_t n, steps, best, depth;
    int32_t picked[MOST_WORDS], chosen[MOST_WORDS], chosen_n;
} search;

/* How much a likeness agrees, 0 to 10000: as it is while near, then quickly nothing. */
static int32_t agreement(const rules *r, int32_t likeness) {
    int32_t off = (int32_t)((int64_t)(WHOLE - likeness) * r->slope / 100);
    if (likeness < r->steep_below) off += (int32_t)((int64_t)(r->steep_below - likeness) * r->steep / 100);
    return off >= WHOLE ? 0 : WHOLE - off;
}

static void choose(search *s, int32_t at, uint32_t used, int32_t total) {
    if (total > s->best) {
        s->best = total;
        s->chosen_n = s->depth;
        memcpy(s->chosen, s->picked, (size_t)s->depth * sizeof *s->picked);
    }
    if (at >= s->n || total + s->hope[at] <= s->best || ++s->steps > MOST_STEPS) return;
    for (int32_t k = s->first[at]; k < s->first[at + 1]; k++) {
        const edge *e = &s->edges[k];
        uint32_t needs = ((1u << e->name_count) - 1) << e->name_at;
        if (used & needs) continue;
        s->picked[s->depth++] = k;
        choose(s, at + e->query_count, used | needs, total + e->gain);
        s->depth--;
    }
    choose(s, at + 1, used, total);
}

static int32_t sum(const lexicon *l, const int32_t *words, int32_t count) {
    int32_t total = 0;
    for (int32_t k = 0; k < count; k++) total += l->weight[words[k]];
    return total;
}

/* What agreement of two words is worth. Words of a body weigh by another scale than a person's: of a query that
 * does not say which it asks for, the name decides. */
static int32_t pair_worth(int32_t asked, int32_t asked_flags, int32_t named, int32_t named_flags) {
    return !(asked_flags >> ROLE) == !(named_flags >> ROLE) ? (asked + named) / 2 : named;
}

static void put(const rules *r, edge *edges, int32_t *count, edge e) {
    e.gain = (int32_t)((int64_t)e.weight * agreement(r, e.likeness) / 100);
    if (*count >= MOST_EDGES || e.gain <= 0) return;
    int32_t k = (*count)++;
    for (; k > 0 && edges[k - 1].query_at == e.query_at && edges[k - 1].gain < e.gain; k--) edges[k] = edges[k - 1];
    edges[k] = e; /* of one query word the most gainful first */
}

/* Two neighbouring words of one name against one of the other: Abd + Majid, Zibaee + Nejad. */
int32_t kernel_together(const rules *r, const lexicon *al, const int32_t *two, const lexicon *bl, int32_t one) {
    joined_symbols room;
    if (al->script[two[0]] != al->script[two[1]] || (al->flags[two[0]] | al->flags[two[1]] | bl->flags[one]) & INITIAL)
        return 0;
    if (bl->starts[one + 1] - bl->starts[one] < 4) return 0; /* any two syllables make a short word */
    const int32_t from = al->script[two[0]] == bl->script[one] ? r->joined_alike : r->joined_least;
    spoken first = kernel_speak(al, two[0]), x = {.length = 0};
    if (!first.length) first = kernel_speak(al, two[1]);
    int32_t found = 0;
    for (int32_t form = one; form >= 0; form = form == one ? bl->other[one] : -1) {
        spoken y = kernel_speak(bl, form);
        if (!kernel_begin_alike(r, &first, &y)) continue; /* most do not: join the words only for those */
        if (!x.length) x = kernel_speak_joined(r, al, two, &room);
        int32_t heard = kernel_sound(r, &x, &y, from);
        if (heard > found) found = heard;
    }
    if (found < from) return 0;
    return found > r->sound_cap ? r->sound_cap : found;
}

/* Likenesses of one query's words, and of two neighbours of them together, kept while its names are scored: names
   share their words. */
#define KEPT 512
typedef struct { int32_t word, likeness; } remembered;
typedef struct {
    remembered alone[MOST_WORDS][KEPT], together[MOST_WORDS][KEPT];
    kernel_pair *pairs; /* of other queries too, or NULL */
} memory;

static remembered *recall(remembered *row, int32_t word) { return &row[((uint32_t)word * 2654435761u) >> 23]; }

/* Beside a likeness: whether the asked word with the one behind it may be the other together, and the reverse. */
#define ASKED_TWO (1 << 20)
#define NAMED_TWO (1 << 21)
#define LIKENESS(found) (((found) & (ASKED_TWO - 1)) / 16)

/* Whether kernel_together of word a and the one behind it may find more than 0 with b. */
static int may_be_two(const rules *r, const lexicon *al, int32_t a, const lexicon *bl, int32_t b) {
    if ((al->flags[a] | bl->flags[b]) & INITIAL || bl->starts[b + 1] - bl->starts[b] < 4) return 0;
    spoken first = kernel_speak(al, a), one = kernel_speak(bl, b);
    if (!first.length || kernel_begin_alike(r, &first, &one)) return 1;
    if (bl->other[b] < 0) return 0;
    one = kernel_speak(bl, bl->other[b]);
    return kernel_begin_alike(r, &first, &one);
}

static int32_t fresh(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t word) {
    return kernel_likeness_from(r, ql, a, nl, word, r->least) | (may_be_two(r, ql, a, nl, word) ? ASKED_TWO : 0) |
           (may_be_two(r, nl, word, ql, a) ? NAMED_TWO : 0);
}

static int32_t compared(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t word,
                        kernel_pair *pairs) {
    if (!pairs) return fresh(r, ql, a, nl, word);
    uint32_t mixed = (uint32_t)word * 2654435761u ^ (uint32_t)a * 2246822519u;
    kernel_pair *one = &pairs[mixed >> (32 - PAIRS_BITS)];
    if (one->asked != (uint32_t)a || one->named != (uint32_t)word)
        *one = (kernel_pair){(uint32_t)a, (uint32_t)word, fresh(r, ql, a, nl, word)};
    return one->likeness;
}

static int32_t alone(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t word, memory *kept, int32_t at) {
    if (!kept) return fresh(r, ql, a, nl, word);
    remembered *one = recall(kept->alone[at], word);
    if (one->word != word) *one = (remembered){word, compared(r, ql, a, nl, word, kept->pairs)};
    return one->likeness;
}

static int32_t together(const rules *r, const lexicon *ql, const int32_t *two, const lexicon *nl, int32_t word,
                        remembered *row) {
    if (!row) return kernel_together(r, ql, two, nl, word);
    remembered *one = recall(row, word);
    if (one->word != word) *one = (remembered){word, kernel_together(r, ql, two, nl, word)};
    return one->likeness;
}

static int32_t gather(const rules *r, const lexicon *ql, const int32_t *q, int32_t n, const lexicon *nl,
                      const int32_t *w, int32_t m, edge *edges, int32_t *first, memory *kept) {
    int32_t count = 0, alike[MOST_WORDS][MOST_WORDS];
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < m; j++) alike[i][j] = alone(r, ql, q[i], nl, w[j], kept, i);
    for (int32_t i = 0; i < n; i++) {
        first[i] = count;
        for (int32_t j = 0; j < m; j++) {
            int32_t likeness = LIKENESS(alike[i][j]), how = alike[i][j] & 15;
            int32_t a = ql->weight[q[i]], b = nl->weight[w[j]], f = ql->flags[q[i]], g = nl->flags[w[j]];
            int32_t weight = how == INITIALS ? (a < b ? a : b) : pair_worth(a, f, b, g);
            if (likeness >= r->least) put(r, edges, &count, (edge){i, 1, j, 1, likeness, how, weight, 0});
            if (i + 1 < n && alike[i][j] & ASKED_TWO && likeness < r->joined_least &&
                LIKENESS(alike[i + 1][j]) < r->joined_least) {
                int32_t found = together(r, ql, q + i, nl, w[j], kept ? kept->together[i] : NULL);
                weight = pair_worth(sum(ql, q + i, 2), f, b, g);
                if (found >= r->joined_least) put(r, edges, &count, (edge){i, 2, j, 1, found, JOINED, weight, 0});
            }
            if (j + 1 < m && alike[i][j] & NAMED_TWO && likeness < r->joined_least &&
                LIKENESS(alike[i][j + 1]) < r->joined_least) {
                int32_t found = kernel_together(r, nl, w + j, ql, q[i]);
                weight = pair_worth(a, f, sum(nl, w + j, 2), g);
                if (found >= r->joined_least) put(r, edges, &count, (edge){i, 1, j, 2, found, JOINED, weight, 0});
            }
        }
    }
    first[n] = count;
    return count;
}

static int32_t worth(const rules *r, int64_t agreed, int64_t against) {
    int64_t share = agreed * WHOLE / against, square = agreed * agreed / WHOLE;
    int64_t known = r->floor + (WHOLE - r->floor) * square / (square + r->doubt);
    return (int32_t)(share * known / WHOLE);
}

/* All letters of a name in a row; 0 where it is not of one script whose letters can be mistyped. */
static int32_t spell(const lexicon *l, const int32_t *words, int32_t count, uint16_t *out) {
    int32_t size = 0, script = l->script[words[0]];
    if (script == NONE_SCRIPT || script >= HANI) return 0;
    for (int32_t k = 0; k < count; k++) {
        uint32_t from = l->letter_starts[words[k]], more = l->letter_starts[words[k] + 1] - from;
        if (l->script[words[k]] != script || size + (int32_t)more > MOST_LETTERS) return 0;
        memcpy(out + size, l->letters + from, more * sizeof *out);
        size += (int32_t)more;
    }
    return size;
}

static int32_t letters(const lexicon *l, const int32_t *words, int32_t count) {
    uint32_t size = 0;
    for (int32_t k = 0; k < count; k++) size += l->letter_starts[words[k] + 1] - l->letter_starts[words[k]];
    return (int32_t)size;
}

/* The score of two names typed alike but for one or two letters of all; 0 where they are not. */
static int32_t mistyped(const rules *r, const lexicon *ql, const int32_t *q, int32_t n, const lexicon *nl,
                        const int32_t *w, int32_t m) {
    uint16_t a[MOST_LETTERS], b[MOST_LETTERS];
    if (ql->script[q[0]] != nl->script[w[0]]) return 0;
    int32_t more = letters(ql, q, n) - letters(nl, w, m);
    if (more > 2 || more < -2) return 0; /* as most are, and need no spelling */
    int32_t size = spell(ql, q, n, a), other = spell(nl, w, m, b), shorter = size < other ? size : other;
    int32_t most = shorter >= r->whole_twice_from ? 2 : shorter >= r->whole_from ? 1 : 0;
    if (!most || size - other > most || other - size > most) return 0;
    int32_t errors = kernel_typing(a, size, b, other, most);
    if (errors > most) return 0;
    int32_t weight = pair_worth(sum(ql, q, n), ql->flags[q[0]], sum(nl, w, m), nl->flags[w[0]]);
    return worth(r, (int64_t)weight * (WHOLE - errors * r->whole_typo) / 100, (int64_t)weight * 100);
}

/* An acronym that no list gives: its letters are ours, so that they agree proves little. */
static int made(int32_t flags) { return flags >> ROLE == MADE; }

static int32_t score(const rules *r, const lexicon *ql, const int32_t *q, int32_t n, const lexicon *nl,
                     const int32_t *w, int32_t m, taken *out, int32_t *out_n, memory *kept) {
    edge edges[MOST_EDGES];
    search s = {.edges = edges};
    if (out_n) *out_n = 0;
    int32_t count = gather(r, ql, q, n, nl, w, m, edges, s.first, kept);
    if (!count) return 0;
    s.n = n;
    s.hope[n] = 0;
    for (int32_t i = n - 1; i >= 0; i--) /* the first edge of a word is its best */
        s.hope[i] = s.hope[i + 1] + (s.first[i] < s.first[i + 1] ? edges[s.first[i]].gain : 0);
    choose(&s, 0, 0, 0);
    int64_t matched = 0, left_q = sum(ql, q, n), left_w = sum(nl, w, m);
    int exact = s.chosen_n == n && n == m && !made(ql->flags[q[0]]) && !made(nl->flags[w[0]]); /* and the same letters */
    int32_t first_q = ql->weight[q[0]], first_w = nl->weight[w[0]]; /* of the first words, while nothing answers them */
    for (int32_t k = 0; k < s.chosen_n; k++) {
        const edge *e = &edges[s.chosen[k]];
        exact = exact && e->how == SAME;
        matched += e->weight;
        left_q -= sum(ql, q + e->query_at, e->query_count);
        left_w -= sum(nl, w + e->name_at, e->name_count);
        if (!e->query_at) first_q = 0;
        if (!e->name_at) first_w = 0;
        if (out)
            out[k] = (taken){e->query_at, e->query_count, e->name_at, e->name_count, e->likeness, e->how};
    }
    if (out_n) *out_n = s.chosen_n;
    int64_t both = left_q < left_w ? left_q : left_w, one = left_q < left_w ? left_w - left_q : left_q - left_w;
    int64_t first = left_q < left_w ? first_w : first_q; /* not said by the shorter name */
    int64_t against = matched * 100 + both * (r->conflict + (first_q + first_w ? r->conflict_first : 0)) +
                      one * (r->missing + (n == 1 || m == 1 ? r->missing_all : 0)) +
                      (first < one ? first : one) * r->missing_first; /* 1/10000 of a word */
    if (against <= 0) return 0;
    int32_t found = worth(r, s.best, against), least = r->exact + found / 50;
    return exact && found < least ? least : found;
}

static int32_t best(const rules *r, const lexicon *ql, const int32_t *q, int32_t n, const lexicon *nl,
                    const int32_t *w, int32_t m, taken *out, int32_t *out_n, memory *kept) {
    if (n > MOST_WORDS) n = MOST_WORDS;
    if (m > MOST_WORDS) m = MOST_WORDS;
    if (out_n) *out_n = 0;
    if (n <= 0 || m <= 0) return 0;
    int32_t found = score(r, ql, q, n, nl, w, m, out, out_n, kept);
    int32_t typed = mistyped(r, ql, q, n, nl, w, m);
    if (typed <= found) return found;
    if (out) {
        int32_t likeness = WHOLE - r->whole_typo; /* shown only: at least one letter is another */
        out[0] = (taken){0, n, 0, m, likeness, SPELLING};
        *out_n = 1;
    }
    return typed;
}

int32_t kernel_score(const rules *r, const lexicon *ql, const int32_t *query, int32_t n, const lexicon *nl,
                     const int32_t *name, int32_t m, taken *out, int32_t *out_n) {
    return best(r, ql, query, n, nl, name, m, out, out_n, NULL);
}

void kernel_score_many(const rules *r, const lexicon *ql, const int32_t *query, int32_t n, const lexicon *nl,
                       const int32_t *words, const uint32_t *starts, const int32_t *ids, int64_t count, int32_t *out) {
    kernel_score_beside(r, ql, query, n, nl, words, starts, ids, count, NULL, out);
}

void kernel_score_beside(const rules *r, const lexicon *ql, const int32_t *query, int32_t n, const lexicon *nl,
                         const int32_t *words, const uint32_t *starts, const int32_t *ids, int64_t count,
                         kernel_pair *pairs, int32_t *out) {
    memory kept;
    kept.pairs = pairs;
    size_t used = (size_t)(n > MOST_WORDS ? MOST_WORDS : n) * sizeof *kept.alone;
    memset(kept.alone, 0xFF, used); /* no word is -1 */
    memset(kept.together, 0xFF, used);
    for (int64_t k = 0; k < count; k++) {
        uint32_t from = starts[ids[k]];
        if (k + 16 < count) SOON(starts + ids[k + 16]);
        if (k + 12 < count) SOON(words + starts[ids[k + 12]]);
        if (k + 8 < count)
            for (uint32_t w = starts[ids[k + 8]]; w < starts[ids[k + 8] + 1]; w++) kernel_soon(nl, words[w]);
        if (k + 4 < count)
            for (uint32_t w = starts[ids[k + 4]]; w < starts[ids[k + 4] + 1]; w++) kernel_next(nl, words[w]);
        out[k] = best(r, ql, query, n, nl, words + from, (int32_t)(starts[ids[k] + 1] - from), NULL, NULL, &kept);
    }
}
