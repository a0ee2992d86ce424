"""Passing tellings, one for each door of what is told, and their golden negatives.

As in ``fixtures`` and ``goldens``: a negative differs from a passing case in exactly one fact and names
beforehand every gate that then does not permit. Of a sealed telling only the head is weighed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from comity.assistance.bodies import Answer, Question, Warning
from comity.databank.organisation import OrganisationFile
from comity.databank.result import ResultClaim
from comity.databank.trend import Trend
from comity.qualification.envelope import Envelope
from comity.qualification.fact import Facts
from comity.qualification.facts import gather_told
from comity.qualification.facts_of_telling import SEALED
from comity.qualification.gates import Decision, weigh
from comity.qualification.ports import Ports, TellingFacts
from comity.qualification.vocabulary import Door, Selection
from tests.qualification.fixtures import ON, again, ports, rulebook

DOORS: Final = tuple(door for door in Door if not door.is_entry)
HUMAN: Final = (13, 43)  # what the approver of any telling attests
_SAID: Final = {"standing": "assessed", "grade": "B2", "source": "report 4"}


@dataclass(frozen=True, slots=True)
class Telling:
    """A door, and everything that is weighed at it."""

    door: Door
    said: Envelope
    ports: Ports
    on: date = ON
    sealed: bool = False

    @property
    def facts(self) -> Facts:
        return gather_told(self.door, self.said, self.ports, self.on, sealed=self.sealed)

    def weigh(self, profile: str = "sco_rats") -> Decision:
        return weigh(self.door, self.facts, rulebook(profile), self.on)

    def saying(self, **fields: Any) -> Telling:
        """The same with fields of the telling replaced; it is validated again."""
        return replace(self, said=again(self.said, **fields))

    def port(self, port: str, **facts: Any) -> Telling:
        """The same with facts of one port replaced."""
        return replace(self, ports=replace(self.ports, **{port: replace(getattr(self.ports, port), **facts)}))


Change = Callable[[Telling], Telling]


@dataclass(frozen=True, slots=True)
class Golden:
    """One negative: ``start`` passes, ``change`` alters one fact, ``gates`` then hold the door."""

    name: str
    gates: tuple[int, ...]
    start: Telling
    change: Change

    @property
    def negative(self) -> Telling:
        return self.change(self.start)


_MODELS: Final[dict[Door, tuple[type[Envelope], dict[str, Any]]]] = {
    Door.CONTRIBUTE: (
        OrganisationFile,
        {"names": [{"name": "Iron Lantern Front", **_SAID}], "remarks": [{"text": "It has two branches.", **_SAID}]},
    ),
    Door.TREND: (
        Trend,
        {
            "unit": "criminal_cases_opened",
            "definition": "Cases opened under s. 205 of the Criminal Code of Alderia.",
            "counting_rule": "Each case once, in the month in which it was opened.",
            "cells": [{"region": "XA-1", "period": "2025-Q3", "count": 14, **_SAID}],
        },
    ),
    Door.RESULT: (
        ResultClaim,
        {
            "indicator": "persons_convicted",
            "definition": "Final convictions under s. 205 of the Criminal Code of Alderia.",
            "figures": [{"least": 12, "most": 12, **_SAID}],
            "period_from": "2025-01-01",
            "period_to": "2025-12-31",
            "territory": "Alderia",
            "actor": "Courts of Alderia",
            "role_of_rats": "none",
            "ladder": [{"detained": 30, "charged": 20, "convicted": 12, "acquitted": 3, **_SAID}],
            "published_in": "Annual report of the Supreme Court of Alderia, 2025",
            "method": "Counted from the registers of the courts.",
        },
    ),
    Door.ASK: (
        Question,
        {
            "addressee": "EC",
            "purpose": "prosecution",
            "case_reference": "K-17/2026",
            "grounds": "On 12 January 2026 a bomb was found in Port Alder; the file names the organisation.",
            "necessity": "No other source in the case answers it.",
            "question": "Under which names is the organisation known?",
        },
    ),
    Door.ANSWER: (
        Answer,
        {
            "outcome": "full",
            "reply": "It is known under one name.",
            "given": [{"said_by": "XA", "property": "names", "text": "Iron Lantern Front", **_SAID}],
        },
    ),
    Door.WARN: (Warning, {"act": "bombing", "told": [{"text": "A van is being prepared.", **_SAID}]}),
}
ITEMS: Final = {
    Door.CONTRIBUTE: "names", Door.TREND: "cells", Door.RESULT: "figures", Door.ANSWER: "given", Door.WARN: "told",
}  # fmt: skip
"""What is typed and graded one by one; a question holds no such thing."""
_WORDS: Final = {
    Door.CONTRIBUTE: ("remarks", "text"), Door.TREND: ("definition", ""), Door.RESULT: ("method", ""),
    Door.ASK: ("question", ""), Door.ANSWER: ("reply", ""), Door.WARN: ("told", "text"),
}  # fmt: skip


def passing(door: Door) -> Telling:
    """A telling through which ``door`` opens under both rulebooks."""
    model, said = _MODELS[door]
    envelope = {
        "claimant_state": "XA",
        "claimant_authority": "XA-MOI",
        "handling_code": "MEMBER",
        "kept_until": (ON + timedelta(days=90)).isoformat(),
        "lang": "ru",
        "selected_by": ["investigation_of_an_act"],
    }
    return Telling(door, model.model_validate({**envelope, **said}), _ports(HUMAN))


def sealed(door: Door) -> Telling:
    """The same sealed: what its head says, with what its giver attests of the rest."""
    said = Envelope.model_validate(
        {
            "claimant_state": "XA",
            "claimant_authority": "XA-MOI",
            "handling_code": "NAMED",
            "recipients": ["XB-CENTRAL"],
            "kept_until": (ON + timedelta(days=90)).isoformat(),
        }
    )
    return Telling(door, said, _ports((*HUMAN, *SEALED)), sealed=True)


def _ports(attested: tuple[int, ...]) -> Ports:
    held = ports()
    review = replace(held.review, attested=frozenset(attested))
    return replace(held, review=review, telling=TellingFacts(oral_hours=0))


def _first(telling: Telling, field: str, **changes: Any) -> Telling:
    items = telling.said.model_dump()[field]
    return telling.saying(**{field: [{**items[0], **changes}, *items[1:]]})


def _worded(text: str) -> Change:
    def change(telling: Telling) -> Telling:
        field, inside = _WORDS[telling.door]
        return _first(telling, field, **{inside: text}) if inside else telling.saying(**{field: text})

    return change


def _unattested(gate: int) -> Change:
    return lambda t: t.port("review", attested=(t.ports.review.attested or frozenset()) - {gate})


def _kept(days: int) -> Change:
    return lambda t: t.saying(kept_until=(ON + timedelta(days=days)).isoformat())


def _chosen(by: Selection) -> Change:
    return lambda t: t.saying(selected_by=["order_of_a_court", by.value])


def _of_the_head(door: Door) -> list[tuple[str, int, Change]]:
    """What binds whatever is told, open or sealed."""
    longest = 90 if door is Door.WARN else 1827
    return [
        ("told for another State", 1, lambda t: t.port("authority", participant="XC")),
        ("authority not notified", 1, lambda t: t.port("authority", notified=False)),
        ("signed by a subordinate", 2, lambda t: t.port("authority", head_or_deputy_signed=False)),
        ("seal not valid", 2, lambda t: t.port("authority", seal_valid=False)),
        ("terms not attested", 13, _unattested(13)),
        ("no handling code", 34, lambda t: t.saying(handling_code=None)),
        ("recipients not named", 34, lambda t: t.saying(handling_code="NAMED", recipients=[])),
        ("no term", 34, lambda t: t.saying(kept_until=None)),
        ("ends today", 34, _kept(0)),
        ("kept too long", 34, _kept(longest + 1)),
        ("teller without safeguards", 40, lambda t: t.port("safeguards", claimant_signed=False)),
        ("recipient without safeguards", 40, lambda t: t.port("safeguards", unsigned_recipients=frozenset({"XB"}))),
        ("selection not attested", 43, _unattested(43)),
    ]


def _of_the_words(door: Door) -> list[tuple[str, int, Change]]:
    """What is weighed where it can be read."""
    table: list[tuple[str, int, Change]] = [
        ("word of religion", 13, _worded("A sectarian group.")),
        ("слово о религии", 13, _worded("Религиозная группа.")),
        ("宗教字样", 13, _worded("宗教团体。")),
        ("onward without consent", 34, lambda t: t.saying(onward=[{"third_party": "A bank"}])),
        ("selection not stated", 43, lambda t: t.saying(selected_by=[])),
        *((f"chosen by {by.value}", 43, _chosen(by)) for by in list(Selection)[-4:]),
    ]
    if door in ITEMS:
        table += [
            ("untyped", 14, lambda t: _first(t, ITEMS[t.door], standing=None)),
            ("ungraded", 15, lambda t: _first(t, ITEMS[t.door], grade=None)),
        ]
    if door is not Door.WARN:
        table.append(("unreadable", 35, lambda t: t.saying(lang="kk")))
    return table


def _empty(gate: int, *fields: str) -> list[tuple[str, int, Change]]:
    """A negative for each of these fields, left empty."""

    def without(field: str) -> Change:
        return lambda t: t.saying(**{field: [] if isinstance(getattr(t.said, field), tuple) else None})

    return [(f"no {field}", gate, without(field)) for field in fields]


_OWN: Final[dict[Door, list[tuple[str, int, Change]]]] = {
    Door.TREND: [
        *_empty(41, "unit", "definition", "counting_rule"),
        ("neutralised", 41, lambda t: t.saying(unit="neutralised")),
    ],
    Door.RESULT: [
        *_empty(41, "indicator", "definition", "figures", "period_from", "period_to", "territory", "actor"),
        *_empty(41, "role_of_rats", "ladder", "published_in", "method"),
        ("neutralised", 41, lambda t: t.saying(indicator="neutralised")),
        ("prevented, says nobody", 41, lambda t: t.saying(indicator="attacks_prevented", backed_by=None)),
    ],
    Door.ASK: [
        *_empty(42, "purpose", "case_reference", "grounds", "necessity", "question"),
        ("oral, confirmed in the 73rd hour", 39, lambda t: t.port("telling", oral_hours=73)),
    ],
    Door.WARN: [("oral, confirmed in the 73rd hour", 39, lambda t: t.port("telling", oral_hours=73))],
}
_SEALED_GATES: Final = {
    Door.CONTRIBUTE: (14, 15, 35),
    Door.ASK: (14, 15, 35, 42),
    Door.ANSWER: (14, 15, 35),
    Door.WARN: (14, 15),
}
SEALABLE: Final = tuple(_SEALED_GATES)
"""Doors that open for what is sealed; a figure that nobody can read is none."""


def _goldens() -> list[Golden]:
    found: list[Golden] = []
    for door in DOORS:
        table = [*_of_the_head(door), *_of_the_words(door), *_OWN.get(door, [])]
        found += [Golden(f"{door}: {name}", (gate,), passing(door), change) for name, gate, change in table]
    for door, gates in _SEALED_GATES.items():
        table = [*_of_the_head(door), *((f"{gate} not attested", gate, _unattested(gate)) for gate in gates)]
        found += [Golden(f"{door}, sealed: {name}", (gate,), sealed(door), change) for name, gate, change in table]
    return found


GOLDENS: Final = tuple(_goldens())
