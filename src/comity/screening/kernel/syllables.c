/* What letters cost if characters stood for them: east/foreign.py says the rules, and gives the same numbers. */
#include "kernel.h"

enum { FAR = 1 << 20, MOST_SAID = 64, LONGEST = 7 };
enum { UNKNOWN = 800, UNKNOWN_LETTER = 250, UNKNOWN_LONGEST = 3 };

static int32_t inserted(uint8_t letter)
{
    switch (letter) {
    case 'a': case 'e': case 'i': case 'o': case 'u': case 'y': return 350;
    case 'h': return 300;
    default: return 550;
    }
}

static int32_t priced(const int64_t *codes, const int32_t *costs, int32_t from, int32_t to, int64_t code, int32_t length)
{
    while (from < to) {
        int32_t middle = (from + to) / 2;
        if (codes[middle] < code)
            from = middle + 1;
        else if (codes[middle] > code)
            to = middle;
        else
            return costs[middle];
    }
    return length <= UNKNOWN_LONGEST ? UNKNOWN + UNKNOWN_LETTER * length : FAR;
}

int32_t kernel_chunks(const int64_t *codes, const int32_t *costs, const int32_t *starts, int32_t syllables,
                      const uint8_t *text, int32_t size, int32_t limit)
{
    int32_t row[MOST_SAID + 1], after[MOST_SAID + 1];
    if (size > MOST_SAID)
        return FAR;
    row[0] = 0;
    for (int32_t p = 0; p < size; p++)
        row[p + 1] = row[p] + inserted(text[p]);
    for (int32_t s = 0; s < syllables; s++) {
        int32_t least = FAR;
        for (int32_t p = 0; p <= size; p++)
            after[p] = FAR;
        for (int32_t from = 0; from <= size; from++) {
            if (row[from] > limit)
                continue;
            int64_t code = 0;
            for (int32_t to = from; to <= size && to <= from + LONGEST; to++) {
                if (to > from)
                    code = code << 5 | (text[to - 1] & 31);
                int32_t cost = row[from] + priced(codes, costs, starts[s], starts[s + 1], code, to - from);
                if (cost < after[to])
                    after[to] = cost;
            }
        }
        for (int32_t p = 0; p < size; p++)
            if (after[p] + inserted(text[p]) < after[p + 1])
                after[p + 1] = after[p] + inserted(text[p]);
        for (int32_t p = 0; p <= size; p++) {
            row[p] = after[p];
            if (row[p] < least)
                least = row[p];
        }
        if (least > limit)
            return FAR;
    }
    return row[size] <= limit ? row[size] : FAR;
}
