"""Names asked at the desk: what was asked, how it is answered, and what an officer may ask of the Register.

A search opens no visit: it is answered from the index, and the service writes its journal line before it answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from comity import custody, dates
from comity.checks import beside, dispositions, rules
from comity.checks.answers import Answered, Found
from comity.checks.dispositions import Decision, Disposition, Ground
from comity.checks.entries import birth
from comity.checks.lists import Dataset
from comity.checks.rules import LIST, REGISTER, Asker, Purpose
from comity.demo import leaving
from comity.errors import Refused
from comity.explaining import Line, explain
from comity.operations import opening, receipting
from comity.operations.lookup import Asking, Told
from comity.screening import Kind, Query
from comity.site.registry import Registry
from comity.store.journal import Usage
from comity.translog.vkeys import Signer

PAGE: Final = 10
PASTED: Final = rules.MAX_QUERIES
PASTED_HITS: Final = 3  # for each of several names
_DOCUMENTS: Final = 200  # characters of all numbers together


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form, as it was typed."""

    names: tuple[str, ...] = ()
    kind: str = ""
    born: str = ""
    document: str = ""
    datasets: tuple[str, ...] = ()
    register: bool = False
    purpose: str = ""
    reference: str = ""
    as_of: str = ""
    offset: int = 0
    receipt: bool = False

    @property
    def name(self) -> str:
        """The name, where one is asked."""
        return self.names[0] if self.names else ""


@dataclass(frozen=True, slots=True)
class May:
    """What the asker may do here: ``purposes`` are empty where he may not ask the Register, of which ``used`` and
    ``most`` count the names of today."""

    capacity: str
    purposes: tuple[Purpose, ...]
    used: int
    most: int
    decides: bool
    datasets: tuple[Dataset, ...]
    signs: bool

    @property
    def left(self) -> int:
        """How many names he may still ask of the Register today."""
        return max(0, self.most - self.used)


@dataclass(frozen=True, slots=True)
class Hit:
    """One match as it is shown. ``issuer``: whose unilateral measure its list is; ``others``: where the list itself
    says that it also stands; ``day``: that of the list; ``decidable``: whether the asker may say what it was."""

    found: Found
    percent: int
    likeness: str
    reasons: tuple[Line, ...]
    issuer: str
    day: str
    others: tuple[tuple[str, str], ...] = ()
    decidable: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one query. ``more``: the offset of the next ones, 0 for none."""

    query: Query
    hits: tuple[Hit, ...]
    cleared: tuple[Hit, ...]
    total: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """The answers to one call. ``receipt`` and ``salt`` stand where a receipt was asked for."""

    results: tuple[Result, ...]
    searched: tuple[Dataset, ...]
    at: str
    as_of: str
    threshold: int
    receipt: bytes = b""
    salt: str = ""
    vkey: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """Who asked how many names of the Register from ``since`` to ``until``; ``most``: how many a day may be."""

    rows: tuple[Usage, ...]
    since: date
    until: date
    most: int


def may(registry: Registry, officer: str) -> May:
    """What ``officer`` (nobody: empty) may ask. Raises Refused (``face.officer``, ``actor.*``)."""
    lookup = registry.lookup
    asker = lookup.asker(officer)
    capacity = str(asker.reader.capacity)
    purposes = rules.purposes(capacity) if asker.reader.member and officer else ()
    used, most = lookup.quota(asker) if purposes else (0, 0)
    decides = dispositions.may_decide(asker, LIST)
    return May(capacity, purposes, used, most, decides, lookup.datasets(), signer(registry) is not None)


def search(registry: Registry, officer: str, form: Form, lang: str, limit: int = PAGE) -> Results:
    """The answers to the names of ``form``, in order. Raises Refused (``screen.*``, ``dates.unreadable``,
    ``face.day``, ``api.form``, ``lists.stored``)."""
    lookup = registry.lookup
    asker = _asker(registry, officer, form)
    known = [one.name for one in lookup.datasets()]
    wanted = [*(form.datasets or known), *([REGISTER] if form.register else [])]
    asking = Asking(wanted, limit, form.offset, as_of=dates.day(form.as_of))
    told = lookup.ask(queries(form), asker, asking)
    key = signer(registry) if form.receipt else None
    signed = lookup.receipt(told, key) if form.receipt else b""
    given = tuple(_result(registry, asker, one, told, form, lang) for one in told.answers)
    threshold = round(told.asked.threshold * 100)
    salt, vkey = (told.salt.hex(), key.key.vkey()) if key else ("", "")
    return Results(given, told.asked.datasets, told.asked.at, told.asked.as_of, threshold, signed, salt, vkey)


def decide(
    registry: Registry, officer: str, form: Form, subject: tuple[str, str], decision: str, ground: str
) -> Disposition:
    """Keep what the officer decided of one match. Raises Refused (``screen.*``, ``api.form``)."""
    if decision not in set(Decision) or ground not in set(Ground):
        raise Refused("api.form", where="decision", problem="unknown")
    (query,) = queries(form)
    asker = _asker(registry, officer, form)
    return registry.lookup.decide(query, asker, subject, Decision(decision), Ground(ground))


def decisions(registry: Registry, officer: str) -> tuple[Disposition, ...]:
    """What the officer's authority decided in the last twelve months, newest first."""
    lookup = registry.lookup
    return tuple(lookup.decisions(lookup.asker(officer)))


