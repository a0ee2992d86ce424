"""Names written in Han characters and Hangul: how they are read, and which other names they are."""

from comity.screening.east.keys import cut, is_cut, keys, signatures
from comity.screening.east.likeness import Found, Pair, heard, likeness
from comity.screening.east.names import is_syllabic
from comity.screening.east.strict import could_be

__all__ = ["Found", "Pair", "could_be", "cut", "heard", "is_cut", "is_syllabic", "keys", "likeness", "signatures"]
