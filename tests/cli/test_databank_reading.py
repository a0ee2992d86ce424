"""``comity databank uses``: what became of what was given, to its giver and to whoever oversees, and to nobody else."""

from __future__ import annotations

import pytest

from comity.demo.cast import Cast
from tests.cli.conftest import Run


@pytest.mark.parametrize("officer", ["XA-CK-1", "XA-CM-1", "EC-ECA-1", "EC-CR-1", "XB-AA-1"])
def test_whoever_neither_gives_nor_oversees_sees_no_uses(cast: Cast, run: Run, officer: str) -> None:
    code, said = run("databank", "uses", "--as", officer)
    assert (code, said["code"]) == (1, "desk.not_for_you")


@pytest.mark.parametrize(
    ("officer", "told"), [("XA-NLO-1", "months"), ("XA-NAA-1", "months"), ("AU-1", "uses"), ("IR-1", "uses")]
)
def test_a_giver_sees_counts_and_the_auditor_each_use(cast: Cast, run: Run, officer: str, told: str) -> None:
    assert run("databank", "uses", "--as", officer) == (0, {told: []})
