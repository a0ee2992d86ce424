"""Compose an answer from what the databank holds: sources, dissent, contest state, conditions and terms go with it.

Only what may go to the authority that asked is taken, statement by statement, by the same judgment that
``commit`` makes; what may not leaves no trace, not even as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from comity.acts import BodyHead
from comity.assistance.bodies import Answer, Question
from comity.databank import wording
from comity.databank.findings.contradictions import contradictions
from comity.databank.told import ASIDE, Told
from comity.deriving import Look, Readable, check
from comity.errors import Refused
from comity.handling import Reader
from comity.participants import Directory
from comity.qualification.vocabulary import Condition

_DISSENTING: Final = 15  # an item rests on 16 statements at most
_ALL: Final = tuple(sorted(condition.value for condition in Condition))


def may_go(
    told: Iterable[Told],
    author: Reader,
    recipients: tuple[str, ...],
    directory: Directory,
    look: Look,
    readable: Readable,
) -> list[Told]:
    """The statements that ``author`` may give on to ``recipients`` under their conditions and terms."""
    found: list[Told] = []
    for one in (one for one in told if one.property not in ASIDE):
        # every condition and the nearest term: what is refused then is refused for its audience
        body = BodyHead("assistance.answer/1", "NAMED", recipients, (), (one.commitment,), (), _ALL, author.at)
        try:
            check(body, author, author.participant, directory, look, readable)
        except Refused:
            continue
        found.append(one)
    return found


def compose(
    question: Question, told: Sequence[Told], *, authority: str, participant: str, asker: str, today: date, lang: str
) -> Answer:
    """The answer to ``question`` from ``told``, all of which may go to ``asker``.

    Its conditions are those of everything in it; each item keeps its own, nearer term.
    """
    conditions = sorted({condition for one in told for condition in one.conditions})
    latest = _later(today, 5)
    dissent = _dissent(told)
    terms = {
        one.commitment: min(latest, *(other.kept_until[:10] or latest for other in (one, *dissent[one.commitment])))
        for one in told
    }
    until = max(terms.values(), default=_later(today, 1))
    given = [_given(one, dissent[one.commitment], terms[one.commitment], until, lang) for one in told]
    fields: dict[str, Any] = {
        "claimant_state": participant,
        "claimant_authority": authority,
        "handling_code": "NAMED",
        "recipients": sorted({asker, authority}),
        "conditions": conditions,
        "kept_until": until,
        "lang": lang,
        "selected_by": ["request_of_another_state"],
        "outcome": "full" if given else "nothing_to_give",
        "given": given,
    }
    return Answer.model_validate(fields)


def _given(one: Told, dissent: Sequence[Told], term: str, until: str, lang: str) -> dict[str, Any]:
    """One item; what it says of dissent rests on the statements that dissent, so that their terms bind it too."""
    item: dict[str, Any] = {
        "said_by": one.owner,
        "property": one.property,
        "text": wording.value(one, lang)[:4_000],
        "standing": one.standing.value,
        "grade": one.grade,
        "rests_on": [one.commitment, *(other.commitment for other in dissent)],
        "dissent": [f"{other.owner}: {wording.value(other, lang)}"[:300] for other in dissent],
    }
    if one.file:
        item["of"] = one.file
    if one.source:
        item["source"] = one.source[:300]
    if term < until:
        item["kept_until"] = term
    return item


def _dissent(told: Sequence[Told]) -> dict[str, list[Told]]:
    """For each statement, those of other States that say the contrary, of what may be given."""
    by_name = {one.commitment: one for one in told}
    found: dict[str, list[Told]] = {one.commitment: [] for one in told}
    for finding in contradictions(told):
        sides = [by_name[c] for c in finding.statements if c in by_name]
        for one in sides:
            found[one.commitment] = [other for other in sides if other.owner != one.owner][:_DISSENTING]
    return found


def _later(today: date, years: int) -> str:
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year + years, today.month, day).isoformat()
