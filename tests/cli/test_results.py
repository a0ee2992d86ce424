import json

import pytest
import typer

from comity import language
from comity.cli import results as command
from comity.cli import trends as showing
from comity.cli.output import Output
from comity.databank.figures.claims import results_of_told
from comity.databank.figures.trends import trends
from comity.errors import Refused
from tests.cli.test_profile import run
from tests.databank.figures.telling import result, trend


def told(capsys: pytest.CaptureFixture[str], *line: str, lang: str = "en") -> str:
    assert run(command.app, *line, lang=lang) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_compare_shows_the_two_articles_side_by_side(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "compare", lang=lang)
    for id in ("ATTACKS-S0", "CRIMES-S3", "NEUTRALISED-S0", "ARRESTED-ORIGINAL", "ORGS-OCT-2017"):
        assert id in shown
    assert shown.count(language.say("results.finding_refused", lang)) == 1
    assert shown.count(language.say("results.finding_unlike_same", lang)) == 3


def test_compare_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "compare", "ATTACKS-S0", "ATTACKS-S3")
    assert "Not comparable: definition (nobody says), territory (nobody says)." in shown
    assert "“while still in the planning stages”" in shown


def test_detained_is_not_convicted(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Detained is not convicted" in told(capsys, "compare", "DETAINED-2024", "CONVICTED-2024")
    assert "Detained is not convicted" not in told(capsys, "compare", "ATTACKS-S0", "ATTACKS-S3")


def test_an_indicator_brings_all_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    run(command.app, "compare", "attacks_prevented", as_json=True)
    (found,) = json.loads(capsys.readouterr().out)
    assert [claim["id"] for claim in found["claims"]] == ["ATTACKS-S0", "ATTACKS-S3", "ATTACKS-2024"]
    assert found["finding"] == "unlike"
    assert found["verdicts"]["unit"] == "same"


def test_a_refused_unit_has_its_refusal_in_the_place_of_a_headline(capsys: pytest.CaptureFixture[str]) -> None:
    run(command.app, "list", as_json=True)
    listed = {claim["id"]: claim for claim in json.loads(capsys.readouterr().out)}
    assert [id for id, claim in listed.items() if claim["refused"]] == [
        "NEUTRALISED-S0", "NEUTRALISED-S3", "NEUTRALISED-2024",
    ]  # fmt: skip
    assert "is no unit of the closed list" in listed["NEUTRALISED-S0"]["sentence"]
    assert "20 attacks prevented, 2011-2015" in listed["ATTACKS-S0"]["sentence"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["compare", "no_such"], "results.unknown"),
        (["compare", "ATTACKS-S0", "no_such"], "results.unknown"),
        (["compare", "ATTACKS-S0"], "results.one"),
        (["compare", "cells"], "results.one"),
    ],
)
def test_what_cannot_be_compared_is_refused(line: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        run(command.app, *line)
    assert refused.value.refusal.code == code


def test_another_treatys_figures_are_compared_without_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert "BANDS-2" in told(capsys, "compare", "--profile", "example_union")


def test_without_figures_there_is_nothing_to_compare(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SOURCES", [])
    assert "No figures stand against each other." in told(capsys, "compare")


def test_claims_of_another_source_stand_beside_the_published_ones(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = results_of_told([*result(), *result("XB", figures=[{"least": 31, "most": 40}])])
    monkeypatch.setattr(command, "SOURCES", [*command.SOURCES, lambda ctx, found: made])
    assert "they contradict each other" in told(capsys, "compare", *(claim.id for claim in made))
    assert "XA-POLICE" in told(capsys, "list")


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_trends_are_shown_with_chart_table_and_rule(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    cells = {("XA-01", "2024"): 40, ("XA-02", "2024"): 12, ("XA-01", "2025-Q1"): 15}
    found = trends([*trend(cells), *trend(cells, unit="neutralised")])
    showing.answer(Output(lang, False), found)
    shown = capsys.readouterr().out
    assert "█" in shown
    assert "on the day on which it is opened" in shown
    assert "XA-02" in shown
    assert language.say("trends.why_not_other_grain", lang, contribution="", cells="")[-20:] in shown
    assert "41" in shown


def test_trends_as_json_say_what_is_withheld(capsys: pytest.CaptureFixture[str]) -> None:
    showing.answer(Output("en", True), trends(trend({("XA-01", "2024"): 40, ("XA-02", "2024"): 3})))
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    counts = {(c["region"], c["period"]): c for c in table["counts"]}
    assert counts["XA-02", "2024"] | {"region": 0, "period": 0} == {
        "region": 0, "period": 0, "count": None, "withheld": True, "commitments": [],
    }  # fmt: skip
    assert counts[None, None]["count"] == 43


def test_no_trends_are_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    showing.answer(Output("en", False), trends([]))
    assert "No counts that you may see." in capsys.readouterr().out


def test_the_command_is_in_the_table() -> None:
    from comity.cli.app import COMMANDS  # noqa: PLC0415  the table is loaded where it is looked at

    assert isinstance(next(c for c in COMMANDS if c.name == "results").load(), typer.Typer)