def usage(registry: Registry, officer: str, since: str, until: str) -> Used:
    """What the officer may see of who asked the Register. Raises Refused (``screen.usage``, ``face.day``,
    ``dates.period``)."""
    first, last = dates.period(since, until, registry.clock().date())
    rows = registry.lookup.usage(officer, first, last)
    return Used(tuple(reversed(rows)), first, last, registry.located.config.screening.names_a_day)


def queries(form: Form) -> list[Query]:
    """What ``form`` asks, each name a query of its own. Raises Refused (``dates.unreadable``, ``api.form``,
    ``screen.many``)."""
    if len(form.names) > PASTED:  # before half a million lines are made into queries
        raise Refused("screen.many", rules.RULE, limit=PASTED)
    if len(form.document) > _DOCUMENTS:
        raise Refused("api.form", where="document", problem="too long")
    if form.kind not in set(Kind):
        raise Refused("api.form", where="kind", problem="unknown")
    if form.born:
        dates.parse(form.born)  # what cannot be read is refused, not left out
    births = (birth(form.born),) if form.born else ()
    documents = tuple(filter(None, (one.strip() for one in form.document.split(","))))
    return [Query((name,), Kind(form.kind), births, documents) for name in form.names or ("",)]


def signer(registry: Registry) -> Signer | None:
    """The key that signs receipts here: in a demo alone, where the fictional custodians' parts lie beside the node."""
    return _demo_signer(registry.located.home) if registry.is_demo else None


@lru_cache(maxsize=1)
def _demo_signer(home: Path) -> Signer | None:
    """Of a demo's two fictional custodians; None where their parts lie elsewhere."""
    try:
        texts = [(home / leaving.CUSTODIANS / str(number)).read_text("ascii") for number in custody.PARTS]
    except OSError:
        return None
    first, second = map(custody.read_part, texts)
    return receipting.signer(opening.locate(home), custody.join(first, second))


def _asker(registry: Registry, officer: str, form: Form) -> Asker:
    why = (form.purpose, form.reference) if form.register else ("", "")
    return registry.lookup.asker(officer, *why)


def _result(registry: Registry, asker: Asker, one: Answered, told: Told, form: Form, lang: str) -> Result:
    of = {each.name: each for each in told.asked.datasets}
    hits, cleared = (
        tuple(_hit(registry, asker, each, of[each.match.subject.dataset], lang) for each in found)
        for found in (one.found, one.cleared)
    )
    shown = form.offset + len(hits)
    more = shown if shown < one.total and shown <= rules.MAX_OFFSET else 0
    return Result(one.query, hits, cleared, one.total, more)


def _hit(registry: Registry, asker: Asker, found: Found, listed: Dataset, lang: str) -> Hit:
    match, subject = found.match, found.match.subject
    member = (subject.dataset, subject.id)
    group = beside.group(registry.located.home, *member) if listed.digest else None
    return Hit(
        found,
        round(match.score * 100),
        likeness(match.score),
        explain(match, lang)[len(match.taken) :],
        listed.issuer,
        listed.date,
        group.others(member) if group else (),
        dispositions.may_decide(asker, subject.dataset),
    )


def likeness(score: float) -> str:
    """How alike two names are, as a word of a closed list; no probability that two persons are one."""
    return "same" if score >= 0.98 else "close" if score >= 0.9 else "alike" if score >= 0.8 else "some"
