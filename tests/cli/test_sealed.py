"""`comity sealed`: who holds a key opens, each reading is recorded, everybody else is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity import acts, keyfiles, sealing
from comity.cli import desk, main
from comity.demo.cast import Cast, StoryClock
from comity.demo.leaving import _of
from comity.entries import readers
from comity.keyfiles import Label
from comity.keys import KeyKind
from tests.asking import rows
from tests.cli.conftest import PASSPHRASE
from tests.sealed_requests import CANARY, Sealed, asked, submitted
from tests.stories.conftest import counted

WHY = ("--case", "XB-77", "--reason", "prosecution")
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def made(cast: Cast) -> Sealed:
    """A sealed question that was sent."""
    asked = submitted(cast)[0]
    cast.move("XA-NAA-1", "NAA", "request.send", asked.matter, attests=[13, 14, 15, 35, 42, 43])
    return asked


@pytest.fixture
def key_of(cast: Cast, tmp_path: Path) -> Callable[[str], str]:
    """The sealing key file of an authority."""

    def written(authority: str) -> str:
        label = Label(KeyKind.SEALING, authority, True)
        return str(keyfiles.write(tmp_path / "keys", cast.sealing[authority], PASSPHRASE, label, counted(3)))

    return written


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run one command with the passphrase, as often as it is asked for."""

    def run(*line: str, json_too: bool = True) -> tuple[int, Any]:
        read, write = os.pipe()
        os.write(write, (PASSPHRASE + b"\n") * 3)
        os.close(write)
        code = main([*line, "--secrets-fd", str(read), *(["--json"] if json_too else [])])
        os.close(read)
        out = capsys.readouterr().out
        return code, json.loads(out) if json_too else out

    return run


def read_lines() -> list[Any]:
    return [json.loads(bytes(row[0])) for row in rows("SELECT content FROM journal ORDER BY idx")]


@pytest.mark.parametrize(("authority", "officer"), [("XA-CENTRAL", "XA-NLO-1"), ("XB-CENTRAL", "XB-NAA-1")])
def test_the_two_open_and_it_is_recorded(
    made: Sealed, key_of: Callable[[str], str], ask: Ask, authority: str, officer: str
) -> None:
    line = ("sealed", "open", made.act, "--key", key_of(authority), "--as", officer, *WHY)
    code, answer = ask(*line)
    assert code == 0 and answer["matter"] == made.matter
    (body,) = answer["bodies"]
    assert body["schema"] == "assistance.question/1"
    assert [one["commitment"] for one in body["statements"]] == [one.commitment for one in made.inside]
    assert body["statements"][0]["value"] == CANARY
    (recorded,) = [one for one in read_lines() if one["kind"] == "read"]
    assert recorded["officer"] == officer and recorded["content"]["matter"] == made.matter
    assert "canary" not in json.dumps(recorded)
    code, text = ask(*line, json_too=False)
    assert code == 0 and f"    Question: {CANARY}" in text


def test_what_was_not_sent_or_has_ended_is_opened_by_nobody_else(
    cast: Cast, clock: StoryClock, key_of: Callable[[str], str], ask: Ask
) -> None:
    draft = submitted(cast)[0]
    line = ("sealed", "open", draft.act, "--key", key_of("XB-CENTRAL"), "--as", "XB-NAA-1", *WHY)
    assert ask(*line)[1]["code"] == "log.no_act"
    cast.move("XA-NAA-1", "NAA", "request.send", draft.matter, attests=[13, 14, 15, 35, 42, 43])
    assert ask(*line)[0] == 0
    clock.now = acts.from_time(draft.body.kept_until)
    assert ask(*line)[1]["code"] == "log.no_act"


@pytest.mark.parametrize(
    ("authority", "officer", "code"),
    [
        ("XC-CENTRAL", "XC-NLO-1", "sealing.not_for_key"),
        ("EC", "EC-ECA-1", "sealing.not_for_key"),
        ("XB-CENTRAL", "XC-NLO-1", "sealing.holder"),
        ("XB-CENTRAL", "XB-CK-1", "sealing.reader"),
        ("IR", "IR-1", "sealing.no_case"),
    ],
)
def test_everybody_else_is_refused_and_nothing_is_shown(
    made: Sealed, key_of: Callable[[str], str], ask: Ask, authority: str, officer: str, code: str
) -> None:
    _, answer = ask("sealed", "open", made.act, "--key", key_of(authority), "--as", officer, *WHY)
    assert answer["code"] == code and "canary" not in json.dumps(answer)
    assert not [one for one in read_lines() if one["kind"] == "read"]


