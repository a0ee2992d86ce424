"""The service that answers names: for the command line, for pages and for the API.

One object for a process, used by any number of threads. It keeps the rules of ``checks.rules``, writes each
call to the journal before it answers, and gives no more than the asker may have.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from comity import acts, canonical
from comity.bootstrap import random_bytes, utc_now
from comity.canonical import Json
from comity.checks import answers, askers, dispositions, receipts, rules
from comity.checks.answers import Answered, Found
from comity.checks.carried import Carried
from comity.checks.dispositions import Decision, Disposition, Ground
from comity.checks.lists import Dataset
from comity.checks.receipts import Asked, Place
from comity.checks.rules import ANYONE, LIST, REGISTER, Asker
from comity.config import Located
from comity.errors import Refused
from comity.home import FILE_NAME
from comity.operations import opening
from comity.operations.live import Live, View
from comity.screening import THRESHOLD, Answer, Index, Match, Query, Subject
from comity.store import disposing, journal, moment
from comity.store.committer import Committer
from comity.store.journal import Line, Usage
from comity.translog.vkeys import Signer

_LOOKED_THROUGH: Final = 200  # matches among which those that were cleared are looked for


@dataclass(frozen=True, slots=True)
class Asking:
    """How it is asked: among which datasets (None: all that the asker says he may), how many matches from
    which one on, from which score, and as of which day (None: now)."""

    datasets: Collection[str] | None = None
    limit: int = 5
    offset: int = 0
    threshold: float = THRESHOLD
    as_of: date | None = None


AT_FIRST: Final = Asking()


@dataclass(frozen=True, slots=True)
class Told:
    """The answers to one call, in the order of the queries; ``salt`` opens what the journal says of it."""

    answers: tuple[Answered, ...]
    asked: Asked
    place: Place
    salt: bytes


class Lookup:
    """Answers names from the lists at ``home`` and, where a node stands there, from its entries.

    ``signer`` signs receipts; without it they are refused.
    """

    def __init__(
        self,
        home: Path,
        clock: Callable[[], datetime] = utc_now,
        random: Callable[[int], bytes] = random_bytes,
        signer: Signer | None = None,
    ) -> None:
        self._home, self._clock, self._random, self._signer = home, clock, random, signer
        self._node = _node(home)
        if self._node is not None:
            opening.read(self._node)
        self._live = Live(home, clock, founded=self._node is not None)
        self._journal = Committer(clock)

    @property
    def ready(self) -> bool:
        """Whether a query would be answered without building anything first; ``warm`` makes it so."""
        return self._live.ready

    def warm(self) -> None:
        """Load or build what is needed to answer."""
        self._live.now()

    def datasets(self) -> tuple[Dataset, ...]:
        """What anyone may search, with versions, days and counts. The Register is not among them."""
        return self._live.now().datasets()

    def published(self) -> Index:
        """The lists and the PUBLIC entries of now, for work in bulk. No person of the Register is in it."""
        return self._live.now().published

    def entry(self, name: str) -> Subject | None:
        """The entry of the List with this id that anyone may see and that counts now; None for any other id."""
        return self._live.now().public(name)

    def asker(self, officer: str, purpose: str = "", reference: str = "") -> Asker:
        """Who ``officer`` is now. Raises Refused (``node.none``, ``face.officer``, ``actor.*``)."""
        if not officer:
            return ANYONE
        if self._node is None:
            opening.read(opening.locate(self._home))
        with moment.at_one_moment() as unit:
            return askers.asker_of(unit, officer, purpose, reference, self._now())

    def search(self, query: Query, *, asker: Asker = ANYONE, asking: Asking = AT_FIRST) -> Answered:
        """The answer to one query; as ``ask``."""
        return self.ask([query], asker, asking).answers[0]

    def ask(self, queries: Sequence[Query], asker: Asker = ANYONE, asking: Asking = AT_FIRST) -> Told:
        """Answer ``queries`` and journal the call.

        Raises Refused: ``screen.*``, ``lists.stored``; then nothing was answered.
        """
        at, view = self._now(), self._live.now()
        names = self._admitted_or_journaled(queries, asker, asking, view)
        if asking.as_of is not None:
            view = self._live.on(asking.as_of)
        salt = self._random(canonical.SALT_BYTES)
        given = tuple(self._answer(view, query, asker, names, asking, at) for query in queries)
        if self._node is not None:
            self._journal.append_many([self._line(queries, asker, names, salt, sum(one.total for one in given), at)])
        as_of = asking.as_of.isoformat() if asking.as_of else ""
        asked = Asked(_searched(view, names), at, as_of, asking.threshold, asking.limit)
        return Told(given, asked, Place(self._origin(), *view.head), salt)

    def receipt(self, told: Told, signer: Signer | None = None) -> bytes:
        """The signed receipt of a call of one query. Raises Refused (``screen.no_key``, ``screen.one_query``)."""
        key = signer or self._signer
        if self._node is None or key is None:
            raise Refused("screen.no_key", "design, Custodians")
        if len(told.answers) != 1:
            raise Refused("screen.one_query", "design, Receipt")
        return receipts.write(told.place, told.asked, told.answers[0], told.salt, key)

    def decide(
        self, query: Query, asker: Asker, subject: tuple[str, str], decision: Decision, ground: Ground
    ) -> Disposition:
        """Keep what ``asker`` decided of the match of ``query`` with ``subject`` (dataset, id).

        Raises Refused: ``screen.*`` as ``ask``; ``screen.no_match`` where the asker's query does not find it.
        """
        at, view = self._now(), self._live.now()
        names = self._admitted_or_journaled([query], asker, Asking([subject[0]]), view)
        match = _of(searched_by(view, query, asker, names, THRESHOLD), subject)
        salt = self._random(canonical.SALT_BYTES)
        made = dispositions.decide(asker, query, match.subject, decision, ground, salt, at)
        self._journal.append_many([disposing.line(made)])
        return made

    def decisions(self, asker: Asker) -> list[Disposition]:
        """What ``asker``'s authority decided in the last twelve months, newest first."""
        return disposing.of_authority(asker.authority, dispositions.since(self._now()))

    def carried(self, asker: Asker) -> Carried:
        """The same as it goes into a batch: of what ``published`` holds now, and of nothing else."""
        at, view = self._now(), self._live.now()
        others = {one.name for one in view.datasets()} - {LIST}
        held = disposing.of_authority(asker.authority, dispositions.since(at)) if asker.authority else []
        return Carried(
            asker.authority,
            at,
            [one for one in held if one.dataset in others or (one.dataset == LIST and view.public(one.subject))],
        )

    def quota(self, asker: Asker) -> tuple[int, int]:
        """How many names of the Register ``asker`` asked today, and how many he may."""
        return journal.names_asked(self._now()[:10], asker.officer), self._quota()

    def usage(self, officer: str, since: date, until: date) -> list[Usage]:
        """Who asked how many names of the Register on each day from ``since`` to ``until``, as ``officer`` may see
        it. Raises Refused (``screen.usage``, and as ``asker``)."""
        participant = rules.usage_of(self.asker(officer))
        with moment.at_one_moment() as unit:
            directory = unit.directory()
        rows = journal.usage(since.isoformat(), until.isoformat())
        held = {one.id: directory.participant_of(one.authority) for one in directory.officers.values()}
        return [one for one in rows if not participant or held.get(one.officer) == participant]

    def _admitted_or_journaled(
        self, queries: Sequence[Query], asker: Asker, asking: Asking, view: View
    ) -> tuple[str, ...]:
        try:
            return self._admitted(queries, asker, asking, view)
        except Refused as refused:
            if asker.officer and self._node is not None:
                said: Json = {"capacity": asker.reader.capacity, "code": refused.refusal.code}
                self._journal.append_many([Line("refusal", asker.officer, said)])
            raise

    def _admitted(self, queries: Sequence[Query], asker: Asker, asking: Asking, view: View) -> tuple[str, ...]:
        """The datasets to search. What is refused depends on who asks and on what is sent alone."""
        known = [one.name for one in view.datasets()]
        says_why = asker.purpose or asker.reference
        allowed = [*known, REGISTER] if asking.datasets is not None or says_why else known
        names = rules.chosen(asking.datasets, allowed)
        rules.check_queries(queries, asking.offset)
        if REGISTER in names:
            asked = sum(len(query.names) for query in queries)
            rules.admit(asker, asked)
            self._check_quota(asker, asked)
        return names

    def _check_quota(self, asker: Asker, asked: int) -> None:
        """Before the search, for a good answer; the journal holds to it when it writes."""
        used, most = self.quota(asker)
        if used + asked > most:
            raise Refused("screen.quota", rules.RULE, limit=most, used=used)

    def _answer(
        self, view: View, query: Query, asker: Asker, names: tuple[str, ...], asking: Asking, at: str
    ) -> Answered:
        threshold = max(asking.threshold, THRESHOLD) if REGISTER in names else asking.threshold
        held = bool(asker.authority) and disposing.any_of(asker.authority)
        wanted = asking.offset + asking.limit
        answer = searched_by(view, query, asker, names, threshold, max(wanted, _LOOKED_THROUGH) if held else wanted)
        since = dispositions.since(at) if held else ""
        every = [_found(view, query, match, asker.authority, since) for match in answer.matches]
        cleared = tuple(one for one in every if one.decided and one.decided.decision is Decision.FALSE_POSITIVE)
        left = [one for one in every if one not in cleared]
        shown = tuple(left[asking.offset : wanted])
        return Answered(query, shown, answer.total - len(cleared), cleared, answer.versions)

    def _line(
        self, queries: Sequence[Query], asker: Asker, names: Sequence[str], salt: bytes, found: int, at: str
    ) -> Line:
        asked = sum(len(query.names) for query in queries)
        why = (asker.purpose, asker.reference)
        line = journal.query(asker.reader, asker.officer, why, names, (asked, receipts.digest(salt, queries)), found)
        if REGISTER not in names:
            return line
        return journal.counted(line, at[:10], asked, self._quota())

    def _quota(self) -> int:
        return self._node.config.screening.names_a_day if self._node else 0

    def _origin(self) -> str:
        return self._node.config.origin if self._node else ""

    def _now(self) -> str:
        return acts.to_time(self._clock())


