"""All findings on what one reader may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from comity.databank import merged
from comity.databank.findings.circles import circles, single_sources
from comity.databank.findings.contradictions import contradictions
from comity.databank.findings.duplicates import Pair, duplicates
from comity.databank.findings.finding import Finding, ordered
from comity.databank.findings.missing import missing
from comity.databank.findings.overdue import overdue
from comity.databank.told import Told


def analyse(
    told: Iterable[Told],
    at: str,
    *,
    superseded: Iterable[Told] = (),
    shown: Mapping[str, str] | None = None,
    judged: Collection[Pair] = (),
    working: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Every finding on ``told`` at the UTC time ``at``, in the order of their kinds.

    ``superseded``: replaced statements that the reader may see, through which sourcing is followed; they
    make no finding of their own. ``shown``: under which file each merged file is shown
    (``merged.shown_under``). ``judged``: pairs of files that a person has merged or declined.
    ``working``: the working languages.
    """
    under = shown or {}
    every, before = merged.under(told, under), merged.under(superseded, under)
    known = {(under.get(one, one), under.get(other, other)) for one, other in judged}
    return ordered(
        (
            *contradictions(every),
            *duplicates(every, known),
            *circles(every, before),
            *single_sources(every, before),
            *overdue(every, at),
            *missing(every, working),
        )
    )
