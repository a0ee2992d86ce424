"""The tables for entries. Whatever can happen in parallel is a matter of its own, linked to the entry.

One ``version`` procedure serves the List, the Register and entries on support; its door is named by the
version's own terms.
"""

from __future__ import annotations

from typing import Final

from comity.judiciary.procedures import DECISION
from comity.matters import (
    CLAIMANT_ONLY,
    NOT_SECONDED_BY_CLAIMANT,
    NOT_THE_CLAIMANT,
    NOT_THE_DRAFTER,
    SAME_AUTHORITY,
    STATES_OWN,
    Procedure,
    move,
)

LIST_ENTRY: Final = "list.entry"
REGISTER_ENTRY: Final = "register.entry"
SUPPORT_ENTRY: Final = "support.entry"
KIND: Final = {LIST_ENTRY: "list", REGISTER_ENTRY: "register", SUPPORT_ENTRY: "support"}
"""What a person calls each kind of entry; dossiers and doors are named after it."""
VERSION_OF: Final = "version_of"
ON: Final = "on"
RESTS_ON: Final = "rests_on"
SUPPORTED: Final = "supported"  # the List entry of the organisation that was given support
_BODIES: Final = " ".join(KIND)
_ENTRY: Final = frozenset(KIND)
_ENTRY_OR_VERSION: Final = _ENTRY | {"version"}
_TOLD: Final = frozenset("contribution trend result request answer warning".split())  # what is told and is no entry

_OWN: Final = (CLAIMANT_ONLY,)
_FOUR_EYES: Final = (NOT_SECONDED_BY_CLAIMANT, NOT_THE_DRAFTER)

ENTRIES: Final = tuple(
    Procedure(name, "entry", (move("entry.claim", "", "claimed", "NLO", "S3 L120", bodies=""),)) for name in KIND
)

VERSION: Final = Procedure(
    "version",
    "entry",
    (
        move(
            "version.submit",
            "",
            "submitted",
            "NLO",
            "Conv. Art 8",
            bars=_OWN,
            terms="door sunset effects",
            bodies=f"{_BODIES} document",
        ),
        move("version.correct", "submitted approved", "superseded", "NLO", "SIS 2018/1862 Art 59(3)", bars=_OWN),
        move(
            "version.approve",
            "submitted",
            "approved",
            "NAA",
            "Conv. Art 8(4); law.md D(iii), gates 2 and 44",
            bars=(*_OWN, NOT_THE_DRAFTER),
            head_or_deputy=True,
            terms="effects",
            bodies=_BODIES,
        ),
        move("version.return", "approved", "returned", "CR", "RPD 86", bars=_FOUR_EYES, terms="reasons"),
        move("version.refuse", "approved", "refused", "CR", "RPD 86", bars=_FOUR_EYES, terms="reasons"),
        move(
            "version.permit",
            "approved",
            "permitted",
            "CR",
            "RPD 86; law.md D(iii), gate 28",
            bars=_FOUR_EYES,
            door="{door}",
            clock="12m",
            terms="attests",
            optional="neutrality",
        ),
    ),
    parent=VERSION_OF,
    parents=_ENTRY,
    cites={RESTS_ON: DECISION},
    refers={SUPPORTED: frozenset({LIST_ENTRY})},
)

