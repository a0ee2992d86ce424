"""Names in Han and Hangul against letters: golden vectors, and one wrong syllable is another name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening.east import could_be, foreign, is_syllabic, keys, likeness
from comity.screening.east.hangul import spellings
from comity.screening.east.readings import known
from comity.screening.kernel import LIBRARY
from comity.screening.words import readings

THRESHOLD = 7000
baked = pytest.mark.skipif(not known()["pinyin"], reason="the readings were not baked: make does it")

KOREAN = [
    ("김영철", "KIM Yong-chol"),  # North
    ("김영철", "Young-Cheol Kim"),  # South, and the surname behind
    ("김영철", "Kim Yŏngch'ŏl"),  # McCune and Reischauer
    ("김영철", "Gim Yeongcheol"),  # Revised
    ("김영철", "Ким Ён Чхоль"),  # Kontsevich
    ("김정은", "Ким Чен Ын"),
    ("리영희", "Lee Young-hee"),
    ("이영희", "RI Yong Hui"),  # the North writes what the South leaves out
    ("박지우", "PARK Jiwoo"),
    ("최수아", "Choi Sooah"),
    ("노은우", "Roh Eun-woo"),
    ("안세호", "AHN Seho"),
    ("남궁민수", "Namgung Min-su"),
]
CHINESE = [
    ("习近平", "Xi Jinping"),
    ("習近平", "XI Jin-ping"),
    ("习近平", "Си Цзиньпин"),
    ("李晓翠", "Xiaocui LI"),
    ("李晓翠", "Lǐ Xiǎo Cuì"),
    ("陳志明", "Ch'en Chih-ming"),
    ("陳志明", "CHAN Chi Ming"),
    ("林伟明", "Tan, Lim Wei Ming"),
    ("王伟明", "Wong Wai-ming"),
    ("欧阳志明", "Ouyang Zhiming"),
    ("司徒志明", "Szeto Chi Ming"),
    ("金美玉", "Kim Mi-ok"),  # a Korean in hanja
]
WRONG = [
    ("김영철", "Kim Yong-chun"),
    ("김영철", "Kang Yong-chol"),
    ("김영철", "Kim Kyong-chol"),
    ("李晓翠", "Li Xiaocai"),
    ("李晓翠", "Lin Xiaocui"),
    ("李晓翠", "Xiaocui"),
    ("习近平", "Си Цзиньтао"),
    ("李晓", "Li Xiaocui"),
    ("李晓翠", "Li Cui Xiao"),
]


@baked
@pytest.mark.parametrize(("name", "words"), [*KOREAN, *CHINESE[:7], *CHINESE[8:]])
def test_a_name_is_its_spellings(name: str, words: str) -> None:
    found = likeness(name, words.replace(",", "").split())
    assert found is not None
    assert found.score >= THRESHOLD, found
    assert found.exact


@baked
@pytest.mark.parametrize(("name", "words"), WRONG)
def test_one_wrong_syllable_is_another_name(name: str, words: str) -> None:
    found = likeness(name, words.split())
    assert found is None or found.score < THRESHOLD, found


@baked
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("알렉산더", "Alexander"),
        ("迈克尔", "Michael"),
        ("弗拉基米尔·普京", "Vladimir Putin"),
        ("블라디미르 푸틴", "Путин Владимир"),
    ],
)
def test_a_foreign_name_is_heard_but_never_certain(name: str, words: str) -> None:
    found = likeness(name, words.split())
    other = likeness(name, ["Gertrud"])
    assert found is not None
    assert 5000 < found.score < 9000, found
    assert not found.exact
    assert other is None or other.score < 3000


@baked
def test_it_is_said_which_syllables_are_which_words() -> None:
    found = likeness("李晓翠", ["Xiaocui", "LI"])
    assert found is not None
    assert [(pair.syllables, pair.words) for pair in found.taken] == [("李", (1,)), ("晓翠", (0,))]


@baked
def test_a_rare_name_scores_above_a_common_one_and_none_is_certain() -> None:
    scores = [likeness(*pair) for pair in (("김지우", ["Kim", "Jiwoo"]), ("렴혁철", ["Ryom", "Hyok", "Chol"]))]
    assert scores[0] and scores[1]
    assert THRESHOLD <= scores[0].score < scores[1].score < 9900


@baked
@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("陳志明", "陈志明", True),
        ("陳志明", "陈志美", False),
        ("리영철", "이영철", True),
        ("김영철", "김영천", False),
        ("金永哲", "김영철", True),
        ("田中太郎", "田中太郎", True),
    ],
)
def test_syllables_against_syllables(one: str, other: str, alike: bool) -> None:
    found = likeness(one, [other])
    assert (found is not None and found.score >= THRESHOLD) == alike


def test_an_english_name_beside_is_no_other_person() -> None:
    found = likeness("김영철", ["Steven", "Kim", "Yong-chol"])
    whole = likeness("김영철", ["Kim", "Yong-chol"])
    assert found and whole
    assert THRESHOLD <= found.score < whole.score


@baked
@pytest.mark.parametrize(("name", "words"), [*KOREAN, *CHINESE[:7], *CHINESE[8:]])
def test_what_is_alike_shares_a_key(name: str, words: str) -> None:
    assert set(keys([name])) & set(keys(words.replace(",", "").split()))


def test_other_names_have_no_key() -> None:
    assert keys(["Gertrud", "Schmidt"]) == []


@pytest.mark.skipif(LIBRARY is None, reason="no C compiler made the kernel")
@given(
    st.one_of(
        st.text(st.sampled_from("斯特拉基马里弗普京迈克尔"), max_size=6),
        st.text(st.sampled_from("마이클푸틴블라디미르"), max_size=6),
    ),
    st.sampled_from(foreign.KINDS),
    st.text(st.sampled_from("aeioukhstrlmnvpdfbc"), max_size=70),
    st.integers(0, 6000),
)
def test_the_kernel_prices_letters_as_python_does(syllables: str, kind: str, letters: str, limit: int) -> None:
    for most in (limit, foreign.FAR):
        assert foreign.cost(syllables, kind, letters, most) == foreign.slow_cost(syllables, kind, letters, most)


@pytest.mark.parametrize(
    ("words", "whole"),
    [("an se ho", True), ("jong sung il", True), ("du yuesheng", True), ("bin ladin", False), ("al hadi", False)],
)
@baked
def test_what_could_be_a_whole_name_keeps_its_small_words(words: str, whole: bool) -> None:
    assert could_be(words.split()) == whole
    assert [word.plain for word in readings(words)[0].words] == (words.split() if whole else words.split()[1:])


WORDS = st.lists(st.text(max_size=12), max_size=4)
HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=5)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=5)


@given(st.one_of(HANGUL, HAN, st.text(max_size=12)), WORDS)
def test_any_text_gives_a_score(name: str, words: list[str]) -> None:
    found = likeness(name, words)
    assert found is None or 0 <= found.score <= 9950
    keys(words)
    is_syllabic(name)


@given(HANGUL.filter(lambda name: len(name) > 1), st.data())
def test_the_order_of_surname_and_given_name_does_not_count(name: str, data: st.DataObject) -> None:
    """A spelling of each syllable, with the surname before and behind."""
    family, *rest = [data.draw(st.sampled_from(sorted(spellings(c, False)))) for c in name]
    before, behind = likeness(name, [family, "-".join(rest)]), likeness(name, ["-".join(rest), family])
    assert before and behind
    assert before.exact
    assert before.score == behind.score
    assert keys([family, "-".join(rest)]) == keys(["-".join(rest), family])
