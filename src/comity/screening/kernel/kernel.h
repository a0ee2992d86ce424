/* What Python calls; every array is flat, owned by the caller, and only read. No global state: threads are free. */
#ifndef COMITY_KERNEL_H
#define COMITY_KERNEL_H
#include <stdint.h>

#define KERNEL_ABI 16 /* raised when a signature changes: Python refuses another number and works without */

#define ALPHABET 224   /* sounds/alphabet.py SIZE */
#define MOST_SYMBOLS 48 /* of one word: sounds/spelt.py LONGEST */
#define MOST_WORDS 16   /* of one name: words.py MOST_WORDS */
#define SCRIPTS 10      /* scripts.py */
#define MOST_LETTERS 96 /* of one name, where typing errors are counted over all of it */
#define WHOLE 10000     /* likeness and scores are in ten-thousandths */

enum { NONE_SCRIPT = 0, ARAB = 3, HEBR = 4, HANI = 8 };                             /* scripts.py */
enum { INITIAL = 1, ROLE = 1, MADE = 5 };                         /* lexicon.py; Role.ACRONYM of words.py */
enum { UNLIKE = 0, SAME, SPELLING, SOUND, EQUIVALENT, INITIALS, JOINED }; /* weigh.py HOWS */

typedef struct { /* lexicon.py FIELDS */
    int64_t size;
    const uint32_t *starts;
    const uint8_t *symbols, *pairs;
    const uint32_t *letter_starts;
    const uint16_t *letters;
    const uint8_t *script, *flags, *weight;
    const int32_t *other;
    const uint32_t *item_starts, *items;
} lexicon;

typedef struct { /* weigh.py Struct */
    const uint8_t *near, *alone, *first, *last, *weigh, *compound, *mode;
    int32_t least, joined_least, joined_alike, begin, equivalent, initial, bare, typo, typo_from, typo_twice_from;
    int32_t alike, short_below, border, whole_typo, whole_from, whole_twice_from;
    int32_t conflict, conflict_first, missing, missing_first, missing_all, doubt, floor, sound_cap, slope, steep_below, steep;
    int32_t exact;
} rules;

typedef struct { /* words [query_at, query_at + query_count) were taken for [name_at, name_at + name_count) */
    int32_t query_at, query_count, name_at, name_count, likeness, how;
} taken;

int32_t kernel_abi(void);

/* Likeness of two words, 0 to 10000, times 16, plus how. */
int32_t kernel_likeness(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t b);

/* The same for one word of a query against n words of names. */
void kernel_nearest(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, const int32_t *words, int64_t n,
                    int32_t *out);

/* Score of two names, 0 to 10000. out: NULL, or 16 rows of what was taken for what; *out_n says how many. */
int32_t kernel_score(const rules *r, const lexicon *ql, const int32_t *query, int32_t n, const lexicon *nl,
                     const int32_t *name, int32_t m, taken *out, int32_t *out_n);

/* The same for the names ids[0..count) of many, name i being words[starts[i]..starts[i + 1]). */
void kernel_score_many(const rules *r, const lexicon *ql, const int32_t *query, int32_t n, const lexicon *nl,
                       const int32_t *words, const uint32_t *starts, const int32_t *ids, int64_t count, int32_t *out);

/* Likenesses of words that were compared before: of asked word and word of names, in whatever place they fall. */
#define PAIRS_BITS 18
typedef struct {
    uint32_t asked, named; /* UINT32_MAX: none */
    int32_t likeness;
} kernel_pair;
/* kernel_score_many with such pairs, 1 << PAIRS_BITS of them, or NULL. */
void kernel_score_beside(const rules *r, const lexicon *ql, const int32_t *query, int32_t n, const lexicon *nl,
                         const int32_t *words, const uint32_t *starts, const int32_t *ids, int64_t count,
                         kernel_pair *pairs, int32_t *out);

/* Likeness of two neighbouring words, taken together, to one; 0 where they are not near. */
int32_t kernel_together(const rules *r, const lexicon *al, const int32_t *two, const lexicon *bl, int32_t one);

/* What ``size`` letters a-z cost if the syllables stood for them: syllable i for codes[starts[i]..starts[i + 1]), rising,
   five bits a letter. FAR above ``limit``. */
int32_t kernel_chunks(const int64_t *codes, const int32_t *costs, const int32_t *starts, int32_t syllables,
                      const uint8_t *text, int32_t size, int32_t limit);

/* Between the files: a word as symbols, which stay where the lexicon has them; or two words joined. */
typedef struct {
    const uint8_t *symbols, *pairs;
    int32_t length, script;
} spoken;
typedef struct { uint8_t symbols[MOST_SYMBOLS], pairs[MOST_SYMBOLS]; } joined_symbols;
spoken kernel_speak(const lexicon *l, int32_t word);
spoken kernel_speak_joined(const rules *r, const lexicon *l, const int32_t *two, joined_symbols *room);
int32_t kernel_sound(const rules *r, const spoken *a, const spoken *b, int32_t floor);
/* kernel_likeness where less than floor is as good as nothing: much faster. */
int32_t kernel_likeness_from(const rules *r, const lexicon *ql, int32_t a, const lexicon *nl, int32_t b,
                             int32_t floor);

/* Whether two words begin so alike that they are worth comparing. */
int kernel_begin_alike(const rules *r, const spoken *a, const spoken *b);

/* Typing errors between two rows of letters, at most `most` of them (optimal string alignment); else most + 1. */
int32_t kernel_typing(const uint16_t *a, int32_t n, const uint16_t *b, int32_t m, int32_t most);

/* Words lie scattered over memory: ask for those that come next while this one is compared. First what says where
   their letters are, then those. */
#define SOON(place) __builtin_prefetch(place)
static inline void kernel_soon(const lexicon *l, int32_t word) {
    SOON(l->script + word);
    SOON(l->starts + word);
    SOON(l->letter_starts + word);
    SOON(l->other + word);
    SOON(l->flags + word);
    SOON(l->weight + word);
}
static inline void kernel_next(const lexicon *l, int32_t word) {
    SOON(l->symbols + l->starts[word]);
    SOON(l->pairs + l->starts[word]);
    SOON(l->letters + l->letter_starts[word]);
}

#endif
