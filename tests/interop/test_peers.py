"""Invented names in two scripts, ours beside nomenklatura: it runs, and we find what it finds, with no more mistakes.

Run by ``make interop``, which puts nomenklatura into a place of its own; without it this is skipped. How much better we
are, on real names, ``make bench-screening`` says.
"""

from __future__ import annotations

import pytest

from bench.screening import peers
from comity.screening import THRESHOLD
from comity.screening.compare import score
from comity.screening.measures import ALL, Judged, Pairs
from tests.planted import caught

pytestmark = pytest.mark.interop
PEOPLE = (
    ("Вымышлен Примеров", "Vymyshlen Primerov"),
    ("Юрий Пустоцветов", "Yuri Pustotsvetov"),
    ("Щукарь Небылицын", "Shchukar Nebylitsyn"),
    ("Жанна Ничейная", "Zhanna Nicheinaya"),
    ("Евгений Выдумщиков", "Evgenii Vydumshchikov"),
    ("Хасан Безымянов", "Khasan Bezymyanov"),
    ("فلان المثالي", "Fulan al-Mithali"),
    ("مجهول الخيالي", "Majhul al-Khayali"),
    ("يوسف الوهمي", "Yusuf al-Wahmi"),
    ("قاسم التجريبي", "Qasim al-Tajribi"),
    ("خالد النموذجي", "Khalid al-Namudhaji"),
    ("משה דמיוני", "Moshe Dimyoni"),
    ("שרה אלמונית", "Sarah Almonit"),
    ("Κανένας Φανταστικός", "Kanenas Fantastikos"),
    ("Παύλος Υποθετικός", "Pavlos Ypothetikos"),
    ("김가상", "Kim Ga-sang"),
    ("虚构人", "Xu Gouren"),
)
SIZE = len(PEOPLE)
PAIRED = [(name, PEOPLE[at][1], True) for at, (name, _) in enumerate(PEOPLE)]
PAIRED += [(name, PEOPLE[(at + step) % SIZE][1], False) for step in (1, 5) for at, (name, _) in enumerate(PEOPLE)]


def f1(scores: list[float]) -> float:
    judged = (Judged("", value, same) for value, (_, _, same) in zip(scores, PAIRED, strict=True))
    return Pairs(judged).counts(ALL, THRESHOLD).f1


@pytest.fixture(scope="module")
def theirs() -> dict[str, list[float]]:
    if not peers.present():
        pytest.skip("make interop installs nomenklatura; it could not")
    tasks = [*((one, [other]) for one, other, _ in PAIRED), ("Nemo Nullus", ["Nemo Nullus"])]
    versions, answers = peers.ask(tasks)
    assert versions["nomenklatura"]
    return {name: [float(one[name][0]) for one in answers] for name in peers.ALGORITHMS}


def test_the_peers_ran_and_know_one_name_twice(theirs: dict[str, list[float]]) -> None:
    assert set(theirs) == set(peers.ALGORITHMS)
    assert all(scores[-1] == 1.0 and min(scores) < 0.5 for scores in theirs.values())


def not_behind(ours: list[float], theirs: dict[str, list[float]]) -> None:
    for name, scores in theirs.items():
        assert f1(ours) >= f1(scores[:-1]), name


def test_ours_is_behind_none_of_them(theirs: dict[str, list[float]]) -> None:
    ours = [score(one, other) for one, other, _ in PAIRED]
    not_behind(ours, theirs)
    caught(not_behind, [float(one == other) for one, other, _ in PAIRED], theirs)
