"""The judicial decision: what its dates mean for gate 9."""

from __future__ import annotations

from datetime import date

from comity.qualification.vocabulary import DecisionType
from tests.qualification.fixtures import again, judgment


def test_the_law_counts_from_the_latest_publication() -> None:
    laws = [{"law": "A", "published": "2010-01-15"}, {"law": "B", "published": "2019-06-01"}]
    assert judgment("d", "ban", law=laws).law_published == date(2019, 6, 1)


def test_one_law_of_unknown_date_leaves_the_publication_unknown() -> None:
    assert judgment("d", "ban", law=[{"law": "A", "published": "2010-01-15"}, {"law": "B"}]).law_published is None
    assert judgment("d", "ban", law=[]).law_published is None


def test_an_unpublished_decision_has_no_day_of_publication() -> None:
    decision = judgment("d", "ban")
    assert decision.published_on == date(2025, 2, 20)
    assert again(decision, publication=None).published_on is None


def test_the_types_are_those_of_the_law() -> None:
    assert {kind.value for kind in DecisionType} == {
        "warrant",
        "indictment_confirmation",
        "ban",
        "conviction",
        "acquittal",
        "quashing",
        "delisting",
        "amnesty",
        "extradition_ruling",
    }
