"""Deriving: whatever is made of a statement keeps its audience, its conditions and its term.

The giver of information says who may have it, for what and until when (Conv. Art 13; originator control).
An act that draws on a statement names it in ``derived_from``; this module judges, for every act, that
nobody learns through the new body what the old one would not show, and that no condition is lost. What
the author's own State gave it may give on; what others gave, only as they allow. Terms bind everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comity.acts import BodyHead
from comity.errors import Refused
from comity.handling import Reader
from comity.participants import Directory

FROM_NOTHING: Final = frozenset({"warning"})
"""Procedures of which nothing may be made: a warning can neither become nor support anything else."""
_OF_THE_STRUCTURE: Final = frozenset({"executive", "council", "review"})
_ART_13: Final = "Conv. Art 13(2), 13(3)"


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement that is drawn on: the head's word on its body, whose it is, and on which matter.

    ``consents``: to whom else its giver allowed it to go."""

    commitment: str
    body: BodyHead
    owner: str
    matter: str
    procedure: str
    consents: frozenset[str] = frozenset()


Look = Callable[[Sequence[str]], Mapping[str, Cited]]
Readable = Callable[[Sequence[str], Reader], frozenset[str]]


def check(body: BodyHead, author: Reader, claimant: str, directory: Directory, look: Look, readable: Readable) -> None:
    """Refuse a body that loses what binds the statements it draws on (``deriving.*``).

    ``claimant``: whose matter it is told on, for that State reads what stands there. ``look`` finds
    statements by commitment, ``readable`` those that a reader may see; an unknown statement and one that
    the author may not read are refused alike.
    """
    direct = list(dict.fromkeys(body.derived_from))
    if not direct:
        return
    if readable(direct, author) != set(direct):
        raise Refused("deriving.unknown", _ART_13)
    known = _closure(direct, look)
    for one in known:
        if one.procedure in FROM_NOTHING:
            raise Refused("deriving.from_warning", "law.md D(iii), Danger now")
        _check_term(body, one)
        if one.owner != author.participant:
            _check_conditions(body, one)
            _check_audience(body, one, author, claimant, directory)


def _closure(direct: Sequence[str], look: Look) -> list[Cited]:
    """What is cited, and what that was made of, however far."""
    found: dict[str, Cited] = {}
    fresh = list(direct)
    while fresh:
        looked = look(fresh)
        found.update(looked)
        further = {c for one in looked.values() for c in one.body.derived_from}
        fresh = sorted(further - found.keys())
    return list(found.values())


def _check_term(body: BodyHead, one: Cited) -> None:
    term = one.body.kept_until
    if term and (not body.kept_until or body.kept_until > term):
        raise Refused("deriving.term", "law.md C7; Conv. Art 13(1)", until=term[:10])


def _check_conditions(body: BodyHead, one: Cited) -> None:
    lost = set(one.body.conditions) - set(body.conditions)
    if lost:
        raise Refused("deriving.conditions", _ART_13, lost=sorted(lost))


def _check_audience(body: BodyHead, one: Cited, author: Reader, claimant: str, directory: Directory) -> None:
    code = one.body.code
    if code == "PUBLIC" or (code == "MEMBER" and body.code in ("MEMBER", "EYES_OF_REVIEW")):
        return
    if body.code != "NAMED":
        raise Refused("deriving.audience", _ART_13, handling=code, given=body.code)
    named = {*body.recipients, *([claimant] if claimant != author.participant else [])}
    if code == "MEMBER":
        too_many = {name for name in named if not _inside(name, author.at, directory)}
    else:
        allowed = {*one.body.recipients, one.owner, *one.consents} if code == "NAMED" else {one.owner}
        too_many = {name for name in named if not _among(name, allowed, author, directory)}
    if too_many:
        raise Refused("deriving.recipients", _ART_13, recipients=sorted(too_many))


def _inside(name: str, at: str, directory: Directory) -> bool:
    """Whether ``name`` is a member, an authority of one, or an organ of the Structure."""
    members = directory.members_on(at[:10])
    authority = directory.authorities.get(name)
    if authority is None:
        organs = {a.participant for a in directory.authorities.values() if a.duty in _OF_THE_STRUCTURE}
        return name in members | organs
    return authority.participant in members or authority.duty in _OF_THE_STRUCTURE


def _among(name: str, allowed: Iterable[str], author: Reader, directory: Directory) -> bool:
    """Whether ``name`` is one of those allowed, or an authority of one; the author's own has it already."""
    one = {*allowed, author.authority}
    authority = directory.authorities.get(name)
    return name in one or (authority is not None and authority.participant in one)
