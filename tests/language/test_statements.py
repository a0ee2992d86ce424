"""What a body says, in words of the three languages."""

from __future__ import annotations

import pytest

from comity.language import statements

VALUE = {
    "kind": "hostage_taking",
    "place": "Varsk & <b>Olm</b>",
    "days": [1, 2],
    "note": None,
    "salt": "00ff",
    "x": True,
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Kind: hostage-taking; Place: Varsk & <b>Olm</b>; days: 1, 2; x: yes"),
        ("ru", "Вид: захват заложников; Место: Varsk & <b>Olm</b>; days: 1, 2; x: да"),
        ("zh", "种类: 劫持人质; 地点: Varsk & <b>Olm</b>; days: 1, 2; x: 是"),
    ],
)
def test_a_value_on_one_line_has_the_words_of_its_lists_and_no_salt(lang: str, words: str) -> None:
    assert statements.line(VALUE, lang) == words


def test_what_has_no_words_stands_as_it_is() -> None:
    assert statements.field("no_such_field", "ru") == "no such field"
    assert statements.word("values.yes.no", "ru") == "values.yes.no"
    assert statements.word("{x} {0}", "ru") == "{x} {0}"
    assert statements.line(None, "ru") == ""
