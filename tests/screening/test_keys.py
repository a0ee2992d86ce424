import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening import kernel, keys, vocabulary, wholes
from comity.screening.lexicon import Lexicon
from comity.screening.words import readings, word_of


def meet(one: str, other: str) -> bool:
    lexicon = Lexicon(known=False)
    kept, sought = lexicon.id(word_of(one)), lexicon.id(word_of(other))
    found, words = vocabulary.keys_of(lexicon.table())
    return not set(found[words == kept].tolist()).isdisjoint(vocabulary.sought(lexicon.table(), sought))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad", "محمد"),
        ("Qadhafi", "القذافي"),
        ("جمال", "Гамаль"),
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
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(("one", "other"), [("Primerov", "Mithali"), ("虚构", "虚人"), ("1984", "1948"), ("Ea", "Lea")])
def test_words_that_are_not_share_none(one: str, other: str) -> None:
    assert not meet(one, other)


def test_a_known_form_of_the_same_name_shares_a_key() -> None:
    lexicon = Lexicon()
    for name in ("Pavel", "Paul"):
        lexicon.id(word_of(name))
    if not len(lexicon.table().arrays["items"]):
        pytest.skip("the table of names was not baked")
    found, words = vocabulary.keys_of(lexicon.table())
    shared = set(found[words == 0].tolist()) & set(found[words == 1].tolist())
    assert any(key >= keys.ITEM for key in shared)


def test_a_sequence_without_each_of_its_consonants() -> None:
    assert keys.less(0x123) == [0x12, 0x13, 0x23]
    assert (keys.less(0x1), keys.less(0)) == ([0], [])
    assert keys.kept(0) == keys.looked(0) == [keys.MUTE]


@given(st.lists(st.integers(1, 8), min_size=4, max_size=8), st.data())
def test_one_slip_of_consonants_is_found(said: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(said) - 2))
    slips = (
        said[:at] + said[at + 1 :],  # three that are left find four, and are found by them
        [*said[:at], 5, *said[at:]],
        [*said[:at], 5, *said[at + 1 :]],
        [*said[:at], said[at + 1], said[at], *said[at + 2 :]],
    )
    for slip in slips:
        assert set(keys.kept(_packed(said))) & set(keys.looked(_packed(slip)))
        assert set(keys.kept(_packed(slip))) & set(keys.looked(_packed(said)))


def _packed(said: list[int]) -> int:
    return int("".join(map(str, said)), 16)


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
        own = vocabulary.word_keys(table, word, False)
        assert found[words == word].tolist()[: len(own)] == own


def test_two_words_are_found_as_one_though_their_seam_may_be_one_letter() -> None:
    apart = wholes.keys_of([word_of("Amir"), word_of("Hossein")])
    assert not set(apart).isdisjoint(wholes.sought(word_of("امیرحسین")))
    assert not set(apart).isdisjoint(wholes.sought(word_of("Amirhossein")))
