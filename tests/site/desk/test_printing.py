"""The printable dossier shows what the page shows, and a restricted one to nobody without a case."""

from __future__ import annotations

import re

from comity.language import say
from comity.store import journal
from tests.asking import journaled
from tests.site.desk.conftest import Browser, Served


def test_the_public_prints_the_published_part_with_its_code(browse: type[Browser], served: Served) -> None:
    page = browse().get(f"/entries/{served.entries['salt-brigade']}/print").content.decode()
    assert re.search(r'class="running"><p><strong>PUBLIC</strong>', page)
    assert say("desk_print.stale") in page
    assert say("desk_print.by_public") in page


def test_an_officer_prints_what_members_see(browse: type[Browser], served: Served) -> None:
    page = browse("XC-NLO-1").get(f"/entries/{served.entries['salt-brigade']}/print").content.decode()
    assert "<strong>MEMBER</strong>" in page or "<strong>NAMED</strong>" in page
    assert "XC-NLO-1" in page


def test_a_person_is_printed_only_for_a_case_and_that_is_recorded(browse: type[Browser], served: Served) -> None:
    path, other = f"/entries/{served.entries['melvik']}/print", browse("XC-NLO-1")
    asked = other.get(path).content.decode()
    assert "Melvik" not in asked
    assert "running" not in asked
    before = journal.check()[0]
    assert "Melvik" not in other.post(path, case="", reason="prosecution").content.decode()
    assert journal.check()[0] == before
    assert "Melvik" in other.post(path, case="XC-2026/9", reason="prosecution").content.decode()
    (line,) = journaled(before)
    assert (line["kind"], line["officer"]) == ("print", "XC-NLO-1")
    assert line["content"]["case"] == "XC-2026/9"


def test_the_public_does_not_learn_by_printing_that_there_is_a_person(browse: type[Browser], served: Served) -> None:
    there = browse().get(f"/entries/{served.entries['melvik']}/print")
    nowhere = browse().get("/entries/" + "0" * 32 + "/print")
    assert there.status_code == nowhere.status_code == 404
    strip = re.compile(rb'value="[^"]*"|[0-9a-f]{32}')
    assert strip.sub(b"", there.content) == strip.sub(b"", nowhere.content)


def test_one_without_entries_prints_none(browse: type[Browser], served: Served) -> None:
    for officer in ("XB-AA-1", "AU-1", "XA-CK-1"):
        assert "Melvik" not in browse(officer).get(f"/entries/{served.entries['melvik']}/print").content.decode()
