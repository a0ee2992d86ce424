/* How alike two words are: weighted edit distance of their sounds, and of their letters within one script. */
#include "kernel.h"
#include <stddef.h>
#include <string.h>

#define AT(table, mode, side, a) ((table)[((mode) * 2 + (side)) * ALPHABET + (a)])
/* What leaving out symbol s costs, which is number i of the n of its word. */
#define OUT(r, mode, side, s, i, n) AT(!(i) ? (r)->first : (i) + 1 < (n) ? (r)->alone : (r)->last, mode, side, s)
#define NEAR(r, mode, a, b) ((r)->near[((mode) * ALPHABET + (a)) * ALPHABET + (b)])

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
static int16_t lesser(int32_t a, int32_t b) { return (int16_t)least(a, b); }

spoken kernel_speak(const lexicon *l, int32_t word) {
    uint32_t from = l->starts[word], size = l->starts[word + 1] - from;
    int32_t length = size > MOST_SYMBOLS ? MOST_SYMBOLS : (int32_t)size;
    return (spoken){l->symbols + from, l->pairs + from, length, l->script[word]};
}

spoken kernel_speak_joined(const rules *r, const lexicon *l, const int32_t *two, joined_symbols *room) {
    spoken one = kernel_speak(l, two[0]), other = kernel_speak(l, two[1]);
    int32_t at = one.length, more = least(other.length, MOST_SYMBOLS - at);
    memcpy(room->symbols, one.symbols, (size_t)at);
    memcpy(room->pairs, one.pairs, (size_t)at);
    memcpy(room->symbols + at, other.symbols, (size_t)more);
    memcpy(room->pairs + at, other.pairs, (size_t)more);
    if (more && at) room->pairs[at] = r->compound[room->symbols[at - 1] * ALPHABET + room->symbols[at]];
    return (spoken){room->symbols, room->pairs, at + more, one.script};
}

/* The columns of the table of distances, as many as are handled in one go, so that the processor need not guess
   where they end: those past the word hold symbol 0, which costs nothing to leave out and nothing is near to. */
#define FEW 8
typedef struct {
    uint8_t symbols[MOST_SYMBOLS];
    int16_t without[MOST_SYMBOLS]; /* what leaving one out costs */
    int16_t first[MOST_SYMBOLS + 1];
    int32_t paired[MOST_SYMBOLS], pairs;
} columns;

