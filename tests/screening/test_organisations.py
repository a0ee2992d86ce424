"""Names of organisations, all invented."""

import pytest

from comity.screening import Alias, How, Kind, Match, Query, Subject, organisations
from comity.screening.compare import compare
from comity.screening.words import Role


def match(asked: str, *listed: str, kind: Kind = Kind.ENTITY) -> Match:
    aliases = tuple(map(Alias, listed))
    return compare(Query((asked,), kind), Subject("ZZe.001", "un", Kind.ENTITY, listed[0], aliases))


def roles(name: str) -> list[tuple[str, str]]:
    return [(word.plain, word.role.name) for word in organisations.readings(name)[0].words]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Papermoon Trading Co., Ltd.", [("papermoon", "CORE"), ("trading", "FEW"), ("llc", "FORM")]),
        ("OOO Papermoon", [("llc", "FORM"), ("papermoon", "CORE")]),
        ("ООО «Бумажная луна»", [("llc", "FORM"), ("бумажная", "CORE"), ("луна", "CORE")]),
        ("Papermoon S.A.", [("papermoon", "CORE"), ("jsc", "FORM")]),
        ("Papermoon G.m.b.H.", [("papermoon", "CORE"), ("llc", "FORM")]),
        ("Papermoon Sh.p.k.", [("papermoon", "CORE"), ("llc", "FORM")]),
        ("Papermoon Public Joint Stock Company", [("papermoon", "CORE"), ("jsc", "FORM")]),
        ("Front of the Paper Moon", [("front", "SOME"), ("paper", "CORE"), ("moon", "CORE")]),
        ("Papermoon Intl Corp.", [("papermoon", "CORE"), ("international", "FEW"), ("corporation", "FEW")]),
        ("Sa Papermoon", [("sa", "CORE"), ("papermoon", "CORE")]),
        ("The Joint Stock Company", [("the", "CORE"), ("joint", "CORE"), ("stock", "CORE"), ("company", "CORE")]),
    ],
)  # fmt: skip
def test_words_are_told_apart_by_what_they_are(name: str, found: list[tuple[str, str]]) -> None:
    assert roles(name) == found


def test_a_name_of_shared_words_alone_is_told_by_those_that_say_most() -> None:
    assert roles("Ministry of Sample") == [("ministry", "FEW"), ("sample", "CORE")]
    assert roles("Ministry of Defence") == [("ministry", "FEW"), ("defence", "CORE")]
    assert roles("General Trading Company") == [("general", "CORE"), ("trading", "CORE"), ("company", "CORE")]


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Papermoon Limited", "PAPERMOON LTD"),
        ("Papermoon", "PAPERMOON LTD"),
        ("Papermoon GmbH", "OOO PAPERMOON"),
        ("ООО Пейпермун", "Papermoon LLC"),
        ("Общество с ограниченной ответственностью Пейпермун", "Papermoon LLC"),
        ("Papermoon Co.", "The Papermoon Company"),
        ("Group for Preservation of Empty Teapots", "The Group for the Preservation of the Empty Teapots"),
        ("Clockwork Owl Leage", "League of the Clockwork Owl"),
        ("Papremoon Trading Company", "PAPERMOON TRADING COMPANY"),
        ("Nowhere Island Sample Trading", "NOWHERE ISLAND SAMPLE TRADING COMPANY (NISTC)"),
        ("NISTC", "NOWHERE ISLAND SAMPLE TRADING COMPANY (NISTC)"),
        ("Office 39", "Office #39"),
        ("CLOK", "CLOK"),
        ("ZTP", "ZTP"),
        ("ZTP Ltd", "ZTP"),
        ("Owl Teapot Limted", "Owl Teapot Ltd"),
        ("Owl Tradng Compnay", "Owl Trading Company"),
        ("Ministry of Defence", "MINISTRY OF DEFENSE"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.ENTITY, Kind.ANY])
