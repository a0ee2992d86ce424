"""Clock and randomness are arguments of the domain."""

from pathlib import Path

import pytest

from tools.house import purity

PACKAGE = Path(__file__).parents[2] / "src" / "comity"


def test_the_domain_asks_nobody_for_the_time_and_draws_no_lots() -> None:
    assert purity.impure(PACKAGE) == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import datetime as d\nx = d.datetime.now(d.UTC)",
        "from datetime import date\nx = date.today()",
        "import time\nx = time.time()",
        "from time import time",
        "import os\nx = os.urandom",
        "from os import urandom",
        "import secrets",
        "from random import choice",
        "import uuid\nx = uuid.uuid4()",
    ],
)
def test_a_clock_or_a_lot_in_the_domain_is_found(tmp_path: Path, source: str) -> None:
    (tmp_path / "engine.py").write_text(source, "utf-8")
    assert len(purity.impure(tmp_path)) == 1


def test_the_edges_may_ask(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "unit.py").write_text("import secrets", "utf-8")
    assert purity.impure(tmp_path) == []
