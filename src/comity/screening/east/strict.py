"""Syllable by syllable: a name in Han or Hangul against words in letters. One wrong syllable is another name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from comity.screening.east import hangul, mandarin, surnames
from comity.screening.east.letters import cyrillic, is_cyrillic, latin, parts
from comity.screening.east.names import SYSTEMS, Name, latin_given, latin_surname, russian
from comity.screening.east.readings import known

_LONGEST = 8
_NAME = 4  # syllables of a whole name
_COMMON = 105  # 1/10 bits: a syllable that names have
Tables = tuple[Mapping[str, int], ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """Words as one text, with where each of their pieces ends and which word each letter is of."""

    text: str
    ends: tuple[int, ...]  # for each place the end of its piece
    words: tuple[int, ...]  # for each place the number of its word
    cyrillic: bool


@dataclass(frozen=True, slots=True)
class Aligned:
    """``cost`` in 1/100; ``words``: for each syllable, in the name's order, the numbers of its words."""

    cost: int
    words: tuple[int, ...]


@lru_cache(1 << 14)
def letters(words: tuple[str, ...], without: frozenset[int] = frozenset()) -> Letters:
    """``words`` but those of the numbers ``without``."""
    russian_ones = any(is_cyrillic(word) for word in words)
    text, ends, owners = "", [], []
    for number, word in enumerate(words):
        if number in without:
            continue
        for piece in parts(word):
            plain = cyrillic(piece) if russian_ones else latin(piece)
            text += plain
            ends += [len(text)] * len(plain)
            owners += [number] * len(plain)
    return Letters(text, tuple(ends), tuple(owners), russian_ones)


def align(name: Name, other: Letters) -> Aligned | None:
    """The cheapest way to read ``other`` as ``name``, surname first or last, in one system; None if there is none."""
    count, best = len(name.syllables), None
    if not count <= len(other.text) <= _LONGEST * count:
        return None
    for family, given in systems(name, other.cyrillic):
        if best:  # read as Mandarin, it is not read otherwise
            break
        for first, then in ((family, given), (given, family)) if given else ((family, ()),):
            found = _walk((*first, *then), other)
            if found and (best is None or found[0] < best.cost):
                cut = len(first) if first is given else 0
                places = (*found[1][cut:], *found[1][:cut])
                whole = (places[0],) * (name.family - len(family))  # a compound surname in one spelling
                best = Aligned(found[0], tuple(other.words[place] for place in (*whole, *places)))
    return best


@lru_cache(1 << 14)
def systems(name: Name, in_russian: bool) -> tuple[tuple[Tables, Tables], ...]:
    """The spellings of the surname's syllables and of the given name's, in each system that has them all."""
    family, given = name.syllables[: name.family], name.syllables[name.family :]
    if in_russian:
        return ((tuple(russian(c, True) for c in family), tuple(russian(c, False) for c in given)),)
    found: list[tuple[Tables, Tables]] = []
    for system in SYSTEMS:
        tables = tuple(latin_given(c, system) for c in given)
        if not all(tables):
            continue
        surname = tuple(latin_surname(c, system) for c in family)
        if all(surname):
            found.append((surname, tables))
        if len(family) > 1 and (whole := surnames.chinese().get("".join(family))):
            found.append(((whole,), tables))
    return tuple(found)


def _walk(tables: Tables, other: Letters) -> tuple[int, tuple[int, ...]] | None:
    """The cheapest cut of the text into one spelling a table: its cost and where each begins."""
    text, ends = other.text, other.ends
    last, size = len(tables), len(text)

    def reached(syllable: int, place: int) -> tuple[int, tuple[int, ...]] | None:
        if syllable == last:
            return (0, ()) if place == size else None
        if place == size:
            return None
        table, best = tables[syllable], None
        for end in range(min(ends[place], place + _LONGEST), place, -1):
            cost = table.get(text[place:end])
            if cost is None or (best and cost >= best[0]):
                continue
            rest = reached(syllable + 1, end)
            if rest and (best is None or cost + rest[0] < best[0]):
                best = (cost + rest[0], (place, *rest[1]))
        return best

    return reached(0, 0)


