"""``comity screen person``, ``decide``, ``decisions``, ``usage`` and ``verify``, as they are typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from comity import custody, keyfiles, language
from comity.cli import main
from comity.config import Mode
from comity.demo.cast import Cast, Filed
from comity.keys import KeyKind, SoftSigner
from tests.cli.conftest import Run
from tests.stories.conftest import counted

CHECK = ("--as", "XE-CK-1", "--case", "CP-7/2026-03-02", "--purpose", "border")
SABRAT = ("Muhiban", "Sabrat")


def test_a_checker_is_told_the_name_and_whom_to_ask(named: Filed, run: Run) -> None:
    code, said = run("screen", "person", *SABRAT, *CHECK)
    assert (code, said["total"]) == (0, 1)
    (match,) = said["matches"]
    assert (match["dataset"], match["id"], match["entry"]["claimant"]) == ("register", named.entry, "XD")
    assert set(match) == {"dataset", "id", "score", "name", "caption", "countries", "reasons", "entry"}
    assert set(match["entry"]) == {
        *("entry", "procedure", "claimant", "authority", "effect", "category", "wanted_for", "contact")
    }
    assert [one["name"] for one in said["searched"]] == ["list", "register"]


def test_what_is_refused_and_what_is_not_there_say_the_same_of_every_name(named: Filed, run: Run) -> None:
    for line in (
        ("--as", "XE-NLO-1", "--case", "CP-7", "--purpose", "border"),
        ("--as", "XE-CK-1", "--purpose", "border"),
        ("--as", "XE-CK-1", "--case", "CP-7"),
        ("--as", "XE-CK-1", "--case", "CP-7", "--purpose", "curiosity"),
    ):
        (first, told), (second, other) = (run("screen", "person", *name, *line) for name in (SABRAT, ("Quorvex", "Ab")))
        assert (first, told) == (second, other)
        assert told["code"].startswith("screen.")
    _, hidden = run("screen", "person", *SABRAT, "--as", "XA-CK-1", "--case", "CP-7", "--purpose", "border")
    _, absent = run("screen", "person", "Quorvex", "Ab", "--as", "XA-CK-1", "--case", "CP-7", "--purpose", "border")
    assert {**hidden, "query": ""} == {**absent, "query": ""}


def test_a_decision_is_kept_shown_and_remembered(named: Filed, run: Run) -> None:
    told = ("--list", "register", "--id", named.entry, "--decision", "false_positive", "--because", "birth")
    code, made = run("screen", "decide", *SABRAT, *CHECK, *told)
    assert (code, made["decision"], made["officer"]) == (0, "false_positive", "XE-CK-1")
    _, said = run("screen", "person", *SABRAT, *CHECK)
    assert (said["total"], said["matches"]) == (0, [])
    assert said["cleared"][0]["decided"] == made
    assert run("screen", "decisions", "--as", "XE-NLO-1")[1] == [made]
    assert run("screen", "decisions", "--as", "XA-CK-1")[1] == []
    assert run("screen", "decide", *SABRAT, *CHECK, "--list", "register", "--id", "0" * 32, *told[4:])[1]["code"] == (
        "screen.no_match"
    )


def test_the_auditor_sees_the_day(named: Filed, run: Run) -> None:
    for _ in range(2):
        run("screen", "person", *SABRAT, *CHECK)
    code, said = run("screen", "usage", "--as", "AU-1")
    assert (code, said["limit"]) == (0, 500)
    assert said["days"] == [{"day": "2026-03-02", "officer": "XE-CK-1", "queries": 2, "names": 2}]
    assert run("screen", "usage", "--as", "XE-CK-1")[1]["code"] == "screen.usage"
    assert run("screen", "usage", "--as", "AU-1", "--since", "soon")[1]["code"] == "face.day"


@pytest.fixture
def custodians(cast: Cast) -> list[str]:
    """The node's key in a file, under the passphrase of two custodians; their two parts as typed."""
    random_bytes = counted(11)
    passphrase = custody.make_passphrase(random_bytes)
    key = cast.node.node_key
    assert isinstance(key, SoftSigner)
    label = keyfiles.Label(KeyKind.NODE, "node", cast.node.located.config.mode is Mode.DEMO)
    keyfiles.write(cast.node.located.path("keys"), key, passphrase, label, random_bytes)
    return [" ".join(custody.printed(part)) for part in custody.split(passphrase, random_bytes)]


def typed(lines: list[str]) -> str:
    read, write = os.pipe()
    os.write(write, "".join(f"{line}\n" for line in lines).encode())
    os.close(write)
    return str(read)


def test_a_receipt_proves_what_was_asked_and_when(
    cast: Cast, custodians: list[str], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "receipt"
    line = ("screen", "person", "Quorvex", "Immaterial", *CHECK, "--born", "1984", "--receipt", str(file))
    code, said = run(*line, "--secrets-fd", typed(custodians))
    assert (code, said["total"]) == (0, 0)
    assert b"Quorvex" not in file.read_bytes()
    assert {oct(one.stat().st_mode & 0o777) for one in (file, Path(said["salt"]))} == {"0o600"}
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "nowhere"))
    verify = ("screen", "verify", str(file), "--vkey", said["vkey"])
    code, found = run(*verify, "--name", "quorvex  IMMATERIAL", "--born", "1984")
    assert (code, found["found"], found["fits"]) == (0, 0, True)
    assert run(*verify)[1]["fits"] is None
    assert run(*verify, "--name", "Quorvex Immaterial")[1]["code"] == "screen.other_query"
    file.write_bytes(file.read_bytes().replace(b'"found":0', b'"found":1'))
    assert run(*verify)[1]["code"] == "screen.receipt"
    assert run("screen", "verify", str(file))[1]["code"] == "node.none"


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_for_a_person_in_three_languages(named: Filed, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    def shown(*line: str) -> str:
        assert main(["screen", *line, "--lang", lang]) == 0
        said = capsys.readouterr().out
        assert "{" not in said
        return said

    assert language.say("checks.for_prosecution", lang) in shown("person", *SABRAT, *CHECK)
    told = ("--list", "register", "--id", named.entry, "--decision", "unresolved", "--because", "too_little")
    assert language.say("checks.kept", lang) in shown("decide", *SABRAT, *CHECK, *told)
    assert language.say("checks.decision_unresolved", lang) in shown("person", *SABRAT, *CHECK)
    assert "XE-CK-1" in shown("decisions", "--as", "XE-CK-1")
    assert "XE-CK-1" in shown("usage", "--as", "AU-1")
    assert named.entry not in shown("person", "Quorvex", "Immaterial", *CHECK)
