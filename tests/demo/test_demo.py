"""The demo is a test: it tells its whole story in every language, and touches nothing that is not its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from comity.cli import main
from comity.interchange.dossier import examples
from tests import shared_data
from tests.demo.conftest import Story


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path))
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv("COMITY_UN", raising=False)
    return tmp_path


CLOSING = [("en", "8 dossiers circulated"), ("ru", "Разослано досье: 8"), ("zh", "8 份案卷")]


@pytest.mark.parametrize(("lang", "closing"), CLOSING)
def test_the_whole_story_is_told(story: Story, lang: str, closing: str) -> None:
    told = story(lang).printed
    assert closing in told
    for name in ("party-leader", "child", "namesake"):
        negative = examples.negative(name)
        assert getattr(negative.title, lang) in told
        assert negative.provision in told


def test_a_second_demo_takes_the_place_of_the_first(home: Path, story: Story) -> None:
    shutil.copytree(story("en").home / "demo", home / "demo")
    left = home / "demo" / "left-behind"
    left.write_text("x")
    assert main(["demo"]) == 0
    assert not left.exists()


def test_a_folder_that_is_no_demo_is_left_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "demo").mkdir()
    (home / "demo" / "precious").write_text("real")
    assert main(["demo"]) == 1
    assert (home / "demo" / "precious").read_text() == "real"
    assert "--folder" in capsys.readouterr().err


def test_a_missing_un_file_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--un", str(home / "none.xml")]) == 3
    assert "none.xml" in capsys.readouterr().err


@pytest.mark.real_data
def test_a_real_un_file_is_taken_in(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    real = shared_data.folder("un") / "consolidated_2026-02-27.xml"
    assert main(["demo", "--un", str(real)]) == 0
    assert "730 individuals, 273 entities" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_the_commands_that_the_demo_closes_with_answer(
    story: Story, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    told = story(lang)
    closing = [line.strip() for line in told.printed.splitlines() if line.startswith("    ")]
    monkeypatch.setenv("COMITY_HOME", str(told.home / "demo"))
    named = [line.split(" ", 1)[1].split() for line in closing if not line.startswith("export")]
    assert len(named) == 6
    answers = {line[0]: (main([*line, "--json"]), capsys.readouterr().out) for line in named}
    assert {command: code for command, (code, _) in answers.items()} == {
        "entries": 0,
        "databank": 0,
        "log": 0,
        "gate": 1,
        "find": 0,
    }
    assert "Liwa al-Milh al-Aswad" in answers["find"][1]