def test_the_reviewer_opens_within_a_case_and_it_is_recorded(
    made: Sealed, key_of: Callable[[str], str], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "open_cases", lambda source, authority: frozenset({made.matter}))
    line = ("sealed", "open", made.act, "--key", key_of("IR"), "--as", "IR-1", "--case", "IR-9", "--reason", "review")
    code, answer = ask(*line)
    assert code == 0 and answer["bodies"][0]["statements"][0]["value"] == CANARY
    (recorded,) = [one for one in read_lines() if one["kind"] == "read"]
    assert (recorded["officer"], recorded["content"]["capacity"]) == ("IR-1", "IR")


def test_without_a_case_reference_nothing_is_opened(made: Sealed, key_of: Callable[[str], str], ask: Ask) -> None:
    _, answer = ask("sealed", "open", made.act, "--key", key_of("XB-CENTRAL"), "--as", "XB-NAA-1")
    assert answer["code"] == "face.case"


def test_an_act_with_nothing_sealed_and_one_that_is_erased(
    made: Sealed, key_of: Callable[[str], str], ask: Ask
) -> None:
    key = key_of("XB-CENTRAL")
    _, answer = ask("sealed", "open", "0", "--key", key, "--as", "XB-NAA-1", *WHY)
    assert answer["code"] == "sealing.nothing"
    rows("DELETE FROM statement WHERE commitment = %s RETURNING 1", made.statement.commitment)
    _, answer = ask("sealed", "open", made.act, "--key", key, "--as", "XB-NAA-1", *WHY)
    assert answer["code"] == "sealing.erased"


def test_a_file_is_opened_by_the_two_and_the_reviewer_is_sent_to_the_node(
    cast: Cast, made: Sealed, key_of: Callable[[str], str], ask: Ask, tmp_path: Path
) -> None:
    file = tmp_path / "act.json"
    desk.write_act(file, asked(cast).signed)
    code, answer = ask("sealed", "open-file", str(file), "--key", key_of("XB-CENTRAL"))
    assert code == 0 and answer["bodies"][0]["statements"][0]["value"] == CANARY
    reviewer = key_of("IR")
    for key in (reviewer, key_of("XC-CENTRAL")):
        _, answer = ask("sealed", "open-file", str(file), "--key", key)
        assert answer["code"] == "sealing.at_node"
    desk.write_act(file, cast.sign(cast.head("XA-NLO-1", "NLO", "request.draft", "request", cast.new_id())))
    _, answer = ask("sealed", "open-file", str(file), "--key", reviewer)
    assert answer["code"] == "sealing.nothing"


def test_a_key_is_published_by_the_commands_of_any_act(
    cast: Cast, key_files: Callable[[str], tuple[str, str]], ask: Ask, run: Ask, tmp_path: Path
) -> None:
    """Prepared, signed and submitted apart, for a head whose keys are not at the node."""
    public, file = cast.sealing["XB-CENTRAL"].public_key.hex(), str(tmp_path / "act.json")
    officer, seal = key_files("XB-NAA-1")
    terms = ("--term", "authority=XB-CENTRAL", "--term", f"key={public}")
    assert run("act", "new", "sealing.publish", "--as", "XB-NAA-1", *terms, "-o", file)[0] == 0
    assert ask("act", "sign", file, "--key", officer, "--seal", seal)[0] == 0
    code, done = run("act", "submit", file)
    assert code == 0 and done["step"] == "published"
    with cast.node.reading() as unit:
        assert unit.directory().sealing_key("XB-CENTRAL", done["index"] + 1).public.hex() == public


def test_a_sealing_key_s_passphrase_is_changed(
    key_of: Callable[[str], str], cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    file = key_of("XB-CENTRAL")
    read, write = os.pipe()
    os.write(write, PASSPHRASE + b"\nanother fictional one\n")
    os.close(write)
    assert main(["key", "passphrase", file, "--secrets-fd", str(read)]) == 0
    os.close(read)
    opened = keyfiles.open_sealing_key(Path(file), b"another fictional one", fictional=True)
    assert opened.public_key == cast.sealing["XB-CENTRAL"].public_key


def test_the_demo_leaves_the_sealing_keys(cast: Cast) -> None:
    left = {name: key for name, label, key in _of(cast) if label.kind is KeyKind.SEALING}
    assert set(left) == {f"{one}.sealing" for one in ("XA-CENTRAL", "XB-CENTRAL", "XC-CENTRAL", "XD-CENTRAL",
                                                      "XE-CENTRAL", "XF-CENTRAL", "EC", "IR")}  # fmt: skip
    assert all(isinstance(key, sealing.SealingKey) for key in left.values())
