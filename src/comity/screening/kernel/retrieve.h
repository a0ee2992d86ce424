/* Retrieval: see retrieve.py for what the arrays hold. */
#ifndef COMITY_RETRIEVE_H
#define COMITY_RETRIEVE_H
#include "kernel.h"

typedef struct { /* one segment */
    const lexicon *words;
    const uint64_t *keys; /* rising */
    int64_t key_count;
    const uint32_t *key_starts, *key_words;
    const uint32_t *post_starts, *post_names; /* word -> names */
    const uint8_t *sizes;                     /* words of each name */
    const uint32_t *ties;
} retrieve_base;

typedef struct { /* one thing asked for: words like it, most like first, then names that have it as a whole */
    const uint32_t *ids;
    const int32_t *likeness;
    const uint32_t *whole;
    int32_t words, names, weight, whole_worth;
} retrieve_asked;

typedef struct { /* zeros between calls, one number for each name, and for each word; of one thread */
    int32_t *total, *item;
    uint32_t *touched;
    uint8_t *seen;
} retrieve_scratch;

typedef struct {
    uint32_t name, tie;
    int32_t rank;
} retrieve_ranked;

/* Every key of every word, as keys.py makes them; 64 are room for one word. */
int64_t retrieve_keys(const lexicon *words, const uint8_t *first, const uint8_t *second, uint64_t *keys,
                      uint32_t *numbers);
int64_t retrieve_word_keys(const lexicon *l, int64_t word, const uint8_t *first, const uint8_t *second,
                           uint64_t *keys);
/* The words that share a key and are like word a, most like first; likeness in ten-thousandths. */
int64_t retrieve_near(const rules *r, const lexicon *asked, int32_t a, const retrieve_base *base,
                      const uint64_t *sought, int64_t count, int32_t floor, const retrieve_scratch *scratch,
                      uint32_t *ids, int32_t *likeness, int64_t room);
/* How many names that the mask shows have these words. */
int64_t retrieve_hits(const retrieve_base *base, const uint8_t *mask, const uint32_t *words, int64_t count);
/* The best names, best first; at most cut. */
int64_t retrieve_candidates(const retrieve_base *base, const uint8_t *mask, const retrieve_asked *asked, int64_t count,
                            int64_t words, int64_t cut, const retrieve_scratch *scratch, retrieve_ranked *out);

#endif
