"""Numbers under which a whole name is kept and sought, the same for a name in syllables and for its spellings.

The key of a spelling is the multiset of its syllables, each by the classes of its consonants and of its vowel: no
order of surname and given name, no hyphen and nothing that romanisations differ in counts. Only words that can be cut
into syllables of Chinese or Korean names have one, so that other names are not met at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final, NamedTuple

from comity.screening.east import hangul, names, strict
from comity.screening.east.letters import cyrillic, is_cyrillic, latin, parts, roman
from comity.screening.east.readings import character

MOST: Final = 128  # keys of one name in one system
_CUTS: Final = 8  # ways to cut one word into syllables that are followed, those of fewest syllables first
_FEWEST, _SYLLABLES = 2, 5
_READINGS: Final = 2
_SHAPE: Final = re.compile("([^aeiouyw]*)([aeiouyw]*)(.*)")
_SIBILANT: Final = re.compile(r"[td]?[szcjxq]+h?|hs")
_CLASSES: Final = str.maketrans(
    {**dict.fromkeys("pbfv", "P"), **dict.fromkeys("td", "T"), **dict.fromkeys("kg", "K"), **dict.fromkeys("lr", "L")}
    | {"m": "M", "n": "N"}
)
_ASPIRATED: Final = re.compile(r"(?<=[PTKLMN])h|(?<=.)h$")


def keys(words: Sequence[str]) -> list[int]:
    """The keys of one name, 60 bits each, rising; two names that may be one share a key. Empty for other names."""
    found = set(_texts(words))
    return sorted(int.from_bytes(hashlib.blake2b(one.encode(), digest_size=8).digest(), "little") >> 4 for one in found)


def signatures(words: Sequence[str]) -> set[str]:
    """The syllables, by their classes, of which the keys of one name are made."""
    return {syllable for text in _texts(words) for syllable in text.split()}


def cut(word: str, among: Container[str]) -> bool:
    """Whether each part of ``word`` can be cut into syllables ``among`` these: else no key of those has it."""
    pieces = _pieces(word)
    spellings = strict.every()
    # Most words end at their first letters; a sign alone has none.
    reached = all(strict.reaches(piece, spellings, lambda one: signature(one) in among) for piece in pieces)
    return (
        bool(pieces)
        and reached
        and all(any(all(one in among for one in form) for form in _forms(piece)) for piece in pieces)
    )


def is_cut(word: str) -> bool:
    """Whether ``word`` can be cut into syllables at all."""
    return strict.is_cut(word)


def _texts(words: Sequence[str]) -> Iterator[str]:
    if all(map(names.is_syllabic, words)):
        return _of_syllables(names.name(" ".join(words)))
    return _of_words(tuple(words))


def _of_words(words: tuple[str, ...]) -> Iterator[str]:
    native = [found for found in map(_word, words) if found.most]
    if not native or len(words) - len(native) > 1:
        return
    if sum(one.most for one in native) < _FEWEST or sum(one.least for one in native) > _SYLLABLES:
        return
    forms = [form for one in native for form in one.forms]
    for some in islice(product(*forms), MOST):
        syllables = sorted(syllable for form in some for syllable in form)
        if _FEWEST <= len(syllables) <= _SYLLABLES:
            yield " ".join(syllables)


class _Word(NamedTuple):
    """The fewest and the most syllables of a word, 0 where it has none; and the ways to cut each of its parts."""

    least: int
    most: int
    forms: tuple[tuple[tuple[str, ...], ...], ...]


@lru_cache(1 << 16)
def _word(word: str) -> _Word:
    cuts = strict.counts(word, True) | strict.counts(word, False)
    if not cuts:
        return _Word(0, 0, ())
    return _Word(min(cuts), max(cuts), tuple(_ways(word)))


def _ways(word: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    return map(_forms, _pieces(word))


def _pieces(word: str) -> list[str]:
    return [cyrillic(piece) if is_cyrillic(piece) else latin(piece) for piece in parts(word)]


@lru_cache(1 << 16)
def _forms(piece: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of ``piece`` by their classes, in each way to cut it."""
    cuts = sorted(strict.cuts(piece), key=lambda cut: (len(cut), cut))[:_CUTS]
    return tuple(dict.fromkeys(tuple(map(signature, cut)) for cut in cuts))


@lru_cache(1 << 16)
def signature(spelling: str) -> str:
    """The classes of the consonants of one syllable, and between them that of its vowel: with an a, with an o or u,
    or else."""
    before, vowel, behind = _SHAPE.fullmatch(roman(spelling)).groups()  # type: ignore[union-attr]  # fits any text
    heard = "a" if "a" in vowel else "o" if {*vowel} & {*"ou"} else "e" if vowel.strip("w") else ""
    return _classes(before) + heard + _classes(behind)


def _classes(consonants: str) -> str:
    plain = _SIBILANT.sub("S", consonants.replace("ck", "k").replace("ng", "N")).translate(_CLASSES)
    return _ASPIRATED.sub("", plain)


def _of_syllables(name: names.Name) -> Iterator[str]:
    if not _FEWEST <= len(name.syllables) <= _SYLLABLES:
        yield "".join(name.syllables)
        return
    yield "".join(sorted(name.syllables))
    korean = [_korean(syllable) for syllable in name.syllables]
    if all(korean):
        yield from ("=" + "".join(sorted(some)) for some in islice(product(*korean), MOST))
    for in_russian in (False, True):
        for family, given in strict.systems(name, in_russian):
            sets = [sorted(_signatures(table)) for table in (*family, *given)]
            yield from (" ".join(sorted(some)) for some in islice(product(*sets), MOST))


def _signatures(table: Mapping[str, int]) -> Iterable[str]:
    return {signature(spelling) for spelling in table}


def _korean(syllable: str) -> tuple[str, ...]:
    """Hangul of a syllable, with the North's first letters as the South's."""
    found = syllable if hangul.is_hangul(syllable) else character(syllable).hangul[:_READINGS]
    return tuple(sorted({hangul.southern(one) for one in found}))
