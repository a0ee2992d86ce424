"""Prepare an act: any move of the tables, made against what its author has seen.

``prepare`` judges only what a person can mend before signing (a missing term, a word that is no
word of its list, reasons that are not given); whether the act is allowed, ``commit`` decides.
Nothing is signed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from comity import acts
from comity.acts import BodyHead, Head, Link
from comity.canonical import Json
from comity.entries.grounds import Source
from comity.entries.guards import CHOICES, REASONED, chosen
from comity.entries.wording import words_of
from comity.errors import Refused
from comity.matters import OPENING, Matter, Move, Procedure
from comity.participants import Directory, Officer
from comity.provenance import Opened, Standing, Statement, seal

RandomBytes = Callable[[int], bytes]
REASONS: Final = "reasons/1"
CONSENT: Final = "consent/1"  # in writing, to those to whom something may go on (Conv. Art 13(3))
FROM_DOSSIERS: Final = frozenset({"entry.claim", "version.submit", "decision.record"})
_ELSEWHERE: Final = {"treaty.found": "comity init", "import.adopt": "comity lists adopt"}
_LISTS: Final = frozenset("attests capacities statements effects at_once reasons".split())
_NUMBERS: Final = frozenset({"attests", "suspect_from"})
_MAX_REASON: Final = 4_000


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signs: an officer for an authority, with the ids of both keys, and for which log (its origin)."""

    officer: str
    authority: str
    officer_key: str
    seal_key: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One act to be signed. ``words`` says, in each language, what is signed and what follows from it."""

    head: Head
    data: bytes
    bodies: tuple[tuple[Opened, ...], ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer asks for. ``matter``: the one to move on, empty to open one; ``on``: what a new one
    is about; ``terms``: as typed; ``reason``: in writing, becomes a body in the language ``lang``; ``more``:
    further links of a new matter, as (relation, matter); ``to``: for whom a consent is."""

    kind: str
    officer: str
    matter: str = ""
    on: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    lang: str = "en"
    more: tuple[tuple[str, str], ...] = ()
    to: tuple[str, ...] = ()


def head(
    who: Identity,
    capacity: str,
    kind: str,
    procedure: str,
    matter: str,
    now: datetime,
    random_bytes: RandomBytes,
    *,
    after: str = "",
    terms: Mapping[str, Json] | None = None,
    links: tuple[Link, ...] = (),
    bodies: tuple[BodyHead, ...] = (),
) -> Head:
    """The head of one act, with a new id."""
    return Head(
        id=random_bytes(16).hex(),
        kind=kind,
        procedure=procedure,
        matter=matter,
        after=after,
        officer=who.officer,
        authority=who.authority,
        capacity=capacity,
        officer_key=who.officer_key,
        seal_key=who.seal_key,
        signed_at=acts.to_time(now),
        terms=terms or {},
        links=links,
        bodies=bodies,
        origin=who.origin,
    )


def reasons(
    text: str,
    officer: str,
    participant: str,
    about: Iterable[str],
    now: datetime,
    random_bytes: RandomBytes,
    lang: str = "en",
) -> tuple[BodyHead, tuple[Opened, ...]]:
    """The body that carries reasons in writing: for the author's side and the reviewers only."""
    day = now.date().isoformat()
    said = Statement("reason", text, participant, officer, Standing.ASSESSED, "A1", lang, "", day, day)
    opened = seal([said], lambda: random_bytes(16))
    named = tuple(dict.fromkeys(one for one in about if one))
    return BodyHead(REASONS, "EYES_OF_REVIEW", (), named, (), tuple(one.commitment for one in opened)), opened


def prepare(
    asked: Asked, source: Source, procedures: Iterable[Procedure], now: datetime, random_bytes: RandomBytes
) -> Prepared:
    """The act that ``asked`` describes, after the last act that its matter has in ``source``.

    Raises Refused: ``act.*`` and ``actor.*`` as ``commit`` would, ``entry.choice``, ``entry.reasons``,
    ``face.*`` for what is typed wrongly.
    """
    directory = source.directory()
    officer = officer_of(directory, asked.officer)
    procedure, move, matter = _move(asked, source, tuple(procedures))
    capacity = capacity_for(officer, move)
    terms = terms_of(asked.terms, asked.kind, move)
    target = matter.id if matter else random_bytes(16).hex()
    links = _links(asked, procedure, source) if matter is None else ()
    about = (target, *ancestors(source, links or (matter.links if matter else ())))
    bodies, opened = _bodies(asked, directory.participant_of(officer.authority), about, now, random_bytes)
    made = head(
        identity(directory, officer),
        capacity,
        asked.kind,
        procedure.name,
        target,
        now,
        random_bytes,
        after=matter.last.act if matter else "",
        terms=terms,
        links=links,
        bodies=bodies,
    )
    return Prepared(made, made.to_bytes(), opened, words_of(made, move))


def officer_of(directory: Directory, name: str) -> Officer:
    """Raises Refused (``face.officer``)."""
    found = directory.officers.get(name)
    if found is None:
        raise Refused("face.officer", "law.md D(iv)", officer=name[:40])
    return found


