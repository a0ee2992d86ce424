"""What an act brings besides its move: bodies that open what its head promises, and links.

Part of ``engine.commit``; nothing else calls it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from comity.acts import BodyHead, Head, SignedAct
from comity.canonical import SALT_BYTES
from comity.errors import Refused
from comity.matters import Matter, Move, Procedure
from comity.provenance import Opened

SEALED: Final = "sealed/"


class Held(Protocol):
    """What judging bodies and links reads; the unit of work is one."""

    def matter(self, matter: str) -> Matter | None: ...
    def is_purged(self, matter: str) -> bool: ...
    def is_erased(self, commitment: str) -> bool: ...
    def are_fresh(self, commitments: Sequence[str]) -> bool: ...


def check_bodies(
    signed: SignedAct,
    head: Head,
    matter: Matter | None,
    held: Held,
    schemas: frozenset[str],
    publishable: Mapping[str, frozenset[str]],
    move: Move,
    procedure: Procedure,
) -> None:
    """The bodies open what the head promises, are such as the act may bring, and erasing reaches them.

    Raises Refused (``act.bodies``, ``act.repeated``, ``act.schema``, ``act.about``, ``act.purged``, ``act.code``).
    """
    promised = [list(body.statements) for body in head.bodies]
    if any(len(one.salt) != SALT_BYTES for body in signed.bodies for one in body):
        raise Refused("act.bodies", "design, rule 3")
    opened = [[one.commitment for one in body] for body in signed.bodies]
    if promised != opened:
        raise Refused("act.bodies", "design, rule 3")
    said = [one for body in promised for one in body]
    if len(set(said)) < len(said) or not held.are_fresh(said):
        raise Refused("act.repeated", "design, rules 3 and 17")
    links = (*head.links, *(matter.links if matter else ()))
    subjects = {head.matter, *(link.to for link in links if link.relation == procedure.parent)}
    for body, given in zip(head.bodies, signed.bodies, strict=True):
        for schema in (body.schema, *_inside(body, given)):
            if schema not in schemas or schema.split("/")[0] not in move.bodies:
                raise Refused("act.schema", "design, rule 9", schema=schema, known=sorted(move.bodies) or ["-"])
        if body.readers and not body.schema.startswith(SEALED):
            raise Refused("act.fields", "design, rule 1")
        _check_code(body, {one.statement.property for one in given}, publishable)
        if subjects.isdisjoint(body.about):
            raise Refused("act.about", "design, rule 17", schema=body.schema)
        if any(held.is_purged(one) for one in {head.matter, *(link.to for link in links), *body.about}):
            raise Refused("act.purged", "design, rule 17")
        if any(held.is_erased(one) for one in body.derived_from):
            raise Refused("act.purged", "design, rule 17")


def _inside(body: BodyHead, given: Sequence[Opened]) -> tuple[str, ...]:
    """The schema that a sealed body follows inside, as it says outside; none for others."""
    if not body.schema.startswith(SEALED):
        return ()
    values = [one.statement.value for one in given]
    return tuple(str(value.get("schema")) if isinstance(value, dict) else "-" for value in values)


def _check_code(body: BodyHead, properties: set[str], publishable: Mapping[str, frozenset[str]]) -> None:
    """What no gate weighs is for the reviewers alone, and only what may be published is public (gate 34)."""
    ungated = body.schema.startswith("reasons/") and body.code != "EYES_OF_REVIEW"
    if ungated or (body.code == "PUBLIC" and not properties <= publishable.get(body.schema, frozenset())):
        raise Refused("act.code", "law.md D(iii), gate 34", handling=body.code, schema=body.schema)


def check_links(head: Head, matter: Matter | None, procedure: Procedure, held: Held, claimant: str) -> None:
    """Links are drawn when a matter opens, each to what its relation leads to; an unknown target, one of
    another kind and one of another claimant are refused alike. Raises Refused (``act.links``, ``act.purged``)."""
    relations = [link.relation for link in head.links]
    if (matter is not None and relations) or relations.count(procedure.parent) > 1:
        raise Refused("act.links", f"procedure {procedure.name}", relation=relations[0])
    if len(set(head.links)) < len(head.links):
        raise Refused("act.links", f"procedure {procedure.name}", relation=relations[0])
    for link in head.links:
        if link.relation == procedure.parent:
            continue
        target = held.matter(link.to)
        if target is None or held.is_purged(link.to) or not _fits(link.relation, target, procedure, claimant):
            raise Refused("act.links", f"procedure {procedure.name}", relation=link.relation)
    if matter is None and held.is_purged(head.matter):
        raise Refused("act.purged", "design, rule 17")


def _fits(relation: str, target: Matter, procedure: Procedure, claimant: str) -> bool:
    """Whether the relation leads to such a matter: the claimant's own, or, where the table says so, anyone's."""
    own = target.procedure == procedure.cites.get(relation) and target.participant == claimant
    return own or target.procedure in procedure.refers.get(relation, ())
