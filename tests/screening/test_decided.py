"""A match that was decided before is answered all the same, marked; one that was cleared stands behind the others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import compute

from comity.screening import Query, Subject
from comity.screening.batch import screen
from comity.screening.decided import Decided
from tests.planted import caught
from tests.screening.test_batch import INDEX, batch, checksum, named

CLEARED = Decided("false_positive", "birth", "2026-03-02", True)
SEEN = Decided("unresolved", "too_little", "2026-03-01", False)


class Some:
    """Decisions on subjects, whatever is asked."""

    def __init__(self, **held: Decided) -> None:
        self.held = held

    def of(self, query: Query, subject: Subject) -> Decided | None:
        return self.held.get(f"{subject.dataset}_{subject.id}")


def rows(decisions: Any, *given: dict[str, Any], limit: int = 5) -> list[dict[str, Any]]:
    return screen(INDEX, batch(*given), limit=limit, decisions=decisions).to_pylist()  # type: ignore[no-any-return]


@pytest.mark.parametrize("more", [{}, {"birth_date": "1970"}, {"alias": ["Немо Нуллус"]}])
def test_a_cleared_match_is_marked_with_its_ground_and_day(more: dict[str, Any]) -> None:
    asked = {"row": 1, "name": "Nemo Nullus", **more}
    first, second = rows(Some(fiction_1=CLEARED, other_3=SEEN), asked)
    told = ("status", "subject", "rank", "total", "decision", "ground", "decided")
    assert [first[one] for one in told] == ["match", "3", 1, 1, "unresolved", "too_little", "2026-03-01"]
    assert [second[one] for one in told] == ["cleared", "1", 2, 1, "false_positive", "birth", "2026-03-02"]
    before = {one["subject"]: one for one in rows(None, asked)}
    said = ("score", "query", "name", "caption", "reasons", "id", "note")
    assert all(one[said_] == before[one["subject"]][said_] for one in (first, second) for said_ in said)


def test_a_cleared_match_takes_no_place_of_the_limit() -> None:
    asked = {"row": 1, "name": "Nemo Nullus"}
    (alone,) = rows(None, asked, limit=1)
    assert (alone["subject"], alone["total"]) == ("1", 2)
    found = [(one["status"], one["subject"], one["total"]) for one in rows(Some(fiction_1=CLEARED), asked, limit=1)]
    assert found == [("match", "3", 1), ("cleared", "1", 1)]


def test_a_row_of_which_everything_was_cleared_has_no_match_and_says_what_was_found() -> None:
    found = rows(Some(fiction_1=CLEARED, other_3=CLEARED), {"row": 1, "name": "Nemo Nullus"})
    assert [(one["status"], one["rank"], one["total"]) for one in found] == [("cleared", 1, 0), ("cleared", 2, 0)]


def nothing_is_lost(screened: Any, cleared: list[str], limit: int) -> None:
    """Whatever is cleared, every pair that is found without decisions is found with them."""
    names = ["Nemo Nullus", "Order of the Paper Moon", "Nemo Nulus", "Outis", "ab", None]
    every = {(one["row"], one["subject"]) for one in screen(INDEX, named(*names), limit=50).to_pylist()}
    told = screened(named(*names), limit, Some(**dict.fromkeys(cleared, CLEARED))).to_pylist()
    found = [(one["row"], one["subject"]) for one in told]
    assert len(set(found)) == len(found) and set(found) <= every
    by_status = {one["status"] for one in told if f"{one['dataset']}_{one['subject']}" in cleared}
    assert by_status <= {"cleared"}
    if limit >= 3:
        assert set(found) == every
    assert all(one["total"] == len({s for r, s in every if r == one["row"] and s} - _of(cleared)) for one in told)


def _of(cleared: list[str]) -> set[str]:
    return {one.split("_")[1] for one in cleared}


def screened(asked: Any, limit: int, decisions: Any) -> Any:
    return screen(INDEX, asked, limit=limit, decisions=decisions)


@given(st.lists(st.sampled_from(["fiction_1", "fiction_2", "other_3"]), unique=True), st.integers(1, 4))
def test_nothing_is_dropped_in_silence(cleared: list[str], limit: int) -> None:
    nothing_is_lost(screened, cleared, limit)


def test_a_planted_silence_is_found() -> None:
    def silent(asked: Any, limit: int, decisions: Any) -> Any:
        answer = screened(asked, limit, decisions)
        return answer.filter(compute.not_equal(answer.column("status"), "cleared"))

    caught(nothing_is_lost, silent, ["fiction_1"], 4)


def test_what_was_decided_is_part_of_the_checksum() -> None:
    asked = named("Nemo Nullus")
    sums = {
        checksum(screen(INDEX, asked, decisions=one)) for one in (None, Some(fiction_1=SEEN), Some(fiction_1=CLEARED))
    }
    assert len(sums) == 3 and checksum(screen(INDEX, asked, decisions=Some())) in sums
