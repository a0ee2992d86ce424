"""The tables of information on request and of warnings (Conv. Arts 7 to 9; law.md B6 and D(iii), Danger now)."""

from __future__ import annotations

from typing import Final

from comity.matters import CLAIMANT_ONLY, NOT_THE_DRAFTER, Procedure, move

REQUEST: Final = "request"
ANSWER: Final = "answer"
WARNING: Final = "warning"
TO: Final = "to"  # an answer is given to a request
ABOUT: Final = "about"  # a request is about files, incidents and entries

_OWN: Final = (CLAIMANT_ONLY,)
_EIGHT: Final = "Conv. Art 8(2) to 8(4)"
ASKED: Final = "sent received clarify"

REQUESTS: Final = Procedure(
    REQUEST,
    "request",
    (
        move("request.draft", "", "drafted", "NLO", _EIGHT, bodies="assistance.question document sealed", terms="to"),
        move(
            "request.send",
            "drafted",
            "sent",
            "NAA",
            f"{_EIGHT}; law.md D(iii), gates 2 and 42",
            bars=(*_OWN, NOT_THE_DRAFTER),
            head_or_deputy=True,
            door="request.ask",
            clock="30d",
            terms="attests",
        ),
        move(
            "request.oral",
            "",
            "oral",
            "NLO NAA",
            "Conv. Art 8(2)",
            clock="72h",
            terms="to",
            bodies="assistance.question sealed",
        ),
        move(
            "request.confirm",
            "oral",
            "sent",
            "NAA",
            "Conv. Art 8(2); law.md D(iii), gate 39",
            bars=_OWN,
            head_or_deputy=True,
            door="request.ask",
            clock="30d",
            terms="attests",
            bodies="assistance.question document sealed",
        ),
        move("request.void", "oral", "void", "CLOCK", "Conv. Art 8(2); law.md D(iii), gate 39", terms="due", bodies=""),
        move("request.receive", "sent", "received", "NLO NAA ECA", "Conv. Art 9(1)"),
        move("request.clarify", "sent received", "clarify", "NLO NAA ECA", "Conv. Art 9(4)", bodies="reasons"),
        move("request.clarified", "clarify", "received", "NLO NAA", "Conv. Art 9(4)", bars=_OWN),
        move(
            "request.refuse", ASKED, "refused", "NAA ECA", "Conv. Art 9(6) to 9(8)", head_or_deputy=True, terms="ground"
        ),
        move("request.postpone", ASKED, "received", "NAA ECA", "Conv. Art 9(6), 9(8)", terms="ground"),
        move("request.forward", ASKED, "forwarded", "NAA ECA", "Conv. Art 9(3)", terms="forwarded_to"),
        move("request.withdraw", f"drafted oral {ASKED}", "withdrawn", "NLO NAA", _EIGHT, bars=_OWN),
        move(
            "request.close",
            f"{ASKED} refused forwarded",
            "closed",
            "NLO NAA",
            "law.md D(ii), Request",
            bars=_OWN,
            terms="use",
        ),
    ),
    refers={ABOUT: frozenset({"file", "incident", "list.entry", "register.entry", "support.entry"})},
    audience="restricted",
    owned=True,
)

ANSWERS: Final = Procedure(
    ANSWER,
    "request",
    (
        move(
            "answer.give",
            "",
            "given",
            "NAA ECA",
            "Conv. Art 9; law.md D(iii), gates 1, 2 and 34",
            head_or_deputy=True,
            door="request.answer",
            terms="attests",
            bodies="assistance.answer document sealed",
        ),
    ),
    parent=TO,
    parents=frozenset({REQUEST}),
    audience="restricted",
    owned=True,
)

WARNINGS: Final = Procedure(
    WARNING,
    "request",
    (
        move(
            "danger.warn",
            "",
            "warned",
            "NAA",
            "Conv. Arts 7, 8; law.md D(iii), Danger now",
            head_or_deputy=True,
            door="danger.warn",
            terms="attests",
            bodies="assistance.warning sealed",
        ),
        move(
            "danger.oral",
            "",
            "oral",
            "NLO NAA",
            "Conv. Art 8(2); law.md D(iii), Danger now",
            clock="72h",
            bodies="assistance.warning sealed",
        ),
        move(
            "danger.confirm",
            "oral",
            "warned",
            "NAA",
            "Conv. Art 8(2); law.md D(iii), gate 39",
            bars=_OWN,
            head_or_deputy=True,
            door="danger.warn",
            terms="attests",
            bodies="assistance.warning sealed",
        ),
        move("danger.void", "oral", "void", "CLOCK", "Conv. Art 8(2); law.md D(iii), gate 39", terms="due", bodies=""),
        move(
            "danger.extend",
            "warned",
            "warned",
            "NAA",
            "law.md D(iii), Danger now",
            bars=_OWN,
            head_or_deputy=True,
            door="danger.warn",
            terms="attests",
            bodies="assistance.warning sealed reasons",
        ),
        move("danger.end", "oral warned", "ended", "NLO NAA", "law.md D(iii), Danger now", bars=_OWN),
    ),
    audience="restricted",
    owned=True,
)

PROCEDURES: Final = (REQUESTS, ANSWERS, WARNINGS)
