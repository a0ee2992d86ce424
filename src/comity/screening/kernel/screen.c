/* Many queries at once, as index.py searches for one: retrieval, scores, the best name of each subject. */
#include <stdlib.h>
#include <string.h>

#include "retrieve.h"

#define JOINED (3ULL << 60) /* keys.py */
#define FEWEST (1ULL << 8)  /* wholes.py: three consonants */
#define FULL 1000           /* retrieve.py */
#define MOST_ASKED (2 * MOST_WORDS)
#define MOST_READINGS 8 /* words.py */

typedef struct { /* what is near one word, in the store */
    int64_t ids_at, whole_at, hits;
    int32_t words, names, known;
} near_word;

typedef struct {
    uint32_t *ids, *whole;
    int32_t *likeness;
    int64_t ids_size, ids_room, whole_size, whole_room;
} store;

#define MOST_KEPT (1LL << 22) /* numbers in the store, past which all is forgotten before the next call: 32 MB */

struct retrieve_memory {
    near_word *near; /* by word of the lexicon */
    int64_t words;
    store s;
    kernel_pair *pairs;
};

retrieve_memory *retrieve_remember(void) {
    retrieve_memory *m = calloc(1, sizeof *m);
    size_t size = sizeof *m->pairs << PAIRS_BITS;
    if (m && (m->pairs = malloc(size))) return memset(m->pairs, 0xFF, size), m;
    free(m);
    return NULL;
}

void retrieve_forget(retrieve_memory *m) {
    free(m->near);
    free(m->s.ids);
    free(m->s.likeness);
    free(m->s.whole);
    free(m->pairs);
    free(m);
}

/* Room for all words of the lexicon; 0 without memory. */
static int remember(retrieve_memory *m, int64_t words) {
    if (m->s.ids_size + m->s.whole_size > MOST_KEPT) {
        memset(m->near, 0, (size_t)m->words * sizeof *m->near);
        m->s.ids_size = m->s.whole_size = 0;
    }
    if (words <= m->words) return 1;
    near_word *near = realloc(m->near, (size_t)words * sizeof *near);
    if (!near) return 0;
    memset(near + m->words, 0, (size_t)(words - m->words) * sizeof *near);
    m->near = near;
    m->words = words;
    return 1;
}

typedef struct {
    const rules *r;
    const lexicon *asked;
    const retrieve_base *base;
    const uint8_t *mask;
    const retrieve_how *how;
    const retrieve_scratch *scratch;
    retrieve_memory *m;
    retrieve_ranked *ranked;
    int32_t *readings, *scores; /* of the names in ranked */
    uint32_t *owners;
} screening;

static int grow_ids(store *s, int64_t more) {
    if (s->ids_size + more <= s->ids_room) return 1;
    int64_t room = 2 * s->ids_room + more;
    uint32_t *ids = realloc(s->ids, (size_t)room * sizeof *ids);
    if (ids) s->ids = ids;
    int32_t *likeness = realloc(s->likeness, (size_t)room * sizeof *likeness);
    if (likeness) s->likeness = likeness;
    if (!ids || !likeness) return 0;
    s->ids_room = room;
    return 1;
}

static int grow_whole(store *s, int64_t more) {
    if (s->whole_size + more <= s->whole_room) return 1;
    int64_t room = 2 * s->whole_room + more;
    uint32_t *whole = realloc(s->whole, (size_t)room * sizeof *whole);
    if (!whole) return 0;
    s->whole = whole;
    s->whole_room = room;
    return 1;
}

