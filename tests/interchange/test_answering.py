"""A composed answer: dissent stands beside what it contradicts, cited, and every term binds."""

from __future__ import annotations

from datetime import date

from comity.assistance.bodies import Question
from comity.databank.told import Told
from comity.interchange import answering
from tests.databank.telling import told

TODAY = date(2026, 3, 2)
QUESTION = Question(claimant_state="XC", claimant_authority="XC-CENTRAL")
XA = told("XA", "characteristics", {"property": "founded", "day": "2019-04"}, kept_until="2027-01-31T00:00:00Z")
XB = told("XB", "characteristics", {"property": "founded", "day": "2018"}, kept_until="2030-01-31T00:00:00Z")


def composed(*given: Told) -> list[dict[str, object]]:
    made = answering.compose(
        QUESTION, given, authority="EC", participant="DEMO-EC", asker="XC-CENTRAL", today=TODAY, lang="en"
    )
    return [one.model_dump(mode="json") for one in made.given]


def test_dissent_is_said_and_cited() -> None:
    one, other = composed(XA, XB)
    assert one["dissent"] == ["XB: founded: 2018"]
    assert other["dissent"] == ["XA: founded: 2019-04"]
    assert set(one["rests_on"]) == set(other["rests_on"]) == {XA.commitment, XB.commitment}  # type: ignore[call-overload]


def test_the_term_of_what_dissents_binds_the_item_that_says_it() -> None:
    made = answering.compose(
        QUESTION, (XA, XB), authority="EC", participant="DEMO-EC", asker="XC-CENTRAL", today=TODAY, lang="en"
    )
    assert made.kept_until == date(2027, 1, 31)
    alone = answering.compose(
        QUESTION, (XB,), authority="EC", participant="DEMO-EC", asker="XC-CENTRAL", today=TODAY, lang="en"
    )
    assert alone.kept_until == date(2030, 1, 31)


def test_nothing_to_give_says_so() -> None:
    made = answering.compose(
        QUESTION, (), authority="EC", participant="DEMO-EC", asker="XC-CENTRAL", today=TODAY, lang="en"
    )
    assert (made.outcome, made.given, made.kept_until) == ("nothing_to_give", (), date(2027, 3, 2))
