"""Names of documents: in any script, and safe wherever a file of that name is kept, sent or shown."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

MOST: Final = 100  # characters
MAX_BYTES: Final = 200  # of them in UTF-8: file systems hold 255, and something may be put before
PATTERN: Final = (
    r"^[^\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u2000-\u206f\u3000]"
    r'[^\u0000-\u001f"#%*/:<>?\\|\u007f-\u00a0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]{0,99}$'
)
"""What every dialect of regular expressions can say of such a name; ``fits`` says the rest."""
_BEGINS: Final = frozenset("LN")  # a letter or a digit
_HOLDS: Final = frozenset("LMNP")  # and marks and punctuation, so that no name hides or turns a part of itself
_BESIDES: Final = frozenset(" +№")
_NEVER: Final = frozenset('"#%*/:<>?\\|')  # what parts a path, an address or a command


def fits(name: str) -> bool:
    """Whether a document may have this name: NFC, a letter or digit first, single spaces, no character that parts a
    path (nor looks like one that does), controls, or cannot be seen."""
    if not 0 < len(name) <= MOST or len(name.encode("utf-8", "replace")) > MAX_BYTES or name != tidy(name):
        return False
    if unicodedata.category(name[0])[0] not in _BEGINS or _NEVER & set(name):
        return False
    if {"/", "\\"} & set(unicodedata.normalize("NFKC", name)):
        return False
    return all(one in _BESIDES or unicodedata.category(one)[0] in _HOLDS for one in name)


def tidy(name: str) -> str:
    """``name`` as it is kept: one form of each letter (a disk may have another), one space where there are several."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _fitting(name: str) -> str:
    if not fits(name):
        raise ValueError("not a name of a document")
    return name


FileName = Annotated[str, StringConstraints(pattern=PATTERN), AfterValidator(_fitting)]
"""The name of a document, as a model takes it."""
