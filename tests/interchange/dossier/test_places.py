"""Every finding on a dossier points at places of its text, and what the gates ask is found by asking them."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.interchange.dossier import checking, examples, places
from comity.interchange.dossier.asking import asked
from comity.interchange.dossier.examples import AS_OF, Negative
from comity.interchange.dossier.model import KINDS, AttachedDecision
from comity.interchange.dossier.reading import read
from comity.profile.loading import load
from comity.qualification.facts import CATALOGUE
from comity.qualification.floor import FLOOR
from comity.qualification.of_profile import rulebook_of

WORKING = frozenset({"ru", "zh"})
EXACT = {
    "party-leader": "entry.protected_conduct.0.reliance",
    "unpublished-ban": "decisions.0.publication",
    "wider-definition": "entry.basis",
}


def fields(kind: str) -> set[str]:
    """The names of the fields of an entry of ``kind``."""
    return set(getattr(KINDS[kind].model_fields["entry"].annotation, "model_fields", {}))


def known_fields() -> set[str]:
    return set().union(*(fields(kind) for kind in KINDS))


@pytest.mark.parametrize("one", [one for one in examples.negatives() if one.change.path], ids=lambda one: str(one.name))
def test_each_finding_has_places_that_exist(one: Negative, tmp_path: Path) -> None:
    dossier = read(examples.materialise(one, tmp_path / "one", AS_OF), lambda name: b"0" * 16)
    found = checking.check(dossier, rulebook_of("sco_rats_demo"), load("sco_rats_demo"), AS_OF).refused
    for finding in found:
        paths = places.of(finding, dossier.entry, dossier.decisions)
        assert paths
        for path in paths:
            first, name, *_ = path.split(".")
            wanted = AttachedDecision.model_fields if first == "decisions" else fields(dossier.text.kind)
            assert (path.split(".")[2] if first == "decisions" else name) in wanted
        assert EXACT.get(one.name, paths[0]) == paths[0]


def test_every_source_in_a_dossier_names_fields_that_exist() -> None:
    weighed = {name for rule in FLOOR for name in rule.condition.facts() if any(door.is_entry for door in rule.doors)}
    entry = known_fields()
    for name in sorted(weighed & set(CATALOGUE)):
        for part in CATALOGUE[name].source.split("; "):
            document, _, listed = part.partition(": ")
            if document in ("dossier", "decision") and listed not in ("", "all free text"):
                wanted = entry if document == "dossier" else set(AttachedDecision.model_fields)
                assert {one.partition(".")[0] for one in listed.split(", ")} <= wanted, name


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_of_an_empty_dossier(kind: str) -> None:
    gates = asked(kind, rulebook_of("sco_rats"), WORKING, AS_OF)
    always = {path for one in gates if one.always for path in one.paths}
    assert {
        "entry.decisions",
        "entry.basis",
        "entry.acts",
        "entry.fair_trial",
        "entry.remedy",
        "entry.sunset",
    } <= always
    assert "entry.recipients" not in always and "entry.treaty_offence" not in always
    assert "entry.neutrality" in always, "a blind gate asks like the others; it only answers to nobody"
    assert "decisions.0.torture_alleged" in always
    assert ("entry.questionnaire" in always) == (kind == "register")
    assert ("entry.checklist" in always) == (kind == "support")
    assert all(one.provision and one.gate for one in gates)


def test_what_the_approver_will_state_is_awaited_and_no_fault_of_the_drafter(tmp_path: Path) -> None:
    folder = examples.materialise("oshrani", tmp_path / "one", AS_OF)
    text = (folder / "dossier.yaml").read_text("utf-8")
    (folder / "dossier.yaml").write_text(text.partition("  effect_by_approver:")[0], "utf-8")
    dossier = read(folder, lambda name: b"0" * 16)
    known = checking.check(dossier, rulebook_of("sco_rats_demo"), load("sco_rats_demo"), AS_OF)
    assert known.refused == ()
    assert (44, "act of the approver") in known.awaited
