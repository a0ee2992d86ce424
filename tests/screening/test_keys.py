import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening import kernel, keys, vocabulary
from comity.screening.lexicon import Lexicon
from comity.screening.words import readings, word_of


def of(name: str) -> set[int]:
    lexicon = Lexicon(known=False)
    number = lexicon.id(word_of(name))
    found, words = vocabulary.keys_of(lexicon.table())
    return set(found[words == number].tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad", "محمد"),
        ("Qadhafi", "القذافي"),
        ("Jamal", "Гамаль"),
        ("Tsarev", "Царёв"),
        ("Wladimir", "Владимир"),
        ("Primerov", "Prmierov"),  # swapped
        ("Primerov", "Prinerov"),  # another
        ("Primerov", "Pimerov"),  # lost
        ("Primerov", "Primerkov"),  # added
        ("Ea", "Aya"),
    ],
)
def test_words_that_are_alike_share_a_key(one: str, other: str) -> None:
    assert of(one) & of(other)


@pytest.mark.parametrize(("one", "other"), [("Primerov", "Mithali"), ("虚构", "虚人"), ("1984", "1948"), ("Ea", "Lea")])
def test_words_that_are_not_share_none(one: str, other: str) -> None:
    assert not of(one) & of(other)


def test_a_known_form_of_the_same_name_shares_a_key() -> None:
    lexicon = Lexicon()
    for name in ("Pavel", "Paul"):
        lexicon.id(word_of(name))
    if not len(lexicon.table().arrays["items"]):
        pytest.skip("the table of names was not baked")
    found, words = vocabulary.keys_of(lexicon.table())
    shared = set(found[words == 0].tolist()) & set(found[words == 1].tolist())
    assert any(key >= keys.ITEM for key in shared)


def test_neighbours_are_the_sequence_without_each_consonant() -> None:
    assert keys.neighbours(0x123) == [0x123, 0x12, 0x13, 0x23]
    assert keys.neighbours(0x1) == [0x1]
    assert keys.neighbours(0) == [keys.MUTE]


@pytest.mark.skipif(kernel.LIBRARY is None, reason="no kernel was compiled")
@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N")), min_size=1, max_size=30))
def test_the_kernel_makes_the_same_keys(name: str) -> None:
    lexicon = Lexicon()
    for reading in readings(name):
        lexicon.ids(reading.words)
    if not len(lexicon):
        return
    table = lexicon.table()
    found, words = vocabulary.keys_of(table)
    for word in range(len(table)):
        own = vocabulary.word_keys(table, word)
        assert found[words == word].tolist()[: len(own)] == own
