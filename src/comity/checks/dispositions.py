"""Dispositions: what a person decided of a match. A false one is remembered until either side changes.

A disposition is a line of the journal, kept twelve months and erasable. It holds ids, a word for the reason,
and a salted digest of the query; never a name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from comity import canonical, clocks
from comity.canonical import Json
from comity.checks.rules import REGISTER, RULE, Asker
from comity.errors import Refused
from comity.participants import Capacity
from comity.screening import Query, Subject

KEPT_MONTHS: Final = 12
_DECIDE: Final = frozenset({Capacity.CK.value, Capacity.NLO.value, Capacity.NAA.value})


class Decision(StrEnum):
    """What the match was."""

    TRUE_MATCH = "true_match"
    FALSE_POSITIVE = "false_positive"
    UNRESOLVED = "unresolved"


class Ground(StrEnum):
    """Why it was decided so. There is no field for free text: a name would stand in it one day."""

    BIRTH = "birth"  # the date or place of birth
    DOCUMENT = "document"
    PHOTO = "photo"  # compared by a person
    PARENTS = "parents"
    STATEMENT = "statement"  # what the person said
    CLAIMANT = "claimant"  # what the claimant State answered
    TOO_LITTLE = "too_little"  # nothing to tell them apart by


@dataclass(frozen=True, slots=True)
class Disposition:
    """One decision. ``digest`` commits under ``salt`` to the query; ``version`` is the subject's, ``at`` UTC."""

    authority: str
    officer: str
    dataset: str
    subject: str
    version: str
    salt: bytes
    digest: str
    decision: Decision
    ground: Ground
    reference: str
    at: str

    def is_of(self, query: Query, version: str) -> bool:
        """Whether it was decided of this very query and this version of the subject."""
        return self.version == version and canonical.commitment(self.salt, said(query)) == self.digest

    def content(self) -> Json:
        """What the journal keeps besides officer and time."""
        told = {name: getattr(self, name) for name in ("authority", "dataset", "subject", "version", "reference")}
        words = {"decision": self.decision.value, "digest": self.digest, "ground": self.ground.value}
        return {**told, **words, "salt": self.salt.hex()}


def may_decide(asker: Asker, dataset: str) -> bool:
    """Whether ``asker`` may say what a match in ``dataset`` was."""
    fits = asker.reader.capacity in (_DECIDE if dataset != REGISTER else {Capacity.CK.value})
    return fits and asker.reader.member and bool(asker.officer)


def decide(
    asker: Asker, query: Query, subject: Subject, decision: Decision, ground: Ground, salt: bytes, at: str
) -> Disposition:
    """The disposition of ``asker``'s authority on a match. Raises Refused (``screen.decider``)."""
    if not may_decide(asker, subject.dataset):
        raise Refused("screen.decider", RULE)
    digest = canonical.commitment(salt, said(query))
    place = (subject.dataset, subject.id, subject.version)
    who = (asker.authority, asker.officer)
    return Disposition(*who, *place, salt, digest, decision, ground, asker.reference, at)


def read(content: Mapping[str, Json]) -> Disposition:
    """The disposition in a line of the journal: ``officer``, ``time`` and what ``content`` gave."""
    told = content["content"]
    if not isinstance(told, dict):
        raise ValueError("a disposition's content is a mapping")
    texts = {name: str(told[name]) for name in ("authority", "dataset", "subject", "version", "reference", "digest")}
    return Disposition(
        **texts,
        officer=str(content["officer"]),
        salt=bytes.fromhex(str(told["salt"])),
        decision=Decision(str(told["decision"])),
        ground=Ground(str(told["ground"])),
        at=str(content["time"]),
    )


def since(at: str) -> str:
    """The moment from which dispositions count at ``at``: twelve months before."""
    return f"{clocks.months_later(date.fromisoformat(at[:10]), -KEPT_MONTHS).isoformat()}{at[10:]}"


def of_pair(held: Iterable[Disposition], query: Query, version: str) -> Disposition | None:
    """The newest of ``held``, newest first, that was decided of this query and this version."""
    return next((one for one in held if one.is_of(query, version)), None)


def said(query: Query) -> bytes:
    """The query in canonical bytes: spelling counts, case, spaces and the order of spellings do not."""
    names = sorted({" ".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in query.names})
    births = sorted(f"{b.earliest or ''}/{b.latest or ''}" for b in query.births)
    documents = sorted({"".join(c for c in number.upper() if c.isalnum()) for number in query.documents})
    return canonical.dump({"births": [*births], "documents": [*documents], "kind": query.kind.value, "names": [*names]})
