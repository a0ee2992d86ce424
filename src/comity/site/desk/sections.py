"""The sections of the navigation, in order, with who may open them (capacities; empty is the public)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from comity.site.answers.visit import Visit

EVERYONE: Final = frozenset({""})
OFFICERS: Final = frozenset({"NLO", "NAA", "ECA", "CR", "CM", "IR", "AU", "CK", "AA"})
READERS: Final = frozenset({"NLO", "NAA", "ECA", "CR", "CM", "IR"})
"""Who reads entries: not the auditor (metadata alone), a checker (search alone), an asylum authority (nothing)."""
DECIDERS: Final = frozenset({"NLO", "NAA", "CK"})
"""Who says what a match was."""
COUNTERS: Final = frozenset({"AU", "IR", "NLO", "NAA"})
"""Who sees how much was asked of the Register: a State of its own officers, auditor and reviewer of all."""

OVERSEERS: Final = frozenset({"AU", "IR"})
"""Who reads the journal of all in figures: auditor and reviewer."""

REVIEWERS: Final = frozenset({"CR"})
DRAFTERS: Final = frozenset({"NLO"})
ACTING: Final = READERS | {"AA"}
"""Who makes moves on entries: whoever reads them, and an asylum authority that answers a question."""
ASKERS: Final = frozenset({"NLO", "NAA", "ECA", "IR"})
"""Who reads requests and warnings: officers of the authorities that ask, are asked or are named, and the independent
reviewer within an open case; no Council member, auditor, checker or asylum authority."""

ANSWERERS: Final = frozenset({"NAA", "ECA"})
"""Who answers a question that was put to his authority."""
TELLERS: Final = frozenset({"NLO", "NAA", "ECA"})
"""Who drafts what is told: a liaison officer, an approving authority its warnings and answers, an analyst answers."""
SIDES: Final = frozenset({"NLO", "NAA"})
"""Who sees what his own State told, with what waits for approval."""

REPORTED: Final = READERS | {"AU"}
"""Who reads the annual report: officers who read statistics, of what each may see."""

GIVERS: Final = frozenset({"NLO", "NAA", "IR", "AU"})
"""Who sees what became of what was given: its giver in counts, reviewer and auditor each use."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its name, which its words are called after, its first page, and whether it is there to look
    things up in rather than to work in: those stand apart."""

    name: str
    path: str
    open_to: frozenset[str]
    to_look_up: bool = False


SECTIONS: Final = (
    Section("desk", "desk", OFFICERS),
    Section("list", "list", EVERYONE),
    Section("register", "register", READERS),
    Section("databank", "databank", READERS),
    Section("requests", "requests", ASKERS),
    Section("warnings", "warnings", ASKERS),
    Section("search", "search", EVERYONE),
    Section("watchlists", "watchlists", EVERYONE),
    Section("decisions", "decisions", READERS, to_look_up=True),
    Section("instruments", "instruments", EVERYONE, to_look_up=True),
    Section("treaty", "treaty", EVERYONE, to_look_up=True),
    Section("trends", "databank/trends", EVERYONE, to_look_up=True),
    Section("results", "databank/results", EVERYONE, to_look_up=True),
    Section("report", "databank/report", REPORTED, to_look_up=True),
    Section("log", "log", EVERYONE, to_look_up=True),
    Section("authority", "authority", OFFICERS, to_look_up=True),
    Section("statistics", "statistics", EVERYONE, to_look_up=True),
    Section("rights", "rights", EVERYONE, to_look_up=True),
    Section("help", "help", EVERYONE, to_look_up=True),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the navigation."""

    section: str
    address: str
    is_here: bool
    to_look_up: bool


def links(visit: Visit, path: str) -> tuple[Link, ...]:
    """The sections that the visitor may open; ``path`` is the page that is shown."""
    mine = visit.officer.capacities if visit.officer else frozenset()
    able = [one for one in SECTIONS if "" in one.open_to or mine & one.open_to]
    within = [one.path for one in able if f"{path}/".startswith(f"/{one.path}/")]
    here = max(within, key=len, default="")
    return tuple(Link(one.name, f"/{one.path}", one.path == here, one.to_look_up) for one in able)