def test_an_organisation_is_found_in_another_form_of_its_name(asked: str, listed: str, kind: Kind) -> None:
    assert match(asked, listed, kind=kind).score >= 0.70


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Papermoon Trading Company", "Teapot Trading Company"),
        ("Teapot General Trading LLC", "Papermoon General Trading LLC"),
        ("Foundation of the Owl (Neverland)", "Foundation of the Owl (Lilliput)"),
        ("Office 38", "Office 39"),
        ("Order of the Paper Moon", "Order of the Paper Owl"),
        ("ZTP", "ZTK"),
        ("Neverland Development Bank", "Neverland Shipping Company"),
        ("OOO", "OOO Papermoon"),
        ("Trading Company", "Papermoon Trading Company"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.ENTITY, Kind.ANY])
def test_another_organisation_is_not(asked: str, listed: str, kind: Kind) -> None:
    assert match(asked, listed, kind=kind).score < 0.70


def test_a_legal_form_of_the_same_kind_is_shown_as_one() -> None:
    taken = match("Papermoon GmbH", "OOO Papermoon").taken
    assert [(one.query, one.candidate) for one in taken if one.how is How.LEGAL_FORM] == [("GmbH", "OOO")]
    assert not [one for one in match("Papermoon Ltd", "Papermoon Ltd").taken if one.how is How.LEGAL_FORM]


def test_a_made_acronym_is_weak_evidence_and_shown_as_one() -> None:
    made = match("PMCO", "Paper Moon and the Clockwork Owl")
    (taken,) = made.taken
    assert (taken.query, taken.candidate, taken.how) == ("PMCO", "Paper Moon Clockwork Owl", How.ACRONYM)
    assert 0.70 <= made.score < match("PMCO", "Paper Moon and the Clockwork Owl", "PMCO").score
    assert 0.50 < match("PMO", "Paper Moon Owl").score < 0.70
    assert match("PM", "Paper Moon").score < 0.30


def test_two_names_with_the_same_first_letters_are_not_one() -> None:
    assert match("Paper Moon Clockwork Owl", "Pewter Mug Crystal Orb").score < 0.30


def test_an_acronym_in_brackets_is_a_name_and_a_place_in_brackets_is_not() -> None:
    assert [len(one.words) for one in organisations.readings("PAPER MOON OWLS (PMO)")] == [3, 1]
    assert [len(one.words) for one in organisations.readings("PAPER MOON OWLS (LILLIPUT)")] == [4]


@pytest.mark.parametrize("name", ["Nemo Papermoon", "Ali Khan", "Gen Min Sample", "Sa Ag Oy", "Иван Примеров"])
def test_a_persons_name_of_unknown_kind_is_read_as_a_persons_alone(name: str) -> None:
    assert not organisations.reads_like_one(name)
    assert {word.role for one in organisations.names(name, Kind.ANY) for word in one.words} == {Role.NONE}


def test_of_a_query_of_unknown_kind_the_name_decides_what_words_are_worth() -> None:
    """Else an organisation's scale would lift the scores of persons with common names."""
    person = Subject("ZZi.001", "un", Kind.PERSON, "Muhammad Ali", (Alias("Muhammad Ali"),))
    plain = compare(Query(("Muhammad Hassan",)), person).score
    assert compare(Query(("Muhammad Hassan Trading Company",)), person).score <= plain


@pytest.mark.parametrize("field", ["", "()", "...", "(((", "S.A.", "\u202e", "A" * 5000, "Ltd " * 200, "(A)" * 200])
def test_no_field_breaks_it(field: str) -> None:
    for kind in Kind:
        organisations.names(field, kind, listed=True)


def test_nothing_is_translated() -> None:
    assert match("Бумажная луна", "Paper Moon").score < 0.30
    assert match("Бумажная луна", "Paper Moon", "Bumazhnaya Luna").score >= 0.70
