"""Reasons become the features that clients of this field show."""

from __future__ import annotations

import pytest

from comity.screening import Alias, Because, How, Kind, Match, Reason, Subject, Taken
from comity.site import explanations

SUBJECT = Subject(
    "ZZi.001", "un", Kind.PERSON, "Vymyshlen Primerov", (Alias("Vymyshlen Primerov"),), countries=("Nowhere",)
)


def match(*reasons: Reason) -> Match:
    taken = (Taken("Примеров", "Primerov", How.SOUND, 0.97, "primerof", "primerov"),)
    return Match(SUBJECT, 0.91, "Примеров", "Vymyshlen Primerov", taken, reasons)


def test_what_is_said_of_the_name_is_one_feature() -> None:
    found = explanations.of(match(Reason(Because.MISSING, -1, (("candidate", "Vymyshlen"),))), (), "en")
    assert found.keys() == {"name_match"}
    name = found["name_match"]
    assert (name["score"], name["query"], name["candidate"]) == (0.91, "Примеров", "Vymyshlen Primerov")
    assert "Примеров" in name["detail"]
    assert "Primerov" in name["detail"]
    assert "Vymyshlen" in name["detail"]


@pytest.mark.parametrize(
    ("because", "speaks", "feature", "score"),
    [
        (Because.BIRTH_AGREES, 1, "birth_date_match", 1.0),
        (Because.BIRTH_NEAR, -1, "birth_date_match", -1.0),
        (Because.BIRTH_DIFFERS, -1, "birth_date_match", -1.0),
        (Because.DOCUMENT_AGREES, 1, "identifier_match", 1.0),
        (Because.DOCUMENT_DIFFERS, 0, "identifier_match", 0.0),
    ],
)
def test_other_facts_are_features_of_their_own(because: Because, speaks: int, feature: str, score: float) -> None:
    reason = Reason(because, speaks, (("query", "1965"), ("candidate", "1966-01-02")))
    found = explanations.of(match(reason), (), "en")[feature]
    assert (found["score"], found["query"], found["candidate"]) == (score, "1965", "1966-01-02")
    assert "1966-01-02" in found["detail"]


def test_every_reason_has_its_place() -> None:
    for because in Because:
        found = explanations.of(match(Reason(because, 1, (("query", "person"), ("candidate", "entity")))), (), "en")
        assert set(found) <= set(explanations.FEATURES)


def test_a_country_is_shown_with_no_score() -> None:
    found = explanations.of(match(), ("xx",), "en")["country"]
    assert (found["score"], found["query"], found["candidate"]) == (0.0, "xx", "Nowhere")
    assert "never scored" in found["detail"]


def test_details_come_in_three_languages() -> None:
    reason = Reason(Because.BIRTH_DIFFERS, -1, (("query", "1950"), ("candidate", "1971")))
    said = {lang: str(explanations.of(match(reason), ("xx",), lang)) for lang in ("en", "ru", "zh")}
    assert len(set(said.values())) == 3