ABOUT_ENTRIES: Final = (
    Procedure(
        "narrowing",
        "entry",
        (move("entry.narrow", "", "narrowed", "NLO NAA", "SIS 2018/1862 Art 59(3)", bars=_OWN, terms="statements"),),
        parent=ON,
        parents=_ENTRY,
    ),
    Procedure(
        "withdrawal",
        "entry",
        (move("entry.withdraw", "", "withdrawn", "NLO NAA", "SIS 2018/1862 Art 59(3)", bars=_OWN, terms="reason"),),
        parent=ON,
        parents=_ENTRY,
    ),
    Procedure(
        "suspension",
        "entry",
        (
            move(
                "suspension.begin",
                "",
                "suspended",
                "NLO NAA CR",
                "law.md D(iv), suspend",
                bars=(STATES_OWN,),
                terms="reason",
            ),
            move("suspension.urgent", "", "suspended", "ECA", "law.md D(iv), urgent", clock="72h", terms="reason"),
            move(
                "suspension.lift",
                "suspended",
                "lifted",
                "NLO NAA CR ECA",
                "law.md D(iv), suspend",
                bars=(SAME_AUTHORITY,),
            ),
        ),
        parent=ON,
        parents=_ENTRY,
    ),
    Procedure(
        "position",
        "entry",
        (
            move("position.take", "", "taken", "NLO NAA", "law.md E11", bars=(NOT_THE_CLAIMANT,), terms="position"),
            move(
                "position.change", "taken", "taken", "NLO NAA", "law.md E11", bars=(SAME_AUTHORITY,), terms="position"
            ),
        ),
        parent=ON,
        parents=_ENTRY,
    ),
    Procedure(
        "flag",
        "entry",
        (
            move(
                "flag.raise",
                "",
                "raised",
                "NLO NAA",
                "SIS 2018/1862 Arts 24-25",
                bars=(NOT_THE_CLAIMANT,),
                terms="ground",
            ),
            move("flag.lift", "raised", "lifted", "NLO NAA", "SIS 2018/1862 Arts 24-25", bars=(SAME_AUTHORITY,)),
        ),
        parent=ON,
        parents=_ENTRY,
    ),
)

REVIEW: Final = (
    Procedure(
        "case",
        "redress",
        (
            move("case.open", "", "opened", "IR", "law.md D(iv), IR; C15", terms="reason"),
            move("case.close", "opened", "closed", "IR", "law.md D(iv), IR"),
        ),
        parent=ON,
        parents=_ENTRY | _TOLD | {"file", "incident"},
        audience="restricted",
    ),
    Procedure(
        "clearance",
        "redress",
        (
            move("reviewer.clear", "", "cleared", "IR", "law.md D(iii), gates 19, 20, 24, 37", terms="question"),
            move("reviewer.refuse", "", "refused", "IR", "law.md D(iii), gates 19, 20, 24, 37", terms="question"),
            move("reviewer.reconsider", "cleared", "refused", "IR", "law.md C15", terms="question"),
        ),
        parent=ON,
        parents=_ENTRY_OR_VERSION,
        audience="restricted",
    ),
    Procedure(
        "order",
        "redress",
        (
            move("reviewer.order", "", "ordered", "IR", "CCF Statute Art 3(2)(b)", terms="order reason"),
            move("reviewer.lift", "ordered", "lifted", "IR", "CCF Statute Art 3(2)(b)", terms="reason"),
        ),
        parent=ON,
        parents=_ENTRY,
    ),
    Procedure(
        "asylum",
        "redress",
        (
            move("asylum.ask", "", "asked", "IR", "1951 Convention Art 33; law.md D(iii), gate 19", terms="authority"),
            move("asylum.answer", "asked", "answered", "AA", "1951 Convention Art 33", terms="answer"),
        ),
        parent=ON,
        parents=_ENTRY_OR_VERSION,
        audience="restricted",
    ),
)

ERASURE: Final = Procedure(
    "erasure",
    "erasure",
    (
        move("erasure.declare", "", "declared", "IR CLOCK", "law.md D(ii), PURGED", terms="reason", optional="due"),
        move("erasure.own", "", "declared", "NAA", "SIS 2018/1862 Art 59(3)", bars=_OWN, terms="reason"),
        move("erasure.lapse", "", "declared", "CLOCK", "law.md C7; D(iii), gate 34", terms="due", bodies=""),
    ),
    parent=ON,
    parents=_ENTRY | _TOLD,
)

PROCEDURES: Final = (*ENTRIES, VERSION, *ABOUT_ENTRIES, *REVIEW, ERASURE)

DOORS: Final = {name: frozenset({f"{kind}.circulate", f"{kind}.renew"}) for name, kind in KIND.items()}
