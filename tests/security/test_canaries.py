"""Canaries: words planted in what is restricted or sealed are found nowhere they should not be.

Every command is run as every kind of reader, in words and in JSON; answers, counts and refusals, the program
log, the public log, the journal, a backup and the raw database are searched. The search finds a planted leak.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import typer

from comity import handling
from comity.cli.app import COMMANDS, main
from comity.demo.cast import Cast, StoryClock
from comity.demo.filing import ATTESTED
from comity.interchange.dossier import examples
from comity.operations import backup
from comity.store import database
from comity.store import telling as told_reading
from tests import sealed_requests, telling
from tests.asking import rows
from tests.cli.conftest import cast, clock  # fixtures: a node that the commands find

__all__ = ["cast", "clock"]

CASE = "QCASE-9917"
SIDES = {s: {f"{s}-NLO-1", f"{s}-NAA-1"} for s in ("XA", "XB", "XC", "XD", "XE", "XF")}
READERS = (
    "", "XA-NLO-1", "XB-NAA-1", "XC-NLO-1", "XC-NAA-1", "XE-NLO-1", "XB-CM-1", "XB-CK-1", "XB-AA-1",
    "EC-ECA-1", "EC-CR-1", "IR-1", "AU-1",
)  # fmt: skip
OUTSIDE = ("", "XC-CM-1", "XB-CK-1", "XB-AA-1")
"""Readers for whom nothing was planted: to them everything looks as before."""


@dataclass(frozen=True)
class Planted:
    """Each canary with those who may read it, and the matters in which they stand."""

    readers: dict[str, set[str]]
    base: dict[str, str]
    reviewed: set[str]


NAMED, REVIEW, QUESTION, REFERENCE = "Quorvex Named", "Quorvex Review", "Quorvex Question", "QREF-4471"
REASON, WARNING, STATED, DOCUMENT = "Quorvex Reason", "Quorvex Warning", "Quorvex Stated", "Quorvex Document"
TREND, RESULT, ANSWER = "Quorvex Trend", "Quorvex Result", "Quorvex Answer"


def base(cast: Cast) -> dict[str, str]:
    """What every member may read."""
    file = telling.open_file(cast)
    telling.contribute(cast, "XA", telling.organisation(cast, "XA-NLO-1", "Ember Column"), file)
    return {"file": file}


def plant(cast: Cast, found: dict[str, str], folder: Path) -> Planted:
    """Tell, ask, refuse, answer, warn and file, each with a canary."""
    few = {"handling_code": "NAMED", "recipients": ["EC", "XB-CENTRAL"]}
    review = {"handling_code": "EYES_OF_REVIEW"}
    own = telling.organisation(cast, "XA-NLO-1", NAMED, remarks=[_remark(NAMED)], **few)
    found["named"] = telling.contribute(cast, "XA", own, found["file"])
    telling.contribute(cast, "XA", telling.organisation(cast, "XA-NLO-1", REVIEW, **review), found["file"])
    telling.contribute(cast, "XA", telling.trend(cast, "XA-NLO-1", definition=TREND, **few))
    telling.contribute(cast, "XA", telling.result(cast, "XA-NLO-1", definition=RESULT, published_in=RESULT, **few))
    asked = {"question": f"{QUESTION}?", "case_reference": REFERENCE, "grounds": f"{QUESTION}, 2026-01-12, Port Sarn."}
    found["request"] = telling.ask(cast, "XC", "XA-CENTRAL", [found["file"]], **asked)
    found["refused"] = telling.ask(cast, "XC", "XA-CENTRAL", [found["file"]])
    cast.move("XA-NAA-1", "NAA", "request.refuse", found["refused"], because=REASON, ground="R7")
    telling.give(cast, "XA-NAA-1", found["request"], telling.answer(cast, "XA-NAA-1", "XC-CENTRAL", reply=ANSWER))
    danger = [{"text": WARNING, "standing": "assessed", "grade": "B2"}]
    found["warning"] = telling.warn(
        cast, "XA-NAA-1", telling.warning(cast, "XA-NAA-1", "XB-CENTRAL", told=danger, where=WARNING)
    )
    found["entry"] = _entry(cast, folder)
    both = SIDES["XA"] | SIDES["XB"]
    return Planted(
        {
            **dict.fromkeys((NAMED, TREND, RESULT), both | {"EC-ECA-1"}),
            REVIEW: SIDES["XA"],
            **dict.fromkeys((QUESTION, REFERENCE, REASON, ANSWER), SIDES["XC"] | SIDES["XA"]),
            WARNING: both,
            STATED: SIDES["XD"] | SIDES["XE"] | SIDES["XF"] | {"EC-CR-1"},
            DOCUMENT: set(),
        },
        found,
        {NAMED, REVIEW},
    )


def _remark(text: str) -> dict[str, str]:
    return {"text": text, "standing": "assessed", "grade": "B2"}


def _entry(cast: Cast, folder: Path) -> str:
    """A person in the Register, for Esmeria and Fenwara alone."""
    made = examples.materialise("sabrat", folder / "sabrat", cast.node.clock().date())
    dossier, document = made / "dossier.yaml", made / "documents" / "warrant.txt"
    document.write_text(f"{document.read_text('utf-8')}\n{DOCUMENT}\n", "utf-8")
    text = dossier.read_text("utf-8")
    stated = text.replace("statement_of_case: >-\n    ", f"statement_of_case: >-\n    {STATED}. ")
    dossier.write_text(stated, "utf-8")
    filed = cast.file(made, "XD-NLO-1", "XD-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")
    cast.permit(filed, "EC-CR-1", ATTESTED)
    return filed.entry


# --- the commands ---------------------------------------------------------------------------

Lines = Callable[[dict[str, str], str, Path], list[list[str]]]
WHY = ["--case", CASE, "--reason", "analysis"]


def _as(officer: str) -> list[str]:
    return ["--as", officer] if officer else []


def _check(officer: str) -> list[str]:
    return ["--as", officer or "XE-CK-1", "--case", "CP-7", "--purpose", "border"]


def _names(folder: Path) -> Path:
    """A table of names in which no canary stands: what is found may stand in the answers alone."""
    file = folder / "names.csv"
    file.write_text("name\nMuhiban Sabrat\nQuorvex\nEmber Column\n", "utf-8")
    return file


READING: dict[str, Lines] = {
    "entries list": lambda on, o, tmp: [_as(o)],
    "entries show": lambda on, o, tmp: [[on["entry"], *_as(o), *WHY], [on["entry"], *_as(o)]],
    "entries history": lambda on, o, tmp: [[on["entry"], *_as(o), *WHY]],
    "databank files": lambda on, o, tmp: [_as(o)],
    "databank show": lambda on, o, tmp: [[on["file"], *_as(o), *WHY], [on["file"], *_as(o)]],
    "databank ftm": lambda on, o, tmp: [[on["file"], "--as", o or "XC-NLO-1", *WHY]],
    "databank findings": lambda on, o, tmp: [[*_as(o), *WHY], [on["file"], *_as(o), *WHY]],
    "databank statement": lambda on, o, tmp: [[one, *_as(o), *WHY] for one in commitments(on["named"])[-3:]],
    "databank uses": lambda on, o, tmp: [_as(o)],
    "databank merge": lambda on, o, tmp: [[on["file"], on["named"], "--as", o or "XC-NLO-1", "-o", str(tmp / "act")]],
    "databank consent": lambda on, o, tmp: [[on["named"], "--to", "XC", "--because", "They may.",
                                             "--as", o or "XC-NAA-1", "-o", str(tmp / "act")]],
    "ask list": lambda on, o, tmp: [["--as", o or "XD-NLO-1"]],
    "ask show": lambda on, o, tmp: [[on[one], "--as", o or "XD-NLO-1", *WHY] for one in ("request", "refused")],
    "ask answer": lambda on, o, tmp: [[on["request"], "--as", o or "XD-NLO-1", "-o", str(tmp / o / "answer"), *WHY]],
    "danger list": lambda on, o, tmp: [["--as", o or "XD-NLO-1"]],
    "danger show": lambda on, o, tmp: [[on["warning"], "--as", o or "XD-NLO-1", *WHY]],
    "danger extend": lambda on, o, tmp: [[on["warning"], "--as", o or "XD-NLO-1", "--until", "2026-04-01", "--because",
                                          "Still.", "--attests", "13,43", "-o", str(tmp / "act")]],
    "trends": lambda on, o, tmp: [[*_as(o), *WHY]],
    "report": lambda on, o, tmp: [["2026", *_as(o), "-o", str(tmp / f"report{o}"), *WHY]],
    "results list": lambda on, o, tmp: [[*_as(o), *WHY]],
    "results compare": lambda on, o, tmp: [["persons_convicted", *_as(o), *WHY]],
    "act new": lambda on, o, tmp: [["flag.raise", "--as", o or "XC-NLO-1", "--on", on["entry"], "--term", "ground=R1",
                                    "-o", str(tmp / "act")]],
    "find": lambda on, o, tmp: [["Quorvex"]],
    "screen person": lambda on, o, tmp: [["Quorvex", *_check(o)], ["Muhiban", "Sabrat", *_check(o)]],
    "screen decide": lambda on, o, tmp: [["Muhiban", "Sabrat", *_check(o), "--list", "register", "--id", on["entry"],
                                          "--decision", "unresolved", "--because", "too_little"]],
    "screen file": lambda on, o, tmp: [[str(_names(tmp)), "-o", str(tmp / f"found{o}.csv"), *_as(o)]],
    "screen index": lambda on, o, tmp: [[str(tmp / "lists.index")]],
    "screen decisions": lambda on, o, tmp: [["--as", o or "XC-NLO-1"]],
    "screen usage": lambda on, o, tmp: [["--as", o or "XC-NLO-1"]],
    "log show": lambda on, o, tmp: [[], ["--matter", on["named"]]],
    "log check": lambda on, o, tmp: [[]],
    "node status": lambda on, o, tmp: [[]],
    "doctor": lambda on, o, tmp: [[]],
}  # fmt: skip
"""How each command that reads the node is asked. What stands after ``or`` asks in the place of the public."""

NOT_READING = frozenset(
    (
        # another's files, keys or folders, which whoever runs it already holds
        "act sign, act show, sealed open-file, databank new, databank schema, databank check, databank sign,"
        " databank import, databank ftm-draft, dossier new, dossier check, dossier schema, dossier show, dossier sign,"
        " gate explain,"
        " key new, key show, key passphrase, log verify, screen verify, lists import, lists diff,"
        " lists show,"
        # the treaty, which is public
        " gate show, functions, profile check, profile show, profile provision, config check,"
        # what writes: an act, a proof of one's own act, a whole node; and the sealed, which wants a key
        " act submit, databank submit, dossier submit, lists adopt, key rotate, key revoke, key publish,"
        " desk invite, desk bind, desk token, desk tokens, desk revoke, desk keep,"  # who may sign in: ids alone
        " serve,"  # what its routes say is in test_routes
        " node confirm-time, node tick, log prove, log publish, backup, restore, upgrade, init, demo, sealed open"
    ).split(", ")
)
_ONCE = ("find", "screen index", "log show", "log check", "node status", "doctor")  # whoever asks


def commands() -> set[str]:
    """Every command there is."""
    found = set()
    for one in COMMANDS:
        group: Any = typer.main.get_command(one.load())
        found |= {f"{one.name} {sub}" for sub in group.commands} if hasattr(group, "commands") else {one.name}
    return found


def test_every_command_has_a_row() -> None:
    assert commands() == READING.keys() | {name.strip() for name in NOT_READING}


def commitments(matter: str) -> list[str]:
    said = rows("SELECT s.commitment FROM statement s JOIN body b ON b.id = s.body WHERE b.matter = %s", matter)
    return [row[0] for row in said]


def answers(
    officer: str, on: dict[str, str], tmp: Path, capsys: pytest.CaptureFixture[str], *only: str
) -> Iterator[tuple[str, str]]:
    """Each command with everything that it said, in words and in JSON, and wrote."""
    for name, lines in READING.items():
        if (only and name not in only) or (officer and name in _ONCE):
            continue
        for line in lines(on, officer, tmp):
            for mode in ([], ["--json"]):
                main([*name.split(), *line, *mode])
                said = capsys.readouterr()
                yield name, said.out + said.err
    for path in sorted(tmp.rglob("*")):
        if path.is_file():
            yield str(path.name), path.read_text("utf-8", "replace")
            path.unlink()


def leaks(planted: Planted, tmp: Path, capsys: pytest.CaptureFixture[str], *officers: str) -> tuple[set[str], set[str]]:
    """What was said to one who may not hear it, and which canaries were heard by one who may."""
    wrong, heard = set(), set()
    for officer in officers or READERS:
        for name, said in answers(officer, planted.base, tmp, capsys):
            for canary in planted.readers:
                if canary in said:
                    heard.add(canary)
                    if officer not in planted.readers[canary]:
                        wrong.add(f"{name} as {officer or 'the public'}: {canary}")
    return wrong, heard


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    return tmp_path / "room"


@pytest.mark.slow
@pytest.mark.parametrize("officers", [READERS[at::4] for at in range(4)], ids=" ".join)
def test_no_command_says_a_canary_to_one_who_may_not_hear_it(
    officers: tuple[str, ...], cast: Cast, tmp_path: Path, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = plant(cast, base(cast), tmp_path)
    wrong, heard = leaks(planted, room, capsys, *officers)
    assert wrong == set()
    assert heard == {c for c, readers in planted.readers.items() if readers & set(officers)}


def test_an_opened_case_shows_the_reviewer_what_belongs_to_it(
    cast: Cast, tmp_path: Path, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = plant(cast, base(cast), tmp_path)
    cast.open("IR-1", "IR", "case.open", "case", planted.base["file"], reason="data_error")
    opened = replace(planted, readers={c: {"IR-1"} if c in planted.reviewed else set() for c in planted.readers})
    wrong, heard = leaks(opened, room, capsys, "IR-1")
    assert (wrong, heard) == (set(), planted.reviewed)


def test_to_whom_nothing_was_told_everything_looks_as_before(
    cast: Cast, tmp_path: Path, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not a row, not a count, not a finding more."""
    lists = (
        "databank files",
        "databank findings",
        "databank uses",
        "trends",
        "results list",
        "ask list",
        "danger list",
    )
    on = {**base(cast), "named": "0" * 32, "request": "0" * 32, "warning": "0" * 32, "entry": "0" * 32}

    def seen() -> dict[str, list[tuple[str, str]]]:
        return {officer: list(answers(officer, dict(on), room, capsys, *lists)) for officer in OUTSIDE}

    before = seen()
    plant(cast, dict(on), tmp_path)
    for officer, said in seen().items():
        for one, other in zip(said, before[officer], strict=True):
            assert one == other, officer


