"""A proposal for common listing, and what each member says to it (Charter Art 16).

Consensus is several acts, never one: each member's position is a matter of its own.
"""

from __future__ import annotations

from typing import Final

from comity.matters import SAME_AUTHORITY, Procedure, move

ON: Final = "on"

PROCEDURES: Final = (
    Procedure(
        "proposal",
        "council",
        (
            move("proposal.open", "", "proposed", "NAA CM", "Charter Art 16; law.md D(iii), gate 38"),
            move("proposal.adopt", "proposed", "adopted", "CM", "Charter Art 16", door="list.common"),
            move("proposal.close", "proposed", "blocked", "CM", "Charter Art 16"),
        ),
        parent=ON,
        parents=frozenset({"list.entry"}),
    ),
    Procedure(
        "council.position",
        "council",
        (
            move("council.position", "", "taken", "CM", "Charter Art 16", terms="position"),
            move("council.change", "taken", "taken", "CM", "Charter Art 16", bars=(SAME_AUTHORITY,), terms="position"),
        ),
        parent=ON,
        parents=frozenset({"proposal"}),
    ),
)
