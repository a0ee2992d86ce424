"""The same told again: what was told orally, confirmed in writing; a warning, extended to a later day.

The registry takes the words from its record. Where the act that told them before was signed at this desk, they are
compared with it, statement by statement and reader by reader; in any case all of them are shown before anything is
signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from comity import acts
from comity.acts import BodyHead, Head, SignedAct
from comity.assistance.bodies import Question, Warning
from comity.assistance.procedures import REQUEST, WARNING
from comity.canonical import Json
from comity.information.extending import KEPT_UNTIL
from comity.information.moves import CONFIRMS, EXTENDS
from comity.provenance import Opened

KINDS: Final = CONFIRMS | {EXTENDS}
"""The acts that tell the same again."""
_SCHEMAS: Final = {REQUEST: Question.SCHEMA, WARNING: Warning.SCHEMA}
Body = tuple[BodyHead, tuple[Opened, ...]]


def told(head: Head, act: SignedAct) -> list[Body]:
    """The bodies of an act on a request or a warning in which something is told."""
    every = zip(head.bodies, act.bodies, strict=True)
    return [one for one in every if one[0].schema == _SCHEMAS.get(head.procedure)]


def fits(head: Head, again: Sequence[Body], until: str, before: SignedAct | None) -> bool:
    """Whether ``again`` is what the act ``before`` told (None: it was not signed here); ``until``: the day that was
    typed, empty where none was asked for."""
    if not again or any(body.code == "PUBLIC" or body.derived_from for body, _ in again):
        return False
    if until and not _kept_until(again, until):
        return False
    if before is None:
        return True
    earlier = acts.parse_head(before.head)
    return earlier.matter == head.matter and _said(told(earlier, before), until) == _said(again, until)


def _kept_until(again: Sequence[Body], until: str) -> bool:
    days = [one.statement.value for _, held in again for one in held if one.statement.property == KEPT_UNTIL]
    return days == [until] and any(body.kept_until[:10] == until for body, _ in again)


def _said(bodies: Sequence[Body], until: str) -> list[str]:
    """Each statement with its readers, in one order; without the day where another was typed."""
    every: list[tuple[str, tuple[str, ...], str, Json]] = [
        (body.code, body.recipients, one.statement.property, one.statement.value)
        for body, held in bodies
        for one in held
        if not (until and one.statement.property == KEPT_UNTIL)
    ]
    return sorted(map(repr, every))