/* The names that have word a as two neighbouring words, each once. */
static int apart(screening *c, int32_t a, near_word *out) {
    const lexicon *l = c->asked;
    const retrieve_base *base = c->base;
    uint64_t skeletons[4];
    uint32_t from = l->starts[a], size = l->starts[a + 1] - from;
    int64_t count = !size ? 0
                          : retrieve_skeletons(l->symbols + from, size, l->script[a], base->first, base->second, skeletons);
    out->whole_at = c->m->s.whole_size;
    for (int64_t k = 0; k < count; k++) {
        int64_t at = skeletons[k] < FEWEST ? -1 : retrieve_place(base->wholes, base->whole_count, JOINED | skeletons[k]);
        if (at < 0) continue;
        uint32_t first = base->whole_starts[at], last = base->whole_starts[at + 1];
        if (!grow_whole(&c->m->s, last - first)) return 0;
        for (uint32_t p = first; p < last; p++) {
            uint32_t name = base->whole_names[p];
            if (c->scratch->item[name]) continue;
            c->scratch->item[name] = 1;
            c->m->s.whole[c->m->s.whole_size++] = name;
        }
    }
    out->names = (int32_t)(c->m->s.whole_size - out->whole_at);
    for (int64_t p = out->whole_at; p < c->m->s.whole_size; p++) c->scratch->item[c->m->s.whole[p]] = 0;
    return 1;
}

static int near_one(screening *c, int32_t a) {
    near_word *out = &c->m->near[a];
    if (out->known) return 1;
    if (!grow_ids(&c->m->s, c->base->words->size)) return 0;
    out->ids_at = c->m->s.ids_size;
    uint32_t *ids = c->m->s.ids + out->ids_at;
    out->words = (int32_t)retrieve_near(c->r, c->asked, a, c->base, c->how->floor, c->scratch, ids,
                                        c->m->s.likeness + out->ids_at);
    c->m->s.ids_size += out->words;
    if (!apart(c, a, out)) return 0;
    const uint32_t *starts = c->base->post_starts, *whole = c->m->s.whole + out->whole_at;
    if (c->mask) {
        out->hits = retrieve_hits(c->base, c->mask, ids, out->words);
        for (int32_t n = 0; n < out->names; n++) out->hits += c->mask[whole[n]];
    } else {
        out->hits = out->names;
        for (int32_t w = 0; w < out->words; w++) out->hits += starts[ids[w] + 1] - starts[ids[w]];
    }
    return out->known = 1;
}

/* retrieve.py rarity */
static int32_t rarity(int64_t hits, int64_t names) {
    int64_t ratio = (names + 1) * 32 / (hits + 1), whole = 0;
    while (ratio >> (whole + 1)) whole++;
    int64_t weight = 16 * (whole - 4) + (ratio * 16 >> whole) - 16;
    return weight < 8 ? 8 : (int32_t)weight;
}

static int64_t put(retrieve_asked *asked, int64_t count, retrieve_asked one) {
    int64_t at = count;
    for (; at > 0 && asked[at - 1].weight < one.weight; at--) asked[at] = asked[at - 1];
    asked[at] = one;
    return count + 1;
}

/* The candidates for one query, in c->ranked; -1 without memory. */
static int64_t candidates(screening *c, const int32_t *said, int32_t size) {
    retrieve_asked asked[MOST_ASKED];
    int64_t count = 0, least = 0;
    int32_t weight[MOST_WORDS], joined = 0;
    for (int32_t i = 0; i < size; i++)
        if (!near_one(c, said[i])) return -1;
    if (!grow_ids(&c->m->s, (size > 1 ? size - 1 : 0) * c->base->words->size)) return -1; /* no pointer moves any more */
    int64_t at = c->m->s.ids_size;
    for (int32_t i = 0; i < size; i++) {
        const near_word *one = &c->m->near[said[i]];
        int seen = 0;
        for (int32_t k = 0; k < i; k++) seen |= said[k] == said[i];
        weight[i] = rarity(one->hits, c->how->names);
        if (seen) continue;
        least += weight[i];
        count = put(asked, count, (retrieve_asked){c->m->s.ids + one->ids_at, c->m->s.likeness + one->ids_at,
                                                   c->m->s.whole + one->whole_at, one->words, one->names, weight[i],
                                                   c->how->apart});
    }
    for (int32_t i = 0; i + 1 < size; i++) {
        if (c->asked->script[said[i]] != c->asked->script[said[i + 1]]) continue;
        uint32_t *ids = c->m->s.ids + at + joined;
        int32_t *likeness = c->m->s.likeness + at + joined;
        int32_t words = (int32_t)retrieve_near_joined(c->r, c->asked, said + i, c->base, c->scratch, ids, likeness);
        joined += words;
        count = put(asked, count, (retrieve_asked){ids, likeness, ids, words, 0, weight[i] + weight[i + 1], 0});
    }
    return retrieve_candidates(c->base, c->mask, asked, count, size, least * FULL * c->how->share / 100, c->how->cut,
                               c->scratch, c->ranked);
}

