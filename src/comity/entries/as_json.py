"""The face and the history of an entry as JSON: the same for the command line, the API and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from comity.canonical import Json
from comity.entries import wording
from comity.entries.face import Face, Line, Part, Row, Version
from comity.entries.history import Change, Event
from comity.entries.procedures import KIND
from comity.language import say


def kind(shown: Face | Row) -> str:
    """What the entry is of: the List, the Register, or support."""
    return KIND[shown.procedure]


def row(shown: Face | Row) -> dict[str, Json]:
    """One entry of a list."""
    return {
        "id": shown.entry,
        "kind": kind(shown),
        "name": shown.caption,
        "names": list(shown.names),
        "claimant": shown.claimant,
        "effect": shown.standing.effect.value,
        "common": shown.common,
        "sunset": shown.sunset,
        "restricted": shown.restricted,
    }


def face(shown: Face, lang: str) -> Json:
    """The whole face, with the words of its effect in ``lang``."""
    return {
        **row(shown),
        "at": shown.at,
        "effect_words": wording.choice("effect", shown.standing.effect, lang),
        "reasons": [
            {"reason": reason, "ref": ref, "words": because(shown, reason, ref, lang)}
            for reason, ref in shown.standing.reasons
        ],
        "review_from": shown.review_from,
        "contested": shown.contested,
        "version": _version(shown.version) if shown.version else None,
        "earlier": [_version(one) for one in shown.earlier],
        "pending": [_version(one) for one in shown.pending],
        "decisions": [{**part(one.part), "standing": asdict(one.standing)} for one in shown.decisions],
        "positions": [
            {"participant": one.participant, "position": one.position, "flags": list(one.flags)}
            for one in shown.positions
        ],
        "un": _un(shown),
    }


def history(shown: Face, events: Sequence[Event], differ: Sequence[Sequence[Change]], lang: str) -> Json:
    """The acts on an entry, and how each version differs from the one before."""
    return {
        "id": shown.entry,
        "at": shown.at,
        "acts": [
            {
                **{k: v for k, v in asdict(one).items() if k != "word"},
                "words": wording.act(one.kind, lang),
                "choice": choice(one, lang),
            }
            for one in events
        ],
        "changes": [[{"field": c.field, "gone": list(c.gone), "come": list(c.come)} for c in one] for one in differ],
    }


def because(shown: Face, reason: str, ref: str, lang: str) -> str:
    """A reason of the effect in words; a decision is named by its own reference where that is shown."""
    named = {d.part.matter: d.part.text("reference") for d in shown.decisions}
    return say(f"entries.because_{reason}", lang, ref=named.get(ref) or ref)


def choice(event: Event, lang: str) -> str:
    """The word that an act chose, for instance recognises; empty where it chose none."""
    term, value = event.word
    return wording.choice(term, value, lang) if term else ""


def _version(version: Version) -> dict[str, Json]:
    return {**part(version.part), "step": version.step, "since": version.since, "sunset": version.sunset}


def part(shown: Part) -> dict[str, Json]:
    """What is seen of a version or a decision."""
    return {
        "matter": shown.matter,
        "statements": [line(one) for one in shown.lines],
        "withheld": list(shown.withheld),
        "erased": shown.erased,
        "narrowed": shown.narrowed,
        "ended": shown.ended,
    }


def line(line: Line) -> dict[str, Json]:
    """One statement."""
    said = line.said
    value = said.value
    if isinstance(value, dict):
        value = {name: one for name, one in value.items() if name != "salt"}
    return {
        "commitment": line.commitment,
        "field": said.property,
        "value": value,
        "asserted_by": said.asserted_by,
        "source": said.source,
        "standing": said.standing.value,
        "grade": said.grade,
        "lang": said.lang,
    }


def _un(shown: Face) -> Json:
    if shown.un is None:
        return None
    return {
        "reference": shown.un.reference,
        "list_date": shown.un.list_date,
        "suggestions": list(shown.un.suggestions),
    }
