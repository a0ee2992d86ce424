"""Seal a prepared telling to the two authorities and the independent reviewer (design, rule 21)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from comity.acts import BodyHead
from comity.entries.acting import Prepared, RandomBytes
from comity.information.sealed import Inside, Parties, sealed_body
from comity.provenance import Opened

ATTESTED: Final = (13, 14, 15, 35, 42, 43)
"""The gates that the giver of something sealed attests, for nobody else can weigh them."""
_TELLING: Final = ("databank.", "assistance.")


def sealed(prepared: Prepared, between: Parties, random_bytes: RandomBytes) -> Prepared:
    """The same act with each body of a telling sealed into it; its words stay those of what is inside.

    Raises Refused (``sealing.*``).
    """
    heads: list[BodyHead] = []
    bodies: list[tuple[Opened, ...]] = []
    for body, opened in zip(prepared.head.bodies, prepared.bodies, strict=True):
        made = (body, opened)
        if body.schema.startswith(_TELLING):
            made = sealed_body(
                Inside(body.schema, opened),
                between,
                prepared.head.id,
                prepared.head.origin,
                body.about,
                random_bytes,
                derived_from=body.derived_from,
                conditions=body.conditions,
                kept_until=body.kept_until,
            )
        heads.append(made[0])
        bodies.append(made[1])
    head = replace(prepared.head, bodies=tuple(heads))
    return replace(prepared, head=head, data=head.to_bytes(), bodies=tuple(bodies))
