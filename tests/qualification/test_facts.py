"""Facts: what is counted, and that what is not known stays unknown."""

from __future__ import annotations

from datetime import date

import pytest

from comity.qualification import lexicon
from comity.qualification.body import span
from comity.qualification.fact import Kind, every
from comity.qualification.facts import CATALOGUE
from comity.qualification.facts_of_claim import months_until
from comity.qualification.vocabulary import Answer, Door
from tests.qualification.fixtures import WARRANT, Whole, passing

PERSON = Door.REGISTER_CIRCULATE


def value(whole: Whole, name: str) -> object:
    return whole.facts.value(name)


def test_every_fact_has_the_kind_it_says_and_a_place_where_it_stands() -> None:
    kinds = {Kind.FLAG: bool, Kind.COUNT: int, Kind.CODE: str, Kind.CODES: frozenset}
    for door in Door:
        for name, fact in passing(door).facts.items():
            assert fact.source == CATALOGUE[name].source
            assert fact.value is None or isinstance(fact.value, kinds[CATALOGUE[name].kind]), name


@pytest.mark.parametrize(
    ("born", "act", "age"),
    [
        ("2006-05-03", "2024-05-03", 18),
        ("2006-05-04", "2024-05-03", 17),
        ("2006", "2024-05-03", 17),  # perhaps born on 31 December
        ("2005", "2024", 18),
        ("2006-05-03", "2024-05", 17),  # perhaps on 1 May
    ],
)
def test_a_vague_day_counts_in_favour_of_the_child(born: str, act: str, age: int) -> None:
    whole = passing(PERSON)
    acts = [{**whole.claim.model_dump()["acts"][0], "date": act}]
    assert value(whole.claiming(born=born, acts=acts), "youngest_age_at_act") == age


def test_the_penalty_is_the_lowest_that_claim_and_decision_state() -> None:
    whole = passing(PERSON).claiming(max_penalty_months=240)
    assert value(whole.deciding(WARRANT, max_penalty_months=12), "max_penalty_months") == 12
    assert value(whole.claiming(max_penalty_months=None), "max_penalty_months") is None


def test_one_unknown_makes_the_whole_unknown_but_one_no_makes_it_no() -> None:
    assert every([True, None]) is None
    assert every([True, None, False]) is False
    assert every([True, True]) is True
    assert every([]) is None


def test_twelve_months_end_on_the_same_day() -> None:
    assert months_until(date(2026, 11, 21), date(2027, 11, 21)) == 12
    assert months_until(date(2026, 11, 21), date(2027, 11, 22)) == 13
    assert months_until(date(2026, 11, 21), date(2026, 11, 21)) == 0
    assert months_until(date(2026, 11, 21), date(2026, 11, 20)) <= 0


def test_a_vague_day_spans_what_it_may_mean() -> None:
    assert span("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert span("1984") == (date(1984, 1, 1), date(1984, 12, 31))


def test_an_organisation_has_no_facts_of_a_person() -> None:
    facts = passing(Door.LIST_CIRCULATE).facts
    for name in ("category", "wanted_for", "identifiers", "surrender_risk", "youngest_age_at_act"):
        assert facts.value(name) is None


def test_the_asylum_answer_is_read_only_from_its_port() -> None:
    whole = passing(PERSON)
    assert value(whole.port("asylum", answer=Answer.SOME), "asylum_answer") == "some"
    assert not [fact for fact in CATALOGUE.values() if "asylum" in fact.name and "dossier" in fact.source]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A religious group", "religious"),
        ("ЭТНИЧЕСКИЙ признак", "этнический"),
        ("属于某宗教团体", "宗教"),
        ("multi-ethnic", "ethnic"),
    ],
)
def test_a_forbidden_term_is_found_with_its_field(text: str, word: str) -> None:
    claim = passing(Door.LIST_CIRCULATE).claiming(narrative=text).claim
    assert f"narrative: {word}" in lexicon.found(claim)


def test_names_quotations_and_inner_letters_are_not_searched() -> None:
    whole = passing(Door.LIST_CIRCULATE)
    assert lexicon.found(whole.claim) == ()
    named = whole.claiming(official_name="Islamic Front of Nowhere", concerned_states=[])
    assert lexicon.found(named.claim) == ()
    assert lexicon.found(whole.claiming(narrative="An aesthetician was a witness.").claim) == ()
