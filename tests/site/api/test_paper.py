"""An entry on paper by the API: as at the desk, for a case where it is restricted, and recorded before it is sent."""

from __future__ import annotations

import pytest

from comity.site.desk import paper
from comity.store import journal
from tests.asking import journaled
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served

WHY = {"case": "XC-2026/4", "reason": "prosecution"}


def test_the_file_is_the_desk_s_page_and_says_who_printed_it(served: Served, papered: None) -> None:
    me, entry = Program(served, "XC-NLO-1"), served.entries["salt-brigade"]
    code, file = me.get(f"/entries/{entry}/paper", accept_language="ru")
    assert (code, me.last.headers["Content-Type"]) == (200, "application/pdf")
    assert me.last.headers["Content-Disposition"] == f'attachment; filename="{entry[:8]}.pdf"'
    assert b"XC-NLO-1" in file
    assert b'<html lang="ru">' in file
    assert b"<strong>MEMBER</strong>" in file


def test_a_person_is_printed_for_a_case_and_that_is_recorded(served: Served, papered: None) -> None:
    me, path = Program(served, "XC-NLO-1"), f"/entries/{served.entries['melvik']}/paper"
    before = journal.check()[0]
    assert me.get(path)[1]["code"] == "face.case"
    assert me.post(f"{path}/readings", {**WHY, "case": ""})[1]["code"] == "api.form"
    assert journal.check()[0] == before
    code, file = me.post(f"{path}/readings", WHY)
    assert (code, "Melvik" in file.decode()) == (200, True)
    (line,) = journaled(before)
    assert (line["kind"], line["officer"], line["content"]["case"]) == ("print", "XC-NLO-1", WHY["case"])


def test_a_node_without_paper_says_so_and_opens_nothing(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "is_made", lambda: False)
    before = journal.check()[0]
    me, path = Program(served, "XC-NLO-1"), f"/entries/{served.entries['melvik']}/paper"
    for code, said in (me.get(path), me.post(f"{path}/readings", WHY)):
        assert (code, said["code"]) == (503, "desk.no_paper")
    assert journal.check()[0] == before


def test_whoever_waits_too_long_is_told_to_come_again(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "is_made", lambda: True)
    monkeypatch.setattr(paper, "_WAIT", 0)
    with paper._ONE:
        code, said = Program(served, "XC-NLO-1").get(f"/entries/{served.entries['salt-brigade']}/paper")
    assert (code, said["code"]) == (503, "desk.paper_busy")