typedef struct { int32_t score, reading; uint32_t weak, name, subject; } best_name;

static int better(const best_name *a, const best_name *b) {
    if (a->score != b->score) return a->score > b->score;
    if (a->weak != b->weak) return a->weak < b->weak;
    return a->name < b->name;
}

static int in_syllables(const screening *c, const int32_t *said, int32_t size) {
    int found = 0;
    for (int32_t i = 0; i < size; i++) found |= c->asked->script[said[i]] >= HANI;
    return found;
}

/* Scores of all readings of the names in c->ranked; returns how many readings, below zero where one of them or the
   query is in syllables. */
static int64_t scored(const screening *c, const int32_t *said, int32_t size, int64_t kept) {
    const retrieve_base *base = c->base;
    int64_t readings = 0, eastern = in_syllables(c, said, size);
    for (int64_t k = 0; k < kept; k++) {
        uint32_t name = c->ranked[k].name, first = base->name_phrases[name], last = base->name_phrases[name + 1];
        for (uint32_t p = first; p < last && p < first + MOST_READINGS; p++) {
            eastern |= base->eastern[p];
            c->owners[readings] = name;
            c->readings[readings++] = (int32_t)p;
        }
    }
    kernel_score_beside(c->r, c->asked, said, size, base->words, base->phrase_words, base->phrase_starts, c->readings,
                        readings, c->m->pairs, c->scores);
    return eastern ? -readings : readings;
}

/* Readings that Python must look at; returns 0 where there is no room. */
static int undecide(const screening *c, int64_t q, int every, int64_t readings, retrieve_found *out, int64_t room,
                    int64_t *size) {
    int64_t at = *size;
    for (int64_t k = 0; k < readings; k++) {
        if (!every && c->scores[k] < c->how->least && !c->base->eastern[c->readings[k]]) continue;
        if (at == room) return 0;
        uint32_t name = c->owners[k];
        out[at++] = (retrieve_found){(uint32_t)q, c->base->name_subjects[name], name, c->readings[k], c->scores[k]};
    }
    *size = at;
    return 1;
}

/* The best name of each subject that scores enough, best subject first; returns how many of them. */
static int64_t subjects(const screening *c, int64_t readings, best_name *best) {
    const retrieve_base *base = c->base;
    int64_t count = 0;
    for (int64_t k = 0; k < readings; k++) {
        if (c->scores[k] < c->how->least) continue;
        uint32_t name = c->owners[k];
        best_name one = {c->scores[k], c->readings[k], base->weak[name], name, base->name_subjects[name]};
        int64_t at = 0;
        while (at < count && best[at].subject != one.subject) at++;
        if (at == count || better(&one, &best[at])) best[at] = one;
        count += at == count;
    }
    for (int64_t i = 1; i < count; i++) {
        best_name one = best[i];
        int64_t at = i;
        for (; at > 0 && (best[at - 1].score < one.score ||
                          (best[at - 1].score == one.score && best[at - 1].subject > one.subject)); at--)
            best[at] = best[at - 1];
        best[at] = one;
    }
    return count;
}

