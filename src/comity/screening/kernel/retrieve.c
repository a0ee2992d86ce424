/* Which names are worth comparing; retrieve.py says how and holds the same in Python. */
#include "retrieve.h"

#define ITEM (15ULL << 60)
#define FULL 1000 /* retrieve.py */

static int64_t below(const uint64_t *table, int64_t size, uint64_t sought) {
    int64_t low = 0, high = size;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (table[middle] < sought) low = middle + 1;
        else high = middle;
    }
    return low;
}

int64_t retrieve_place(const uint64_t *table, int64_t size, uint64_t sought) {
    int64_t at = below(table, size, sought);
    return at < size && table[at] == sought ? at : -1;
}

/* Adds the words under the keys sought that were not seen yet. */
static int64_t listed(const retrieve_base *base, const uint64_t *sought, int64_t count, uint8_t *seen, uint32_t *out,
                      int64_t found) {
    for (int64_t i = 0; i < count; i++) {
        uint64_t bit = sought[i] * 0x9E3779B97F4A7C15ULL >> base->present_shift;
        if (!(base->present[bit >> 3] >> (bit & 7) & 1)) continue;
        int64_t at = retrieve_place(base->keys, base->key_count, sought[i]);
        if (at < 0) continue;
        for (uint32_t p = base->key_starts[at]; p < base->key_starts[at + 1]; p++) {
            uint32_t word = base->key_words[p];
            if (seen[word]) continue;
            seen[word] = 1;
            out[found++] = word;
        }
    }
    return found;
}

/* Keeps the kept likest: an insertion sort, for few are kept. */
static int64_t keep(uint32_t word, int32_t alike, uint32_t *ids, int32_t *likeness, int64_t kept) {
    int64_t at = kept;
    for (; at > 0 && (likeness[at - 1] < alike || (likeness[at - 1] == alike && ids[at - 1] > word)); at--) {
        likeness[at] = likeness[at - 1];
        ids[at] = ids[at - 1];
    }
    likeness[at] = alike;
    ids[at] = word;
    return kept + 1;
}

int64_t retrieve_near(const rules *r, const lexicon *asked, int32_t a, const retrieve_base *base, int32_t floor,
                      const retrieve_scratch *scratch, uint32_t *ids, int32_t *likeness) {
    uint64_t sought[320];
    int64_t found = 0;
    for (int32_t word = a; word >= 0; word = word == a ? asked->other[a] : -1) {
        int64_t count = retrieve_word_keys(asked, word, base->first, base->second, 1, sought);
        found = listed(base, sought, count, scratch->seen, ids, found);
    }
    for (uint32_t i = asked->item_starts[a]; i < asked->item_starts[a + 1]; i++) {
        sought[0] = ITEM | asked->items[i];
        found = listed(base, sought, 1, scratch->seen, ids, found);
    }
    int64_t kept = 0;
    for (int64_t i = 0; i < found; i++) {
        uint32_t word = ids[i];
        if (i + 8 < found) kernel_soon(base->words, (int32_t)ids[i + 8]);
        if (i + 4 < found) kernel_next(base->words, (int32_t)ids[i + 4]);
        scratch->seen[word] = 0;
        int32_t alike = kernel_likeness_from(r, asked, a, base->words, (int32_t)word, floor) / 16;
        if (alike >= floor) kept = keep(word, alike, ids, likeness, kept);
    }
    return kept;
}

int64_t retrieve_near_joined(const rules *r, const lexicon *asked, const int32_t *two, const retrieve_base *base,
                             const retrieve_scratch *scratch, uint32_t *ids, int32_t *likeness) {
    joined_symbols room;
    uint64_t skeletons[4], sought[320];
    spoken both = kernel_speak_joined(r, asked, two, &room);
    if (!both.length) return 0;
    int64_t count = retrieve_skeletons(both.symbols, both.length, both.script, base->first, base->second, skeletons);
    count = retrieve_ways(skeletons, count, 1, sought);
    int64_t found = listed(base, sought, count, scratch->seen, ids, 0), kept = 0;
    for (int64_t i = 0; i < found; i++) {
        uint32_t word = ids[i];
        if (i + 8 < found) kernel_soon(base->words, (int32_t)ids[i + 8]);
        if (i + 4 < found) kernel_next(base->words, (int32_t)ids[i + 4]);
        scratch->seen[word] = 0;
        int32_t alike = kernel_together(r, asked, two, base->words, (int32_t)word);
        if (alike) kept = keep(word, alike, ids, likeness, kept);
    }
    return kept;
}

int64_t retrieve_hits(const retrieve_base *base, const uint8_t *mask, const uint32_t *words, int64_t count) {
    int64_t hits = 0;
    for (int64_t i = 0; i < count; i++)
        if (!mask) hits += base->post_starts[words[i] + 1] - base->post_starts[words[i]];
        else for (uint32_t p = base->post_starts[words[i]]; p < base->post_starts[words[i] + 1]; p++)
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
                    int64_t least, int64_t cut, retrieve_ranked *out) {
    int64_t kept = 0;
    for (int64_t i = 0; i < touched; i++) {
        uint32_t name = scratch->touched[i];
        int64_t total = scratch->total[name];
        if (total < least || total * 4 < 64) continue;
        int64_t extra = base->sizes[name] > words ? base->sizes[name] - words : 0;
        retrieve_ranked one = {name, base->ties[name], (int32_t)(total * 4 / (64 + 3 * extra))};
        if (!one.rank) continue;
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

int64_t retrieve_candidates(const retrieve_base *base, const uint8_t *mask, const retrieve_asked *asked, int64_t count,
                            int64_t words, int64_t least, int64_t cut, const retrieve_scratch *scratch,
                            retrieve_ranked *out) {
    int64_t touched = 0, left = 0;
    for (int64_t i = 0; i < count; i++) left += asked[i].weight;
    for (int64_t i = 0; i < count; i++) {
        const retrieve_asked *one = &asked[i];
        const int32_t item = (int32_t)i + 1;
        const int late = left * FULL < least; /* who has nothing so far cannot come so far */
        left -= one->weight;
        for (int64_t w = 0; w < one->words + 1; w++) {
            int last = w == one->words; /* then the names that have it as two words */
            int32_t alike = last ? 0 : one->likeness[w] / 10;
            int32_t worth = (last ? one->whole_worth : alike * alike / 1000) * one->weight;
            const uint32_t *names = last ? one->whole : base->post_names + base->post_starts[one->ids[w]];
            int64_t size = one->names;
            if (!last) size = base->post_starts[one->ids[w] + 1] - base->post_starts[one->ids[w]];
            for (int64_t p = 0; p < size; p++) {
                uint32_t name = names[p];
                int32_t before_it = scratch->item[name];
                if (before_it == item || (mask && !mask[name])) continue; /* answered before, by a word more like it */
                if (!before_it) {
                    if (late) continue;
                    scratch->touched[touched++] = name;
                }
                scratch->item[name] = item;
                scratch->total[name] += worth;
            }
        }
    }
    int64_t kept = best(base, scratch, touched, words, least, cut, out);
    for (int64_t i = 0; i < touched; i++) {
        scratch->total[scratch->touched[i]] = 0;
        scratch->item[scratch->touched[i]] = 0;
    }
    return kept;
}
