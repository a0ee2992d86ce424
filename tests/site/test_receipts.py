"""A receipt over the field's API: signed by the node's key, verified by the command, opened by its salt alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.cli.app import main
from comity.demo.cast import Cast, StoryClock
from comity.operations import receipting
from comity.site import service
from comity.site.local import Local
from tests.asking import rows
from tests.cli.conftest import cast, clock  # fixtures: a node that the commands find
from tests.site.conftest import Caller
from tests.site.test_local import Moments, take_in

__all__ = ["cast", "clock"]

CANARY = "Orsolin Vadrekke Canarygate"
LISTED = "Vymyshlen Primerov"


def person(name: str) -> dict[str, object]:
    return {"schema": "Person", "properties": {"name": name}}


@pytest.fixture
def call(cast: Cast, clock: StoryClock) -> Iterator[Caller]:
    take_in(cast.node.located.home)
    made = Local(cast.node.located.home, Moments(), clock, lambda: receipting.signer_of(cast.node))
    made.warm()
    service.use(made)
    yield Caller()
    service.use(None)


@pytest.mark.parametrize("name", [CANARY, LISTED])
def test_the_command_verifies_what_was_signed_here(
    call: Caller, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = call.match({"q": person(name)}, receipt="true")
    receipt = said["receipt"]
    assert "Canarygate" not in receipt["text"]
    assert f'"found":{said["responses"]["q"]["total"]["value"]}' in receipt["text"]
    file, salt = tmp_path / "receipt", tmp_path / "salt"
    file.write_text(receipt["text"])
    salt.write_text(receipt["salt"] + "\n")
    asked = ["--vkey", receipt["vkey"], "--salt", str(salt), "--name"]
    assert main(["screen", "verify", str(file), *asked, name]) == 0
    assert main(["screen", "verify", str(file), *asked, "Somebody Else"]) != 0
    file.write_text(receipt["text"].replace('"found":', '"found":1'))
    assert main(["screen", "verify", str(file), "--vkey", receipt["vkey"]]) != 0
    capsys.readouterr()


def test_a_receipt_costs_one_line_of_the_journal_and_no_answer_changes(call: Caller) -> None:
    lines = len(rows("SELECT idx FROM journal"))
    signed = call.match({"q": person(LISTED)}, receipt="true")
    assert len(rows("SELECT idx FROM journal")) == lines + 1
    assert "receipt" not in call.match({"q": person(LISTED)})
    assert signed["responses"] == call.match({"q": person(LISTED)})["responses"]


def test_a_receipt_is_for_one_query_which_is_asked_alone(call: Caller) -> None:
    lines = len(rows("SELECT idx FROM journal"))
    code, said = call.try_match({"a": person(LISTED), "b": person(CANARY)}, receipt="true")
    assert (code, said["code"]) == (400, "screen.one_query")
    assert len(rows("SELECT idx FROM journal")) == lines


def test_where_no_key_is_open_there_is_none_and_nothing_is_asked(cast: Cast, clock: StoryClock) -> None:
    take_in(cast.node.located.home)
    made = Local(cast.node.located.home, Moments(), clock)
    made.warm()
    service.use(made)
    lines = len(rows("SELECT idx FROM journal"))
    code, said = Caller().try_match({"q": person(LISTED)}, receipt="true")
    service.use(None)
    assert (code, said["code"]) == (503, "screen.no_key")
    assert len(rows("SELECT idx FROM journal")) == lines
