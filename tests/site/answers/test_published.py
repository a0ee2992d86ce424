"""What stands under "published" is what anyone may read, whoever looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.demo import filing
from comity.interchange.dossier import examples
from comity.site import registry
from comity.site.answers import entries, statistics
from comity.site.answers.visit import visiting
from tests.site.desk.conftest import Served, served, staged_in

__all__ = ["served"]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A node where XA's second ban is for members."""
    made = staged_in(tmp_path_factory.mktemp("published") / "demo")
    stage = made.stage
    folder: Path = examples.materialise("ember-column", stage.home / "for-members", stage.clock().date())
    text = (folder / examples.TEXT).read_text("utf-8")
    (folder / examples.TEXT).write_text(text.replace("handling_code: PUBLIC", "handling_code: MEMBER"), "utf-8")
    answer = filing._decide(stage, folder)
    assert answer.filed is not None, answer
    return Served(stage, {**made.entries, "for members": answer.filed.entry})


@pytest.mark.usefixtures("served")
def test_an_officer_finds_nothing_there_that_he_alone_may_read(served: Served) -> None:
    told = {}
    for officer in ("", "XA-NLO-1", "XC-NLO-1", "IR-1"):
        with visiting(registry.current(), officer, "en") as visit:
            told[officer] = statistics.published(visit)
            listed = {row.entry for row in entries.rows(visit, "list").rows}
            assert (served.entries["for members"] in listed) == bool(officer)
    assert told[""].bans
    assert set(map(repr, told.values())) == {repr(told[""])}
