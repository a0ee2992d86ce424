/* Which names are worth comparing; retrieve.py says how and holds the same in Python. */
#include "retrieve.h"

static int64_t below(const uint64_t *table, int64_t size, uint64_t sought) {
    int64_t low = 0, high = size;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (table[middle] < sought) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The distinct words under any of the keys sought. */
static int64_t listed(const retrieve_base *base, const uint64_t *sought, int64_t count, uint8_t *seen, uint32_t *out,
                      int64_t room) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t at = below(base->keys, base->key_count, sought[i]);
        if (at >= base->key_count || base->keys[at] != sought[i]) continue;
        for (uint32_t p = base->key_starts[at]; p < base->key_starts[at + 1]; p++) {
            uint32_t word = base->key_words[p];
            if (seen[word] || found == room) continue;
            seen[word] = 1;
            out[found++] = word;
        }
    }
    for (int64_t i = 0; i < found; i++) seen[out[i]] = 0;
    return found;
}

int64_t retrieve_near(const rules *r, const lexicon *asked, int32_t a, const retrieve_base *base,
                      const uint64_t *sought, int64_t count, int32_t floor, const retrieve_scratch *scratch,
                      uint32_t *ids, int32_t *likeness, int64_t room) {
    int64_t found = listed(base, sought, count, scratch->seen, ids, room), kept = 0;
    for (int64_t i = 0; i < found; i++) {
        uint32_t word = ids[i];
        int32_t like = kernel_likeness(r, asked, a, base->words, (int32_t)word) / 16;
        if (like < floor) continue;
        int64_t at = kept++; /* few are kept: an insertion sort */
        for (; at > 0 && (likeness[at - 1] < like || (likeness[at - 1] == like && ids[at - 1] > word)); at--) {
            likeness[at] = likeness[at - 1];
            ids[at] = ids[at - 1];
        }
        likeness[at] = like;
        ids[at] = word;
    }
    return kept;
}

int64_t retrieve_hits(const retrieve_base *base, const uint8_t *mask, const uint32_t *words, int64_t count) {
    int64_t hits = 0;
    for (int64_t i = 0; i < count; i++)
        for (uint32_t p = base->post_starts[words[i]]; p < base->post_starts[words[i] + 1]; p++)
            hits += mask[base->post_names[p]];
    return hits;
}

/* Whether a goes before b: higher rank, then lower tie, then lower number. */
static int before(const retrieve_ranked *a, const retrieve_ranked *b) {
    if (a->rank != b->rank) return a->rank > b->rank;
    if (a->tie != b->tie) return a->tie < b->tie;
    return a->name < b->name;
}

/* heap[0] is the last of the best. */
static void sink(retrieve_ranked *heap, int64_t size, int64_t at) {
    retrieve_ranked moved = heap[at];
    for (;;) {
        int64_t child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && before(&heap[child], &heap[child + 1])) child++;
        if (!before(&moved, &heap[child])) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static int64_t best(const retrieve_base *base, const retrieve_scratch *scratch, int64_t touched, int64_t words,
                    int64_t cut, retrieve_ranked *out) {
    int64_t kept = 0;
    for (int64_t i = 0; i < touched; i++) {
        uint32_t name = scratch->touched[i];
        int64_t extra = base->sizes[name] > words ? base->sizes[name] - words : 0;
        retrieve_ranked one = {name, base->ties[name], (int32_t)((int64_t)scratch->total[name] * 4 / (64 + 3 * extra))};
        if (one.rank <= 0) continue;
        if (kept < cut) {
            out[kept++] = one;
            if (kept == cut)
                for (int64_t at = cut / 2; at >= 0; at--) sink(out, cut, at);
        } else if (before(&one, &out[0])) {
            out[0] = one;
            sink(out, cut, 0);
        }
    }
    if (kept < cut)
        for (int64_t at = kept / 2; at >= 0; at--)
            if (at < kept) sink(out, kept, at);
    for (int64_t last = kept - 1; last > 0; last--) {
        retrieve_ranked swapped = out[0];
        out[0] = out[last];
        out[last] = swapped;
        sink(out, last, 0);
    }
    return kept;
}

static void add(const retrieve_scratch *scratch, int64_t *touched, uint32_t name, int32_t item, int32_t worth) {
    if (scratch->item[name] == item) return; /* answered before, by a word more like it */
    if (scratch->item[name] == 0) scratch->touched[(*touched)++] = name;
    scratch->item[name] = item;
    scratch->total[name] += worth;
}

int64_t retrieve_candidates(const retrieve_base *base, const uint8_t *mask, const retrieve_asked *asked, int64_t count,
                            int64_t words, int64_t cut, const retrieve_scratch *scratch, retrieve_ranked *out) {
    int64_t touched = 0;
    for (int64_t i = 0; i < count; i++) {
        const retrieve_asked *one = &asked[i];
        for (int64_t w = 0; w < one->words; w++) {
            int32_t worth = one->likeness[w] / 10 * (one->likeness[w] / 10) / 1000 * one->weight;
            uint32_t first = base->post_starts[one->ids[w]], last = base->post_starts[one->ids[w] + 1];
            for (uint32_t p = first; p < last; p++) {
                uint32_t name = base->post_names[p];
                if (!mask || mask[name]) add(scratch, &touched, name, (int32_t)i + 1, worth);
            }
        }
        for (int64_t n = 0; n < one->names; n++) {
            uint32_t name = one->whole[n];
            if (!mask || mask[name]) add(scratch, &touched, name, (int32_t)i + 1, one->whole_worth * one->weight);
        }
    }
    int64_t kept = best(base, scratch, touched, words, cut, out);
    for (int64_t i = 0; i < touched; i++) {
        scratch->total[scratch->touched[i]] = 0;
        scratch->item[scratch->touched[i]] = 0;
    }
    return kept;
}
