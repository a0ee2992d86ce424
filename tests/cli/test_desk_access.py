"""``comity desk``: words and tokens are for officers in office, shown once, and end."""

from __future__ import annotations

import json

import pytest

from comity.cli import main
from comity.demo.cast import Cast
from comity.operations import credentials
from comity.store import journal
from tests.asking import journaled
from tests.cli.conftest import cast, clock  # fixtures: a node that the commands find

__all__ = ["cast", "clock"]


def test_a_word_is_printed_once_and_opens_for_its_officer(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "invite", "XA-NLO-1", "--json"]) == 0
    word = json.loads(capsys.readouterr().out)["word"]
    held, now = credentials.of_home(cast.node.located.home), int(cast.node.clock().timestamp())
    assert held.enrol(word, now) == "XA-NLO-1"
    assert held.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "line",
    [
        ["invite", "XA-NLO-9"],
        ["bind", "XA-NLO-9", "https://id.example.invalid", "7"],
        ["token", "XA-NLO-9", "--label", "x", "--scope", "read"],
    ],
)
def test_nobody_out_of_office_is_let_in(cast: Cast, line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", *line, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "face.officer"


def test_a_token_is_listed_without_its_secret_and_revoked(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["desk", "token", "XA-NLO-1", "--label", "night job", "--scope", "read", "--days", "2"]
    assert main([*line, "--json"]) == 0
    secret = json.loads(capsys.readouterr().out)["token"]
    authority = cast.authority_of("XA-NLO-1")
    assert main(["desk", "tokens", authority]) == 0
    shown = capsys.readouterr().out
    assert "night job" in shown
    assert secret not in shown
    held, now = credentials.of_home(cast.node.located.home), int(cast.node.clock().timestamp())
    known = held.token(secret, now)
    assert known is not None
    assert held.token(secret, now + 2 * 86400) is None
    assert main(["desk", "revoke", authority, known.id]) == 0
    assert held.token(secret, now) is None
    assert main(["desk", "revoke", "XB-CENTRAL", known.id]) == 3


def test_what_the_operator_makes_or_ends_is_journaled(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    start = journal.check()[0]
    assert main(["desk", "invite", "XA-NLO-1", "--json"]) == 0
    word = json.loads(capsys.readouterr().out)["word"]
    assert main(["desk", "bind", "XA-NLO-1", "https://id.example.invalid", "subject-7"]) == 0
    assert main(["desk", "token", "XA-NLO-1", "--label", "night job", "--scope", "read"]) == 0
    authority = cast.authority_of("XA-NLO-1")
    (known,) = credentials.of_home(cast.node.located.home).tokens(authority)
    assert main(["desk", "revoke", authority, known.id]) == 0
    lines = journaled(start)
    assert [one["content"]["what"] for one in lines] == ["invited", "bound", "token_made", "token_ended"]
    assert {(one["officer"], one["content"]["officer"]) for one in lines} == {("", "XA-NLO-1")}
    assert lines[3]["content"]["token"] == known.id
    assert not [secret for secret in (word, "subject-7", "night job") if secret in str(lines)]


@pytest.mark.parametrize("wrong", [["--scope", "all", "--label", "x"], ["--scope", "read", "--label", " "]])
def test_a_token_for_anything_is_refused(cast: Cast, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "token", "XA-NLO-1", *wrong, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["code"] == "desk.token_form"
