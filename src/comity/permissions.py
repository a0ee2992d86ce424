"""The table of ``law.md`` D(iv) as data: which capacity may make which act, and read which content.

The procedures' tables say it move by move and ``handling`` decides it; tests hold both to this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from comity.participants import Capacity

# Each action of D(iv) that exists so far: the acts that do it, and the capacities that may.
ACTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "draft entry": ("entry.claim version.submit version.correct", "NLO"),
    "approve nationally": ("version.approve", "NAA"),
    "record judicial decision": ("decision.record ruling.record", "NLO NAA"),
    "verify judicial decision": ("decision.authenticate decision.reject ruling.authenticate", "CR"),
    "compliance decision": ("version.return version.refuse version.permit", "CR"),
    "make COMMON": ("proposal.adopt proposal.close council.position council.change", "CM"),
    "edit content": ("entry.narrow", "NLO NAA"),
    "flag or recognise": ("flag.raise flag.lift position.take position.change", "NLO NAA"),
    "suspend": ("suspension.begin", "NLO NAA CR"),
    "lift a suspension": ("suspension.lift", "NLO NAA CR ECA"),
    "suspend urgently": ("suspension.urgent", "ECA"),
    "order": ("reviewer.order reviewer.lift", "IR"),
    "withdraw": ("entry.withdraw", "NLO NAA"),
    "delete, own": ("erasure.own", "NAA"),
    "delete, binding": ("erasure.declare", "IR CLOCK"),
    "review": ("case.open case.close reviewer.clear reviewer.refuse reviewer.reconsider asylum.ask", "IR"),
    "answer a blind check": ("asylum.answer", "AA"),
    "open a file": ("file.open incident.open", "NLO ECA"),
    "draft what is told": ("contribution.submit trend.submit result.submit request.draft", "NLO"),
    "tell orally": ("request.oral danger.oral", "NLO NAA"),
    "approve what is told": (
        "contribution.approve trend.approve result.approve request.send request.confirm danger.warn danger.confirm"
        " danger.extend consent.give",
        "NAA",
    ),
    "take back what was told": (
        "contribution.withdraw trend.withdraw result.withdraw request.withdraw request.close request.clarified"
        " danger.end consent.withdraw",
        "NLO NAA",
    ),
    "receive a request": ("request.receive request.clarify", "NLO NAA ECA"),
    "answer a request": ("answer.give request.refuse request.postpone request.forward", "NAA ECA"),
    "propose to merge files": ("merging.propose", "NLO NAA ECA"),
    "judge a merging": ("merging.agree merging.decline merging.undo", "ECA"),
    "end a term": ("request.void danger.void erasure.lapse", "CLOCK"),
    "members and rules": ("member.propose member.adopt rulebook.propose rulebook.adopt", "CM"),
}


class Reads(StrEnum):
    """How a capacity reads a kind of content."""

    YES = "yes"
    IF_NAMED = "if named"
    FOR_REVIEW = "for review"
    WITHIN_CASE = "within an opened case"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Reading:
    """A capacity's reading of unclassified and of confidential entries of another State."""

    unclassified: Reads
    confidential: Reads


READS: Final[Mapping[Capacity, Reading]] = {
    Capacity.NLO: Reading(Reads.YES, Reads.IF_NAMED),
    Capacity.NAA: Reading(Reads.YES, Reads.IF_NAMED),
    Capacity.ECA: Reading(Reads.YES, Reads.IF_NAMED),
    Capacity.CR: Reading(Reads.YES, Reads.FOR_REVIEW),
    Capacity.CM: Reading(Reads.YES, Reads.NO),
    Capacity.IR: Reading(Reads.YES, Reads.WITHIN_CASE),
    Capacity.AU: Reading(Reads.NO, Reads.NO),
    Capacity.CK: Reading(Reads.NO, Reads.NO),
    Capacity.AA: Reading(Reads.NO, Reads.NO),
}
