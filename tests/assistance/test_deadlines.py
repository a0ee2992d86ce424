"""What is due next on a request (law.md B6, Deadlines): confirm in 72 hours, acknowledge in 24, answer in 30 days."""

from __future__ import annotations

from comity.assistance import deadlines
from comity.demo.cast import Cast, StoryClock
from tests import telling


def due(cast: Cast, request: str, answered: bool = False) -> tuple[str, str, bool] | None:
    found = deadlines.of(cast.matter(request), answered, cast.node.clock())
    return found and (found.what, found.due, found.overdue)


def test_a_request_is_acknowledged_in_a_day_and_answered_in_thirty(cast: Cast, clock: StoryClock) -> None:
    request = telling.ask(cast, "XC")
    assert due(cast, request) == ("receive", "2026-03-03T09:00:00Z", False)
    clock.pass_time(hours=24)
    assert due(cast, request) == ("receive", "2026-03-03T09:00:00Z", True)
    cast.move("EC-ECA-1", "ECA", "request.receive", request)
    assert due(cast, request) == ("answer", "2026-04-01T09:00:00Z", False)
    assert due(cast, request, answered=True) is None


def test_nothing_is_due_on_a_draft_or_after_the_end(cast: Cast) -> None:
    request = telling.ask(cast, "XC")
    cast.move("XC-NLO-1", "NLO", "request.withdraw", request)
    assert due(cast, request) is None
