"""A merging counts for whoever may read both files: to everybody else neither list, file nor tag changes."""

from __future__ import annotations

import json

import pytest

from comity import acts
from comity.databank.procedures import KEEPS, MERGING, WITH
from tests import telling
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served, staged_in

WHY = {"case": "XB-2026/7", "reason": "analysis"}
HIDDEN = "Quorvex Twin"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


def look(served: Served, officer: str, file: str) -> list[tuple[str, str]]:
    """What the officer gets of the databank: every answer with its tag."""
    me, found = Program(served, officer), []
    for path in ("/databank", f"/databank/{file}"):
        _, said = me.get(path)
        found.append((json.dumps(said), me.last.headers.get("ETag", "")))
    return found


def test_who_reads_one_file_alone_sees_no_merging_of_it(served: Served) -> None:
    cast = served.stage.cast
    open_, few = telling.open_file(cast), telling.open_file(cast, "XF-NLO-1")
    telling.contribute(cast, "XA", telling.organisation(cast, "XA-NLO-1", "Ember Column"), open_)
    named = {"handling_code": "NAMED", "recipients": ["EC", "XB-CENTRAL"]}
    telling.contribute(cast, "XF", telling.organisation(cast, "XF-NLO-1", HIDDEN, **named), few)
    before, proposal = look(served, "XE-NLO-1", open_), cast.new_id()
    links = (acts.Link(KEEPS, open_), acts.Link(WITH, few))
    served.stage.node.submit(cast.sign(cast.head("EC-ECA-1", "ECA", "merging.propose", MERGING, proposal, {}, links)))
    assert look(served, "XE-NLO-1", open_) == before
    cast.move("EC-ECA-2", "ECA", "merging.agree", proposal)
    assert look(served, "XE-NLO-1", open_) == before
    assert not [one for one, _ in before if proposal in one or few in one or HIDDEN in one]
    assert Program(served, "XE-NLO-1").post(f"/databank/{few}/readings", WHY)[0] == 404
    code, both = Program(served, "XB-NLO-1").post(f"/databank/{open_}/readings", WHY)
    assert code == 200
    assert [(one["other"], one["step"]) for one in both["mergings"]] == [(few, "merged")]
    assert HIDDEN in both["names"]
