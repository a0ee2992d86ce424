"""Claimed numbers side by side: whether they can be compared, where they differ, and what may be summed (law.md A7).

Two numbers are comparable only if they are shown to count the same thing: the same unit of the closed list, by
the same stated definition, in the same period and territory. What nobody says is not taken for the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from comity.databank.figures import wording
from comity.databank.figures.claims import Claim, Number, current
from comity.errors import Refused
from comity.language import DEFAULT
from comity.profile.marks import Text
from comity.qualification.vocabulary import CountedUnit

GATE: Final = "law.md A7, gate 41"
_REGION: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")


class Aspect(StrEnum):
    """What two claims are compared in, in the order in which it is shown."""

    NUMBER = "number"
    UNIT = "unit"
    UNIT_WORDS = "unit_words"
    WORDS = "words"
    DEFINITION = "definition"
    PERIOD = "period"
    TERRITORY = "territory"
    ACTOR = "actor"
    ROLE_OF_RATS = "role_of_rats"
    LADDER = "ladder"
    METHOD = "method"
    BACKED_BY = "backed_by"
    SOURCE = "source"
    CONFIDENCE = "confidence"


class Verdict(StrEnum):
    """What an aspect of several claims says."""

    SAME = "same"
    DIFFERS = "differs"
    PARTLY = "partly"  # some say it and some do not
    UNSAID = "unsaid"  # none says it
    REFUSED = "refused"  # a unit that can be stated only to be refused
    UNLISTED = "unlisted"  # a unit that is not on the closed list


class Finding(StrEnum):
    """What the claims are to each other."""

    REFUSED = "refused"  # a unit is refused: there is nothing to compare
    UNLIKE_SAME = "unlike_same"  # the same number, not shown to count the same thing
    UNLIKE = "unlike"  # other numbers, not shown to count the same thing
    CONTRADICT = "contradict"  # the same thing, and they cannot all be right
    COMPATIBLE = "compatible"  # the same thing, and they may all be right
    AGREE = "agree"  # the same thing and the same number


_BARRING: Final = (Aspect.UNIT, Aspect.UNIT_WORDS, Aspect.DEFINITION, Aspect.PERIOD, Aspect.TERRITORY)
_MUST_BE_SAID: Final = frozenset(_BARRING) - {Aspect.UNIT_WORDS}
_SAID: Final[Mapping[Aspect, Callable[[Claim, str], str]]] = {
    Aspect.NUMBER: lambda c, lang: wording.number(c.number, lang),
    Aspect.UNIT: lambda c, lang: wording.unit(c.unit, lang) if c.unit else c.indicator,
    Aspect.UNIT_WORDS: lambda c, lang: _read(c.unit_words, lang),
    Aspect.WORDS: lambda c, lang: wording.quoted(c.words, lang),
    Aspect.DEFINITION: lambda c, lang: _read(c.definition, lang),
    Aspect.PERIOD: lambda c, lang: wording.period(c.since, c.until, lang),
    Aspect.TERRITORY: lambda c, lang: c.territory,
    Aspect.ACTOR: lambda c, lang: _read(c.actor, lang),
    Aspect.ROLE_OF_RATS: lambda c, lang: wording.role(c.role_of_rats, lang) if c.role_of_rats else "",
    Aspect.LADDER: lambda c, lang: wording.ladder(c.ladder, lang) if c.ladder else "",
    Aspect.METHOD: lambda c, lang: _read(c.method, lang),
    Aspect.BACKED_BY: lambda c, lang: c.backed_by,
    Aspect.SOURCE: lambda c, lang: c.source or c.author,
    Aspect.CONFIDENCE: lambda c, lang: wording.confidence(c.confidence, lang),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect of the claims compared: its verdict."""

    aspect: Aspect
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """Claims side by side: a row for each aspect, why they are not comparable (empty: they are), the finding."""

    claims: tuple[Claim, ...]
    rows: tuple[Row, ...]
    bars: tuple[Row, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of claims of one unit and definition; ``of`` are the claims, ``conditions`` bind their use."""

    unit: CountedUnit
    definition: Text
    number: Number
    of: tuple[str, ...]
    traces: tuple[str, ...]
    conditions: tuple[str, ...]


def said(claim: Claim, aspect: Aspect, lang: str = DEFAULT) -> str:
    """What ``claim`` says of ``aspect``, in ``lang``; empty where it does not say."""
    return _SAID[aspect](claim, lang)


def comparable(a: Claim, b: Claim) -> tuple[Row, ...]:
    """Why the two are not comparable, aspect by aspect; empty where they are."""
    return compare((a, b)).bars


def compare(claims: Sequence[Claim]) -> Comparison:
    """Put claims side by side. Raises Refused (``results.one``) for fewer than two."""
    if len(claims) < 2:
        raise Refused("results.one", GATE, asked=claims[0].id if claims else "-")
    rows = tuple(Row(aspect, _verdict(claims, aspect)) for aspect in Aspect if _concerns(claims, aspect))
    bars = tuple(row for row in rows if row.aspect in _BARRING and _bars(row))
    return Comparison(tuple(claims), rows, bars, _finding(claims, bars))


def side_by_side(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """The groups to compare: claims that are said to conflict, or of one indicator and one period. None alone."""
    held = tuple(claims)
    group = {claim.id: number for number, claim in enumerate(held)}
    for a, b in combinations(held, 2):
        if a.id in b.conflicts_with or b.id in a.conflicts_with or _alike(a, b):
            old, new = group[b.id], group[a.id]
            group = {one: new if number == old else number for one, number in group.items()}
    grouped = [tuple(c for c in held if group[c.id] == number) for number in dict.fromkeys(group.values())]
    return tuple(one for one in grouped if len(one) > 1)


def groups(claims: Sequence[Claim], asked: Collection[str] = ()) -> tuple[tuple[Claim, ...], ...]:
    """What to compare: all that conflict; or of what was ``asked`` the figures named, together, and each indicator.

    Raises Refused (``results.unknown``) for a word that is neither.
    """
    if not asked:
        return side_by_side(claims)
    named = tuple(claim for claim in claims if claim.id in asked)
    found = [named] if named else []
    for word in asked:
        under = tuple(c for c in claims if word in (c.indicator, c.unit.value if c.unit else ""))
        if not under and word not in {claim.id for claim in named}:
            raise Refused("results.unknown", GATE, asked=word[:64], known=sorted({claim.indicator for claim in claims}))
        found += [under] if under else []
    return tuple(found)


def total(claims: Sequence[Claim]) -> Total:
    """The sum of ``claims``, if it means anything; a claim replaced by another of them does not count.

    Raises Refused: ``results.none`` for no claim at all; ``results.unit`` for a unit that is refused or on no
    list; ``results.unlike`` where unit or definition differ, or one of them or the number is not said;
    ``results.overlap`` where two may count the same thing: their periods touch and their territories are not
    shown to be apart.
    """
    held = current(claims)
    for claim in held:
        if claim.unit is None or claim.refused:
            raise Refused("results.unit", GATE, id=claim.id, unit=claim.indicator or "-")
    if not held:
        raise Refused("results.none", GATE)
    first, numbers = held[0], [claim.number for claim in held if claim.number]
    if first.unit is None or first.definition is None or len(numbers) < len(held) or _unlike(held):
        raise Refused("results.unlike", GATE, ids=[claim.id for claim in held])
    for a, b in combinations(held, 2):
        if not _apart(a, b):
            raise Refused("results.overlap", GATE, one=a.id, other=b.id)
    most = [number.most for number in numbers if number.most is not None]
    number = Number(
        sum(number.least for number in numbers),
        sum(most) if len(most) == len(numbers) else None,
        any(number.about for number in numbers),
    )
    traces = tuple(sorted({one for claim in held for one in claim.traces}))
    conditions = tuple(sorted({one for claim in held for one in claim.conditions}))
    return Total(first.unit, first.definition, number, tuple(c.id for c in held), traces, conditions)


def _concerns(claims: Sequence[Claim], aspect: Aspect) -> bool:
    """A court's or prosecutor's reference is asked of prevented attacks only."""
    prevented = any(claim.unit is CountedUnit.ATTACKS_PREVENTED for claim in claims)
    return aspect is not Aspect.BACKED_BY or prevented or any(claim.backed_by for claim in claims)


def _verdict(claims: Sequence[Claim], aspect: Aspect) -> Verdict:
    if aspect is Aspect.UNIT and any(claim.refused for claim in claims):
        return Verdict.REFUSED
    values = {said(claim, aspect) for claim in claims}
    if aspect is Aspect.UNIT and len(values) == 1 and claims[0].unit is None:
        return Verdict.UNLISTED
    if values == {""}:
        return Verdict.UNSAID
    if "" in values:
        return Verdict.PARTLY
    return Verdict.SAME if len(values) == 1 else Verdict.DIFFERS


def _bars(row: Row) -> bool:
    if row.aspect in _MUST_BE_SAID:
        return row.verdict is not Verdict.SAME
    return row.verdict is Verdict.DIFFERS


def _finding(claims: Sequence[Claim], bars: Sequence[Row]) -> Finding:
    if any(bar.verdict is Verdict.REFUSED for bar in bars):
        return Finding.REFUSED
    numbers = [claim.number for claim in claims]
    same = numbers[0] is not None and len(set(numbers)) == 1
    if bars:
        return Finding.UNLIKE_SAME if same else Finding.UNLIKE
    if same:
        return Finding.AGREE
    together = all(_may_be_same(a, b) for a, b in combinations(numbers, 2))
    return Finding.COMPATIBLE if together else Finding.CONTRADICT


def _may_be_same(a: Number | None, b: Number | None) -> bool:
    if a is None or b is None or a.about or b.about:
        return True
    return (a.most is None or b.least <= a.most) and (b.most is None or a.least <= b.most)


def _alike(a: Claim, b: Claim) -> bool:
    known = a.since is not None and a.until is not None
    return known and (a.indicator, a.since, a.until) == (b.indicator, b.since, b.until)


def _unlike(claims: Sequence[Claim]) -> bool:
    return len({claim.unit for claim in claims}) > 1 or any(c.definition != claims[0].definition for c in claims)


def _apart(a: Claim, b: Claim) -> bool:
    """Whether the two are shown not to count the same thing twice."""
    if a.since and a.until and b.since and b.until and (a.until < b.since or b.until < a.since):
        return True
    if not _REGION.match(a.territory) or not _REGION.match(b.territory):
        return False
    one, other = sorted((a.territory, b.territory), key=len)
    return other != one and not other.startswith(f"{one}-")


def _read(text: Text | None, lang: str) -> str:
    return text.read(lang) if text else ""
