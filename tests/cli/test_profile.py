import json
import shutil
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
import typer

from comity import language, profile
from comity.cli import functions
from comity.cli import profile as command
from comity.cli.output import Output
from comity.errors import Refused
from comity.home import home
from comity.profile.functions import FunctionKind
from comity.watchlists import registry
from comity.watchlists.store import Store
from tests import shared_data


def run(app: typer.Typer, *line: str, lang: str = "en", as_json: bool = False) -> int:
    returned = typer.main.get_command(app).main(list(line), standalone_mode=False, obj=Output(lang, as_json))
    return returned if isinstance(returned, int) else 0


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "copied"
    shutil.copytree(str(files("comity.profiles") / "example_union"), folder)
    return folder


@pytest.mark.parametrize("name", profile.names())
def test_check_of_a_sound_profile_shows_its_digest(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command.app, "check", name, as_json=True) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == {"profile": name, "digest": profile.load(name).digest, "problems": []}


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_check_explains_each_fault_with_file_and_line(
    copied: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (copied / "scales.yaml").write_text("scales: none\nroads: []\n")
    assert run(command.app, "check", str(copied), lang=lang) == 2
    shown = capsys.readouterr().out
    assert "scales.yaml:1: " in shown and "scales.yaml:2: " in shown


def test_check_refuses_a_profile_below_the_floor_of_gates(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = copied / "rulebook" / "person.yaml"
    person.unlink()
    assert run(command.app, "check", str(copied), as_json=True) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in problems} == {"rulebook.missing"}
    assert all(problem["evidence"]["gate"] for problem in problems)


def test_check_shows_a_broken_rule_with_its_line(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "rulebook" / "more.yaml").write_text("rules:\n- {id: 3}\n")
    assert run(command.app, "check", str(copied)) == 2
    assert "rulebook/more.yaml:2: " in capsys.readouterr().out


@pytest.mark.parametrize("name", profile.names())
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_show_counts_every_section(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command.app, "show", "--profile", name, lang=lang) == 0
    shown = capsys.readouterr().out
    assert profile.load(name).digest in shown and profile.load(name).names.read(lang) in shown


@pytest.mark.parametrize("section", sorted(command.SECTIONS))
def test_show_prints_every_section(section: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command.app, "show", section, "--profile", "sco_rats_demo") == 0
    shown = capsys.readouterr().out
    for item in getattr(profile.load("sco_rats_demo"), section):
        assert item.id in shown
    assert run(command.app, "show", section, "--profile", "sco_rats_demo", as_json=True) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(getattr(profile.load("sco_rats_demo"), section))


def test_show_of_what_is_not_there_is_refused() -> None:
    for line, code in ((["show", "kings"], "profile.no_section"), (["show", "--profile", "x"], "profile.unknown")):
        with pytest.raises(Refused) as refused:
            run(command.app, *line)
        assert refused.value.refusal.code == code


def test_provision_shows_the_claims_beside_the_right_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command.app, "provision", "CHARTER-2002/16") == 0
    shown = capsys.readouterr().out
    assert "2002-06-07" in shown and "15 June 2002" in shown and "No digest" in shown


def test_provision_shows_the_digest_of_seen_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command.app, "provision", "CT-2009/preamble", as_json=True) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["digest"] == profile.load("sco_rats").provision("CT-2009/preamble").digest
    assert shown["confidence"] == "seen" and shown["instrument"]["id"] == "CT-2009"


@pytest.mark.parametrize("name", profile.names())
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_functions_lists_every_line_with_its_answer(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(functions.app, "--profile", name, lang=lang, as_json=True) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["id"] for row in rows} == {function.id for function in profile.load(name).functions}
    assert all(row["command"] or row["issue"] or row["refusal"] for row in rows)
    assert run(functions.app, "--profile", name, lang=lang) == 0
    shown = capsys.readouterr().out
    for kind in FunctionKind:
        assert language.say(f"functions.kind_{kind.value}", lang) in shown


@pytest.mark.real_data
def test_the_standing_at_the_un_follows_the_imported_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def standing() -> dict[str, str]:
        assert run(command.app, "show", "named_organisations", as_json=True) == 0
        return {row["id"]: row["shown"] for row in json.loads(capsys.readouterr().out)}

    assert set(standing().values()) == {"no UN list imported"}
    with shared_data.folder("un", "consolidated_2026-02-27.xml").open("rb") as stream:
        Store(home(), registry.source("un")).take_in(stream, datetime.now(UTC))
    assert standing()["NAMED-IS"] == "on the UN list QDe.115"
    assert standing()["NAMED-IRPT"] == "not on the UN list"
