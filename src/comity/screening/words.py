"""One field of a list or a query -> readings: each one name as a sequence of words.

A field may hold several names ("A; B"), marks that steer the direction of writing, titles and particles.
Nothing here is destructive: what may be written apart or together is compared both ways later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from comity.screening.east import could_be
from comity.screening.equivalents import fold
from comity.screening.scripts import EASTERN, Script, of_word

MOST_WORDS: Final = 16  # words kept of one name: the kernel's rows end there
MOST_READINGS: Final = 8
LONGEST_FIELD: Final = 600

_DROPPED: Final = ("Cf", "Cc", "Cs", "Co", "Cn")
_SEVERAL: Final = re.compile(r"\s*(?:;|\||\n|(?:^|\s)[a-z0-9]\)\s|\(original script:|\b[af]\.?k\.?a\.?[ :.])\s*", re.I)
_APART: Final = re.compile(r"[\s\-‐‑‒–—―־/,.()\[\]{}«»\"“”„،؛٬·・᠂_+*&]+")
_ARTICLE: Final = re.compile("(?:al|el|ul)([a-z]{4,})$")
_ENDING: Final = re.compile("(abd(?=[aeiou]l$)|.{3,}(?=ová$))")  # Abdul; the Czech feminine of any surname
_GERESH: Final = re.compile("(?<=[גדוזחטעצץת])['`´’‘׳′]")
_ONE_LETTER: Final = str.maketrans("يىېےۍكګأإآٱؤۆۇئةۀہەھڪ", "ییییی" + "کگ" + "اااا" + "ووو" + "ی" + "ههههه" + "ک", "ء")
_GIVEN: Final = ("ben", "бен")  # a given name too, where it stands first
_DROPS: Final = str.maketrans(dict.fromkeys("'`´’‘ʹʺʻʼʽʿʾˈ′″ʕʔ\u0640\u05f3\u05f4", None))


class Role(IntEnum):
    """What a word is in the name of an organisation; none in a person's."""

    NONE = 0
    CORE = 1  # what tells it from others
    SOME = 2  # many organisations share it (army, front)
    FEW = 3  # it says least: thousands share it (company, trading)
    FORM = 4  # a legal form
    ACRONYM = 5  # made of the first letters of the name, which the list does not give


@dataclass(frozen=True, slots=True)
class Word:
    """``text`` as written; ``folded`` in small letters with its marks, as it is heard; ``plain`` without marks.

    ``bare``: the same without its article (al-Sharif, Alsharif -> sharif), or "". ``role``: what it is in the
    name of an organisation.
    """

    text: str
    folded: str
    plain: str
    script: Script
    bare: str = ""
    role: Role = Role.NONE

    @property
    def initial(self) -> bool:
        """One letter that stands for a name."""
        return len(self.plain) == 1 and self.script not in EASTERN


@dataclass(frozen=True, slots=True)
class Reading:
    """One name of a field, ``text`` as written, without titles; ``words`` in the order written."""

    text: str
    words: tuple[Word, ...]


def parts(field: str) -> list[str]:
    """``field`` without control characters, as the several names that it may hold. Never raises."""
    clean = field[:LONGEST_FIELD]
    if not (clean.isascii() and clean.isprintable()):  # most are, and say what they say
        clean = "".join(
            " " if c in "\n\t\r" else c for c in clean if unicodedata.category(c) not in _DROPPED or c in "\n\t\r"
        )
        clean = unicodedata.normalize("NFKC", clean)
    return [part for part in _SEVERAL.split(clean) if part]


def texts(part: str) -> list[str]:
    """One name taken apart at spaces and signs."""
    return [text for text in _APART.split(part) if text]


@lru_cache(1 << 14)
def readings(field: str) -> tuple[Reading, ...]:
    """The names in ``field`` as persons' names; empty where it holds no letter or digit. Never raises."""
    found = []
    for part in parts(field):
        words = [word for word in map(word_of, texts(part)) if word.plain]
        if words:
            found += [Reading(" ".join(part.split()), one[:MOST_WORDS]) for one in counted(words)]
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)[:MOST_READINGS]


