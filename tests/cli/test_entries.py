from __future__ import annotations

from pathlib import Path

import pytest

from comity import language
from comity.cli import main
from comity.demo.cast import Cast, Filed, StoryClock
from comity.demo.filing import ATTESTED
from comity.entries.procedures import VERSION_OF
from comity.interchange.dossier import acting, examples, reading
from tests.asking import journaled
from tests.cli.conftest import Run
from tests.stories.conftest import dossier

LOST = "0" * 32


def test_the_public_reads_the_published_part_and_nothing_else(circulated: Filed, run: Run) -> None:
    code, face = run("entries", "show", circulated.entry)
    assert (code, face["effect"], face["name"]) == (0, "in_force", "Колонна Тлеющих Углей")
    fields = {line["field"] for line in face["version"]["statements"]}
    assert "narrative" in fields and "statement_of_case" not in fields
    assert face["version"]["withheld"] == ["MEMBER"]


def test_a_member_reads_the_rest(circulated: Filed, run: Run) -> None:
    _, face = run("entries", "show", circulated.entry, "--as", "XB-NLO-1")
    assert "statement_of_case" in {line["field"] for line in face["version"]["statements"]}
    assert face["version"]["withheld"] == []
    assert {one["position"] for one in face["positions"]} == {"silent"}


@pytest.mark.parametrize("officer", [(), ("--as", "XB-NLO-1"), ("--as", "XA-CK-1"), ("--as", "AU-1")])
def test_who_may_not_see_an_entry_learns_nothing_of_it(cast: Cast, officer: tuple[str, ...], run: Run) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    for command in ("show", "history"):
        hidden, lost = (run("entries", command, entry, *officer) for entry in (filed.entry, LOST))
        assert hidden == lost
        assert hidden[1]["code"] == "act.unknown_matter"
    assert run("entries", "list", *officer)[1] == {"count": 0, "entries": []}
    assert run("entries", "list", "--as", "XA-NLO-1")[1]["count"] == 1


def test_a_list_shows_what_counts(circulated: Filed, run: Run) -> None:
    code, found = run("entries", "list", "--list")
    assert code == 0
    assert [(one["id"], one["effect"], one["common"]) for one in found["entries"]] == [
        (circulated.entry, "in_force", False)
    ]
    assert run("entries", "list", "--register")[1]["count"] == 0
    assert run("entries", "list", "--support")[1]["count"] == 0


