"""Acts, steps and terms in words: what somebody signs, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.acts import Head
from comity.canonical import Json
from comity.language import LANGUAGES, UnknownSentence, say
from comity.matters import Move


def act(kind: str, lang: str) -> str:
    """What an act of this kind does; the kind itself where there are no words (an act of a later version)."""
    return _said(f"acts.{kind.replace('.', '_')}", kind, lang)


def done(kind: str, lang: str) -> str:
    """What an act of this kind was, in a few words, for a history."""
    return _said(f"history.{kind.replace('.', '_')}", kind, lang)


def step(name: str, lang: str) -> str:
    """A step of a procedure; the step before the first act is called so."""
    return _said(f"acts.step_{name or 'opening'}", name, lang)


def capacity(name: str, lang: str) -> str:
    return _said(f"acts.capacity_{name.lower()}", name, lang)


def choice(term: str, value: str, lang: str) -> str:
    """A word of a closed list, for instance of ``position`` or ``ground``; the word itself where it has none."""
    return _said(f"entries.{term}_{value}", value, lang)


def stands(authenticated: bool, state: str, finality: str, lang: str) -> str:
    """Where a court's decision stands: verified or not, what became of it, and whether it is final."""
    verified = say("entries.verified_yes" if authenticated else "entries.verified_no", lang)
    return ", ".join((verified, choice("outcome", state, lang), choice("finality", finality, lang)))


def words_of(head: Head, move: Move | None) -> Mapping[str, str]:
    """The whole act in words, in every language. ``move``: its row in the tables; None where there is none."""
    return {lang: "\n".join(_lines(head, move, lang)) for lang in LANGUAGES}


def _lines(head: Head, move: Move | None, lang: str) -> Iterator[str]:
    who = {"officer": head.officer, "authority": head.authority}
    yield say("acts.signs", lang, capacity=capacity(head.capacity, lang), **who)
    yield f"  {head.kind}: {act(head.kind, lang)}"
    if move is None:
        yield "  " + say("acts.unknown", lang)
    else:
        yield from (f"  {line}" for line in _consequences(move, lang))
    for name, value in head.terms.items():
        yield "  " + say("acts.term", lang, name=name, value=_shown(name, value, lang))
    for body in head.bodies:
        readers = say(f"acts.readers_{body.code}", lang)
        yield "  " + say("acts.body", lang, schema=body.schema, count=len(body.statements), readers=readers)


def _consequences(move: Move, lang: str) -> Iterator[str]:
    after = step(move.after, lang)
    if len(move.before) == 1:
        (before,) = move.before
        yield say("acts.moves", lang, before=step(before, lang), after=after, provision=move.provision)
    else:
        yield say("acts.moves_to", lang, after=after, provision=move.provision)
    if move.door:
        named = move.door != "{door}"
        yield say("acts.door", lang, door=move.door) if named else say("acts.own_door", lang)
    if move.clock:
        yield say("acts.clock", lang, clock=move.clock)


def _shown(name: str, value: Json, lang: str) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(name, one, lang) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key} {_shown(key, one, lang)}" for key, one in value.items())
    return choice(name, value, lang) if isinstance(value, str) else str(value)


def _said(key: str, otherwise: str, lang: str) -> str:
    try:
        return say(key, lang)
    except UnknownSentence:
        return otherwise
