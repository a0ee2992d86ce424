import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import profile
from comity.participants import APART
from comity.profile import Profile

FOUNDERS = {"CN", "KZ", "KG", "RU", "TJ", "UZ"}
SCO = profile.load("sco_rats")
DEMO = profile.load("sco_rats_demo")
ALL = [SCO, DEMO, profile.load("example_union")]


@pytest.mark.parametrize(
    ("day", "members"),
    [
        (date(2001, 6, 14), set()),
        (date(2001, 6, 15), FOUNDERS),
        (date(2017, 6, 8), FOUNDERS),
        (date(2017, 6, 9), FOUNDERS | {"IN", "PK"}),
        (date(2023, 7, 3), FOUNDERS | {"IN", "PK"}),
        (date(2023, 7, 4), FOUNDERS | {"IN", "PK", "IR"}),
        (date(2024, 3, 29), FOUNDERS | {"IN", "PK", "IR"}),  # the nine delegations of S0 L57
        (date(2024, 7, 4), FOUNDERS | {"IN", "PK", "IR", "BY"}),
    ],
)
def test_membership_over_time(day: date, members: set[str]) -> None:
    assert SCO.members_on(day) == members


def test_status_over_time() -> None:
    def status(participant: str, day: str) -> str | None:
        held = SCO.status_on(participant, date.fromisoformat(day))
        return held.status if held else None

    assert status("KG", "1996-04-26") == "shanghai_five"
    assert status("UZ", "2000-01-01") is None
    assert status("IR", "2010-01-01") == "observer"
    assert status("BY", "2012-01-01") == "dialogue_partner"
    assert status("MN", "2026-02-01") == "observer"
    assert status("MN", "2026-02-02") == "partner"
    assert status("INTERPOL", "2015-01-01") == "agreement"


@given(st.dates(date(1985, 1, 1), date(2040, 1, 1)), st.sampled_from(ALL))
def test_nobody_has_two_statuses_at_once(day: date, found: Profile) -> None:
    for participant in found.participants:
        assert sum(status.covers(day) for status in participant.statuses) <= 1


@given(st.dates(date(1990, 1, 1), date(2035, 1, 1)), st.sampled_from(ALL))
def test_members_change_only_where_a_status_does(day: date, found: Profile) -> None:
    turns = {d for p in found.participants for s in p.statuses for d in (s.since, s.until)}
    if day not in turns:
        assert found.members_on(day) == found.members_on(day - timedelta(days=1))


def test_every_status_says_where_it_comes_from(found: Profile) -> None:
    assert all(status.source for participant in found.participants for status in participant.statuses)


def test_the_seat_moved_from_bishkek_to_tashkent() -> None:
    seats = next(organ for organ in SCO.organs if organ.id == "RATS-EC").seats
    assert [(seat.place.en, seat.since, seat.until) for seat in seats] == [
        ("Bishkek", "2002-06-07", "2003"),
        ("Tashkent", "2003", None),
    ]


def test_the_real_treaty_holds_no_body_and_no_person() -> None:
    assert not (SCO.authorities or SCO.officers or SCO.courts or SCO.subjects)


def test_the_demonstration_puts_no_word_in_the_mouth_of_a_real_state() -> None:
    assert DEMO.members_on(date(2026, 1, 1)) == {"XA", "XB", "XC", "XD", "XE", "XF"}
    assert DEMO.members_on(date(2019, 4, 30)) == {"XA", "XB", "XC", "XD", "XE"}
    assert {authority.participant for authority in DEMO.authorities} <= DEMO.own
    assert {court.participant for court in DEMO.courts} <= DEMO.own
    assert {subject.participant for subject in DEMO.subjects} <= DEMO.own


def test_officers_can_do_the_work_of_each_fictional_profile() -> None:
    for found in (DEMO, profile.load("example_union")):
        for member in found.members_on(date(2026, 1, 1)):
            (central,) = [a for a in found.authorities_of(member) if a.duty == "competent"]
            heads = [o for o in found.officers_of(central.id, "NAA") if o.head_or_deputy]
            assert heads and found.officers_of(central.id, "NLO") and found.courts_of(member)
            reviewers = [o for o in found.officers if "CR" in o.capacities]
            assert any(o.seconded_by not in (None, member) for o in reviewers)


def test_no_officer_holds_two_duties_that_must_be_apart(found: Profile) -> None:
    for officer, (one, other) in itertools.product(found.officers, itertools.combinations(APART, 2)):
        assert not (one & set(officer.capacities) and other & set(officer.capacities))


def test_names_of_the_stories_stand_in_several_scripts() -> None:
    languages = {name.lang for subject in DEMO.subjects for name in subject.names}
    assert {"en", "ru", "ar", "zh"} <= languages
