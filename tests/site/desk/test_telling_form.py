"""A telling as a form: every field of the models, read back into the text, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

import tests.served  # noqa: F401  sets Django up before anything that needs it
from comity.errors import Refused
from comity.interchange.telling.model import KINDS
from comity.language import LANGUAGES
from comity.site.desk import telling_form
from comity.site.desk.forms import reading
from comity.site.desk.telling_form import Form

WHO = (("EC", "EC"), ("XC-CENTRAL", "XC-CENTRAL"))


def form(data: dict[str, Any], lang: str = "en") -> Form:
    made = telling_form.of(data, WHO, lang)
    assert made is not None
    return made


def sent(**fields: str | list[str]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in fields.items():
        query.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
    return query


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_in_each_language(kind: str, lang: str) -> None:
    made = form({"kind": kind, "says": {}}, lang)
    names = [one.path for one in made.inputs()]
    assert len(set(names)) == len(names)
    assert not {"says.claimant_state", "says.claimant_authority", "kind"} & set(names)
    assert all(one.label for one in made.inputs())


def test_what_can_be_stated_only_to_be_refused_is_not_offered() -> None:
    for kind in ("result", "trend"):
        offered = {value for one in form({"kind": kind, "says": {}}).inputs() for value, _ in one.options}
        assert offered
        assert not offered & {"neutralised", "nationality", "origin", "ethnicity", "religion"}


def test_what_the_form_does_not_show_stays_and_what_is_emptied_goes() -> None:
    data = {"kind": "question", "to": "EC", "says": {"onward": [{"third_party": "X"}], "question": "Which?"}}
    made = telling_form.read(
        form(data), data, sent(to="XC-CENTRAL", says__necessity="So.\r\nYes.", says__subjects=" a \n\n b")
    )
    assert made["says"] == {
        "onward": [{"third_party": "X"}],
        "necessity": "So.\nYes.",
        "subjects": ["a", "b"],
        "recipients": ["XC-CENTRAL"],
    }
    assert made["to"] == "XC-CENTRAL"
    assert data["says"] == {"onward": [{"third_party": "X"}], "question": "Which?"}, "what was read is not changed"


def test_a_field_of_another_name_is_refused() -> None:
    data = {"kind": "question", "says": {}}
    for name in ("says__claimant_state", "says__question__0", "kind", "says"):
        with pytest.raises(Refused):
            telling_form.read(form(data), data, sent(**{name: "x"}))


def test_an_item_comes_and_goes() -> None:
    lists = ("says.toll",)
    data = reading.with_row({"kind": "incident", "says": {}}, "says.toll", lists)
    made = telling_form.read(form(data), data, sent(says__toll__0__least="3", says__toll__0__most="some"))
    assert made["says"]["toll"] == [{"least": 3, "most": "some"}]
    assert reading.without_row(made, "says.toll.1", lists)["says"]["toll"]
    assert reading.without_row(made, "says.toll.0", lists)["says"]["toll"] == []
    for path in ("", "says", "says.toll.0.x", "kind", "says.title"):
        assert reading.with_row({"kind": "incident", "says": {"title": "x"}}, path, lists)["kind"] == "incident"
        assert reading.without_row({"kind": "incident", "says": {"title": "x"}}, path, lists)["says"]["title"] == "x"


def test_more_items_than_a_form_can_bring_back_stay_in_the_text() -> None:
    names = [{"name": f"Name {number}"} for number in range(100)]
    made = form({"kind": "organisation", "says": {"names": names}})
    (group,) = (one for one in made.groups if one.path == "says.names")
    assert group.hidden + len(group.rows) == 100
    assert len(list(made.inputs())) < 350


@pytest.mark.parametrize("says", [None, 7, "x", [], {"names": "x"}, {"names": ["x"]}, {"names": [{}, 1]}])
def test_a_text_of_another_shape_has_no_form(says: object) -> None:
    assert telling_form.of({"kind": "organisation", "says": says}, WHO, "en") is None


@pytest.mark.parametrize("data", [None, [], {}, {"kind": "poem", "says": {}}, {"kind": 3}])
def test_what_is_no_telling_has_no_form(data: object) -> None:
    assert telling_form.of(data, WHO, "en") is None
