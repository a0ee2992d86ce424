"""One field of a list as names, and names as words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening.scripts import Script
from comity.screening.words import _SEVERAL, MOST_READINGS, MOST_WORDS, Word, alone, folded_word, readings, word_of
from tests.planted import MODEST, caught

FIELDS: tuple[tuple[str, list[list[str]]], ...] = (
    ("PRIMEROV, Vymyshlen", [["primerov", "vymyshlen"]]),
    ("Dr. Vymyshlen O. Primerov", [["vymyshlen", "o", "primerov"]]),
    ("plukovník Vymyshlen Primerov", [["vymyshlen", "primerov"]]),
    ("Fulan bin Fulan al-Mithali", [["fulan", "fulan", "mithali"]]),
    ("Vymyshlen Eng", [["vymyshlen", "eng"]]),  # last of all a title or a particle is a surname
    ("Eng. Vymyshlen van Le", [["vymyshlen", "le"]]),
    ("Ben Vymyshlen", [["vymyshlen"], ["ben", "vymyshlen"]]),  # a given name too
    ("آية الله مثال", [["مثال"]]),
    ("آية مثال", [["ایه", "مثال"]]),
    ("Vymyshlen Obrazets oglu", [["vymyshlen", "obrazets"]]),
    ("Nekto Inoy; Vymyshlen Primerov", [["nekto", "inoy"], ["vymyshlen", "primerov"]]),
    ("a) Nekto Inoy b) Vymyshlen Primerov", [["nekto", "inoy"], ["vymyshlen", "primerov"]]),
    ("Nekto a.k.a. Vymyshlen", [["nekto"], ["vymyshlen"]]),
    ("\u202bNekto\u202c In\u200doy", [["nekto", "inoy"]]),
    ("Ｎｅｋｔｏ", [["nekto"]]),
    ("Jérôme d’Exemple", [["jerome", "dexemple"]]),
    ("ﻣﺜﺎﻝ", [["مثال"]]),  # presentation forms
    ("bin", [["bin"]]),  # nothing else is left
    ("--- ; ???", []),
)


@pytest.mark.parametrize(("field", "expected"), FIELDS)
def test_a_field_is_read_as_names_and_words(field: str, expected: list[list[str]]) -> None:
    assert [[word.plain for word in reading.words] for reading in readings(field)] == expected


def test_the_script_is_decided_for_each_word() -> None:
    scripts = [word.script for word in readings("Ким Примеров KIM 金 김 كيم קים कुमार Κιμ კიმ 7")[0].words]
    assert scripts == [
        Script.CYRL, Script.CYRL, Script.LATN, Script.HANI, Script.HANG, Script.ARAB, Script.HEBR, Script.DEVA,
        Script.GREK, Script.OTHER, Script.NONE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "bare"), [("Alsharif", "sharif"), ("السعيد", "سعيد"), ("Abdul", "abd"), ("Примеров", ""), ("Ali", "")]
)
def test_an_article_written_together_can_be_left_out(word: str, bare: str) -> None:
    assert word_of(word).bare == bare


@given(st.text())
def test_no_field_raises_or_grows_without_end(field: str) -> None:
    found = readings(field)
    assert len(found) <= MOST_READINGS
    assert all(0 < len(one.words) <= MOST_WORDS for one in found)


PLAIN = st.text("abkolEIV0179\u00e9\u03a3", max_size=8) | st.sampled_from(["aka", "FKA", "Abdul", "Alsharif", "12"])


@given(PLAIN)
def test_a_word_of_plain_letters_is_read_as_any_other(text: str) -> None:
    assert word_of(text) == folded_word(text)
    if text.isascii() and text.isalnum():
        assert alone(text) == (_SEVERAL.search(text + " ") is None)


def test_the_property_notices_a_short_way_that_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: str) -> Word:
        return Word(text, text, text, Script.LATN) if text.isascii() and text.isalnum() else folded_word(text)

    monkeypatch.setitem(globals(), "word_of", read)
    caught(settings(MODEST)(given(PLAIN)(test_a_word_of_plain_letters_is_read_as_any_other.hypothesis.inner_test)))  # type: ignore[attr-defined]
