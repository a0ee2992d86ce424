"""What an act says, from its own bytes and the tables of this program: nobody signs on another's word."""

from __future__ import annotations

import hashlib

from comity import acts
from comity.acts import Head, SignedAct
from comity.bootstrap import TABLES
from comity.entries import wording
from comity.language import statements
from comity.matters import Move


def row(head: Head) -> Move | None:
    """The row of the tables for the act; the first of its kind where several steps lead to it."""
    table = TABLES.get(head.procedure)
    return next((move for move in table.moves if move.act == head.kind), None) if table else None


def words(head: Head, lang: str) -> list[str]:
    """What the head does and what follows, line by line."""
    return wording.words_of(head, row(head))[lang].splitlines()


def content(signed: SignedAct, lang: str) -> list[str]:
    """What the bodies say, so that nobody signs what he has not read."""
    said = [one.statement for body in signed.bodies for one in body]
    return [f"{statements.field(one.property, lang)}: {statements.line(one.value, lang)}" for one in said]


def digest(signed: SignedAct) -> str:
    """The SHA-256 of the bytes that officer and authority sign."""
    return hashlib.sha256(acts.signing_bytes(signed.head)).hexdigest()


def about(head: Head) -> str:
    """The matter that the act is made on; of an act that opens one, what the new matter is about."""
    return head.matter if head.after or not head.links else head.links[0].to
