"""A comparison in words: what each claim says of each aspect, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from comity.databank.figures.claims import LADDER
from comity.databank.figures.results import Comparison, Finding, Row, Verdict, said
from comity.databank.figures.wording import counted
from comity.language import say

_STEPS: Final = frozenset(f"persons_{step}" for step in LADDER)


@dataclass(frozen=True, slots=True)
class Line:
    """One aspect: what each claim says of it, and the verdict."""

    aspect: str
    values: tuple[str, ...]
    verdict: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Words:
    """One comparison in one language. ``units``: what is counted; ``lines``: what somebody says; ``findings``:
    sentences, the first ones why the claims cannot be compared."""

    units: str
    ids: tuple[str, ...]
    lines: tuple[Line, ...]
    findings: tuple[str, ...]


def words(comparison: Comparison, lang: str) -> Words:
    """The comparison in ``lang``."""
    claims = comparison.claims
    units = " / ".join(dict.fromkeys(counted(claim, lang) for claim in claims))
    lines = tuple(_line(comparison, row, lang) for row in comparison.rows if row.verdict is not Verdict.UNSAID)
    return Words(units, tuple(claim.id for claim in claims), lines, tuple(_findings(comparison, lang)))


def _line(comparison: Comparison, row: Row, lang: str) -> Line:
    values = tuple(said(one, row.aspect, lang) or say("results.not_said", lang) for one in comparison.claims)
    return Line(_aspect(row, lang), values, _verdict(row, lang), row.verdict is not Verdict.SAME)


def _findings(comparison: Comparison, lang: str) -> Iterator[str]:
    comma = say("results.comma", lang)
    unsaid = [_aspect(row, lang) for row in comparison.rows if row.verdict is Verdict.UNSAID]
    if unsaid:
        yield say("results.nobody_says", lang, aspects=comma.join(unsaid))
    if comparison.bars and comparison.finding is not Finding.REFUSED:
        reasons = (
            say("results.reason", lang, aspect=_aspect(bar, lang), verdict=_verdict(bar, lang))
            for bar in comparison.bars
        )
        yield say("results.not_comparable", lang, reasons=comma.join(reasons))
    yield say(f"results.finding_{comparison.finding.value}", lang)
    if len({claim.unit for claim in comparison.claims if claim.unit in _STEPS}) > 1:
        yield say("results.steps_differ", lang)
    notes: dict[str, list[str]] = {}
    for claim in comparison.claims:
        if claim.note:
            notes.setdefault(claim.note.read(lang), []).append(claim.id)
    yield from (say("results.note", lang, id=", ".join(ids), note=note) for note, ids in notes.items())


def _aspect(row: Row, lang: str) -> str:
    return say(f"results.aspect_{row.aspect.value}", lang)


def _verdict(row: Row, lang: str) -> str:
    return say(f"results.verdict_{row.verdict.value}", lang)
