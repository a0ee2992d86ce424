"""Sentences are found by area and name, and a missing one is noticed."""

import pytest

from comity import language


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """One word on a shelf of its own."""
    held = {"there": {"en": "There is {n}.", "ru": "Есть {n}.", "zh": "有 {n}。"}}
    monkeypatch.setattr(language, "catalogue", lambda shelf, area: held if (shelf, area) == ("words", "test") else {})


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "There is 1."), ("ru", "Есть 1."), ("zh", "有 1。"), ("fr", "There is 1.")]
)
def test_say_speaks_three_languages_and_falls_back_to_english(lang: str, said: str) -> None:
    assert language.say("test.there", lang, n=1) == said


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("key", ["test.missing", "other.there", "test", ""])
def test_a_key_without_a_sentence_is_noticed(key: str) -> None:
    with pytest.raises(language.UnknownSentence):
        language.say(key)


def test_a_missing_area_is_noticed() -> None:
    with pytest.raises(language.UnknownSentence):
        language.catalogue("words", "no_such_area")


def test_the_areas_are_the_files() -> None:
    assert {"canonical", "statement", "yaml"} <= set(language.areas("refusals"))
    assert list(language.areas("refusals")) == sorted(language.areas("refusals"))


def test_an_area_cannot_leave_its_shelf() -> None:
    with pytest.raises(language.UnknownSentence):
        language.entry("refusals", "../words/x.y")
