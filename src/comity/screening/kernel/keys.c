/* The keys of words: keys.py says why and holds the same in Python. */
#include "retrieve.h"

#define LONGEST 15
#define MOST 4
#define MUTE (1ULL << 60)
#define LETTERS (2ULL << 60)

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

static int64_t neighbours(uint64_t packed, uint64_t *keys, int64_t count) {
    if (!packed) return put(keys, count, MUTE);
    count = put(keys, count, packed);
    for (int at = 0; at < 64 && packed >> at; at += 4) {
        uint64_t high = at == 60 ? 0 : packed >> (at + 4) << at, less = high | (packed & ((1ULL << at) - 1));
        if (less) count = put(keys, count, less);
    }
    return count;
}

int64_t retrieve_word_keys(const lexicon *l, int64_t word, const uint8_t *first, const uint8_t *second,
                           uint64_t *keys) {
    if (l->starts[word] == l->starts[word + 1]) {
        uint64_t number = 0xCBF29CE484222325ULL;
        for (uint32_t i = l->letter_starts[word]; i < l->letter_starts[word + 1]; i++)
            number = (number ^ l->letters[i]) * 0x100000001B3ULL;
        keys[0] = LETTERS | number >> 4;
        return 1;
    }
    int doubles = l->script[word] == ARAB || l->script[word] == HEBR;
    sequence found[MOST] = {{0, 0}};
    int count = 1;
    for (uint32_t i = l->starts[word]; i < l->starts[word + 1]; i++) {
        uint8_t one = first[l->symbols[i]], other = second[l->symbols[i]];
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
    int64_t keys_found = 0;
    for (int k = 0; k < count; k++) keys_found = neighbours(found[k].packed, keys, keys_found);
    return keys_found;
}

int64_t retrieve_keys(const lexicon *words, const uint8_t *first, const uint8_t *second, uint64_t *keys,
                      uint32_t *numbers) {
    int64_t total = 0;
    for (int64_t word = 0; word < words->size; word++) {
        int64_t count = retrieve_word_keys(words, word, first, second, keys + total);
        for (int64_t i = 0; i < count; i++) numbers[total + i] = (uint32_t)word;
        total += count;
    }
    return total;
}
