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
    const uint64_t *wholes; /* rising: wholes.py */
    int64_t whole_count;
    const uint32_t *whole_starts, *whole_names;
    const uint32_t *name_phrases, *phrase_starts; /* name -> readings -> words */
    const int32_t *phrase_words;
    const uint32_t *name_subjects;
    const uint8_t *weak;
    const uint8_t *eastern; /* readings that have a word in syllables */
    const uint8_t *present; /* bits that say of most keys that they are absent: present.py */
    int64_t present_shift;
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
int64_t retrieve_skeletons(const uint8_t *symbols, int64_t size, int32_t script, const uint8_t *first,
                           const uint8_t *second, uint64_t *out);
int64_t retrieve_ways(const uint64_t *skeletons, int64_t count, int sought, uint64_t *keys);
int64_t retrieve_word_keys(const lexicon *l, int64_t word, const uint8_t *first, const uint8_t *second, int sought,
                           uint64_t *keys);
/* The words that share a key with word a, its bare form or its equivalents, and are like it, most like first;
   likeness in ten-thousandths. At most as many as the segment has words. */
int64_t retrieve_near(const rules *r, const lexicon *asked, int32_t a, const retrieve_base *base, int32_t floor,
                      const retrieve_scratch *scratch, uint32_t *ids, int32_t *likeness);
/* The same for two neighbouring words of a query taken together. */
int64_t retrieve_near_joined(const rules *r, const lexicon *asked, const int32_t *two, const retrieve_base *base,
                             const retrieve_scratch *scratch, uint32_t *ids, int32_t *likeness);
/* Where a key stands in a rising table, or -1. */
int64_t retrieve_place(const uint64_t *table, int64_t size, uint64_t sought);
/* How many names that the mask shows have these words; all where it is NULL. */
int64_t retrieve_hits(const retrieve_base *base, const uint8_t *mask, const uint32_t *words, int64_t count);
/* The best names that are worth `least`, best first; at most cut. `asked` stands by falling weight. */
int64_t retrieve_candidates(const retrieve_base *base, const uint8_t *mask, const retrieve_asked *asked, int64_t count,
                            int64_t words, int64_t least, int64_t cut, const retrieve_scratch *scratch,
                            retrieve_ranked *out);

typedef struct {
    uint32_t name;
    int32_t reading, score;
} retrieve_scored;

/* The readings of candidates that score `least`; where `every` is not 0 all of them, and always those in syllables,
   which only Python scores. out has room for eight readings of each name. */
int64_t retrieve_score(const rules *r, const lexicon *asked, const int32_t *said, int64_t size,
                       const retrieve_base *base, const retrieve_ranked *names, int64_t count, int32_t least, int32_t every,
                       retrieve_scored *out);

typedef struct { /* index.py, retrieve.py */
    int32_t floor, share, cut, apart, least, limit; /* least: score of 10,000 of an answer; limit: of each query */
    int64_t names;                                  /* that the mask shows */
} retrieve_how;

typedef struct { /* reading: which of all readings of the segment */
    uint32_t query, subject, name;
    int32_t reading, score;
} retrieve_found;

/* What was found near the words of one lexicon, from call to call: of one base, mask and thread. NULL without memory. */
typedef struct retrieve_memory retrieve_memory;
retrieve_memory *retrieve_remember(void);
void retrieve_forget(retrieve_memory *memory);

/* Search for each of many queries, query i being words[starts[i]..starts[i + 1]): the best subjects of each, best
   first, ties by number, the queries in any order. out has room for limit rows of each. A query that is in syllables or meets a name that is,
   which only Python reads, has no row: each of the readings that it meets goes to `undecided`, unless neither is in
   syllables and it scores too little; where its *room is too small the query is marked apart. Returns how many rows,
   and in *room how many are undecided; or -1 without memory. */
int64_t retrieve_screen(const rules *r, const lexicon *asked, const int32_t *words, const uint32_t *starts,
                        int64_t queries, const retrieve_base *base, const uint8_t *mask, const retrieve_how *how,
                        const retrieve_scratch *scratch, retrieve_memory *memory, retrieve_found *out,
                        retrieve_found *undecided, int64_t *room, uint8_t *apart);

#endif
