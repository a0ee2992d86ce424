"""How the treaty itself changes: founding, authorities, officers, keys, members, rules, safeguards.

Members and rules change by two acts of two States; an authority changes its own officers and
keys (``law.md`` D(iv), config and keys) and publishes the key to which one seals for it. Whatever
takes a power away opens a matter of its own, so that nobody can make it stale (design, rule 10).
"""

from __future__ import annotations

from typing import Final

from comity.matters import NOT_THE_CLAIMANT, Procedure, move

_ANY: Final = "NLO NAA ECA CR CM IR AU AA CK"
_HEADS: Final = "NAA ECA CR CM IR AU AA"
_TWO_STATES: Final = (NOT_THE_CLAIMANT,)

TREATY: Final = Procedure(
    "treaty",
    "keys",
    (
        move(
            "treaty.found",
            "",
            "founded",
            "NODE",
            "design, rule 8",
            terms="profile profile_digest rulebook",
            optional="authorities officers members log_key origin safeguards",
        ),
    ),
)

AUTHORITY: Final = Procedure(
    "authority",
    "keys",
    (
        move(
            "authority.notify",
            "",
            "notified",
            "NAA",
            "Conv. Art 4; Databank Agreement Art 2",
            head_or_deputy=True,
            terms="authority participant duty since seal",
        ),
        move(
            "authority.end",
            "",
            "ended",
            "NAA",
            "Databank Agreement Art 2(2)",
            head_or_deputy=True,
            terms="authority until",
        ),
    ),
)

OFFICER: Final = Procedure(
    "officer",
    "keys",
    (
        move(
            "officer.appoint",
            "",
            "appointed",
            _HEADS,
            "RATS Agreement Art 1",
            head_or_deputy=True,
            terms="officer authority capacities key",
            optional="head_or_deputy seconded_by since until",
        ),
        move(
            "officer.dismiss",
            "",
            "dismissed",
            _HEADS,
            "RATS Agreement Art 1",
            head_or_deputy=True,
            terms="officer",
        ),
    ),
)

KEY: Final = Procedure(
    "key",
    "keys",
    (
        move("key.rotate", "", "rotated", _ANY, "design, rule 16", terms="old new"),
        move("key.revoke", "", "revoked", _ANY, "design, rule 16", terms="key suspect_from"),
    ),
)

MEMBERSHIP: Final = Procedure(
    "membership",
    "council",
    (
        move("member.propose", "", "proposed", "CM", "Charter Art 16", terms="participant joins day"),
        move(
            "member.adopt",
            "proposed",
            "adopted",
            "CM",
            "Charter Art 16",
            bars=_TWO_STATES,
            terms="participant joins day",
        ),
    ),
)

RULEBOOK: Final = Procedure(
    "rulebook",
    "council",
    (
        move("rulebook.propose", "", "proposed", "CM", "Charter Art 16; law.md E10", terms="digest at_once"),
        move("rulebook.adopt", "proposed", "adopted", "CM", "Charter Art 16; law.md E10", bars=_TWO_STATES),
    ),
)

SAFEGUARDS: Final = Procedure(
    "safeguards",
    "council",
    (
        move(
            "safeguards.sign",
            "",
            "signed",
            "NAA ECA",
            "Conv. Art 12; law.md D(iii), gate 40",
            head_or_deputy=True,
            terms="digest",
        ),
    ),
)

SEALING: Final = Procedure(
    "sealing",
    "keys",
    (
        move(
            "sealing.publish",
            "",
            "published",
            "NAA ECA IR",
            "design, rules 4 and 21",
            head_or_deputy=True,
            terms="authority key",
        ),
    ),
)

PROCEDURES: Final = (TREATY, AUTHORITY, OFFICER, KEY, SEALING, MEMBERSHIP, RULEBOOK, SAFEGUARDS)
