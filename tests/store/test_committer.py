from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection

from comity.errors import Refused
from comity.store import database, journal
from comity.store.committer import Committer
from comity.store.journal import Line
from tests.asking import refused, rows

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def committer(tmp_path: Path) -> Iterator[Committer]:
    database.use(tmp_path / "node.sqlite3")
    yield Committer(lambda: NOW)
    database.close()


def line(number: int, names: int = 0, most: int = 0) -> Line:
    told = Line("query", "XE-CK-1", {"number": number})
    return journal.counted(told, "2026-03-02", names, most) if names else told


def in_threads(committer: Committer, groups: list[list[Line]]) -> list[int | str]:
    """Each group from a thread of its own, all at once: the journal's size, or the refusal's code."""
    answers: list[int | str] = [""] * len(groups)
    together = Barrier(len(groups))

    def write(place: int) -> None:
        together.wait()
        try:
            answers[place] = committer.append_many(groups[place])
        except Refused as refusal:
            answers[place] = refusal.refusal.code
        finally:
            connection.close()

    threads = [Thread(target=write, args=(place,)) for place in range(len(groups))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_what_many_threads_write_is_all_there_each_group_together(committer: Committer) -> None:
    sizes = in_threads(committer, [[line(10 * n), line(10 * n + 1)] for n in range(12)])
    assert sorted(sizes) == list(range(2, 26, 2))  # type: ignore[type-var]  # all were written
    assert journal.check() == (24, [])
    order = [bytes(content) for (content,) in rows("SELECT content FROM journal ORDER BY idx")]
    for place, size in enumerate(sizes):
        assert isinstance(size, int)
        assert b'{"number":%d}' % (10 * place) in order[size - 2]
        assert b'{"number":%d}' % (10 * place + 1) in order[size - 1]


def test_a_quota_is_kept_by_threads_that_write_at_once(committer: Committer) -> None:
    answers = in_threads(committer, [[line(n, names=3, most=10)] for n in range(8)])
    assert answers.count("screen.quota") == 5
    assert journal.names_asked("2026-03-02", "XE-CK-1") == 9
    assert journal.check() == (3, [])


def test_whoever_goes_over_spoils_no_group_and_a_smaller_call_still_fits(committer: Committer) -> None:
    committer.append_many([line(0, names=8, most=10)])
    answers = journal.append_groups([[line(1, names=3, most=10)], [line(2)], [line(3, names=2, most=10)]], NOW)
    assert [isinstance(one, Refused) for one in answers] == [True, False, False]
    with refused("screen.quota"):
        committer.append_many([line(4, names=1, most=10), line(5)])
    assert journal.check() == (3, [])


def test_a_fault_reaches_whoever_waits_and_the_next_goes_on(
    committer: Committer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = journal.append_groups
    monkeypatch.setattr(journal, "append_groups", lambda groups, now: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        committer.append_many([line(0)])
    monkeypatch.setattr(journal, "append_groups", whole)
    assert committer.append_many([line(1)]) == 1


def test_counting_reads_the_index_alone(committer: Committer) -> None:
    with connection.cursor() as cursor:
        cursor.execute('EXPLAIN QUERY PLAN SELECT SUM(names) FROM journal WHERE "key" = %s', ["q/2026-03-02/XE-CK-1"])
        assert "COVERING INDEX found_again" in str(cursor.fetchall())
