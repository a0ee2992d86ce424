"""A border checkpoint checks a name: who is answered what, what is remembered, and what the auditor sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.checks.dispositions import Decision, Ground
from comity.checks.rules import REGISTER, Asker
from comity.demo.cast import Cast, Filed, StoryClock
from comity.errors import Refused
from comity.operations.lookup import Asking, Lookup
from comity.screening import Query
from comity.store import journal
from tests.asking import refused, rows
from tests.cli.conftest import cast, circulated, clock, named  # fixtures: a node that the commands find

__all__ = ["cast", "circulated", "clock", "named"]

SABRAT = Query(("Muhiban Sabrat",))
ALL = Asking(["register", "list"])


@pytest.fixture
def lookup(cast: Cast, clock: StoryClock) -> Lookup:
    return Lookup(cast.node.located.home, clock, cast.random_bytes)


def checker(lookup: Lookup, officer: str, purpose: str = "border", reference: str = "CP-7/2026-03-02") -> Asker:
    return lookup.asker(officer, purpose, reference)


def ids(lookup: Lookup, asker: Asker, query: Query = SABRAT) -> list[str]:
    return [one.match.subject.id for one in lookup.search(query, asker=asker, asking=ALL).found]


def test_a_checkpoint_of_a_named_state_learns_that_the_name_is_listed_and_whom_to_ask(
    named: Filed, lookup: Lookup
) -> None:
    told = lookup.ask([SABRAT], checker(lookup, "XE-CK-1"))
    (found,) = told.answers[0].found
    assert found.entry is not None
    assert (found.entry.entry, found.entry.claimant, found.entry.category) == (named.entry, "XD", "accused")
    assert found.match.subject.names == found.match.subject.names[:1]
    assert (found.match.subject.births, found.match.subject.documents) == ((), ())
    assert REGISTER in {one.name for one in told.asked.datasets}


def test_to_a_checkpoint_of_another_state_the_person_is_not_there(named: Filed, lookup: Lookup) -> None:
    other = checker(lookup, "XA-CK-1")
    nobody = lookup.search(Query(("Quorvex Immaterial",)), asker=other, asking=ALL)
    answer = lookup.search(SABRAT, asker=other, asking=ALL)
    assert (answer.found, answer.total, answer.cleared) == (nobody.found, nobody.total, nobody.cleared)
    assert answer.total == 0


def test_a_person_is_found_once_permitted_and_hidden_once_suspended(
    cast: Cast, named: Filed, lookup: Lookup, clock: StoryClock
) -> None:
    asker = checker(lookup, "XE-CK-1")
    assert ids(lookup, asker) == [named.entry]
    suspended = cast.open("XD-NLO-1", "NLO", "suspension.begin", "suspension", named.entry, reason="data_error")
    assert ids(lookup, asker) == []
    cast.move("XD-NAA-1", "NAA", "suspension.lift", suspended, because="Mended.")
    assert ids(lookup, asker) == [named.entry]
    clock.pass_time(days=800)
    assert ids(lookup, checker(lookup, "XE-CK-1")) == []


def test_who_is_no_checker_is_refused_alike_whatever_is_listed(named: Filed, lookup: Lookup) -> None:
    for officer in ("", "XE-NLO-1", "XE-NAA-1", "XE-CM-1", "EC-ECA-1", "EC-CR-1", "AU-1", "XB-AA-1"):
        for query in (SABRAT, Query(("Quorvex Immaterial",))):
            with refused("screen.capacity") as refusal:
                lookup.ask([query], checker(lookup, officer), ALL)
            assert refusal().refusal.evidence == {}


def test_the_reviewer_searches_within_an_opened_case(cast: Cast, named: Filed, lookup: Lookup) -> None:
    with refused("screen.case"):
        lookup.ask([SABRAT], checker(lookup, "IR-1", "review", "CP-7"), ALL)
    case = cast.open("IR-1", "IR", "case.open", "case", named.entry, reason="data_error")
    assert ids(lookup, checker(lookup, "IR-1", "review", case)) == [named.entry]
    with refused("screen.purpose"):
        lookup.ask([SABRAT], checker(lookup, "IR-1", "border", case), ALL)
    cast.move("IR-1", "IR", "case.close", case)
    with refused("screen.case"):
        lookup.ask([SABRAT], checker(lookup, "IR-1", "review", case), ALL)


def test_each_call_is_one_line_of_the_journal_and_holds_no_name(named: Filed, lookup: Lookup) -> None:
    before = journal.check()[0]
    lookup.ask([SABRAT, Query(("Quorvex Immaterial",))], checker(lookup, "XE-CK-1"))
    ((content,),) = rows("SELECT content FROM journal WHERE idx >= %s", before)
    assert b'"kind":"query"' in bytes(content)
    assert b'"names":2' in bytes(content)
    assert b"CP-7/2026-03-02" in bytes(content)
    assert b"Sabrat" not in bytes(content)
    assert named.entry.encode() not in bytes(content)


def test_a_refusal_is_a_line_of_the_journal_too_without_what_was_sent(named: Filed, lookup: Lookup) -> None:
    before = journal.check()[0]
    for officer, reference in (("XE-NLO-1", "CP-7"), ("XE-CK-1", "Muhiban Sabrat"), ("", "CP-7")):
        with pytest.raises(Refused):
            lookup.ask([SABRAT], checker(lookup, officer, reference=reference), ALL)
    lines = [bytes(content) for (content,) in rows("SELECT content FROM journal WHERE idx >= %s ORDER BY idx", before)]
    assert [b"screen.capacity" in lines[0], b"screen.case" in lines[1], len(lines)] == [True, True, 2]
    assert b"abrat" not in b"".join(lines)


def test_a_day_has_its_quota_and_the_next_day_its_own(named: Filed, lookup: Lookup, clock: StoryClock) -> None:
    asker, hundred = checker(lookup, "XE-CK-1"), [Query((f"Quorvex Number {n}",)) for n in range(100)]
    for _ in range(5):
        lookup.ask(hundred, asker)
    with refused("screen.quota") as refusal:
        lookup.ask([SABRAT], asker)
    assert dict(refusal().refusal.evidence) == {"limit": 500, "used": 500}
    assert lookup.search(SABRAT, asker=asker, asking=Asking(["list"])).total == 0
    clock.pass_time(days=1)
    assert ids(lookup, checker(lookup, "XE-CK-1")) == [named.entry]
    assert [(one.day, one.names) for one in journal.usage("2026-03-01", "2026-03-31")] == [
        ("2026-03-02", 500),
        ("2026-03-03", 1),
    ]


def test_a_false_match_is_remembered_for_the_authority_until_either_side_changes(
    named: Filed, lookup: Lookup, clock: StoryClock
) -> None:
    asker = checker(lookup, "XE-CK-1")
    pair = (REGISTER, named.entry)
    lookup.decide(SABRAT, asker, pair, Decision.FALSE_POSITIVE, Ground.BIRTH)
    answer = lookup.search(SABRAT, asker=asker, asking=ALL)
    assert (answer.found, answer.total) == ((), 0)
    (cleared,) = answer.cleared
    assert cleared.decided is not None
    assert (cleared.decided.officer, cleared.decided.at[:10]) == ("XE-CK-1", "2026-03-02")
    assert ids(lookup, asker, Query(("MUHIBAN  SABRAT",))) == []
    assert ids(lookup, asker, Query(("Muhiban Sabrath",))) == [named.entry]
    assert ids(lookup, checker(lookup, "XF-CK-1")) == [named.entry]
    clock.pass_time(days=366)
    assert lookup.decisions(asker) == []


def test_a_decision_needs_a_match_that_the_officer_is_shown(named: Filed, lookup: Lookup) -> None:
    other = checker(lookup, "XA-CK-1")
    for subject in ((REGISTER, named.entry), (REGISTER, "0" * 32)):
        with refused("screen.no_match"):
            lookup.decide(SABRAT, other, subject, Decision.TRUE_MATCH, Ground.DOCUMENT)


def test_what_was_erased_answers_at_no_date_and_nothing_is_remembered_of_it(
    cast: Cast, named: Filed, lookup: Lookup, clock: StoryClock
) -> None:
    asker = checker(lookup, "XE-CK-1")
    lookup.decide(SABRAT, asker, (REGISTER, named.entry), Decision.UNRESOLVED, Ground.TOO_LITTLE)
    clock.pass_time(days=1)
    then = Asking(["register"], as_of=date(2026, 3, 2))
    asker = checker(lookup, "XE-CK-1")
    assert lookup.search(SABRAT, asker=asker, asking=then).total == 1
    cast.open("XD-NLO-1", "NLO", "entry.withdraw", "withdrawal", named.entry, reason="data_error")
    assert ids(lookup, asker) == []
    assert lookup.search(SABRAT, asker=asker, asking=then).total == 1
    cast.open("XD-NAA-1", "NAA", "erasure.own", "erasure", named.entry, reason="data_error")
    assert lookup.search(SABRAT, asker=asker, asking=then).total == 0
    assert lookup.decisions(asker) == []
    assert journal.check()[1] == []


def test_an_organisation_is_anyones_to_find_while_it_counts(
    cast: Cast, circulated: Filed, lookup: Lookup, tmp_path: Path
) -> None:
    ember = Query(("Ember Column",))
    (found,) = lookup.search(ember).found
    assert (found.match.subject.dataset, found.match.subject.id) == ("list", circulated.entry)
    assert [(one.name, one.entries) for one in lookup.datasets()] == [("list", 1)]
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    assert lookup.search(ember).total == 0
    assert [(one.name, one.entries) for one in lookup.datasets()] == [("list", 0)]
    assert lookup.search(ember, asking=Asking(as_of=date(2026, 3, 1))).total == 0


def test_the_auditor_sees_who_asked_how_much_and_a_state_its_own(named: Filed, lookup: Lookup) -> None:
    for officer in ("XE-CK-1", "XE-CK-1", "XA-CK-1"):
        lookup.ask([SABRAT], checker(lookup, officer))
    day = date(2026, 3, 2)

    def seen(officer: str) -> list[tuple[str, int, int]]:
        return [(one.officer, one.queries, one.names) for one in lookup.usage(officer, day, day)]

    assert seen("AU-1") == seen("IR-1") == [("XA-CK-1", 1, 1), ("XE-CK-1", 2, 2)]
    assert seen("XE-NLO-1") == [("XE-CK-1", 2, 2)]
    for officer in ("", "XE-CK-1", "EC-ECA-1", "XB-CM-1"):
        with refused("screen.usage"):
            lookup.usage(officer, day, day)
