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
    const uint8_t *first, *second; /* readings of symbols: keys.py */
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

/* Every key under which a word is kept, as keys.py makes them; 128 are room for one word. */
int64_t retrieve_keys(const lexicon *words, const uint8_t *first, const uint8_t *second, uint64_t *keys,
                      uint32_t *numbers);
/* The keys of one word, kept or sought; 320 are room. */
int64_t retrieve_word_keys(const lexicon *l, int64_t word, const uint8_t *first, const uint8_t *second, int sought,
                           uint64_t *keys);
/* The words that share a key with word a, its bare form or its equivalents, and are like it, most like first;
   likeness in ten-thousandths. At most as many as the segment has words. */
int64_t retrieve_near(const rules *r, const lexicon *asked, int32_t a, const retrieve_base *base, int32_t floor,
                      const retrieve_scratch *scratch, uint32_t *ids, int32_t *likeness);
/* How many names that the mask shows have these words. */
int64_t retrieve_hits(const retrieve_base *base, const uint8_t *mask, const uint32_t *words, int64_t count);
/* The best names that are worth `least`, best first; at most cut. `asked` stands by falling weight. */
int64_t retrieve_candidates(const retrieve_base *base, const uint8_t *mask, const retrieve_asked *asked, int64_t count,
                            int64_t words, int64_t least, int64_t cut, const retrieve_scratch *scratch,
                            retrieve_ranked *out);

#endif
