"""The tables of the databank: files, incidents, contributions, trends, results, and the merging of files.

A file says nothing itself. Whatever stands in it is one State's contribution, with its own door; so what a
State told can be replaced, withdrawn and erased without touching what another told.
"""

from __future__ import annotations

from typing import Final

from comity.matters import CLAIMANT_ONLY, NOT_THE_DRAFTER, Procedure, move

FILE: Final = "file"
INCIDENT: Final = "incident"
CONTRIBUTION: Final = "contribution"
TREND: Final = "trend"
RESULT: Final = "result"
MERGING: Final = "merging"
IN: Final = "in"  # a contribution is told in a file or an incident
KEEPS: Final = "keeps"  # of two files found to be one, the file that is kept
WITH: Final = "with"  # and the other
REPLACES: Final = "replaces"  # the State's earlier telling, which then counts no more
TOLD: Final = "told"  # the step at which a contribution counts

_OWN: Final = (CLAIMANT_ONLY,)
_APPROVED: Final = "RATS Agr. Art 6(3), 6(4); law.md D(iii), gates 1, 2 and 34"


def _told(name: str, bodies: str, door: str, parent: str = "", parents: frozenset[str] = frozenset()) -> Procedure:
    """The life of something told: drafted by one officer, approved by another through the door."""
    moves = (
        move(
            f"{name}.submit",
            "",
            "submitted",
            "NLO",
            "RATS Agr. Art 6(3)",
            bars=_OWN if not parent else (),
            bodies=f"{bodies} document sealed",
        ),
        move(
            f"{name}.approve",
            "submitted",
            TOLD,
            "NAA",
            _APPROVED,
            bars=(*_OWN, NOT_THE_DRAFTER),
            head_or_deputy=True,
            door=door,
            terms="attests",
        ),
        move(f"{name}.withdraw", f"submitted {TOLD}", "withdrawn", "NLO NAA", "SIS 2018/1862 Art 59(3)", bars=_OWN),
    )
    return Procedure(name, "databank", moves, parent=parent, parents=parents, cites={REPLACES: name}, owned=True)


FILES: Final = tuple(
    Procedure(name, "databank", (move(f"{name}.open", "", "opened", "NLO ECA", "RATS Agr. Art 6(4)", bodies=""),))
    for name in (FILE, INCIDENT)
)

TOLD_IN: Final = (
    _told(
        CONTRIBUTION,
        "databank.organisation databank.incident",
        "databank.contribute",
        parent=IN,
        parents=frozenset({FILE, INCIDENT}),
    ),
    _told(TREND, "databank.trend", "databank.trend"),
    _told(RESULT, "databank.result", "databank.result"),
)

MERGE: Final = Procedure(
    MERGING,
    "databank",
    (
        move("merging.propose", "", "proposed", "NLO NAA ECA", "RATS Agr. Art 6(3); law.md A1, F3"),
        move("merging.agree", "proposed", "merged", "ECA", "law.md A1, F3", bars=(NOT_THE_DRAFTER,)),
        move("merging.decline", "proposed", "declined", "ECA", "law.md A1, F3", bars=(NOT_THE_DRAFTER,)),
        move("merging.undo", "merged", "undone", "ECA", "law.md E6", optional="reason"),
    ),
    parent=KEEPS,
    parents=frozenset({FILE}),
    refers={WITH: frozenset({FILE})},
)

PROCEDURES: Final = (*FILES, *TOLD_IN, MERGE)
