"""One claimed number with everything that is needed to compare it (law.md A7).

A claim is read from what a State told (``databank.result/1``) or from the published figures of a treaty
profile; both make the same value, so that they stand side by side. What nobody said is empty, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from comity.canonical import Json
from comity.databank.result import RatsRole, ResultClaim
from comity.databank.told import Told
from comity.profile import Profile
from comity.profile.claims import Figure
from comity.profile.marks import Text
from comity.qualification.body import span
from comity.qualification.vocabulary import CountedUnit

LADDER: Final = ("detained", "charged", "convicted", "acquitted")
"""The steps of the outcome ladder. No step stands for another: detained is not convicted."""
PERSONS: Final = frozenset(unit for unit in CountedUnit if unit.value.startswith("persons_"))
"""The units that count persons."""
_UNITS: Final = {unit.value: unit for unit in CountedUnit} | {
    # What a published figure calls otherwise. "Arrested", "cases" or "cells" say less than any unit does.
    "persons_in_register": CountedUnit.PERSONS_IN_REGISTER,
    "detained": CountedUnit.PERSONS_DETAINED,
    "convicted": CountedUnit.PERSONS_CONVICTED,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is claimed: at least, at most (None: no upper limit is given), or about."""

    least: int
    most: int | None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimed number.

    ``id``: the contribution, or the figure's id in the profile; ``author``: the authority or source that says
    it; ``owner``: the participant that tells, empty for a published figure; ``indicator``: what is counted, in
    the word of the claim, and ``unit`` the unit of the closed list that it is, if it is one; ``words``: quoted;
    ``since`` and ``until``: first and last day; ``confidence``: the mark of the profile, or the grade;
    ``commitments``: by property, of what it was read from (empty for a published figure).
    """

    id: str
    author: str
    owner: str
    indicator: str
    unit: CountedUnit | None
    number: Number | None
    unit_words: Text | None = None
    words: tuple[str, ...] = ()
    definition: Text | None = None
    since: date | None = None
    until: date | None = None
    territory: str = ""
    actor: Text | None = None
    role_of_rats: RatsRole | None = None
    ladder: Mapping[str, Number] = field(default_factory=dict)
    method: Text | None = None
    backed_by: str = ""
    source: str = ""
    confidence: str = ""
    note: Text | None = None
    conflicts_with: frozenset[str] = frozenset()
    supersedes: frozenset[str] = frozenset()
    conditions: tuple[str, ...] = ()
    commitments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether its unit can be stated only to be refused (gate 41)."""
        return self.unit is CountedUnit.NEUTRALISED

    @property
    def traces(self) -> tuple[str, ...]:
        """The commitments of every statement that it was read from, sorted."""
        return tuple(sorted({one for commitments in self.commitments.values() for one in commitments}))


def results_of_profile(profile: Profile) -> tuple[Claim, ...]:
    """The published figures of a profile as claims of their sources, in the profile's order."""
    return tuple(_published(figure) for figure in profile.figures)


def results_of_told(told: Iterable[Told]) -> tuple[Claim, ...]:
    """The result claims among what one reader may see, by contribution in the order of the log.

    A claim whose unit or number the reader may not see has none: it is not filled from elsewhere.
    """
    held: dict[str, list[Told]] = defaultdict(list)
    for one in sorted(told, key=lambda t: (t.index, t.commitment)):
        if one.schema == ResultClaim.SCHEMA:
            held[one.contribution].append(one)
    return tuple(_told(contribution, statements) for contribution, statements in held.items())


def current(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims without those whose figure another claim of the same owner replaces (``supersedes``)."""
    held = tuple(claims)
    replaced = {(claim.owner, one) for claim in held for one in claim.supersedes if claim.owner}
    return tuple(c for c in held if not any((c.owner, one) in replaced for one in c.commitments.get("figures", ())))


def _published(figure: Figure) -> Claim:
    how, _, digits = figure.value.rpartition(" ")
    count = int(digits)
    number = {"over": Number(count + 1, None), "about": Number(count, count, about=True)}.get(how, Number(count, count))
    first, _, last = (figure.period or "").partition("/")
    return Claim(
        id=figure.id,
        author=figure.source,
        owner="",
        indicator=figure.indicator,
        unit=_UNITS.get(figure.indicator),
        number=number,
        unit_words=figure.unit,
        words=tuple(quote.text for quote in figure.quotes),
        since=span(first)[0] if first else None,
        until=span(last or first)[1] if first else None,
        actor=figure.actor,
        role_of_rats=RatsRole(figure.role_of_rats) if figure.role_of_rats else None,
        source=figure.source,
        confidence=figure.confidence.value,
        note=figure.note,
        conflicts_with=frozenset(figure.conflicts_with),
    )


def _told(contribution: str, statements: list[Told]) -> Claim:
    said: dict[str, Json] = {one.property: one.value for one in statements}
    figure = next((one for one in statements if one.property == "figures"), None)
    part = figure.part() if figure else {}
    indicator, owner = _line(said, "indicator"), statements[0].owner
    ladder = said.get("ladder")
    commitments: dict[str, tuple[str, ...]] = {}
    for one in statements:
        commitments[one.property] = (*commitments.get(one.property, ()), one.commitment)
    return Claim(
        id=contribution,
        author=_line(said, "claimant_authority") or owner,
        owner=owner,
        indicator=indicator,
        unit=_UNITS.get(indicator),
        number=_number(part.get("least"), part.get("most")),
        unit_words=_text(said, "unit_words"),
        words=(str(part["as_published"]),) if part.get("as_published") else (),
        definition=_text(said, "definition"),
        since=_day(said, "period_from"),
        until=_day(said, "period_to"),
        territory=_line(said, "territory"),
        actor=_text(said, "actor"),
        role_of_rats=RatsRole(role) if (role := _line(said, "role_of_rats")) else None,
        ladder={
            step: number
            for step in LADDER
            if isinstance(ladder, dict) and (number := _number(ladder.get(step), ladder.get(step)))
        },
        method=_text(said, "method"),
        backed_by=_line(said, "backed_by"),
        source=_line(said, "published_in"),
        confidence=figure.grade if figure else "",
        supersedes=frozenset(str(one.value) for one in statements if one.property == "supersedes"),
        conditions=tuple(sorted({condition for one in statements for condition in one.conditions})),
        commitments=commitments,
    )


def _number(least: Json, most: Json) -> Number | None:
    return Number(least, most if isinstance(most, int) else None) if isinstance(least, int) else None


def _line(said: Mapping[str, Json], name: str) -> str:
    return str(said.get(name) or "")


def _text(said: Mapping[str, Json], name: str) -> Text | None:
    """What was told in one language is shown in it to every reader: nobody here translates a State's words."""
    line = _line(said, name)
    return Text(en=line, ru=line, zh=line) if line else None


def _day(said: Mapping[str, Json], name: str) -> date | None:
    return date.fromisoformat(line) if (line := _line(said, name)) else None
