"""Names that are one, names that are not, in the order that a reader would put them."""

from __future__ import annotations

import pytest

from comity.screening import THRESHOLD, Alias, Because, How, Kind, Query, Subject
from comity.screening.compare import compare, score

SAME = (
    ("Aleksandr Testovich Vymyshlenkov", "Александр Тестович Вымышленков"),
    ("Alexandre Testovitch Vymychlenkov", "Александр Тестович Вымышленков"),
    ("Aleksandr Testowitsch Wymyschlenkow", "Александр Тестович Вымышленков"),
    ("Aleksandras Testovičius Vymyšlenkovas", "Aleksandr Testovich Vymyshlenkov"),
    ("Yevhen Prykladenko", "Євген Прикладенко"),
    ("Abd al-Rahman Mithali", "عبدالرحمن مثالي"),
    ("Abdurrahman Mithali", "عبد الرحمن مثالي"),
    ("Habibullah Namunavi", "حبیب الله نمونوی"),
    ("Giorgos Paradeigmatopoulos", "Γιώργος Παραδειγματόπουλος"),
    ("Shlomo Dugmaevich", "שלמה דוגמאביץ'"),
    ("Rajendra Udaharan", "राजेन्द्र उदाहरण"),
)
OTHERS = (
    ("Andrey Sergeevich Palchikov", "Андрей Сергеевич Пучковский"),
    ("Yusuf Mithali", "إبراهيم قاسمي"),
    ("Ivan Petrovich Primerov", "Олег Петрович Обрaзцов"),
    ("Muhammad Ali", "محمد علي"),  # one in thousands: it says too little
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings_reaches_the_threshold(one: str, other: str) -> None:
    assert THRESHOLD <= score(one, other) < 1
    assert THRESHOLD <= score(other, one) < 1


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_name_or_too_common_a_name_does_not(one: str, other: str) -> None:
    assert score(one, other) < THRESHOLD


def test_an_answer_says_which_word_was_taken_for_which() -> None:
    subject = Subject("1", "list", Kind.PERSON, "x", (Alias("Иван Примеров"), Alias("Кто-то Другой")))
    match = compare(Query(("Primerov Ivan Ivanovich",)), subject)
    assert [(t.query, t.candidate, t.how) for t in match.taken] == [
        ("Primerov", "Примеров", How.SOUND),
        ("Ivan", "Иван", How.SOUND),
    ]
    assert match.name == "Иван Примеров"
    assert [r.because for r in match.reasons] == [Because.NAME, Because.MISSING]


def test_nothing_in_common_scores_nothing_and_nothing_raises() -> None:
    assert score("", "x") == score("\u202e\x00", "\ud800") == score("Zzz", "Ббб") == 0
