from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from comity import language
from comity.cli import main
from comity.demo.cast import Cast, Filed
from comity.watchlists import synthetic
from tests.cli.conftest import PASSPHRASE, Run
from tests.stories.conftest import dossier

KeyFiles = Callable[[str], tuple[str, str]]


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "act.json")


def secrets_fd(count: int) -> str:
    reading, writing = os.pipe()
    os.write(writing, (PASSPHRASE + b"\n") * count)
    os.close(writing)
    return str(reading)


def sign(run: Run, file: str, keys: tuple[str, str]) -> int:
    key, seal = keys
    code, _ = run("act", "sign", file, "--key", key, "--seal", seal, "--secrets-fd", secrets_fd(2))
    return code


def test_another_state_takes_a_position_from_file_to_face(
    circulated: Filed, key_files: KeyFiles, run: Run, file: str
) -> None:
    term = "position=does_not_recognise"
    new = ("act", "new", "position.take", "--as", "XB-NAA-1", "--on", circulated.entry, "--term", term, "-o", file)
    code, prepared = run(*new, "--reason", "The court heard no defence.")
    assert (code, prepared["capacity"], prepared["signed"]) == (0, "NAA", {"officer": False, "seal": False})
    assert prepared["bodies"] == [{"schema": "reasons/1", "code": "EYES_OF_REVIEW", "statements": 1}]
    assert run("act", "submit", file)[1]["code"] == "face.unsigned"
    assert sign(run, file, key_files("XB-NAA-1")) == 0
    code, done = run("act", "submit", file)
    assert (code, done["step"]) == (0, "taken")
    assert run("act", "submit", file)[1] == done  # the same act again gets the same answer
    _, face = run("entries", "show", circulated.entry)
    assert {"participant": "XB", "position": "does_not_recognise", "flags": []} in face["positions"]


def test_officer_and_authority_may_sign_apart(circulated: Filed, key_files: KeyFiles, run: Run, file: str) -> None:
    run("act", "new", "flag.raise", "--as", "XB-NLO-1", "--on", circulated.entry, "--term", "ground=R6", "-o", file)
    key, seal = key_files("XB-NLO-1")
    _, half = run("act", "sign", file, "--key", key, "--secrets-fd", secrets_fd(1))
    assert half["signed"] == {"officer": True, "seal": False}
    _, whole = run("act", "sign", file, "--seal", seal, "--secrets-fd", secrets_fd(1))
    assert whole["signed"] == {"officer": True, "seal": True}
    assert run("act", "submit", file)[0] == 0


