"""Each code of the engine has a sentence in each language, with the values that it needs."""

import pytest

from comity import explaining
from comity.language import LANGUAGES
from comity.screening import Alias, Because, How, Kind, Match, Reason, Subject, Taken

SUBJECT = Subject("1", "x", Kind.PERSON, "Tavin Orlosk", (Alias("Tavin Orlosk"),))


def match(*reasons: Reason, taken: tuple[Taken, ...] = ()) -> Match:
    return Match(SUBJECT, 0.9, "Тавин Орлоск", "Tavin Orlosk", taken, reasons)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("because", Because)
def test_every_reason_has_a_sentence(because: Because, lang: str) -> None:
    kinds = because is Because.KIND_DIFFERS
    values = (("query", "person" if kinds else "QQ"), ("candidate", "entity" if kinds else "CC"))
    line = explaining.explain(match(Reason(because, -1, values)), lang)[0]
    assert line.speaks == -1
    assert line.text
    assert "{" not in line.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("how", How)
def test_every_way_of_taking_a_word_for_another_has_a_sentence(how: How, lang: str) -> None:
    text = explaining.taken(Taken("Орлоск", "Orlosk", how, 0.934, "orlosk", "orlosk"), lang)
    assert "Орлоск [orlosk]" in text
    assert "Orlosk [" not in text  # its sound is its spelling
    assert "93" in text


def test_what_is_missing_is_said_of_the_side_that_lacks_it() -> None:
    asked, listed = (
        explaining.reason(Reason(Because.MISSING, -1, ((side, "Petrovich"),))) for side in ("query", "candidate")
    )
    assert "list does not say" in asked
    assert "query does not say" in listed


def test_for_against_and_shown_are_told_apart() -> None:
    texts = {explaining.reason(Reason(Because.COMMON, speaks, (("query", "Ali"),))) for speaks in (1, 0, -1)}
    assert len(texts) == 3


def test_that_the_names_agree_is_said_only_where_no_words_show_it() -> None:
    agrees = Reason(Because.NAME, 1)
    assert len(explaining.explain(match(agrees))) == 1
    assert len(explaining.explain(match(agrees, taken=(Taken("a", "a", How.SAME, 1.0),)))) == 1
