"""Receipts of acts: to the authority that acted, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from comity import acts
from comity.site.answers.visit import Visit


@dataclass(frozen=True, slots=True)
class Known:
    """An act of the visitor's authority in the log: its matter, place, time, and the step after it."""

    matter: str
    index: int
    time: str
    after: str


def receipt(visit: Visit, act: str) -> Known | None:
    """What is known of ``act``; None alike where there is none and where another authority acted."""
    stored = visit.unit.stored(act)
    if stored is None or visit.officer is None:
        return None
    head = acts.parse_head(stored[0])
    if head.authority != visit.officer.authority:
        return None
    stamp = acts.parse_stamp(stored[4])
    return Known(head.matter, stamp.index, stamp.time, stamp.after)


def last_act(visit: Visit, matter: str) -> str:
    """The id of the last act on ``matter``; empty where there is none."""
    row = visit.unit.one("SELECT id FROM act WHERE matter = %s ORDER BY idx DESC LIMIT 1", [matter])
    return str(row[0]) if row else ""
"""Receipts at the desk: whether one is this node's, and whether a name was its query."""
from dataclasses import replace
from comity.checks import receipts
from comity.checks.receipts import Verified
from comity.errors import Refused
from comity.participants import NODE
from comity.screening import Kind
from comity.site.answers import checking
from comity.site.answers.checking import Form
from comity.site.registry import Registry
from comity.store import searched
_SALT_BYTES = 16
def vkey(registry: Registry) -> str:
    """The text of the key that verifies receipts of this node, as its log has it."""
    with searched.at_one_moment() as unit:
        public = next(key.public for key in unit.directory().keys.values() if key.holder == NODE)
    return receipts.node_key(registry.located.config.origin, public).vkey()
def verify(receipt: str, key: str, form: Form, salt: str) -> Verified:
    """Check ``receipt`` against ``key``, and where ``form`` has a name, whether it was the query under ``salt``.
    Raises Refused: ``log.vkey``, ``screen.receipt``, ``screen.salt``, ``screen.other_query``.
    """
    text = receipt.replace("\r\n", "\n").rstrip("\n") + "\n"
    asked = [checking.queries(replace(form, kind=kind.value))[0] for kind in Kind] if form.name else []
    found = receipts.verify(text.encode(), key, asked, _salt(salt) if asked else None)
    if found.fits is False:
        raise Refused("screen.other_query", "design, Receipt")
    return found
def _salt(text: str) -> bytes:
    try:
        found = bytes.fromhex(text.strip())
    except ValueError:
        found = b""
    if len(found) != _SALT_BYTES:
        raise Refused("screen.salt", file="…")
    return found
