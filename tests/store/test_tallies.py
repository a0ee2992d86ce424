"""The journal in figures: by day, kind and what tells lines of one kind apart; from the index alone."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection

from comity.demo.cast import Cast
from comity.handling import Reader
from comity.store import journal, tallies
from comity.store.journal import Line
from comity.store.tallies import Tally

CHECKER = Reader("XA", "XA-CENTRAL", "CK", member=True)
FIRST, SECOND = datetime(2031, 3, 2, 23, 59, tzinfo=UTC), datetime(2031, 3, 3, tzinfo=UTC)


def asked(lists: str, names: int) -> Line:
    line = journal.query(CHECKER, "XA-CK-1", ("border", "CP-1"), [lists], (names, "ab" * 32), 0)
    return journal.counted(line, "2031-03-02", names, 500) if lists == "register" else line


def test_lines_are_counted_by_day_kind_and_what_tells_them_apart(cast: Cast) -> None:
    said = {"capacity": "CK", "code": "screen.quota"}
    journal.append([asked("list", 3), asked("register", 7), Line("refusal", "XA-CK-1", said)], FIRST)
    journal.append([journal.sign_in("XA-CK-1", "demo"), journal.sign_in_refused("", "demo", "face.officer")], SECOND)
    journal.append(
        [journal.restricted_read("IR-1", "IR", "0" * 32, how=journal.PRINT), Line("time", "IR-1", {})], SECOND
    )
    assert tallies.tally("2031-03-01", "2031-03-03") == [
        Tally("2031-03-02", "query", "CK", 2, 7),
        Tally("2031-03-02", "refusal", "screen.quota", 1, 0),
        Tally("2031-03-03", "print", "IR", 1, 0),
        Tally("2031-03-03", "sign_in", "demo", 1, 0),
        Tally("2031-03-03", "sign_in_refused", "face.officer", 1, 0),
        Tally("2031-03-03", "time", "", 1, 0),
    ]
    assert {one.day for one in tallies.tally("2031-03-03", "2031-03-03")} == {"2031-03-03"}


def test_of_what_was_erased_the_day_alone_is_known(cast: Cast) -> None:
    size = journal.append([asked("list", 1), asked("list", 1)], FIRST)
    journal.erase(size - 1)
    assert tallies.tally("2031-03-02", "2031-03-02") == [
        Tally("2031-03-02", "erased", "", 1, 0),
        Tally("2031-03-02", "query", "CK", 1, 0),
    ]


def test_counting_goes_through_the_index_in_its_order(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {tallies.COUNTED}", ["2031-03-02", "2031-03-02"])
        plan = str(cursor.fetchall())
    assert "SEARCH journal USING INDEX journal_by_day" in plan
    assert "TEMP B-TREE" not in plan