def in_office(directory: Directory, name: str, day: str) -> Officer:
    """The officer ``name``, in office on ``day``. Raises Refused (``face.officer``) for any other."""
    found = officer_of(directory, name)
    if not found.valid_on(day):
        raise Refused("face.officer", "law.md D(iv)", officer=name[:40])
    return found


def identity(directory: Directory, officer: Officer) -> Identity:
    """The officer with the current keys of officer and authority. Raises Refused (``actor.key``)."""
    return Identity(
        officer.id,
        officer.authority,
        _current_key(directory, officer.id, seal=False),
        _current_key(directory, officer.authority, seal=True),
        directory.origin,
    )


def _current_key(directory: Directory, holder: str, *, seal: bool) -> str:
    held = [k for k in directory.keys.values() if k.holder == holder and k.seal is seal and k.until is None]
    if not held:
        raise Refused("actor.key", "design, rule 16", key="-", holder=holder)
    return max(held, key=lambda k: k.since).id


def _move(asked: Asked, source: Source, procedures: tuple[Procedure, ...]) -> tuple[Procedure, Move, Matter | None]:
    """The row of the tables that ``asked`` means, with the matter where one is named."""
    if asked.kind in FROM_DOSSIERS | _ELSEWHERE.keys():
        command = _ELSEWHERE.get(asked.kind, "comity dossier")
        raise Refused("face.made_elsewhere", "design, rule 2", act=asked.kind, command=command)
    found = next((p for p in procedures if any(m.act == asked.kind for m in p.moves)), None)
    if found is None:
        raise Refused("face.kind", "design, the seven nouns", act=asked.kind[:40])
    matter = source.matter(asked.matter) if asked.matter else None
    if asked.matter and (matter is None or matter.procedure != found.name):
        raise Refused("act.unknown_matter")
    step = matter.step if matter else OPENING
    move = found.find(asked.kind, step)
    if move is None:
        allowed = list(found.acts_from(step)) or ["-"]
        raise Refused("act.no_move", f"procedure {found.name}", act=asked.kind, step=step or "opening", allowed=allowed)
    return found, move, matter


def capacity_for(officer: Officer, move: Move) -> str:
    """The capacity in which ``officer`` may make ``move``. Raises Refused (``actor.capacity``)."""
    fit = sorted(officer.capacities & move.capacities)
    if not fit:
        wanted = ", ".join(sorted(move.capacities))
        raise Refused("actor.capacity", f"law.md D(iv); {move.provision}", officer=officer.id, capacity=wanted)
    return fit[0]


def terms_of(typed: tuple[tuple[str, str], ...], kind: str, move: Move) -> dict[str, Json]:
    """The terms of the head, as they were typed. Raises Refused (``act.terms``, ``entry.choice``, ``face.number``)."""
    terms = {name: _value(name, text) for name, text in typed}
    missing = move.terms - set(terms)
    if missing:
        raise Refused("act.terms", move.provision, missing=sorted(missing))
    for name, allowed in CHOICES.get(kind, {}).items():
        if not chosen(terms.get(name), allowed):
            value = str(terms.get(name))[:40]
            raise Refused("entry.choice", "law.md D", term=name, value=value, allowed=sorted(allowed))
    return terms


def _value(name: str, text: str) -> Json:
    """A term as the head carries it: lists and numbers are known by their name, the rest are tokens."""
    if name in _LISTS:
        items: list[Json] = [_single(name, item.strip()) for item in text.split(",") if item.strip()]
        return items
    return _single(name, text)


def _single(name: str, text: str) -> Json:
    if name in _NUMBERS:
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise Refused("face.number", "design, rule 1", term=name, value=text[:40])
        return int(text)
    return {"true": True, "false": False}.get(text, text)


def _links(asked: Asked, procedure: Procedure, source: Source) -> tuple[Link, ...]:
    more = tuple(Link(relation, to) for relation, to in asked.more)
    if not procedure.parent:
        return more
    if not asked.on or source.matter(asked.on) is None:
        raise Refused("act.parent", f"procedure {procedure.name}", relation=procedure.parent)
    return (Link(procedure.parent, asked.on), *more)


def _bodies(
    asked: Asked, participant: str, about: tuple[str, ...], now: datetime, random_bytes: RandomBytes
) -> tuple[tuple[BodyHead, ...], tuple[tuple[Opened, ...], ...]]:
    if not asked.reason:
        if asked.kind in REASONED:
            raise Refused("entry.reasons", "CCF Statute Art 38; law.md D(iv)", act=asked.kind)
        return (), ()
    if len(asked.reason) > _MAX_REASON:
        raise Refused("face.long_reason", "design, rule 1", limit=_MAX_REASON)
    body, opened = reasons(asked.reason, asked.officer, participant, about, now, random_bytes, asked.lang)
    if asked.to:
        body = replace(body, schema=CONSENT, code="NAMED", recipients=asked.to)
    return (body,), (opened,)


def ancestors(source: Source, links: tuple[Link, ...]) -> tuple[str, ...]:
    """Every matter above these links: erasing any of them takes the reasons too (rule 17)."""
    found: list[str] = []
    left = list(links)
    while left:
        link = left.pop(0)
        above = source.matter(link.to)
        if link.to not in found and above is not None:
            found.append(link.to)
            left.extend(above.links)
    return tuple(found)