@lru_cache(1 << 17)
def counts(word: str, korean: bool) -> frozenset[int]:
    """Into how many syllables of Korean, or else Chinese, names ``word`` can be cut; empty if into none."""
    found = {0}
    for piece in parts(word):
        plain = cyrillic(piece) if is_cyrillic(piece) else latin(piece)
        found = {one + two for one in found for two in _counts(plain, korean)}
    return frozenset(found - {0})


def is_cut(word: str) -> bool:
    """Whether there are such counts: faster, for most words end at their first letters."""
    pieces = [cyrillic(piece) if is_cyrillic(piece) else latin(piece) for piece in parts(word)]
    for korean in (True, False):
        spellings = _every(korean)
        if pieces and all(len(piece) <= 3 * _LONGEST and reaches(piece, spellings) for piece in pieces):
            return True
    return False


def reaches(piece: str, spellings: Container[str], fits: Callable[[str], bool] = bool) -> bool:
    """Whether ``piece`` can be cut into ``spellings`` that ``fits`` allows; not where it is empty."""
    size, open_ones, seen = len(piece), [0], {0}
    while open_ones:
        start = open_ones.pop()
        for end in range(min(start + _LONGEST, size), start, -1):
            if end not in seen and (part := piece[start:end]) in spellings and fits(part):
                if end == size:
                    return True
                seen.add(end)
                open_ones.append(end)
    return False


def could_be(words: Sequence[str]) -> bool:
    """Whether ``words`` in letters could be a whole Chinese or Korean name, surname first or last."""
    if not {words[0], words[-1]} & _surnames():
        return False
    totals = (sum(min(cuts) for word in words if (cuts := counts(word, korean))) for korean in (True, False))
    whole = (all(counts(word, korean) for word in words) for korean in (True, False))
    return any(sure and total <= _NAME for sure, total in zip(whole, totals, strict=True))


@cache
def _surnames() -> frozenset[str]:
    korean = (spelling for syllable in hangul.SURNAMES for spelling in hangul.spellings(syllable, True))
    chinese = (spelling for some in surnames.chinese().values() for spelling in some)
    pinyin = (latin_given(one, "mandarin") for one in surnames.chinese() if len(one) == 1)
    return frozenset(korean) | frozenset(chinese) | frozenset(spelling for some in pinyin for spelling in some)


@lru_cache(1 << 16)
def _counts(piece: str, korean: bool) -> frozenset[int]:
    if len(piece) > 3 * _LONGEST:
        return frozenset()
    every = _every(korean)
    reach: list[set[int]] = [{0}, *(set() for _ in piece)]
    for end in range(1, len(piece) + 1):
        for start in range(max(0, end - _LONGEST), end):
            if reach[start] and piece[start:end] in every:
                reach[end] |= {one + 1 for one in reach[start]}
    return frozenset(reach[-1] - {0}) if piece else frozenset()


@lru_cache(1 << 16)
def cuts(piece: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut ``piece`` into syllables of Chinese or Korean names, at most _NAME and one of them."""
    if not piece:
        return ((),)
    if len(piece) > (_NAME + 1) * _LONGEST:
        return ()
    every = (_every(True), _every(False))
    found = []
    for end in range(1, min(_LONGEST, len(piece)) + 1):
        if piece[:end] in every[0] or piece[:end] in every[1]:
            found += [(piece[:end], *rest) for rest in cuts(piece[end:]) if len(rest) <= _NAME]
    return tuple(found)


@cache
def every() -> frozenset[str]:
    """All spellings of a syllable of Korean and of Chinese names."""
    return _every(True) | _every(False)


@cache
def _every(korean: bool) -> frozenset[str]:
    return frozenset(_korean() if korean else _chinese())


def _chinese() -> Iterator[str]:
    table = known()
    yield from table.get("attested", ())
    for pinyin, plain in table["palladius"].items():
        yield from (one for one, cost in mandarin.spellings(pinyin).items() if not cost)
        yield cyrillic(plain)
    for some in surnames.chinese().values():
        yield from some


def _korean() -> Iterator[str]:
    for syllable, rarity in known()["hangul"].items():
        if rarity < _COMMON:
            yield from hangul.spellings(syllable, False)
            yield from hangul.russian(syllable, False)
    for syllable in hangul.SURNAMES:
        yield from hangul.spellings(syllable, True)
        yield from hangul.russian(syllable, True)
