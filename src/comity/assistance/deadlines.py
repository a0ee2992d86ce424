"""What is due next on a request, and by when (law.md B6, Deadlines). Pure: a matter and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from comity import acts, clocks
from comity.matters import Matter

CONFIRM: Final = "72h"  # Conv. Art 8(2)
RECEIVE: Final = "24h"  # product policy: acknowledge
ANSWER: Final = "30d"  # product policy, for "the shortest possible time" (Conv. Art 9(1))


@dataclass(frozen=True, slots=True)
class Deadline:
    """``what`` must be done by the UTC time ``due``."""

    what: Literal["confirm", "receive", "answer", "ends"]
    due: str
    overdue: bool


def of(request: Matter, answered: bool, now: datetime) -> Deadline | None:
    """The next deadline of ``request``; None where nothing is due. No clock decides: what is late stays possible."""
    sent = request.last_of("request.send") or request.last_of("request.confirm")
    if request.step == "oral":
        return _deadline("confirm", CONFIRM, request.opened.time, now)
    if sent is None or answered or request.step not in ("sent", "received", "clarify"):
        return None
    if request.step == "sent":
        return _deadline("receive", RECEIVE, sent.time, now)
    return _deadline("answer", ANSWER, sent.time, now)


def of_warning(warning: Matter, until: str, now: datetime) -> Deadline | None:
    """What is due on a warning: to confirm within 72 hours what was said orally; else the day on which it ends
    (``until``, a UTC time; empty for none)."""
    if warning.step == "oral":
        return _deadline("confirm", CONFIRM, warning.opened.time, now)
    if warning.step != "warned" or not until:
        return None
    return Deadline("ends", until, now >= acts.from_time(until))


def _deadline(what: Literal["confirm", "receive", "answer", "ends"], clock: str, since: str, now: datetime) -> Deadline:
    due = clocks.due(clock, acts.from_time(since))
    return Deadline(what, acts.to_time(due), now >= due)
