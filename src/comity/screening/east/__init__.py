"""Names written in Han characters and Hangul: how they are read, and which other names they are."""

from comity.screening.east.keys import keys
from comity.screening.east.likeness import Found, Pair, likeness
from comity.screening.east.names import is_syllabic

__all__ = ["Found", "Pair", "is_syllabic", "keys", "likeness"]
