"""Clocks: hours, days and months, to the same day of the month or its last."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from comity import clocks
from comity.errors import Fault

SINCE = datetime(2026, 1, 31, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        ("72h", datetime(2026, 2, 3, 9, tzinfo=UTC)),
        ("30d", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("1m", datetime(2026, 2, 28, 9, tzinfo=UTC)),
        ("12m", datetime(2027, 1, 31, 9, tzinfo=UTC)),
        ("25m", datetime(2028, 2, 29, 9, tzinfo=UTC)),
    ],
)
def test_due(clock: str, due: datetime) -> None:
    assert clocks.due(clock, SINCE) == due


@pytest.mark.parametrize("clock", ["", "0d", "72", "h", "1y", "1.5d", "-1d", "10000d", " 1d", "1d\n"])
def test_a_wrong_table_is_a_fault(clock: str) -> None:
    with pytest.raises(Fault, match="correct the procedure's table"):
        clocks.due(clock, SINCE)


@pytest.mark.parametrize(("months", "day"), [(-1, date(2025, 12, 31)), (-11, date(2025, 2, 28)), (0, SINCE.date())])
def test_months_go_back_too(months: int, day: date) -> None:
    assert clocks.months_later(SINCE.date(), months) == day
