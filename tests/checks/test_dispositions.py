from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.checks import dispositions
from comity.checks.dispositions import Decision, Disposition, Ground
from comity.checks.rules import ANYONE, Asker
from comity.handling import Reader
from comity.participants import Capacity
from comity.screening import Alias, Birth, Kind, Query, Subject
from tests.asking import refused
from tests.planted import MODEST, caught

SUBJECT = Subject("e1", "register", Kind.PERSON, "Muhiban Sabrat", (Alias("Muhiban Sabrat"),))
QUERY = Query(("Muhiban Sabrat",), Kind.PERSON, (Birth(date(1984, 1, 1), date(1984, 12, 31)),), ("P 12-34",))
AT, SALT = "2026-03-02T09:00:00Z", b"s" * 16


def asker(capacity: str = "CK", *, member: bool = True) -> Asker:
    return Asker("XE-CK-1", Reader("XE", "XE-CENTRAL", capacity, member=member), "border", "CP-7")


def made(query: Query = QUERY, subject: Subject = SUBJECT) -> Disposition:
    return dispositions.decide(asker(), query, subject, Decision.FALSE_POSITIVE, Ground.BIRTH, SALT, AT)


def test_it_is_remembered_for_this_query_and_this_version() -> None:
    one = made()
    assert one.is_of(QUERY, SUBJECT.version)
    assert one.is_of(replace(QUERY, names=("  MUHIBAN   sabrat ",), documents=("p1234",)), SUBJECT.version)
    assert not one.is_of(QUERY, replace(SUBJECT, names=(Alias("Muhiban Sabrath"),)).version)
    for other in (
        replace(QUERY, names=("Muhiban Sabrath",)),
        replace(QUERY, births=()),
        replace(QUERY, documents=()),
        replace(QUERY, kind=Kind.ANY),
        replace(QUERY, names=("Muhiban Sabrat", "Someone Else")),
    ):
        assert not one.is_of(other, SUBJECT.version)


def test_the_newest_decision_of_a_pair_counts() -> None:
    old, new = made(), replace(made(), decision=Decision.TRUE_MATCH)
    other = made(replace(QUERY, births=()))
    assert dispositions.of_pair([other, new, old], QUERY, SUBJECT.version) is new
    assert dispositions.of_pair([other], QUERY, SUBJECT.version) is None


def test_a_line_is_read_back_and_holds_no_name() -> None:
    one = made()
    line = {"content": one.content(), "kind": "disposition", "officer": one.officer, "time": one.at}
    assert dispositions.read(line) == one
    assert "sabrat" not in str(line).casefold()


def two_salts_two_digests(salts: tuple[bytes, bytes]) -> None:
    first, second = (
        dispositions.decide(asker(), QUERY, SUBJECT, Decision.UNRESOLVED, Ground.TOO_LITTLE, salt, AT) for salt in salts
    )
    assert first.digest != second.digest


def test_equal_queries_cannot_be_told_by_their_digests() -> None:
    two_salts_two_digests((b"a" * 16, b"b" * 16))
    caught(two_salts_two_digests, (SALT, SALT))


@pytest.mark.parametrize("capacity", ["", *Capacity])
def test_who_decides(capacity: str) -> None:
    listed = replace(SUBJECT, dataset="un")
    for subject, allowed in ((SUBJECT, {"CK"}), (listed, {"CK", "NLO", "NAA"})):
        told = (QUERY, subject, Decision.TRUE_MATCH, Ground.DOCUMENT, SALT, AT)
        if capacity in allowed:
            assert dispositions.decide(asker(capacity), *told).decision is Decision.TRUE_MATCH
        else:
            with refused("screen.decider"):
                dispositions.decide(asker(capacity), *told)
        for nobody in (ANYONE, asker(capacity, member=False)):
            with refused("screen.decider"):
                dispositions.decide(nobody, *told)


def test_twelve_months() -> None:
    assert dispositions.since("2026-03-02T09:00:00Z") == "2025-03-02T09:00:00Z"
    assert dispositions.since("2028-02-29T00:00:00Z") == "2027-02-28T00:00:00Z"


@MODEST
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), min_size=1, max_size=4))
def test_the_order_of_spellings_does_not_matter(names: list[str]) -> None:
    assert dispositions.said(Query(tuple(names))) == dispositions.said(Query(tuple(reversed(names))))
