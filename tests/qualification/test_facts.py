"""Facts: what is counted, and that what is not known stays unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from comity.listing import bodies
from comity.qualification import lexicon
from comity.qualification import parts as parts_module
from comity.qualification.body import Part, span
from comity.qualification.claim import SupportClaim
from comity.qualification.fact import Kind, every
from comity.qualification.facts import CATALOGUE
from comity.qualification.facts_of_claim import months_until
from comity.qualification.vocabulary import Answer, Door
from comity.register import bodies as register_bodies
from tests.qualification.fixtures import CONVICTION, WARRANT, Whole, again, convicted_claim, passing

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


@pytest.mark.parametrize("text", ["reli\u00adgious", "ｒｅｌｉｇｉｏｕｓ", "рели\u200bгиозный"])
def test_a_term_is_found_through_invisible_and_full_width_letters(text: str) -> None:
    assert lexicon.found(passing(Door.LIST_CIRCULATE).claiming(narrative=text).claim)


@pytest.mark.parametrize(
    "fields",
    [
        {"remedy": "Write to the religious council."},
        {"notification": {"deferred_until": "2027-01-15", "deferral_reason": "An ethnic matter."}},
        {"bans": [{"state": "XA", "decision": "d", "in_force_from": "2025-02-20", "effect": "Sectarian meetings."}]},
    ],
)
def test_every_free_text_is_searched(fields: dict[str, object]) -> None:
    assert lexicon.found(passing(Door.LIST_CIRCULATE).claiming(**fields).claim)


def test_what_is_not_searched_exists() -> None:
    parts = {**parts_module.__dict__, **bodies.__dict__, **vars(register_bodies)}
    models = [part for part in parts.values() if isinstance(part, type) and issubclass(part, Part)] + [SupportClaim]
    assert set().union(*(model.model_fields for model in models)) >= lexicon.NOT_SEARCHED


def test_what_a_decision_does_not_say_is_unknown() -> None:
    whole = passing(PERSON)
    convicted = passing(PERSON, convicted_claim())
    assert convicted.deciding(CONVICTION, in_absentia=None).weigh().holding() == (23,)
    assert whole.deciding(WARRANT, issued_by=None).weigh().holding() == (26,)
    assert whole.deciding(WARRANT, torture_alleged=None).weigh().holding() == (27,)
    assert whole.deciding(WARRANT, law=[]).weigh().holding() == (9,)
    assert whole.claiming(questionnaire=None).weigh().holding() == (20,)
    assert whole.claiming(born=None).weigh().holding() == (24,)
    assert whole.claiming(minor_at_time=None).weigh().holding() == (24,)
    assert value(whole.claiming(acts=[]), "youngest_age_at_act") is None


def test_an_answer_once_given_opens_again() -> None:
    whole = passing(PERSON)
    assert whole.deciding(WARRANT, issued_by="prosecutor", judicial_appeal="s. 125").weigh().holding() == ()
    assert whole.deciding(WARRANT, torture_alleged=True, torture_dealt_with="Excluded.").weigh().holding() == ()
    convicted = passing(PERSON, convicted_claim())
    assert convicted.deciding(CONVICTION, in_absentia=True, retrial_right="s. 412").weigh().holding() == ()
    assured = {"authority": "Ministry of Justice of Alderia", "given_on": "2026-10-20"}
    assert whole.claiming(death_penalty_possible=True, death_penalty_assurance=assured).weigh().holding() == ()


def test_a_certified_translation_makes_a_text_readable() -> None:
    certified = {"lang": "ru", "certified_by": "Sworn translator 7", "document": "ab" * 32}
    whole = passing(PERSON).deciding(WARRANT, lang="kk")
    assert whole.weigh().holding() == (35,)
    assert whole.claiming(translations=[{"of": WARRANT, **certified}]).weigh().holding() == ()
    assert whole.claiming(translations=[{"of": WARRANT, "lang": "ru"}]).weigh().holding() == (35,)
    kazakh = passing(PERSON).claiming(lang="kk", translations=[{"of": "dossier", **certified}])
    assert kazakh.weigh().holding() == ()


def test_facts_can_be_compared_with_others() -> None:
    facts = passing(PERSON).facts
    assert facts.but(basis="E").value("basis") == "E"
    assert len(facts.but(basis="E")) == len(facts)


def test_what_lies_in_the_future_has_no_age() -> None:
    whole = passing(Door.REGISTER_RENEW)
    statement = whole.claim.proportionality
    assert statement is not None
    ahead = whole.claiming(proportionality={"statement": statement.statement, "judged_on": "2027-06-01"})
    assert ahead.weigh().holding() == (16,)
    assert whole.port("renewal", confirmation_age_days=-1).weigh().holding() == (32,)
    assert whole.port("asylum", answered_days_ago=-1).weigh().holding() == (19,)


def test_two_decisions_of_one_reference_are_none() -> None:
    whole = passing(PERSON)
    twice = replace(whole, decisions=(*whole.decisions, again(whole.decisions[2], max_penalty_months=600)))
    assert value(twice, "decisions_missing") == 1
    assert 3 in twice.weigh().holding()


def test_names_quotations_and_inner_letters_are_not_searched() -> None:
    whole = passing(Door.LIST_CIRCULATE)
    assert lexicon.found(whole.claim) == ()
    named = whole.claiming(official_name="Islamic Front of Nowhere", concerned_states=[])
    assert lexicon.found(named.claim) == ()
    assert lexicon.found(whole.claiming(narrative="An aesthetician was a witness.").claim) == ()
