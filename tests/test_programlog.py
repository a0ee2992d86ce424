"""The program log holds ids only: a canary name never reaches the file, whatever mistake is made."""

from __future__ import annotations

import json
import logging
import os
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import language
from comity.programlog import ERASED, Event, Handler, ProgramLog

CANARY = "Kanarek Żółty"
NOW = datetime(2026, 11, 21, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5)))
ACT = "018f3c2a5b7d4e6f8091a2b3c4d5e6f7"
MATTER = "018f3c2a-5b7d-4e6f-8091-a2b3c4d5e6f7"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "program.log"


@pytest.fixture
def log(path: Path) -> ProgramLog:
    return ProgramLog(path, lambda: NOW)


def entries(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def assert_no_canary(path: Path) -> None:
    content = path.read_bytes()
    for form in (CANARY, CANARY.lower(), json.dumps(CANARY)[1:-1], "Kanarek", "kanarek"):
        assert form.encode() not in content


def test_an_event_is_one_line_with_its_ids_in_utc(log: ProgramLog, path: Path) -> None:
    log.write(Event.ACT_COMMITTED, act=ACT, matter=MATTER, index=0, duration_ms=12)
    log.write(Event.ACT_REFUSED, act=ACT, code="key.weak")
    assert entries(path) == [
        {
            "time": "2026-11-21T07:30:15.123Z",
            "event": "act.committed",
            "act": ACT,
            "matter": MATTER,
            "index": 0,
            "duration_ms": 12,
        },
        {"time": "2026-11-21T07:30:15.123Z", "event": "act.refused", "act": ACT, "code": "key.weak"},
    ]
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("field", ["act", "matter", "index", "duration_ms", "code"])
@pytest.mark.parametrize("value", [CANARY, "kanarek", "kanarek.zolty", [CANARY], {CANARY: 1}, ACT + CANARY, b"Kanarek"])
def test_a_name_passed_by_mistake_is_erased(log: ProgramLog, path: Path, field: str, value: Any) -> None:
    log.write(Event.FAILED, **{field: value})
    assert entries(path)[0][field] == ERASED
    assert_no_canary(path)


def test_a_name_as_event_is_erased(log: ProgramLog, path: Path) -> None:
    log.write(CANARY)  # type: ignore[arg-type]  # the mistake that is tested
    assert entries(path)[0]["event"] == ERASED
    assert_no_canary(path)


def test_there_is_no_field_for_anything_else(log: ProgramLog, path: Path) -> None:
    with pytest.raises(TypeError):
        log.write(Event.FAILED, name=CANARY)  # type: ignore[call-arg]  # the mistake that is tested
    assert not path.exists()


def test_an_exception_leaves_its_class_and_place_only(log: ProgramLog, path: Path) -> None:
    try:
        log._append(event=Event.STARTED, at=json.loads(f"{{{CANARY}"))
    except ValueError as error:
        error.add_note(CANARY)
        log.failed(error, act=CANARY, matter=MATTER)
    assert entries(path)[0]["error"] == "json.decoder.JSONDecodeError"
    assert entries(path)[0]["act"] == ERASED
    assert_no_canary(path)


def test_an_exception_raised_in_our_code_says_where(log: ProgramLog, path: Path) -> None:
    broken = ProgramLog(path, lambda: 1 / 0)  # type: ignore[arg-type, return-value]  # to fail inside our own code
    try:
        broken.write(Event.STARTED)
    except ZeroDivisionError as error:
        log.failed(error)
    assert entries(path)[0]["error"] == "builtins.ZeroDivisionError"
    assert entries(path)[0]["at"].startswith("programlog.py:")


def test_a_class_named_after_a_person_is_erased(log: ProgramLog, path: Path) -> None:
    log.failed(type("Kanarek", (Exception,), {})(CANARY))
    chained = ValueError(CANARY)
    chained.__cause__ = KeyError(CANARY)
    log.failed(chained)
    assert [entry["error"] for entry in entries(path)] == [ERASED, "builtins.ValueError"]
    assert_no_canary(path)


def test_what_libraries_log_loses_its_words(log: ProgramLog, path: Path) -> None:
    for name in ("django.request", CANARY, f"comity.{CANARY}"):
        logger = logging.Logger(name)
        logger.addHandler(Handler(log))
        logger.info("below the level: %s", CANARY)
        logger.error("not found: %s", CANARY, extra={"person": CANARY}, stack_info=True)
        try:
            raise LookupError(CANARY)
        except LookupError:
            logger.exception(CANARY)
    assert [entry["library"] for entry in entries(path)] == ["django"] * 2 + [ERASED] * 2 + ["comity"] * 2
    assert {entry["level"] for entry in entries(path)} == {logging.ERROR}
    assert entries(path)[1]["error"] == "builtins.LookupError"
    assert_no_canary(path)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40) | st.integers() | st.booleans() | st.floats(), st.sampled_from(Event))
def test_only_ids_numbers_and_known_words_are_ever_written(
    tmp_path_factory: pytest.TempPathFactory, value: Any, event: Event
) -> None:
    path = tmp_path_factory.mktemp("log") / "program.log"
    ProgramLog(path, lambda: NOW).write(event, act=value, matter=value, index=value, duration_ms=value, code=value)
    entry = entries(path)[0]
    codes = {f"{area}.{name}" for area in language.areas("refusals") for name in language.catalogue("refusals", area)}
    assert entry["code"] == ERASED or value in codes
    for field in ("act", "matter"):
        assert entry[field] == ERASED or (isinstance(value, str) and set(value) <= set("0123456789abcdef-"))
    for field in ("index", "duration_ms"):
        assert entry[field] == ERASED or (type(value) is int and entry[field] == value)


def test_a_link_in_the_place_of_the_log_is_not_followed(log: ProgramLog, path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "elsewhere")
    log.write(Event.STARTED)
    assert log.lost == 1
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_is_counted_and_stops_nothing(log: ProgramLog, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError

    monkeypatch.setattr(os, "write", full)
    log.write(Event.STARTED)
    log.failed(ValueError(CANARY))
    assert log.lost == 2


def test_a_rotated_file_is_left_alone(log: ProgramLog, path: Path) -> None:
    log.write(Event.STARTED)
    path.rename(path.with_suffix(".1"))
    log.write(Event.STOPPED)
    assert [entry["event"] for entry in entries(path)] == ["stopped"]


def test_time_is_utc(path: Path) -> None:
    ProgramLog(path, lambda: datetime(2026, 1, 1, tzinfo=UTC)).write(Event.STARTED)
    assert entries(path)[0]["time"] == "2026-01-01T00:00:00.000Z"


def test_planted_bug_a_log_of_messages_is_caught(log: ProgramLog, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.programlog._class", str)
    log.failed(ValueError("Kanarek"))
    with pytest.raises(AssertionError):
        assert_no_canary(path)
