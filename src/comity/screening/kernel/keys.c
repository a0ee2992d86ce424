/* The keys of words: keys.py says why and holds the same in Python. */
#include "retrieve.h"

#define LONGEST 15
#define MOST 4
#define SLIPS 4
#define FEWEST 4
#define MUTE (1ULL << 60)
#define LETTERS (2ULL << 60)
#define LESS (5ULL << 60)

typedef struct { uint64_t packed; uint8_t before; } sequence;

static void then(sequence *s, uint8_t heard, int doubles) {
    if (heard >> 4) {
        then(s, heard >> 4, doubles);
        heard &= 15;
    }
    if (heard && s->before == 2 && heard == 4)
        s->packed = (s->packed & ~15ULL) | heard;
    else if (heard && (heard != s->before || doubles) && !(s->packed >> 4 * (LONGEST - 1)))
        s->packed = s->packed << 4 | heard;
    s->before = heard;
}

static int64_t put(uint64_t *keys, int64_t count, uint64_t key) {
    for (int64_t i = 0; i < count; i++)
        if (keys[i] == key) return count;
    keys[count] = key;
    return count + 1;
}

static uint64_t less(uint64_t packed, int place) {
    int at = 4 * place;
    return (at == 60 ? 0 : packed >> (at + 4) << at) | (packed & ((1ULL << at) - 1));
}

static uint64_t placed(int place, uint64_t rest) { return LESS | (uint64_t)place << 56 | rest; }

static int size_of(uint64_t packed) {
    int size = 0;
    while (size < LONGEST && packed >> 4 * size) size++;
    return size;
}

static int64_t kept(uint64_t packed, uint64_t *keys, int64_t count) {
    int size = size_of(packed);
    count = put(keys, count, packed ? packed : MUTE);
    for (int place = 0; size >= SLIPS && place < size; place++)
        count = put(keys, count, placed(place, less(packed, place)));
    return count;
}

static int64_t looked(uint64_t packed, uint64_t *keys, int64_t count) {
    int size = size_of(packed);
    count = put(keys, count, packed ? packed : MUTE);
    if (size >= SLIPS) {
        for (int place = 0; place < size; place++) count = put(keys, count, less(packed, place));
        for (int place = 0; place + 1 < size; place++) {
            uint64_t both = (packed >> 4 * place ^ packed >> (4 * place + 4)) & 15;
            count = put(keys, count, packed ^ both << 4 * place ^ both << (4 * place + 4));
        }
        for (int place = 0; place < size; place++) count = put(keys, count, placed(place, less(packed, place)));
    }
    for (int place = 0; size >= SLIPS - 1 && size < LONGEST && place <= size; place++)
        count = put(keys, count, placed(place, packed));
    return count;
}

/* The letters of a word, without one of them: -1 for all. */
static uint64_t spelt(const lexicon *l, int64_t word, int64_t without) {
    uint64_t number = 0xCBF29CE484222325ULL;
    for (uint32_t i = l->letter_starts[word]; i < l->letter_starts[word + 1]; i++)
        if (i - l->letter_starts[word] != without) number = (number ^ l->letters[i]) * 0x100000001B3ULL;
    return LETTERS | number >> 4;
}

int64_t retrieve_skeletons(const uint8_t *symbols, int64_t size, int32_t script, const uint8_t *first,
                           const uint8_t *second, uint64_t *out) {
    int doubles = script == ARAB || script == HEBR;
    sequence found[MOST] = {{0, 0}};
    int count = 1;
    for (int64_t i = 0; i < size; i++) {
        uint8_t one = first[symbols[i]], other = second[symbols[i]];
        int twice = one != other && 2 * count <= MOST;
        for (int k = 0; k < count; k++) {
            if (twice) {
                found[count + k] = found[k];
                then(&found[count + k], other, doubles);
            }
            then(&found[k], one, doubles);
        }
        count <<= twice;
    }
    int64_t distinct = 0;
    for (int k = 0; k < count; k++) distinct = put(out, distinct, found[k].packed);
    return distinct;
}

int64_t retrieve_ways(const uint64_t *skeletons, int64_t count, int sought, uint64_t *keys) {
    int64_t found = 0;
    for (int64_t k = 0; k < count; k++) found = (sought ? looked : kept)(skeletons[k], keys, found);
    return found;
}

int64_t retrieve_word_keys(const lexicon *l, int64_t word, const uint8_t *first, const uint8_t *second, int sought,
                           uint64_t *keys) {
    uint32_t from = l->starts[word], size = l->starts[word + 1] - from;
    int64_t letters = l->letter_starts[word + 1] - l->letter_starts[word];
    if (!size) {
        keys[0] = spelt(l, word, -1);
        return 1;
    }
    uint64_t found[MOST];
    int64_t count = retrieve_skeletons(l->symbols + from, size, l->script[word], first, second, found);
    int64_t total = retrieve_ways(found, count, sought, keys);
    if (size_of(found[0]) < SLIPS && letters >= FEWEST)
        for (int64_t without = -1; without < letters; without++) total = put(keys, total, spelt(l, word, without));
    return total;
}

int64_t retrieve_keys(const lexicon *words, const uint8_t *first, const uint8_t *second, uint64_t *keys,
                      uint32_t *numbers) {
    int64_t total = 0;
    for (int64_t word = 0; word < words->size; word++) {
        int64_t count = retrieve_word_keys(words, word, first, second, 0, keys + total);
        for (int64_t i = 0; i < count; i++) numbers[total + i] = (uint32_t)word;
        total += count;
    }
    return total;
}
