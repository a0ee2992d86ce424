"""A dossier for paper: what the reader sees of an entry, and the handling code that each page must carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from comity.entries.face import Part
from comity.site.answers import entries
from comity.site.answers.entries import Opened
from comity.site.answers.visit import Visit
from comity.store import journal

STRICTER: Final = ("PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")
"""Handling codes, from what anyone may read to what the claimant and the reviewers may."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An entry for paper: ``code`` stands on each page, ``by`` printed it (empty: the public) at ``at``."""

    opened: Opened
    code: str
    by: str
    authority: str
    at: str


def entry(visit: Visit, name: str, *, case: str = "", reason: str = "") -> Printed:
    """The entry ``name`` for paper.

    Raises Refused as the entry's own page does (``act.unknown_matter``, ``face.*``).
    """
    opened = entries.entry(visit, name, case=case, reason=reason, how=journal.PRINT)
    officer = visit.officer
    code = code_of(opened, to_member=officer is not None)
    return Printed(opened, code, officer.id if officer else "", officer.authority if officer else "", visit.at)


def code_of(opened: Opened, *, to_member: bool) -> str:
    """The strictest handling code of what is printed.

    What an officer prints shows what members alone see (positions, acts), whatever its statements say; a version
    that no gate has let through yet, or one that ended, is for the claimant and the reviewers.
    """
    face = opened.face
    parts: list[Part] = [one.part for one in (face.version, *face.earlier, *face.pending, *face.decisions) if one]
    codes = {code for part in parts if part.lines for code in part.codes}
    if to_member:
        codes.add("MEMBER")
    if face.pending or any(part.ended for part in parts):
        codes.add("EYES_OF_REVIEW")
    known = [STRICTER.index(one) for one in codes if one in STRICTER]
    unknown = len(known) < len(codes)
    return STRICTER[-1] if unknown else STRICTER[max(known, default=0)]