/* What the fewest changes cost; more than limit where it is more. */
static inline __attribute__((always_inline)) int32_t distance(const rules *r, int32_t mode, const spoken *a,
                                                              const spoken *b, columns *c, int32_t limit,
                                                              const int32_t width) {
    int16_t rows[2][MOST_SYMBOLS + 1], *before = rows[1], *above = c->first, *row = rows[0];
    int32_t earlier = 0; /* the least of the row before */
    for (int32_t i = 0; i < a->length; i++) {
        const uint8_t x = a->symbols[i], xx = i ? a->pairs[i] : 0;
        const uint8_t *near = &NEAR(r, mode, x, 0), *nears = &NEAR(r, mode, xx, 0);
        const int16_t out = OUT(r, mode, 0, x, i, a->length);
        int16_t other[MOST_SYMBOLS];
        for (int32_t j = 0; j < width; j++) other[j] = near[c->symbols[j]];
        for (int32_t j = 0; j < width; j++) row[j + 1] = lesser(above[j] + other[j], above[j + 1] + out);
        if (xx)
            for (int32_t j = 0; j < width; j++) row[j + 1] = lesser(row[j + 1], before[j] + nears[c->symbols[j]]);
        for (int32_t k = 0; k < c->pairs; k++) {
            const int32_t j = c->paired[k];
            row[j + 1] = lesser(row[j + 1], above[j - 1] + near[b->pairs[j]]);
        }
        int32_t cost = row[0] = above[0] + out, best = cost;
        for (int32_t j = 0; j < width; j++) {
            cost = least(row[j + 1], cost + c->without[j]);
            row[j + 1] = (int16_t)cost;
            best = least(best, cost);
        }
        if (best > limit && i + 1 < a->length && (earlier > limit || !a->pairs[i + 1])) return INT16_MAX; /* pairs leap a row */
        earlier = best;
        int16_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[width];
}

/* Likeness by sound, 0 to 10000: 1 - distance / weight of the heavier word. Below `floor` it may be anything less. */
int32_t kernel_sound(const rules *r, const spoken *a, const spoken *b, int32_t floor) {
    columns c;
    int32_t heavy_a = 0, heavy_b = 0;
    if (a->script > b->script) {
        const spoken *spare = a;
        a = b;
        b = spare;
    }
    int32_t mode = r->mode[a->script * SCRIPTS + b->script];
    if (!a->length || !b->length) return 0;
    c.pairs = c.first[0] = 0;
    memset(c.symbols, 0, b->length <= FEW ? FEW : sizeof c.symbols);
    for (int32_t i = 0; i < a->length; i++) heavy_a += AT(r->weigh, mode, 0, a->symbols[i]);
    for (int32_t j = 0; j < b->length; j++) {
        c.symbols[j] = b->symbols[j];
        c.paired[c.pairs] = j;
        c.pairs += b->pairs[j] != 0; /* the first has none before it */
        heavy_b += AT(r->weigh, mode, 1, b->symbols[j]);
    }
    const int32_t heavy = heavy_a > heavy_b ? heavy_a : heavy_b;
    if (!heavy) return 0;
    const int32_t width = b->length <= FEW ? FEW : b->length <= 2 * FEW ? 2 * FEW : MOST_SYMBOLS;
    for (int32_t j = 0; j < width; j++) {
        c.without[j] = OUT(r, mode, 1, c.symbols[j], j, b->length);
        c.first[j + 1] = c.first[j] + c.without[j];
    }
    /* Where letters can be compared words must be nearer, short ones above all: in hundredths of the distance. */
    const int32_t scale = a->script != b->script ? 100 : r->alike + (heavy < r->short_below ? r->short_below - heavy : 0);
    const int32_t border = a->script == b->script ? 0 : (int32_t)((int64_t)heavy * r->border / WHOLE);
    int32_t limit = (int32_t)((int64_t)heavy * (WHOLE - floor) / WHOLE); /* past it the likeness is below the floor */
    if (limit < border) limit = border;
    if (scale > 100) limit = (limit + 2) * 100 / scale + 1; /* one may be lost by rounding, and one again */
    int32_t off = width == FEW       ? distance(r, mode, a, b, &c, limit, FEW)
                  : width == 2 * FEW ? distance(r, mode, a, b, &c, limit, 2 * FEW)
                                     : distance(r, mode, a, b, &c, limit, MOST_SYMBOLS);
    off = off * scale / 100;
    if (off < border) off = off * off / border;
    return off >= heavy ? 0 : WHOLE - (int32_t)((int64_t)off * WHOLE / heavy);
}

/* Whether one letter more, less, another or two neighbours swapped make b of a: 0 none, 1, or 2 for more than that. */
static int32_t once(const uint16_t *a, int32_t n, const uint16_t *b, int32_t m) {
    while (n && m && *a == *b) a++, b++, n--, m--;
    if (n == 2 && m == 2 && a[0] == b[1] && a[1] == b[0]) return 1;
    while (n && m && a[n - 1] == b[m - 1]) {
        n--, m--;
        if (n == 2 && m == 2 && a[0] == b[1] && a[1] == b[0]) return 1;
    }
    return n > 1 || m > 1 ? 2 : n || m;
}

int32_t kernel_typing(const uint16_t *a, int32_t n, const uint16_t *b, int32_t m, int32_t most) {
    int32_t rows[3][MOST_LETTERS + 1];
    if (n - m > most || m - n > most) return most + 1;
    if (most == 1) return once(a, n, b, m);
    int32_t *before = rows[2], *above = rows[0], *row = rows[1];
    for (int32_t j = 0; j <= m; j++) above[j] = j;
    for (int32_t i = 1; i <= n; i++) { /* only near the diagonal: further off there are more errors already */
        int32_t from = i - most > 1 ? i - most : 1, to = least(i + most, m);
        row[from - 1] = from == 1 ? i : most + 1;
        int32_t best = row[from - 1];
        for (int32_t j = from; j <= to; j++) {
            int32_t cost = least(above[j - 1] + (a[i - 1] != b[j - 1]), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = least(cost, before[j - 2] + 1);
            row[j] = cost;
            best = least(best, cost);
        }
        if (to < m) row[to + 1] = most + 1;
        if (best > most) return most + 1;
        int32_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return least(above[m], most + 1);
}

int kernel_begin_alike(const rules *r, const spoken *a, const spoken *b) {
    if (!a->length || !b->length) return 0;
    if (a->script > b->script) {
        const spoken *spare = a;
        a = b;
        b = spare;
    }
    int32_t mode = r->mode[a->script * SCRIPTS + b->script];
    uint8_t x = a->symbols[0], y = b->symbols[0];
    return least(NEAR(r, mode, x, y), least(AT(r->first, mode, 0, x), AT(r->first, mode, 1, y))) <= r->begin;
}

static int share(const lexicon *ql, int32_t a, const lexicon *nl, int32_t b) {
    uint32_t i = ql->item_starts[a];
    if (i == ql->item_starts[a + 1]) return 0; /* most have none */
    uint32_t j = nl->item_starts[b];
    while (i < ql->item_starts[a + 1] && j < nl->item_starts[b + 1]) {
        if (ql->items[i] == nl->items[j]) return 1;
        if (ql->items[i] < nl->items[j]) i++; else j++;
    }
    return 0;
}

static int32_t written(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t b) {
    const uint16_t *p = ql->letters + ql->letter_starts[a], *q = nl->letters + nl->letter_starts[b];
    int32_t n = (int32_t)(ql->letter_starts[a + 1] - ql->letter_starts[a]);
    int32_t m = (int32_t)(nl->letter_starts[b + 1] - nl->letter_starts[b]);
    if (n == m && !memcmp(p, q, (size_t)n * sizeof *p)) return WHOLE * 16 + SAME;
    int32_t shorter = least(n, m);
    int32_t most = shorter >= r->typo_twice_from ? 2 : shorter >= r->typo_from ? 1 : 0;
    if (!most) return 0;
    int32_t errors = kernel_typing(p, n, q, m, most);
    if (errors > most) return 0;
    return (WHOLE - (int32_t)((int64_t)errors * r->typo / shorter)) * 16 + SPELLING;
}

static int32_t initials(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t b) {
    uint32_t i = ql->starts[a], j = nl->starts[b];
    if (i == ql->starts[a + 1] || j == nl->starts[b + 1]) return 0;
    uint8_t x = ql->symbols[i], y = nl->symbols[j], mode = r->mode[ql->script[a] * SCRIPTS + nl->script[b]];
    int32_t off = ql->script[a] > nl->script[b] ? NEAR(r, mode, y, x) : NEAR(r, mode, x, y);
    return off <= 10 ? r->initial * 16 + INITIALS : 0;
}

static int32_t forms(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t b, int32_t floor) {
    int same_script = ql->script[a] == nl->script[b];
    int32_t best = same_script ? written(r, ql, a, nl, b) : 0;
    if (best / 16 == WHOLE) return best;
    if ((ql->flags[a] | nl->flags[b]) & INITIAL) return initials(r, ql, a, nl, b);
    spoken x = kernel_speak(ql, a), y = kernel_speak(nl, b);
    int32_t heard = kernel_sound(r, &x, &y, floor);
    if (heard > r->sound_cap) heard = r->sound_cap;
    if (heard > best / 16) best = heard * 16 + (same_script ? SPELLING : SOUND);
    if (best / 16 < r->equivalent && share(ql, a, nl, b)) best = r->equivalent * 16 + EQUIVALENT;
    return best;
}

int32_t kernel_likeness_from(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t b,
                             int32_t floor) {
    int32_t best = forms(r, ql, a, nl, b, floor);
    for (int which = 1; which < 4 && best / 16 < r->bare; which++) { /* without the article of one, the other, both */
        int32_t x = which & 1 ? ql->other[a] : a, y = which & 2 ? nl->other[b] : b;
        if (x < 0 || y < 0) continue;
        int32_t found = forms(r, ql, x, nl, y, floor);
        int32_t worth = which == 3 ? found / 16 : (int32_t)((int64_t)(found / 16) * r->bare / WHOLE);
        if (worth > best / 16) best = worth * 16 + (found & 15);
    }
    return best;
}

int32_t kernel_likeness(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t b) {
    return kernel_likeness_from(r, ql, a, nl, b, WHOLE / 2); /* who asks for less? */
}

void kernel_nearest(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, const int32_t *words, int64_t n,
                    int32_t *out) {
    for (int64_t k = 0; k < n; k++) out[k] = kernel_likeness(r, ql, a, nl, words[k]);
}
