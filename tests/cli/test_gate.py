"""What a lawyer reads: every finding with its provision; what a claimant reads: nothing of the blind gates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.cli import main
from comity.cli.gate import show
from comity.cli.output import Output
from comity.interchange.dossier import examples
from comity.language import LANGUAGES
from comity.qualification import sentences
from comity.qualification.floor import FLOOR, gates_of
from comity.qualification.vocabulary import Door
from tests.qualification.fixtures import ON, Whole, passing, rulebook
from tests.qualification.goldens import GOLDENS

PERSON = Door.REGISTER_CIRCULATE


def shown(whole: Whole, output: Output) -> None:
    show(output, whole.weigh(), whole.claim, ON)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_is_printed_with_its_provision(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown(passing(PERSON), Output(lang, False))
    printed = capsys.readouterr().out
    for finding in passing(PERSON).weigh().findings:
        assert finding.provision in printed
        assert sentences.asks(finding.rule, lang) in printed
    for gate in gates_of(PERSON):
        assert sentences.title(gate, lang) in printed
    assert rulebook().digest in printed
    assert "{" not in printed


def test_what_holds_the_claim_stands_first_with_the_number_and_the_field(capsys: pytest.CaptureFixture[str]) -> None:
    shown(passing(PERSON).claiming(max_penalty_months=12), Output("en", False))
    first = capsys.readouterr().out.splitlines()[2]
    assert first.startswith("11 ")
    assert "at least 24 months" in first
    assert "max_penalty_months = 12 (dossier: max_penalty_months" in first
    assert "INTERPOL RPD Art 83" in first


def test_a_forbidden_word_is_shown_where_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    whole = passing(PERSON)
    shown(whole.claiming(narrative=f"{whole.claim.narrative} A sectarian cell."), Output("en", False))
    assert "narrative: sectarian" in capsys.readouterr().out


def test_json_carries_what_is_needed_to_decide_again(capsys: pytest.CaptureFixture[str]) -> None:
    shown(passing(PERSON).port("asylum", answer=None), Output("en", True))
    answer = json.loads(capsys.readouterr().out)
    assert (answer["outcome"], answer["holding"]) == ("undetermined", [19])
    assert answer["rulebook"] == rulebook().digest
    asked = next(finding for finding in answer["findings"] if finding["rule"] == "rats.19.asylum_asked")
    assert asked["evidence"] == [{"fact": "asylum_answer", "value": None, "source": "act of the asylum authority"}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_and_gate_has_its_words(lang: str) -> None:
    for rule in FLOOR:
        assert sentences.asks(rule, lang)
        assert sentences.title(rule.gate, lang) and sentences.reason(rule.gate, lang)
    for golden in GOLDENS[::5]:
        for finding in golden.negative.weigh().findings:
            assert "{" not in sentences.sentence(finding, lang)


def test_a_dossier_is_explained_from_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = examples.materialise(examples.negative("definition-of-2017"), tmp_path / "d", examples.AS_OF)
    line = ["gate", "explain", str(folder), "--profile", "sco_rats_demo", "--on", examples.AS_OF.isoformat(), "--json"]
    assert main(line) == 1
    answer = json.loads(capsys.readouterr().out)
    refused = {finding["gate"] for finding in answer["findings"] if finding["outcome"] == "refuse"}
    assert refused == {5}
    assert all(finding["provision"] for finding in answer["findings"])


def test_a_day_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "explain", str(tmp_path), "--on", "tomorrow"]) == 2
    assert "2026-05-31" in capsys.readouterr().err


def test_one_gate_is_shown_with_its_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "show", "19", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {rule["rule"] for rule in answer["rules"]} >= {"rats.19.asylum_asked"}
    assert main(["gate", "show", "45"]) == 2
