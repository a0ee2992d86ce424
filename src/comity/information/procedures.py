"""A giver's written consent that what it gave goes on to others (Conv. Art 13(2), 13(3))."""

from __future__ import annotations

from typing import Final

from comity.matters import CLAIMANT_ONLY, Procedure, move

ON: Final = "on"
TELLINGS: Final = frozenset({"contribution", "trend", "result", "request", "answer", "warning"})
PROCEDURES: Final = (
    Procedure(
        "consent",
        "databank",
        (
            move(
                "consent.give",
                "",
                "given",
                "NAA",
                "Conv. Art 13(2), 13(3)",
                bars=(CLAIMANT_ONLY,),
                head_or_deputy=True,
                bodies="consent",
            ),
            move("consent.withdraw", "given", "withdrawn", "NLO NAA", "Conv. Art 13", bars=(CLAIMANT_ONLY,)),
        ),
        parent=ON,
        parents=TELLINGS - {"warning"},
    ),
)
