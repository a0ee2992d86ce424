"""File a dossier as a State would and see what becomes of it: circulated, or refused by which gates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.demo.cast import Filed
from comity.demo.stage import Stage
from comity.entries.doors import Closed
from comity.entries.procedures import REGISTER_ENTRY, SUPPORT_ENTRY
from comity.errors import Refused
from comity.interchange.dossier import examples
from comity.interchange.dossier.examples import Negative
from comity.qualification.gates import Finding
from comity.qualification.rulebook import Outcome
from comity.qualification.vocabulary import HumanGate

ATTESTED: Final = tuple(gate.value for gate in HumanGate)
ASYLUM: Final = ("XB-ASYLUM", "XB-AA-1")
REVIEWERS: Final = ("EC-CR-1", "EC-CR-2", "EC-CR-3")  # sent by XB, XC and XE


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a dossier: ``held`` is empty when it was circulated."""

    filed: Filed | None
    held: tuple[int, ...] = ()
    finding: Finding | None = None
    refusal: Refused | None = None


def circulate(stage: Stage, name: str) -> Answer:
    """File a passing dossier and take it through authentication, blind check and review."""
    folder = examples.materialise(name, stage.home / "dossiers" / name, stage.clock().date())
    return _decide(stage, folder)


def refuse(stage: Stage, negative: Negative) -> Answer:
    """File a golden negative, arranging by signed acts what its one fact says."""
    folder = examples.materialise(negative, stage.home / "dossiers" / negative.name, stage.clock().date())
    match negative.change.port:
        case None:
            return _decide(stage, folder)
        case "asylum.answer":
            return _decide(stage, folder, asylum="some")
        case "review.reviewer_seconded_by":
            return _decide(stage, folder, own_secondee=True)
        case "clearance.support":
            return _decide(stage, folder, asked=False)
        case port if port.endswith(".final"):
            _leave_open(folder)
            return _decide(stage, folder)
        case port if port.endswith(".standing"):
            return _decide(stage, folder, ruling=str(negative.change.value))
    raise LookupError(negative.change.port)


def _decide(
    stage: Stage,
    folder: Path,
    *,
    asylum: str = "none",
    ruling: str = "",
    own_secondee: bool = False,
    asked: bool = True,
) -> Answer:
    cast = stage.cast
    filed = file(stage, folder)
    claimant = cast.matter(filed.entry).participant
    reviewer = _reviewer(stage, claimant, own_secondee)
    cast.authenticate(filed, _reviewer(stage, claimant, False))
    procedure = cast.matter(filed.entry).procedure
    if procedure == REGISTER_ENTRY:
        cast.blind_check(filed, *ASYLUM, answer=asylum)
    elif procedure == SUPPORT_ENTRY and asked:
        clear_support(stage, filed)
    if ruling:
        for decision in filed.decisions.values():
            cast.open(f"{claimant}-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome=ruling)
    try:
        cast.permit(filed, reviewer, ATTESTED)
    except Closed as closed:
        held = closed.decision.holding()
        first = next(f for f in closed.decision.findings if f.outcome is not Outcome.PERMIT)
        return Answer(filed, held, first, closed)
    except Refused as refused:
        return Answer(filed, (28,), None, refused)
    return Answer(filed)


def clear_support(stage: Stage, filed: Filed) -> None:
    """The independent reviewer reads the version in a case of its own and clears it (gate 37)."""
    cast = stage.cast
    case = cast.open(
        "IR-1", "IR", "case.open", "case", filed.entry, because="Review before circulation.", reason="other"
    )
    reasons = "A final judgment on money for a named attack; none of the five excluded activities."
    cast.open("IR-1", "IR", "reviewer.clear", "clearance", filed.version, because=reasons, question="support")
    cast.move("IR-1", "IR", "case.close", case)


def _leave_open(folder: Path) -> None:
    """The decisions of the dossier can still be appealed."""
    text = (folder / "dossier.yaml").read_text("utf-8")
    (folder / "dossier.yaml").write_text(text.replace("finality: final\n", "finality: appealable\n"), "utf-8")


def file(stage: Stage, folder: Path) -> Filed:
    """Let the officers whom the dossier names draft and approve it."""
    name = next(line for line in (folder / "dossier.yaml").read_text("utf-8").splitlines() if "claimant_state:" in line)
    state = name.split(":")[1].strip()
    return stage.cast.file(folder, f"{state}-NLO-1", f"{state}-NAA-1")


def _reviewer(stage: Stage, claimant: str, own: bool) -> str:
    """A compliance reviewer whom the claimant did not send, or, for the negative, one whom it did."""
    profile = stage.node.treaty.profile
    for officer in REVIEWERS:
        if (profile.officer(officer).seconded_by == claimant) is own:
            return officer
    raise LookupError(claimant)
