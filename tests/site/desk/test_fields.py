"""Statements as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from comity import bootstrap
from comity.language import catalogue, statements
from comity.site.desk import fields


def _said(field: str, value: object) -> dict[str, object]:
    return {"field": field, "value": value}


def test_what_tells_who_stands_before_what_for_and_the_rest_last() -> None:
    found = fields.groups([_said("sunset", "2027-01-01"), _said("acts", {}), _said("official_name", "X")], "en")
    assert [group.name for group in found] == ["who", "what", "handling"]


def test_values_of_one_field_stand_together_in_order() -> None:
    (group,) = fields.groups([_said("names", "A"), _said("born", "1984"), _said("names", "B")], "en")
    assert [(one.label, [said["value"] for said in one.said]) for one in group.fields] == [
        ("Names", ["A", "B"]),
        ("Born", ["1984"]),
    ]


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_every_field_of_every_body_has_a_name(lang: str) -> None:
    bare = [
        name
        for schema in bootstrap.CLAIMS.values()
        for name in schema.model_fields
        if statements.field(name, lang) == name.replace("_", " ") and lang != "en"
    ]
    assert bare == []


def test_a_word_of_a_closed_list_is_shown_in_words() -> None:
    assert fields.shown("hostage_taking", "ru") == "захват заложников"


def test_what_has_no_words_is_shown_as_it_stands() -> None:
    assert fields.shown("Ember Column", "ru") == "Ember Column"
    assert fields.shown("values.yes.no", "ru") == "values.yes.no"


def test_a_value_cannot_bring_markup() -> None:
    assert "<b>" not in fields.shown({"name": "<b>x</b>"}, "en")
    assert "<b>" not in fields.shown(["<b>"], "en")
    assert "<b>" not in fields.shown({"<b>": "x"}, "en")


def test_braces_in_a_value_are_shown_as_they_stand() -> None:
    assert fields.shown("{x} {0}", "en") == "{x} {0}"


REFUSED = {"nationality", "origin", "ethnicity"}  # ways to choose a subject that can be stated only to be refused


def closed_lists(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (str(one) for one in schema.get("enum", ()))
        for one in schema.values():
            yield from closed_lists(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from closed_lists(one)


def test_every_word_of_every_closed_list_has_words() -> None:
    listed = {word for body in bootstrap.CLAIMS.values() for word in closed_lists(body.model_json_schema())}
    coded = {word for word in listed if word[:1].isupper()}  # T-a, M, PUBLIC: shown as they stand where they have none
    assert len(listed) > 90
    assert listed - coded - REFUSED - set(catalogue("words", "values")) == set()
