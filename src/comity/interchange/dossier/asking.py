"""What the gates ask of every dossier of a kind: found by weighing one that says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from comity.databank.support import SupportEntry
from comity.interchange.dossier import places
from comity.judiciary.bodies import JudicialDecision
from comity.listing.bodies import ListEntry
from comity.qualification.claim import Claim
from comity.qualification.facts import gather
from comity.qualification.gates import weigh
from comity.qualification.ports import Ports, ProfileFacts
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.vocabulary import DecisionType, Door
from comity.register.bodies import RegisterEntry

_ENTRIES: Final[Mapping[str, type[Claim]]] = {"list": ListEntry, "register": RegisterEntry, "support": SupportEntry}
_RESTS_ON: Final = {"list": DecisionType.BAN, "register": DecisionType.WARRANT, "support": DecisionType.CONVICTION}
_REFERENCE: Final = "one"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one gate asks for: in one of the places ``paths``, with the provision on which it rests. ``always``: of
    every dossier of the kind, and not in some cases only."""

    gate: int
    provision: str
    paths: tuple[str, ...]
    always: bool


@lru_cache(maxsize=64)  # pure; a day has one answer for each kind
def asked(kind: str, rulebook: Rulebook, languages: frozenset[str], on: date) -> tuple[Asked, ...]:
    """What holds a dossier of ``kind`` that says nothing, in the order of the gates.

    ``languages``: the working languages of the treaty. What stands under ``decisions.0`` is asked of each decision.
    Which decisions it rests on is asked of one without any; all else of one that rests on a decision that says nothing.
    """
    model, door = _ENTRIES[kind], Door(f"{kind}.circulate")
    needed: dict[str, Any] = {name: "" for name, info in model.model_fields.items() if info.is_required()}
    ports = Ports(profile=ProfileFacts(languages, None))
    found: dict[Asked, None] = {}
    for decisions in ((), (_decision(kind, min(languages)),)):
        entry = model.model_construct(**{**needed, "decisions": tuple(one.reference for one in decisions)})
        for finding in weigh(door, gather(door, entry, decisions, ports, on), rulebook, on).findings:
            held = places.of(finding, entry, decisions) if finding.outcome is not Outcome.PERMIT else ()
            open_ones = [path for path in held if path.partition(".")[2] not in needed]
            for paths in _apart(open_ones) if decisions else [tuple(path for path in held if path == places.CITED)]:
                if paths:
                    found[Asked(finding.gate, finding.provision, paths, finding.rule.when is None)] = None
    return tuple(found)


def _apart(paths: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands in the entry, and what stands in each decision."""
    inside = tuple(path for path in paths if path.startswith("decisions."))
    return tuple(path for path in paths if path not in inside), inside


def _decision(kind: str, lang: str) -> JudicialDecision:
    """A decision that says nothing but what it is, in a language that is read."""
    said: dict[str, Any] = {"reference": _REFERENCE, "type": _RESTS_ON[kind], "lang": lang}
    return JudicialDecision.model_construct(**said)