def _node(home: Path) -> Located | None:
    """The configuration of the node at ``home``; None where there is none with a database."""
    if not (home / FILE_NAME).is_file():
        return None
    located = opening.locate(home)
    return located if located.path("database").is_file() else None


def searched_by(
    view: View, query: Query, asker: Asker, names: Collection[str], threshold: float, limit: int = _LOOKED_THROUGH
) -> Answer:
    """What ``asker`` finds in ``view`` among the datasets ``names``. What he may not see takes no part: the answer
    is the same as if it were not there."""
    all_of_them = all(one.name in names for one in view.datasets())
    open_to_all = None if all_of_them else {name: None for name in names if name != REGISTER}
    found = [view.published.search(query, limit=limit, threshold=threshold, among=open_to_all)]
    among = view.among(asker, names) if asker.officer else {}
    if any(among.values()):
        found.append(view.kept.search(query, limit=limit, threshold=threshold, among=among))
    return answers.merged(found, limit)


def _found(view: View, query: Query, match: Match, authority: str, since: str) -> Found:
    """``since``: from when what the authority decided counts; empty where it decided nothing."""
    subject, decided = match.subject, None
    if since:
        held = disposing.of_subject(authority, subject.dataset, subject.id, since)
        decided = dispositions.of_pair(held, query, subject.version)
    looked = view.looked.get(subject.id) if subject.dataset in (LIST, REGISTER) else None
    return Found(answers.least(match), looked.found.record if looked and looked.found else None, decided)


def _searched(view: View, names: Collection[str]) -> tuple[Dataset, ...]:
    register = (Dataset(REGISTER, view.at[:10], "", 0),) if REGISTER in names else ()
    return (*(one for one in view.datasets() if one.name in names), *register)


def _of(answer: Answer, subject: tuple[str, str]) -> Match:
    """The match with ``subject``: one that is not found, not shown or not there is refused alike."""
    for match in answer.matches:
        if (match.subject.dataset, match.subject.id) == subject:
            return match
    raise Refused("screen.no_match", rules.RULE)
