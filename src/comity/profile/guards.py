"""What an act that changes the treaty must satisfy besides its row in the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity import acts
from comity.acts import SignedAct
from comity.engine import Guard, Question, Unit
from comity.errors import Refused


def by_member(question: Question, signed: SignedAct, unit: Unit) -> None:
    """Only a member State proposes or adopts."""
    directory = unit.directory()
    own = directory.participant_of(question.head.authority)
    if own not in directory.members_on(acts.to_time(question.now)[:10]):
        raise Refused("actor.not_member", "Charter Art 16", participant=own)


def as_proposed(question: Question, signed: SignedAct, unit: Unit) -> None:
    """The second State adopts what the first proposed, word for word."""
    by_member(question, signed, unit)
    matter = question.matter
    if matter is None or any(matter.term(name) != value for name, value in question.head.terms.items()):
        raise Refused("act.not_as_proposed", "Charter Art 16; law.md D(iv), config and keys")


GUARDS: Final[Mapping[str, Guard]] = {
    "member.propose": by_member,
    "member.adopt": as_proposed,
    "rulebook.propose": by_member,
    "rulebook.adopt": as_proposed,
}