def alone(text: str) -> bool:
    """Whether a piece of a field, between two spaces, says the same there as alone: no sign of several names."""
    if text.isascii() and text.isalnum():
        return text.lower() not in ("aka", "fka")  # all that ``_SEVERAL`` says without a sign
    clean = unicodedata.is_normalized("NFKC", text) and all(
        unicodedata.category(c) not in _DROPPED and c not in "()" and not c.isspace() for c in text
    )
    return clean and _SEVERAL.search(f" {text} ") is None


def dropped(word: Word) -> bool:
    """Whether it may be a particle or a title, which no person is told from another by."""
    return word.plain in _set_aside()


def counted(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """The words of one name that tell persons apart, once for each way to read it: without particles and titles."""
    if not any(map(dropped, words)):
        return (tuple(words),)  # as most
    said = [word.plain for word in words]
    kept = tuple(word for at, word in enumerate(words) if not _stands_aside(said, at))
    if not kept or (len(kept) < len(words) and could_be(said)):
        return (tuple(words),)  # AN Se-ho, NA Ji-yoo, JONG Sung-il: a surname and syllables, no particles or titles
    if said[0] in _GIVEN and len(kept) < len(words):
        return kept, (words[0], *kept)
    return (kept,)


def _stands_aside(said: Sequence[str], at: int) -> bool:
    """What binds the next word stands before one: last of all it is a name (Hugo Eng, Tran Van Le)."""
    if said[at] in _anywhere() or (said[at] in _listed("particles.txt") and at + 1 < len(said)):
        return True
    pairs = (said[max(0, at - 1) : at + 1], said[at : at + 2])
    return any("_".join(pair) in _anywhere() for pair in pairs if len(pair) > 1)


@lru_cache(1 << 16)
def word_of(text: str) -> Word:
    """One word as it is compared."""
    if text.isascii() and text.isalnum():  # most are, and have nothing to fold but capitals
        folded = text.lower()
        script = Script.NONE if text.isdecimal() else Script.LATN
        return Word(text, folded, folded, script, _bare(folded, script))
    return folded_word(text)


def folded_word(text: str) -> Word:
    """The same for a word of any letters and signs."""
    folded = unicodedata.normalize("NFC", text.casefold().translate(_DROPS))
    if not folded.isalnum():
        folded = "".join(c for c in folded if c.isalnum() or unicodedata.category(c).startswith("M"))
    script = of_word(folded)
    if script is Script.ARAB:
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    elif script is Script.HEBR:
        folded = _pointed(text)
    return Word(text, folded, plainly(folded), script, _bare(folded, script))


def plainly(folded: str) -> str:
    """A folded word without marks, each letter of the Arabic script in one form."""
    return fold(folded).translate(_ONE_LETTER).replace("'", "")


def _pointed(text: str) -> str:
    """A Hebrew word without its vowel points; an apostrophe after a letter makes another of it (ג'ון, John)."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(c for c in _GERESH.sub("\0", bare) if c.isalnum() or c == "\0").casefold().replace("\0", "'")


def _bare(folded: str, script: Script) -> str:
    if script is Script.ARAB and folded.startswith("ال") and len(folded) > 4:
        return folded[2:]
    if script is Script.LATN:
        found = _ENDING.match(folded) or _ARTICLE.match(folded)
        return found.group(1) if found else ""
    return ""


@cache
def _set_aside() -> frozenset[str]:
    """Every word that may be a particle or a title, or a part of a title of two words."""
    return frozenset(word for said in _listed("particles.txt") | _anywhere() for word in said.split("_"))


@cache
def _anywhere() -> frozenset[str]:
    """Titles, one of two words with _ between them, and what binds the word before it."""
    return _listed("titles.txt") | _listed("behind.txt")


@cache
def _listed(file: str) -> frozenset[str]:
    lines = Path(__file__).with_name("lists").joinpath(file).read_text("utf-8").splitlines()
    return frozenset(fold(word).translate(_ONE_LETTER) for line in lines for word in line.partition("#")[0].split())
