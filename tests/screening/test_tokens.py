import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import Alias, Index, Kind, Subject, eastern, organisations, tokens, words
from comity.screening.asking import MIN_CHARACTERS, weight
from comity.screening.retrieve import Source
from comity.screening.scripts import EASTERN
from comity.screening.tokens import Tokens
from tests.planted import MODEST, caught
from tests.screening.worlds import WORLDS

PIECES = (
    "Vymyshlen-Primerov O'Fulan al bin Al-Mithali mr. van AKA a.k.a. fka a) (Sample Paper) Ltd co sa S.A. trading "
    "Order AN Se-ho Kim Chol su Li Wang Xiaoming 虚构 홍길동 नमूना لمثال ال-مثال Ⅻ ﬁctional "
    "é́ e\u0301 12 Q. ; | ' - . \u200f"
).split()
SPACES = st.sampled_from([" ", " ", " ", "  ", "\t", "\u00a0"])
WHOLE = st.sampled_from(
    ["AN Se-ho", "NA Ji-yoo", "mr. Fulan", "bin Fulan", "Fulan Ltd", "Order S.A.", "Fulan (AKA Mithali)", "Xugou Ren"]
)
TEXTS = WHOLE | st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4), SPACES), max_size=9).map(" ".join)


def agrees(world: list[Subject], names: list[str], kind: Kind) -> None:
    """What is read by pieces is what is read as a whole."""
    source = Source(Index(world).whole().segment)
    read = Tokens(source)
    for name in names:
        said = read.said(name)
        if said is None:
            continue
        found = organisations.names(name, kind)
        if weight(name) < MIN_CHARACTERS or not found:
            assert said == ()
            continue
        assert len(found) == 1
        assert list(said) == read.lexicon.ids(found[0].words)
        assert not any(word.script in EASTERN for word in found[0].words)
        assert source.whole(found[0].words) is None


KINDS = st.sampled_from([Kind.ANY, Kind.PERSON])


@given(WORLDS, st.lists(TEXTS, max_size=6), KINDS)
@settings(max_examples=60, deadline=None)
def test_a_name_read_by_pieces_is_the_name_read_as_a_whole(world: list[Subject], names: list[str], kind: Kind) -> None:
    agrees(world, names, kind)


@pytest.mark.parametrize(
    ("module", "name", "bug"),
    [
        (tokens, "alone", lambda text: True),
        (tokens, "dropped", lambda word: False),
        (tokens, "counted", lambda said: [tuple(word for word in said if not words.dropped(word)) or tuple(said)]),
        (organisations, "tells", lambda text: False),
    ],
)
def test_the_property_notices_a_piece_read_wrongly(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, bug: object
) -> None:
    monkeypatch.setattr(module, name, bug)
    tokens._piece.cache_clear()

    @given(st.lists(TEXTS, max_size=6), KINDS)
    @settings(MODEST, derandomize=True)
    def held(names: list[str], kind: Kind) -> None:
        agrees([], names, kind)

    try:
        caught(held)
    finally:
        tokens._piece.cache_clear()


def test_a_name_that_may_be_one_in_syllables_is_left_to_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    native = Subject("1", "a", Kind.PERSON, "虚构人", (Alias("虚构人"),))
    said = ["Xugou Ren", "Xu Gouren", "Fulan Mithali", "Wang Xiaoming"]
    source = Source(Index([native]).whole().segment)
    whole = [source.whole(organisations.names(name, Kind.ANY)[0].words) is not None for name in said]
    assert whole == [True, True, False, False]
    assert [Tokens(source).said(name) is None for name in said] == whole
    monkeypatch.setattr(eastern, "cut", lambda word, among: False)
    assert Tokens(source).said("Xugou Ren") is not None


def test_an_index_of_many_names_in_syllables_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_SYLLABIC", 0)
    source = Source(Index([Subject("1", "a", Kind.PERSON, "虚构人", (Alias("虚构人"),))]).whole().segment)
    assert Tokens(source).said("Xugou Ren") is None
    assert Tokens(source).said("Fulan Mithali")


def test_particles_are_dropped_once_for_a_word() -> None:
    assert words.dropped(words.word_of("bin")) and not words.dropped(words.word_of("Fulan"))


def test_what_was_read_is_kept_for_the_next_batch_and_forgotten_when_it_is_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = Source(Index([]).whole().segment)
    first = tokens.tokens_of(source)
    assert first.said("Fulan Mithali") == tokens.tokens_of(source).said("Fulan Mithali")
    assert tokens.tokens_of(source) is first
    assert tokens.tokens_of(Source(source.segment)) is not first
    monkeypatch.setattr(tokens, "MOST_KEPT", 1)
    assert tokens.tokens_of(source) is not first
