"""The annual report of the Executive Committee to the parent body: every number with what it was drawn from.

Two sources and no third (law.md O9, D2): what States told, as claims of those States, and matters counted one
by one. A number that nothing stands behind is a Fault. Counts of persons below 10 are withheld, with what would
give them away by subtraction; their traces are withheld too, since whoever counts them has the number.

Not protected: what two reports of different years, or a claim of a State beside a count, give away together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from comity.databank.figures.claims import PERSONS, Claim, Number, current, results_of_told
from comity.databank.figures.suppression import LEAST, TOTAL, is_small, protect_parts
from comity.databank.figures.trends import LeftOut, Table, trends
from comity.databank.told import Told
from comity.errors import Fault


class Topic(StrEnum):
    """What is counted, and by what it is divided; in the order of the report."""

    CONTRIBUTIONS = "contributions"  # by State
    MERGES = "merges"  # of files, by the step where it stands
    ASKED = "asked"  # requests, by asking State
    ANSWERED = "answered"  # by answering State
    REFUSED = "refused"  # by ground of refusal
    WARNINGS = "warnings"  # danger now, by State
    BY_CLAIMANT = "by_claimant"  # entries in effect
    BY_BASIS = "by_basis"  # one part for each set of bases
    BY_AGE = "by_age"
    BY_CONTESTED = "by_contested"
    OVERDUE = "overdue"  # reviews, by claimant


class Kind(StrEnum):
    """What kind of entry is counted."""

    NONE = ""  # no entry
    LIST = "list"
    REGISTER = "register"
    SUPPORT = "support"


class Age(StrEnum):
    """How long ago an entry was first circulated."""

    FIRST_YEAR = "under_1_year"
    SECOND_YEAR = "1_to_2_years"
    OLDER = "over_2_years"


OF_ENTRIES: Final = (Topic.BY_CLAIMANT, Topic.BY_BASIS, Topic.BY_AGE, Topic.BY_CONTESTED)
"""Four divisions of the same entries: each must count every one of them once."""
_PERSONS: Final = frozenset({Kind.REGISTER, Kind.SUPPORT})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number somebody counted: ``part`` of a division, and the act or matter of each thing counted."""

    topic: Topic
    part: str
    number: int
    trace: tuple[str, ...]
    kind: Kind = Kind.NONE


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything counted for one report; ``upto`` is the last act that was read, which a zero rests on."""

    counted: tuple[Counted, ...]
    upto: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report; ``part`` is ``TOTAL`` for the whole, ``number`` None where withheld."""

    part: str
    number: int | None
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """The figures of one topic; none where it was not counted."""

    topic: Topic
    kind: Kind
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one year: divisions of counts, the result claims and trend tables told in it.

    ``left_out``: counts that stand in no table, and why; ``conditions`` bind whoever uses the report.
    """

    year: int
    upto: str
    divisions: tuple[Division, ...]
    claims: tuple[Claim, ...]
    tables: tuple[Table, ...]
    left_out: tuple[LeftOut, ...]
    conditions: tuple[str, ...]


def age(circulated: date, today: date) -> Age:
    """In which year of its life an entry is that was first circulated on that day."""
    years = today.year - circulated.year - ((today.month, today.day) < (circulated.month, circulated.day))
    return (Age.FIRST_YEAR, Age.SECOND_YEAR)[years] if years < 2 else Age.OLDER


def annual(told: Iterable[Told], counts: Counts, year: int) -> Report:
    """The report of ``year`` from what was told in it, as far as the reader may see, and what was counted.

    Raises Fault for a number that does not have one trace for each thing counted, for a thing counted twice in
    one division, and for divisions of the same entries that do not count the same entries.
    """
    in_year = [one for one in told if one.time.startswith(f"{year:04}-")]
    divided: dict[tuple[Topic, Kind], dict[str, Counted]] = defaultdict(dict)
    for one in counts.counted:
        _check(one, divided[one.topic, one.kind])
        divided[one.topic, one.kind][one.part] = one
    for kind in Kind:
        _check_same(kind, [divided[topic, kind] for topic in OF_ENTRIES if (topic, kind) in divided])
    built = trends(in_year)
    claims = tuple(_published(claim) for claim in current(results_of_told(in_year)))
    return Report(
        year,
        counts.upto,
        tuple(_division(topic, kind, divided, counts.upto) for topic, kind in _order(divided)),
        claims,
        built.tables,
        built.left_out,
        tuple(
            sorted({c for claim in claims for c in claim.conditions} | {c for t in built.tables for c in t.conditions})
        ),
    )


def _check(one: Counted, before: Mapping[str, Counted]) -> None:
    if one.number != len(set(one.trace)) or one.number != len(one.trace) or one.part == TOTAL:
        raise Fault(
            f"{one.topic}, {one.part or '(no part)'}: {one.number} was counted and {len(one.trace)} are traced."
        )
    again = {thing for other in before.values() for thing in other.trace} & set(one.trace)
    if again or one.part in before:
        raise Fault(f"{one.topic}, {one.part}: counted in another part too ({', '.join(sorted(again)[:3])}).")


def _check_same(kind: Kind, divisions: list[dict[str, Counted]]) -> None:
    wholes = {frozenset(thing for one in parts.values() for thing in one.trace) for parts in divisions}
    if len(wholes) > 1:
        raise Fault(f"The divisions of entries ({kind}) do not count the same entries; count them at one moment.")


def _order(divided: Mapping[tuple[Topic, Kind], object]) -> list[tuple[Topic, Kind]]:
    """Every topic, counted or not; those of entries for each kind that was counted."""
    order = []
    for topic in Topic:
        kinds = [kind for kind in Kind if (topic, kind) in divided]
        order += [(topic, kind) for kind in kinds or [Kind.NONE]]
    return order


def _division(
    topic: Topic, kind: Kind, divided: Mapping[tuple[Topic, Kind], Mapping[str, Counted]], upto: str
) -> Division:
    parts = divided.get((topic, kind), {})
    if not parts:
        return Division(topic, kind, ())
    counts, personal = {part: one.number for part, one in parts.items()}, kind in _PERSONS
    shown = protect_parts(counts) if personal else {**counts, TOTAL: sum(counts.values())}
    whole = tuple(sorted(thing for one in parts.values() for thing in one.trace))

    def trace(part: str) -> tuple[str, ...]:
        if shown[part] is None:
            return ()
        if shown[part] == 0:
            return (upto,)
        return whole if personal or part == TOTAL else tuple(sorted(parts[part].trace))

    order = sorted(shown, key=lambda part: (part == TOTAL, part))
    return Division(topic, kind, tuple(Figure(part, shown[part], trace(part)) for part in order))


def _published(claim: Claim) -> Claim:
    """The claim with counts of persons of 1 to 9 said as "1 to 9", and then without the words that gave them."""
    if not claim.traces:
        raise Fault(f"The result claim {claim.id} has no statement behind it.")
    number = _coarse(claim.number) if claim.unit in PERSONS else claim.number
    ladder = {step: _coarse(outcome) for step, outcome in claim.ladder.items()}
    if number == claim.number and ladder == claim.ladder:
        return claim
    return replace(claim, number=number, ladder={s: n for s, n in ladder.items() if n}, words=(), unit_words=None)


def _coarse(number: Number | None) -> Number | None:
    if number is None:
        return None
    least = 1 if is_small(number.least) else number.least
    most = LEAST - 1 if number.most is not None and is_small(number.most) else number.most
    return replace(number, least=least, most=most)
