"""Spellings of one sound in many scripts come near each other; different sounds do not."""

from __future__ import annotations

import pytest

from comity.screening.lexicon import Lexicon
from comity.screening.scripts import Script, of_word
from comity.screening.sounds import compounds, costs, names, sounds
from comity.screening.sounds.alphabet import SIZE
from comity.screening.weigh import likeness
from comity.screening.words import word_of


def like(one: str, other: str) -> int:
    lexicon = Lexicon(known=False)
    numbers = [lexicon.id(word_of(word)) for word in (one, other)]
    table = lexicon.table()
    return likeness(table, numbers[0], table, numbers[1])[0]


SPELLINGS = (
    ("Щербаков", "Shcherbakov Ščerbakov Schtscherbakow Chtcherbakov Sjtjerbakov Szczerbakow Ščerbakovas"),
    ("Хаджиев", "Khadzhiev Hadžiev Chadschijew Khadjiev Hadzhiyev"),
    ("Юлия", "Yuliya Iuliia Julija Ioulia Yulia"),
    ("Жуков", "Zhukov Žukov Schukow Joukov Zjukov"),
    ("Євген", "Yevhen Jevhen Ievgen"),
    ("Ґалаґан", "Galagan Halahan"),
    ("عبدالرحمن", "Abdurrahman Abdulrahman Abdelrahman Abderrahmane"),
    ("حسين", "Husayn Hussein Hossein Houssein Husain"),
    ("چودھری", "Chaudhry Chowdhury Choudhary"),
    ("قاسم", "Qasim Kasem Ghasem Gasim"),
    ("יצחק", "Yitzhak Itzhak Jizchak"),
    ("Μπακογιάννης", "Bakoyannis Bakogiannis"),
    ("श्रीनिवास", "Shrinivas Srinivas"),
    ("ג'ורג'", "George Giorgio Džordž"),
    ("Σεμπαστιέν", "Sebastien Sébastien"),
    ("Αγγελική", "Angeliki Aggeliki"),
    ("Ευγενία", "Eugenia Evgenia"),
    ("Гонсалвеш", "Gonçalves"),
    ("Гильермо", "Guillermo"),
    ("Жолт", "Zsolt"),
    ("Гжегож", "Grzegorz"),
    ("Колер", "Kohler Koler"),
    ("Макдональд", "McDonald MacDonald"),
)


@pytest.mark.parametrize(("word", "spellings"), SPELLINGS)
def test_romanisations_of_every_habit_are_heard(word: str, spellings: str) -> None:
    far = {spelling: like(word, spelling) for spelling in spellings.split() if like(word, spelling) < 7_500}
    assert not far


@pytest.mark.parametrize(
    ("word", "other"),
    [("Щербаков", "Sobolev"), ("حسين", "Yasin"), ("قاسم", "Rashid"), ("Юлия", "Galina"), ("יצחק", "Moshe")],
)
def test_another_name_is_not(word: str, other: str) -> None:
    assert like(word, other) < 7_000


def test_a_doubled_letter_is_one_in_latin_and_two_consonants_in_arabic_script() -> None:
    assert sounds("anna", Script.LATN) == sounds("ana", Script.LATN)
    assert len(sounds("مددی", Script.ARAB)) == 4


def test_a_hebrew_letter_with_its_sign_is_another_letter() -> None:
    john, gon = word_of("ג'ון"), word_of("גון")
    assert (john.plain, john.folded != gon.folded) == (gon.plain, True)
    assert word_of("ג׳ון").folded == word_of("ג’ון").folded == john.folded
    assert word_of("ש'רון").folded == word_of("שרון").folded  # the sign makes no other letter of ש
    assert like("ג'ון", "Jon") > like("גון", "Jon")


def test_a_letter_is_read_by_what_follows_it() -> None:
    code = names()
    assert sounds("kohler", Script.LATN)[2] == code["l.h2"] != sounds("kohen", Script.LATN)[2]
    assert sounds("giona", Script.LATN)[1] == code["l.i0"] != sounds("gina", Script.LATN)[1]


def test_two_vowels_that_may_be_one_are_not_one_of_them_within_one_script() -> None:
    code, near = names(), costs(False).near
    assert near[0, code["UA"], code["A"]] >= 45 > near[1, code["UA"], code["A"]]
    assert near[0, code["UA"], code["l.oi"]] < 45


def test_han_and_hangul_are_not_heard_here() -> None:
    assert sounds("金", Script.HANI) == sounds("김", Script.HANG) == b""


def test_a_script_without_a_table_is_read_through_icu() -> None:
    assert of_word("ნიკა") is Script.OTHER
    assert like("ნიკა", "Nika") > 9_000


def test_every_symbol_fits_the_tables_and_is_itself() -> None:
    assert max(names().values()) < SIZE
    assert not costs().near[0].diagonal()[1 : len(names()) + 1].any()


def test_two_symbols_may_be_read_as_one() -> None:
    code = names()
    assert compounds(bytes([code["K"], code["S"]])) == bytes([0, code["KS"]])
    assert compounds(b"") == b""
