"""An imported file as an act: what its head says, and what is checked when it is committed (rule 25)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from comity.acts import SignedAct
from comity.canonical import Json
from comity.engine import Guard, Question, Unit
from comity.errors import Refused
from comity.matters import Matter
from comity.watchlists import delta, registry
from comity.watchlists.listed import Snapshot

ADOPT: Final = "import.adopt"
PROCEDURE: Final = "import"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")
_RULE: Final = "design, rule 25"


def terms(new: Snapshot, old: Snapshot | None) -> dict[str, Json]:
    """The head's terms for ``new``; ``old`` is the list adopted before it, None for a first one.

    A first list names no references: all of the file's are new, and the file is named by its digest.
    """
    found = delta.between(old, new) if old else delta.Delta((), (), ())
    added = len(found.added) if old else len(new.entries)
    counts: dict[str, Json] = {**new.counts(), "added": added}
    counts |= {"amended": len(found.amended), "delisted": len(found.delisted)}
    return {
        "source": new.source,
        "digest": new.digest,
        "list_date": new.list_date.isoformat(),
        "parser": registry.source(new.source).parser,
        "counts": counts,
        "added": [*found.added],
        "amended": [one.reference for one in found.amended],
        "delisted": [*found.delisted],
    }


def last_adopted(imports: Iterable[Matter], source: str) -> Matter | None:
    """The newest adopted list of ``source``."""
    return next((m for m in reversed(list(imports)) if m.text("source") == source), None)


def refuse_unilateral(source: str) -> None:
    """Raises Refused (``lists.unilateral``) for any list but the UN's: Charter Art 103 grounds no other act."""
    if not registry.source(source).adoptable:
        raise Refused("lists.unilateral", _RULE, source=source)


def refuse_again(imports: Iterable[Matter], source: str, digest: str) -> None:
    """Raises Refused (``lists.adopted``) where this very file is the newest adopted one of its source."""
    newest = last_adopted(imports, source)
    if newest is not None and newest.text("digest") == digest:
        raise Refused("lists.adopted", _RULE, source=source, date=newest.text("list_date"), day=newest.opened.time[:10])


def check(question: Question, signed: SignedAct, unit: Unit) -> None:
    """Of a known source, named by its digest, newer than what was adopted before."""
    given = question.head.terms
    source, digest, counts = given.get("source"), given.get("digest"), given.get("counts")
    if source not in registry.SOURCES or not isinstance(digest, str) or not _DIGEST.match(digest):
        raise Refused("lists.adopt_terms", _RULE)
    refuse_unilateral(str(source))
    if not isinstance(counts, dict) or not all(isinstance(one, int) for one in counts.values()):
        raise Refused("lists.adopt_terms", _RULE)
    imports = unit.of_procedure(PROCEDURE)
    refuse_again(imports, str(source), digest)
    newest = last_adopted(imports, str(source))
    if newest is not None and str(given.get("list_date")) < newest.text("list_date"):
        raise Refused("lists.adopt_older", _RULE, date=newest.text("list_date"))


GUARDS: Final[Mapping[str, Guard]] = {ADOPT: check}
