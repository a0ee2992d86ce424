"""Dossiers on support, filed as a State would: circulated once the reviewer cleared them, else refused by gate 37."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.demo import filing, stage
from comity.demo.stage import Stage
from comity.interchange.dossier import examples
from comity.store import database
from tests.stories.conftest import counted


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Stage]:
    made = stage.build(tmp_path / "demo", datetime(2026, 3, 2, 9, tzinfo=UTC), counted())
    made.cast.sign_safeguards()
    yield made
    database.close()


def test_an_entry_on_support_is_circulated_after_its_review(built: Stage) -> None:
    answer = filing.circulate(built, "copper-vault")
    assert answer.held == () and answer.filed is not None
    assert built.cast.matter(answer.filed.version).step == "permitted"


@pytest.mark.parametrize("name", [one.name for one in examples.negatives() if one.base == "copper-vault"])
def test_a_negative_is_refused_by_the_gate_it_names(built: Stage, name: str) -> None:
    negative = examples.negative(name)
    answer = filing.refuse(built, negative)
    assert answer.held == negative.gates == (37,)
