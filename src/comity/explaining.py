"""Why a name was taken for another, in sentences that a border officer reads.

The engine gives codes and values (``screening.answers``); here they become words of one language.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.language import DEFAULT, say
from comity.screening import Because, Match, Reason, Taken


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; ``speaks`` is positive for the match, negative against it, 0 where it is only shown."""

    speaks: int
    text: str


def explain(match: Match, lang: str = DEFAULT) -> tuple[Line, ...]:
    """What was taken for what, then what speaks for and against, in the order in which it was weighed."""
    words = [Line(1, taken(one, lang)) for one in match.taken]
    return (*words, *(Line(one.speaks, reason(one, lang)) for one in match.reasons if _adds(one, match)))


def taken(one: Taken, lang: str = DEFAULT) -> str:
    """Which words were taken for which, each with its sound where it is written in another script."""
    return say(
        "screening.taken",
        lang,
        query=_shown(one.query, one.query_sound),
        candidate=_shown(one.candidate, one.candidate_sound),
        how=say(f"screening.how_{one.how.value}", lang),
        percent=round(one.likeness * 100),
    )


def reason(one: Reason, lang: str = DEFAULT) -> str:
    """One reason as a sentence that says whether it speaks for, against, or is not weighed."""
    side = "for" if one.speaks > 0 else "against" if one.speaks < 0 else "shown"
    return say(f"screening.{side}", lang, reason=_sentence(one, lang))


def _adds(one: Reason, match: Match) -> bool:
    """The words themselves say more than that they agree."""
    return one.because is not Because.NAME or not match.taken


def _sentence(one: Reason, lang: str) -> str:
    values = {"query": "", "candidate": "", **dict(one.values)}
    name = one.because.value
    if one.because is Because.MISSING:
        name = "missing_query" if values["candidate"] else "missing_candidate"
    if one.because is Because.KIND_DIFFERS:
        values = {side: say(f"screening.kind_{kind}", lang) for side, kind in values.items()}
    return say(f"screening.because_{name}", lang, **values)


def _shown(word: str, sound: str) -> str:
    return f"{word} [{sound}]" if sound and sound.casefold() != word.casefold() else word
