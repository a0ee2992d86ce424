"""The numbers of the score, each with its reason; likeness and scores are of 10,000, words of 100."""

from __future__ import annotations

from typing import Final

NUMBERS: Final[dict[str, int]] = {
    # Words less alike than this are different words.
    "least": 6_200,
    # Two words joined must be nearer to one: there are many ways to join.
    "joined_least": 7_800,
    "joined_alike": 9_200,  # within one script
    # They must also begin alike, or with what may be silent (a cost): most do not, and need no comparison.
    "begin": 60,
    # A known form of the same name agrees, a little less than the same spelling.
    "equivalent": 9_300,
    # An initial fits every twentieth name.
    "initial": 8_000,
    # One side compared without its article (Alsharif, al-Sharif, Sharif).
    "bare": 9_700,
    # What one typing error takes, of the letters of the shorter word; one from five letters, two from eight.
    "typo": 8_000,
    "typo_from": 5,
    "typo_twice_from": 8,
    # Within one script letters can be compared: sounds must be nearer, in hundredths, and more so in words lighter
    # than that, of which there are many.
    "alike": 165,
    "short_below": 300,
    # Across scripts a distance below this is how letters are rendered rather than another name, and counts less.
    "border": 1_200,
    # Typing errors over the letters of a whole name as written: what one takes; one from six letters, two from nine.
    "whole_typo": 800,
    "whole_from": 6,
    "whole_twice_from": 9,
    # Words left over on both sides contradict; on one side they are only not said. The first word tells a
    # person from brothers and father: where it is the one that differs or is not said, it counts for more.
    "conflict": 150,
    "conflict_first": 100,
    "missing": 14,
    "missing_first": 90,
    # One word alone is hardly a name.
    "missing_all": 30,
    # How far little evidence falls short: the square of the words that agree against this; and what is left.
    "doubt": 4_500,
    "floor": 5_000,
    # Sound alone never makes quite the same word.
    "sound_cap": 9_900,
    # A likeness counts as it stands while near, and then falls steeply: different words are not half the same.
    "slope": 90,
    "steep_below": 8_200,
    "steep": 250,
    # A name that agrees whole and letter by letter is shown, however many bear it: its list names no one else.
    "exact": 7_000,
}
"""In the order of the kernel's struct ``rules``."""