def test_a_clause_that_leaks_is_found(
    cast: Cast, tmp_path: Path, room: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = plant(cast, base(cast), tmp_path)
    monkeypatch.setattr(told_reading, "where", lambda reader: handling.where(replace(reader, participant="XA")))
    wrong, _ = leaks(planted, room, capsys, "XC-NLO-1")
    assert f"databank show as XC-NLO-1: {NAMED}" in wrong


# --- what lies on the disk --------------------------------------------------------------------


def _raw(*paths: Path) -> bytes:
    files = [one for path in paths for one in ([path] if path.is_file() else sorted(path.rglob("*"))) if one.is_file()]
    return b"\n".join(_unpacked(one.read_bytes()) for one in files)


def _unpacked(data: bytes) -> bytes:
    return data + (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else b"")


def found_on_disk(cast: Cast, planted: Planted) -> set[str]:
    """Which canaries lie in a public file, in the program log or in the journal."""
    located = cast.node.located
    raw = _raw(located.path("log"), located.path("program_log"))
    raw += b"\n".join(bytes(content or b"") for (content,) in rows("SELECT content FROM journal"))
    return {canary for canary in planted.readers if canary.encode() in raw}


def test_no_canary_lies_in_the_public_log_the_program_log_or_the_journal(
    cast: Cast, tmp_path: Path, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = plant(cast, base(cast), tmp_path)
    leaks(planted, room, capsys, "XB-NLO-1", "XC-NLO-1")
    cast.node.publish()
    located = cast.node.located
    assert found_on_disk(cast, planted) == set()
    assert CASE.encode() not in _raw(located.path("log"), located.path("program_log"))
    assert any(CASE.encode() in bytes(content or b"") for (content,) in rows("SELECT content FROM journal"))
    with located.path("program_log").open("ab") as log:  # a planted leak
        log.write(NAMED.encode())
    assert found_on_disk(cast, planted) == {NAMED}


def test_what_is_sealed_lies_nowhere(
    cast: Cast, clock: StoryClock, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in the raw database, not in a backup, not in any answer; what is only restricted lies there."""
    on = base(cast)
    telling.contribute(cast, "XA", telling.organisation(cast, "XA-NLO-1", NAMED, **_few()), on["file"])
    cast.publish_sealing_keys()
    made = sealed_requests.asked(cast)
    cast.node.submit(made.signed)
    cast.move("XA-NAA-1", "NAA", "request.send", made.matter, attests=[13, 14, 15, 35, 42, 43])
    on |= {
        "request": made.matter,
        "named": made.matter,
        "warning": made.matter,
        "entry": made.matter,
        "refused": made.matter,
    }
    canary = sealed_requests.CANARY[:12]
    for officer in ("", "XA-NLO-1", "XB-NLO-1", "EC-ECA-1", "IR-1", "AU-1"):
        said = "\n".join(text for _, text in answers(officer, on, room, capsys))
        assert canary not in said, officer
    cast.node.publish()
    copied = backup.write(cast.node.located, clock=clock).path
    database.truncate()
    everywhere = _raw(cast.node.located.home, copied)
    assert canary.encode() not in everywhere
    assert NAMED.encode() in everywhere


def _few() -> dict[str, Any]:
    return {"handling_code": "NAMED", "recipients": ["EC"]}
