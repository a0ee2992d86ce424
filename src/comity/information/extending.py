"""Tell a warning anew for a longer time: the same words under a new term, beside the reasons (law.md, Danger now).

A term is never moved: what was told first ends when it said it would, and this stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from comity import provenance, terms
from comity.acts import BodyHead
from comity.entries.acting import Prepared, RandomBytes
from comity.errors import Refused
from comity.provenance import seal

KEPT_UNTIL: Final = "kept_until"


def extended(
    prepared: Prepared, told: tuple[BodyHead, Sequence[bytes]], until: str, random_bytes: RandomBytes
) -> Prepared:
    """``prepared`` with the body ``told`` once more, kept until the day ``until``.

    Raises Refused (``face.day``) where that is no day; whether it is too late, the door says (gate 34).
    """
    if not terms.day(until):
        raise Refused("face.day", value=until[:40])
    body, held = told
    said = [provenance.trusted(content) for content in held]
    again = [replace(one, value=until) if one.property == KEPT_UNTIL else one for one in said]
    opened = seal(again, lambda: random_bytes(16))
    commitments = tuple(one.commitment for one in opened)
    fresh = replace(body, statements=commitments, kept_until=f"{until}T00:00:00Z", derived_from=())
    head = replace(prepared.head, bodies=(fresh, *prepared.head.bodies))
    return replace(prepared, head=head, data=head.to_bytes(), bodies=(opened, *prepared.bodies))