def test_an_entry_on_support_is_listed_without_a_name_and_opened_with_a_case(cast: Cast, run: Run) -> None:
    filed = cast.file(dossier("copper-vault"), "XE-NLO-1", "XE-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.open("IR-1", "IR", "reviewer.clear", "clearance", filed.version, question="support", because="Read.")
    cast.permit(filed, "EC-CR-1", ATTESTED)
    assert run("entries", "list", "--support")[1]["count"] == 0  # its handling code is MEMBER
    (row,) = run("entries", "list", "--support", "--as", "XA-NLO-1")[1]["entries"]
    assert (row["kind"], row["name"], row["restricted"]) == ("support", "", True)
    assert run("entries", "list", "--list", "--as", "XA-NLO-1")[1]["count"] == 0
    code, told = run("entries", "show", filed.entry, "--as", "XA-NLO-1")
    assert (code, told["code"]) == (1, "face.case")
    case = ("--case", "XA-7", "--reason", "prosecution")
    code, shown = run("entries", "show", filed.entry, "--as", "XA-NLO-1", *case)
    assert (code, shown["kind"], shown["name"]) == (0, "support", "Copper Vault Exchange")


def test_as_of_a_day(cast: Cast, circulated: Filed, clock: StoryClock, run: Run) -> None:
    clock.pass_time(hours=20)
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    assert run("entries", "show", circulated.entry)[1]["effect"] == "suspended"
    assert run("entries", "show", circulated.entry, "--as-of", "2026-03-02")[1]["effect"] == "in_force"
    assert run("entries", "show", circulated.entry, "--as-of", "2026-03-01")[1]["version"] is None
    assert run("entries", "show", circulated.entry, "--as-of", "2999-01-01")[1]["effect"] == "suspended"
    assert run("entries", "show", circulated.entry, "--as-of", "soon")[1]["code"] == "face.day"


def test_who_approves_does_not_read_here_what_the_drafter_stated(cast: Cast, run: Run) -> None:
    read = reading.read(dossier("ember-column"), lambda name: cast.random_bytes(16))
    files = {one.digest: one.content for one in read.attachments.values()}
    drafted = acting.prepare_draft(read, cast.identity("XA-NLO-1"), cast.node.clock(), cast.random_bytes)
    for prepared in drafted:
        cast.node.submit(cast.sign(prepared.head, prepared.bodies), files)
    entry = next(link.to for link in drafted[-1].head.links if link.relation == VERSION_OF)

    def fields(officer: str) -> set[str]:
        (pending,) = run("entries", "show", entry, "--as", officer)[1]["pending"]
        return {line["field"] for line in pending["statements"]}

    assert fields("XA-NLO-1") - fields("XA-NAA-1") == {"effect_by_drafter"}


@pytest.mark.parametrize("command", ["show", "history"])
def test_a_restricted_reading_wants_a_case_and_is_recorded_by_ids_only(named: Filed, run: Run, command: str) -> None:
    reading = ("entries", command, named.entry, "--as", "XE-NLO-1")
    lines = len(journaled())
    for wrong, code in (
        ((), "face.case"),
        (("--case", "K-17/2026"), "face.purpose"),
        (("--case", "Muhiban Sabrat", "--reason", "extradition"), "face.case_form"),
        (("--reason", "curiosity", "--case", "K-17/2026"), "face.purpose"),
    ):
        assert run(*reading, *wrong)[1]["code"] == code
    assert len(journaled()) == lines
    assert run(*reading, "--case", "K-17/2026", "--reason", "extradition")[0] == 0
    (line,) = journaled()[lines:]
    assert (line["kind"], line["officer"]) == ("read", "XE-NLO-1")
    assert line["content"] == {
        "capacity": "NLO",
        "case": "K-17/2026",
        "matter": named.entry,
        "purpose": "extradition",
    }


def test_a_list_names_nobody_whose_name_is_restricted(named: Filed, run: Run) -> None:
    (row,) = run("entries", "list", "--as", "XE-NLO-1")[1]["entries"]
    assert (row["restricted"], row["name"]) == (True, "")
    (own,) = run("entries", "list", "--as", "XD-NLO-1")[1]["entries"]
    assert (own["restricted"], own["name"]) == (False, "Muhiban Sabrat")


def test_what_is_open_is_read_without_a_line_in_the_journal(circulated: Filed, run: Run) -> None:
    lines = len(journaled())
    assert run("entries", "show", circulated.entry, "--as", "XB-NLO-1")[0] == 0
    assert run("entries", "show", circulated.entry)[0] == 0
    assert len(journaled()) == lines


def test_a_person_of_the_register_is_found_by_nobody(
    cast: Cast, circulated: Filed, tmp_path: Path, clock: StoryClock, run: Run
) -> None:
    folder = examples.materialise("oshrani", tmp_path / "public", clock().date())
    filed = cast.file(folder, "XD-NLO-1", "XD-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")
    cast.permit(filed, "EC-CR-1", ATTESTED)
    name = run("entries", "show", filed.entry)[1]["name"]
    assert name
    found = run("find", *name.split())[1]
    assert filed.entry not in {match["id"] for match in found["matches"]}
    assert [one["entries"] for one in found["searched"]] == [1]


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_for_a_person_in_three_languages(
    cast: Cast, circulated: Filed, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cast.open("XB-NAA-1", "NAA", "position.take", "position", circulated.entry, position="does_not_recognise")
    cast.open("XB-NAA-1", "NAA", "flag.raise", "flag", circulated.entry, ground="R6")
    for command in (["list"], ["show", circulated.entry], ["history", circulated.entry]):
        assert main(["entries", *command, "--as", "XC-NLO-1", "--lang", lang]) == 0
        shown = capsys.readouterr().out
        assert "{" not in shown
        for key in {"show": ("position_does_not_recognise", "ground_R6", "effect_in_force")}.get(command[0], ()):
            assert language.say(f"entries.{key}", lang) in shown


def test_without_a_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path))
    code, said = run("entries", "list")
    assert (code, said["code"]) == (4, "node.none")


def test_find_names_the_published_list_and_no_person(cast: Cast, circulated: Filed, run: Run) -> None:
    code, found = run("find", "Ember", "Column")
    assert (code, found["matches"][0]["id"], found["matches"][0]["dataset"]) == (0, circulated.entry, "list")
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="data_error")
    assert run("find", "Ember", "Column")[1]["matches"] == []


def test_a_query_of_anyone_is_journaled_without_the_name(circulated: Filed, run: Run) -> None:
    before = len(journaled())
    assert run("find", "Ember", "Column")[0] == 0
    (line,) = journaled()[before:]
    assert (line["kind"], line["officer"], line["content"]["found"], line["content"]["lists"]) == (
        "query",
        "",
        1,
        ["list"],
    )
    assert "Ember" not in str(line)
