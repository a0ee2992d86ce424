"""What happens to a judicial decision, the spine of every entry (``law.md`` D(ii)).

A later ruling is a matter of its own, linked to the decision, so that recording it can never be
stale. A ruling against the decision counts when recorded; one in its favour only when a reviewer
whom the claimant did not send has authenticated it.
"""

from __future__ import annotations

from typing import Final

from comity.matters import CLAIMANT_ONLY, NOT_SECONDED_BY_CLAIMANT, NOT_THE_DRAFTER, Procedure, move

DECISION: Final = "decision"
RULING: Final = "ruling"
ON: Final = "on"

_FOUR_EYES: Final = (NOT_SECONDED_BY_CLAIMANT, NOT_THE_DRAFTER)

PROCEDURES: Final = (
    Procedure(
        DECISION,
        "decision",
        (
            move(
                "decision.record",
                "",
                "recorded",
                "NLO NAA",
                "S3 L120",
                terms="type finality",
                optional="valid_until",
                bodies="judiciary.decision document",
            ),
            move("decision.authenticate", "recorded", "authenticated", "CR", "CP 2001/931 Art 1(4)", bars=_FOUR_EYES),
            move("decision.reject", "recorded", "rejected", "CR", "Conv. Art 8(2)", bars=_FOUR_EYES),
        ),
    ),
    Procedure(
        RULING,
        "decision",
        (
            move(
                "ruling.record",
                "",
                "recorded",
                "NLO NAA",
                "S3 L120; law.md D(ii)",
                bars=(CLAIMANT_ONLY,),
                terms="outcome",
                optional="on stands not_time_barred",
            ),
            move("ruling.authenticate", "recorded", "authenticated", "CR", "CP 2001/931 Art 1(4)", bars=_FOUR_EYES),
        ),
        parent=ON,
        parents=frozenset({DECISION}),
    ),
)

CONFIRMS: Final = frozenset({"confirmed"})  # the court or prosecutor says that warrant or sentence stands
FALLS: Final = frozenset({"quashed", "amnestied", "time_barred", "varied", "executed", "acquitted"})
OPENS: Final = {"under_appeal": "under_appeal", "stayed": "stayed"}  # outcomes that leave it not final
SETTLES: Final = {"final": "final", "stay_lifted": "appealable", "quashing_reversed": "final"}
OUTCOMES: Final = FALLS | OPENS.keys() | SETTLES.keys() | CONFIRMS
FINALITIES: Final = frozenset({"appealable", "under_appeal", "final"})
