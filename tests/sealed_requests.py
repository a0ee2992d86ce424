"""A sealed question from Alderia to Borovia, committed on a test's node."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from comity import acts
from comity.acts import BodyHead, SignedAct
from comity.assistance.procedures import REQUEST, REQUESTS
from comity.demo.cast import Cast
from comity.engine import Receipt
from comity.information import sealed
from comity.information.sealed import Inside
from comity.provenance import Opened, Standing, Statement, seal

KEPT: Final = timedelta(days=30)
CANARY: Final = "canary-7f3a: a fictional witness saw the fictional Salt Brigade"


@dataclass(frozen=True)
class Sealed:
    """The signed act, and what is in it."""

    signed: SignedAct
    body: BodyHead
    statement: Opened
    inside: tuple[Opened, ...]

    @property
    def act(self) -> str:
        return acts.parse_head(self.signed.head).id

    @property
    def matter(self) -> str:
        return acts.parse_head(self.signed.head).matter


def with_requests(cast: Cast) -> None:
    """Let the node take requests with sealed bodies."""
    held = cast.node.charter
    charter = replace(
        held,
        procedures={**held.procedures, REQUEST: REQUESTS},
        schemas=held.schemas | {sealed.SCHEMA},
        guards={**held.guards, "request.draft": sealed.guard},
    )
    cast.node = replace(cast.node, charter=charter, writer=replace(cast.node.writer, charter=charter))


def asked(cast: Cast) -> Sealed:
    """The act, signed and not yet committed."""
    with cast.node.reading() as unit:
        directory, index = unit.directory(), unit.position().index
    between = sealed.parties(directory, "XA-CENTRAL", "XB-CENTRAL", index, acts.to_time(cast.node.clock())[:10])
    said = [Statement("question", CANARY, "XA", "own enquiry", Standing.ALLEGED, "B2")]
    inside = Inside("assistance.question/1", seal(said, lambda: cast.random_bytes(16)))
    matter, terms = cast.new_id(), {"to": "XB-CENTRAL"}
    head = cast.head("XA-NLO-1", "NLO", "request.draft", REQUEST, matter, terms)
    until = acts.to_time(cast.node.clock() + KEPT)
    body, opened = sealed.sealed_body(
        inside, between, head.id, head.origin, (matter,), cast.random_bytes, kept_until=until
    )
    signed = cast.sign(replace(head, bodies=(body,)), (opened,))
    return Sealed(signed, body, opened[0], inside.statements)


def submitted(cast: Cast) -> tuple[Sealed, Receipt]:
    """A committed one, on a node where everybody has published a sealing key."""
    with_requests(cast)
    cast.publish_sealing_keys()
    made = asked(cast)
    return made, cast.node.submit(made.signed)
