"""What a screener remembers of the names of one batch changes no answer to another."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from comity.screening import Index, answered
from comity.screening.answered import Answers
from comity.screening.matched import Matched
from tests.planted import caught
from tests.screening.test_batch import INDEX, NAMES, named

BATCHES: list[list[str | None]] = [NAMES, [*reversed(NAMES), "Nemo  Nullus"], ["Unrelated Outis"], NAMES[:3], NAMES]


def remembered(answers: Any) -> None:
    for names in BATCHES:
        assert list(answers.to(named(*names))) == list(Answers(INDEX, 0.7, 5).to(named(*names)))


@pytest.mark.parametrize("kept", [answered.KEPT, 3, 0])
def test_batches_are_answered_as_the_first_one(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "KEPT", kept)
    remembered(Answers(INDEX, 0.7, 5))


def test_a_memory_of_another_index_is_found() -> None:
    other = Answers(INDEX, 0.7, 5)
    list(other.to(named(*NAMES)))
    other._matched = Matched(Index([]), 0.7, 5)
    caught(remembered, other)


def test_names_with_other_facts_are_not_taken_for_names_alone() -> None:
    answers = Answers(INDEX, 0.7, 5)
    alone = list(answers.to(named("Nemo Nullus")))
    born = pa.RecordBatch.from_pylist([{"name": "Nemo Nullus", "birth_date": "1990"}])
    assert list(answers.to(born)) != alone == list(answers.to(named("Nemo Nullus")))


def test_what_is_remembered_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "KEPT", 50)
    answers = Answers(INDEX, 0.7, 5)
    for at in range(40):
        list(answers.to(named(*(f"Outis {at} {n}" for n in range(20)))))
    assert len(answers._young) + len(answers._old) <= 140