def test_a_stale_act_is_answered_with_the_difference(
    cast: Cast, circulated: Filed, key_files: KeyFiles, run: Run, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = cast.open("XB-NAA-1", "NAA", "position.take", "position", circulated.entry, position="silent")
    run("act", "new", "position.change", taken, "--as", "XB-NAA-1", "--term", "position=recognises", "-o", file)
    cast.move("XB-NAA-1", "NAA", "position.change", taken, position="own_ban")
    assert sign(run, file, key_files("XB-NAA-1")) == 0
    assert main(["act", "submit", file]) == 1
    said = capsys.readouterr().err
    assert language.say("acts.position_change") in said


def test_a_key_of_somebody_else_is_refused(circulated: Filed, key_files: KeyFiles, run: Run, file: str) -> None:
    run("act", "new", "flag.raise", "--as", "XB-NLO-1", "--on", circulated.entry, "--term", "ground=R6", "-o", file)
    key, _ = key_files("XC-NLO-1")
    _, said = run("act", "sign", file, "--key", key, "--secrets-fd", secrets_fd(1))
    assert said["code"] == "dossier.wrong_key"
    assert run("act", "sign", file)[1]["code"] == "face.no_key"
    assert run("act", "sign", file, "--key", key, "--secrets-fd", secrets_fd(0))[1]["code"] == "cli.no_secret"


def test_a_door_that_stays_closed_says_why(
    cast: Cast, circulated: Filed, key_files: KeyFiles, run: Run, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    proposal = cast.open("XA-CM-1", "CM", "proposal.open", "proposal", circulated.entry)
    run("act", "new", "proposal.adopt", proposal, "--as", "XA-CM-1", "-o", file)
    sign(run, file, key_files("XA-CM-1"))
    assert main(["act", "submit", file]) == 1
    said = capsys.readouterr().err
    assert "Charter" in said and "list.common" in said


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_what_is_signed_is_said_in_words(
    circulated: Filed, run: Run, file: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    new = ["act", "new", "suspension.urgent", "--as", "EC-ECA-1", "--on", circulated.entry, "-o", file]
    assert main([*new, "--term", "reason=data_error", "--reason", "Two persons were mixed.", "--lang", lang]) == 0
    capsys.readouterr()
    assert main(["act", "show", file, "--lang", lang]) == 0
    said = capsys.readouterr().out
    for part in ("acts.suspension_urgent", "acts.step_suspended", "entries.reason_data_error", "acts.capacity_eca"):
        assert language.say(part, lang) in said
    assert "Two persons were mixed." in said and "72h" in said


def test_malformed_files_are_refused(tmp_path: Path, run: Run, file: str) -> None:
    Path(file).write_bytes(b'{"head": []}')
    assert run("act", "show", file)[1]["code"] == "dossier.signature_form"
    assert run("act", "show", file + "x")[1]["code"] == "cli.file"


@pytest.fixture
def imported(cast: Cast, tmp_path: Path, run: Run) -> None:
    (tmp_path / "un.xml").write_bytes(synthetic.make(date(2026, 3, 1)))
    assert run("lists", "import", "un", str(tmp_path / "un.xml"))[0] == 0


def test_an_imported_list_is_adopted_once(
    imported: None, key_files: KeyFiles, run: Run, file: str, circulated: Filed
) -> None:
    adopt = ("lists", "adopt", "un", "--as", "EC-ECA-1", "-o", file)
    code, prepared = run(*adopt)
    counts = prepared["terms"]["counts"]
    assert (code, counts["individuals"], counts["entities"], counts["added"]) == (0, 8, 4, 12)
    assert prepared["terms"]["list_date"] == "2026-03-01"
    keys, second = key_files("EC-ECA-1"), file + ".second"
    assert run(*adopt[:-1], second)[0] == 0
    assert sign(run, file, keys) == sign(run, second, keys) == 0
    assert run("act", "submit", file)[0] == 0
    for again in (run(*adopt), run("act", "submit", second)):
        assert (again[0], again[1]["code"]) == (1, "lists.adopted")
    _, face = run("entries", "show", circulated.entry)
    assert face["un"] == {"reference": "", "list_date": "2026-03-01", "suggestions": []}


def test_adopting_needs_an_import(cast: Cast, run: Run, file: str) -> None:
    assert run("lists", "adopt", "un", "--as", "EC-ECA-1", "-o", file)[1]["code"] == "lists.none"


def test_adopting_is_for_those_whom_the_table_names(imported: None, run: Run, file: str) -> None:
    assert run("lists", "adopt", "un", "--as", "EC-CR-1", "-o", file)[1]["code"] == "actor.capacity"


def test_an_act_on_an_entry_that_one_may_not_see_is_an_act_on_nothing(cast: Cast, run: Run, file: str) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    new = ("act", "new", "flag.raise", "--as", "XB-NLO-1", "--term", "ground=R6", "-o", file, "--on")
    hidden, lost = run(*new, filed.entry), run(*new, "0" * 32)
    assert hidden == lost and hidden[1]["code"] == "act.parent"
    opening = ("act", "new", "case.open", "--as", "IR-1", "--term", "reason=data_error", "-o", file, "--on")
    assert run(*opening, filed.entry)[0] == 0


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_an_act_is_shown_and_signed_before_a_person(
    circulated: Filed, key_files: KeyFiles, run: Run, file: str, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    run("act", "new", "flag.raise", "--as", "XB-NLO-1", "--on", circulated.entry, "--term", "ground=R6", "-o", file)
    key, _ = key_files("XB-NLO-1")
    assert main(["act", "sign", file, "--key", key, "--secrets-fd", secrets_fd(1), "--lang", lang]) == 0
    assert main(["act", "show", file, "--lang", lang]) == 0
    said = capsys.readouterr()
    assert language.say("acts.missing", lang) in said.out and said.err == ""