#define AT_ONCE 64 /* names */
int64_t retrieve_score(const rules *r, const lexicon *asked, const int32_t *said, int64_t size,
                       const retrieve_base *base, const retrieve_ranked *names, int64_t count, int32_t least, int32_t every,
                       retrieve_scored *out) {
    int32_t readings[AT_ONCE * MOST_READINGS], scores[AT_ONCE * MOST_READINGS];
    uint32_t owners[AT_ONCE * MOST_READINGS];
    int64_t kept = 0;
    for (int64_t from = 0; from < count; from += AT_ONCE) {
        int64_t held = 0;
        for (int64_t k = from; k < count && k < from + AT_ONCE; k++) {
            uint32_t name = names[k].name, first = base->name_phrases[name], last = base->name_phrases[name + 1];
            for (uint32_t p = first; p < last && p < first + MOST_READINGS; p++) {
                owners[held] = name;
                readings[held++] = (int32_t)p;
            }
        }
        kernel_score_many(r, asked, said, (int32_t)size, base->words, base->phrase_words, base->phrase_starts, readings,
                          held, scores);
        for (int64_t k = 0; k < held; k++)
            if (every || scores[k] >= least || base->eastern[readings[k]])
                out[kept++] = (retrieve_scored){owners[k], readings[k], scores[k]};
    }
    return kept;
}

/* The queries by their first words: those of one word together, so that what it was compared with is still at hand.
   NULL without memory. */
static uint32_t *by_first(const int32_t *words, const uint32_t *starts, int64_t queries, int64_t size) {
    uint32_t *order = malloc(((size_t)queries + 1) * sizeof *order), *places = calloc((size_t)size + 2, sizeof *places);
    if (order && places) {
        for (int64_t q = 0; q < queries; q++) places[starts[q] < starts[q + 1] ? words[starts[q]] + 1 : 0]++;
        for (int64_t word = 0, at = 0; word <= size; word++) {
            uint32_t count = places[word];
            places[word] = (uint32_t)at;
            at += count;
        }
        for (int64_t q = 0; q < queries; q++)
            order[places[starts[q] < starts[q + 1] ? words[starts[q]] + 1 : 0]++] = (uint32_t)q;
    }
    free(places);
    if (places) return order;
    free(order);
    return NULL;
}

int64_t retrieve_screen(const rules *r, const lexicon *asked, const int32_t *words, const uint32_t *starts,
                        int64_t queries, const retrieve_base *base, const uint8_t *mask, const retrieve_how *how,
                        const retrieve_scratch *scratch, retrieve_memory *memory, retrieve_found *out,
                        retrieve_found *undecided, int64_t *room, uint8_t *apart_of) {
    int64_t left = 0;
    screening c = {.r = r, .asked = asked, .base = base, .mask = mask, .how = how, .scratch = scratch, .m = memory};
    best_name *best = malloc((size_t)how->cut * sizeof *best);
    c.ranked = malloc((size_t)how->cut * sizeof *c.ranked);
    c.readings = malloc((size_t)how->cut * MOST_READINGS * sizeof *c.readings);
    c.scores = malloc((size_t)how->cut * MOST_READINGS * sizeof *c.scores);
    c.owners = malloc((size_t)how->cut * MOST_READINGS * sizeof *c.owners);
    uint32_t *order = by_first(words, starts, queries, asked->size);
    int64_t rows = order && best && c.ranked && c.readings && c.scores && c.owners && remember(memory, asked->size) ? 0 : -1;
    for (int64_t at = 0; at < queries && rows >= 0; at++) {
        const int64_t q = order[at];
        const int32_t *said = words + starts[q];
        int32_t size = (int32_t)(starts[q + 1] - starts[q]);
        if (size > MOST_WORDS) size = MOST_WORDS;
        int64_t kept = size ? candidates(&c, said, size) : 0;
        if (kept < 0) rows = -1;
        if (kept <= 0) continue;
        int64_t readings = scored(&c, said, size, kept);
        if (readings < 0) {
            apart_of[q] = !undecide(&c, q, in_syllables(&c, said, size), -readings, undecided, *room, &left);
            continue;
        }
        int64_t count = subjects(&c, readings, best);
        for (int64_t k = 0; k < count && k < how->limit; k++)
            out[rows++] = (retrieve_found){(uint32_t)q, best[k].subject, best[k].name, best[k].reading, best[k].score};
    }
    free(order);
    free(best);
    free(c.ranked);
    free(c.readings);
    free(c.scores);
    free(c.owners);
    *room = left;
    return rows;
}
