"""Ask and answer, and warnings of danger: the clock of each in words, and what was told to whoever may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from comity.assistance import deadlines
from comity.assistance.deadlines import Deadline
from comity.assistance.procedures import ABOUT, ASKED, TO
from comity.entries import readers
from comity.entries.choosing import Choice
from comity.matters import Matter
from comity.participants import Capacity
from comity.site.answers import acting, known, paged
from comity.site.answers.paged import After
from comity.site.answers.visit import Visit
from comity.store import requests, warned
from comity.store.files import Files
from comity.store.requests import Part
from comity.store.warned import Warned

ANSWERERS: Final = frozenset({Capacity.NAA, Capacity.ECA})


@dataclass(frozen=True, slots=True)
class Row:
    """One request: who asks whom, where it stands, how often it was answered, and what is due next."""

    request: str
    asker: str
    to: str
    step: str
    answers: int
    since: str
    clock: Deadline | None


@dataclass(frozen=True, slots=True)
class Requests:
    """The requests of one's authority: those it was asked and those it made, what is due soonest first."""

    received: tuple[Row, ...]
    sent: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A matter that a question is about; its page and name where the visitor may see it."""

    matter: str
    page: str
    name: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One request with what was told: the question, its answers, and the reasons given in writing.

    ``acts``: what was done on it, oldest first: kind and time; ``about``: the matters that it names; ``moves``: what
    the visitor may do on it, and ``may_answer``: whether an answer is his to give.
    """

    row: Row
    parts: tuple[Part, ...]
    reasons: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...]
    about: tuple[Subject, ...]
    recorded: bool
    moves: tuple[Choice, ...]
    may_answer: bool


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One warning in a list: from whom, where it stands, until when it is kept, and whether it is sealed."""

    warning: str
    giver: str
    step: str
    since: str
    until: str
    is_sealed: bool
    clock: Deadline | None


@dataclass(frozen=True, slots=True)
class OpenedWarning:
    """One warning: what it says, None where it is sealed, and the act that told it."""

    row: WarningRow
    said: dict[str, Any] | None
    act: str
    recorded: bool
    moves: tuple[Choice, ...]


def listed(visit: Visit) -> Requests:
    """The requests that the visitor may know of; to others there are none."""
    found = [_row(visit, one) for one in requests.of(visit.unit, visit.reader)]
    found.sort(key=lambda row: (row.clock is None, row.clock.due if row.clock else "", row.since))
    mine = [row for row in found if row.asker == visit.reader.authority]
    return Requests(tuple(row for row in found if row.asker != visit.reader.authority), tuple(mine))


def after(visit: Visit, side: str, last: str) -> After[Row]:
    """The requests of one side (received, sent) that follow ``last`` (empty: from the newest), the newest first.

    Raises Refused (``api.cursor``).
    """
    of = listed(visit)
    found = {row.request: row for row in (of.sent if side == "sent" else of.received)}
    every = sorted(found, key=lambda one: (found[one].since, one), reverse=True)
    return paged.after(every, last, found.__getitem__)


def request(visit: Visit, name: str, *, case: str = "", reason: str = "") -> Opened:
    """One request. Another's restricted words are opened for a case and a reason, and the journal keeps it.

    Raises Refused: ``act.unknown_matter`` alike where there is none and where it is another's, ``face.*``.
    """
    matter = requests.named(visit.unit, visit.reader, name)
    parts = requests.parts(visit.unit, visit.reader, matter)
    hidden = [one.matter.id for one in parts if one.restricted]
    visit.record_each(hidden, case, reason)
    return Opened(
        _row(visit, matter),
        tuple(parts),
        tuple(requests.reasons(visit.unit, visit.reader, matter.id)),
        tuple((one.kind, one.time) for one in matter.acts),
        tuple(_subject(visit, one) for one in matter.all_linked(ABOUT)),
        bool(hidden),
        acting.moves_on(visit, matter.id),
        may_answer(visit, matter),
    )


def may_answer(visit: Visit, request: Matter) -> bool:
    """Whether the visitor may give an answer: he answers for who was asked, and the request waits for one."""
    able = bool(visit.signer.capacities & ANSWERERS) and visit.signer.head_or_deputy
    return able and request.text("to") == visit.reader.authority and request.step in ASKED.split()


def warnings(visit: Visit) -> tuple[WarningRow, ...]:
    """The warnings that name the visitor's authority or are its own; their words are opened one by one."""
    return tuple(_warning(visit, one) for one in reversed(warned.of(visit.unit, visit.reader)))


def warnings_after(visit: Visit, last: str) -> After[WarningRow]:
    """The same that follow ``last`` (empty: from the newest). Raises Refused (``api.cursor``)."""
    found = {row.warning: row for row in warnings(visit)}
    return paged.after(list(found), last, found.__getitem__)


def warning(visit: Visit, name: str, *, case: str = "", reason: str = "") -> OpenedWarning:
    """One warning; opening another's is kept in the journal. Raises Refused as ``request`` does."""
    found = warned.named(visit.unit, visit.reader, name)
    another = found.matter.participant != visit.reader.participant
    if another:
        visit.record_restricted(found.matter.id, readers.purpose(case, reason))
    said = dict(found.said) if found.said is not None else None
    return OpenedWarning(_warning(visit, found), said, found.act, another, acting.moves_on(visit, name))


def _subject(visit: Visit, name: str) -> Subject:
    found = known.matter(visit, name)
    if found is None:
        return Subject(name, f"/entries/{name}" if visit.view.sees(name) else "", "")
    files = Files(visit.unit, visit.reader)
    return Subject(name, known.page_of(visit, name), next(iter(files.summed([name])[name].names), ""))


def _row(visit: Visit, matter: Matter) -> Row:
    answers = len(visit.unit.linking(matter.id, TO))
    clock = deadlines.of(matter, answers > 0, visit.now)
    return Row(matter.id, matter.opened.authority, matter.text("to"), matter.step, answers, matter.opened.time, clock)


def _warning(visit: Visit, one: Warned) -> WarningRow:
    matter = one.matter
    clock = deadlines.of_warning(matter, one.until, visit.now)
    return WarningRow(
        matter.id, matter.opened.authority, matter.step, matter.opened.time, one.until, one.said is None, clock
    )
