"""The pages of the databank: who says what, side by side, and no trace of what was told to another alone."""

from __future__ import annotations

import re

import pytest

from comity import acts
from comity.databank.links import Extent
from comity.databank.procedures import KEEPS, MERGING, WITH
from comity.site.answers import databank as answers
from comity.site.desk import told as pages
from tests.site.desk.conftest import Browser, Served
from tests.site.desk.told import CANARY, Told


def opened(me: Browser, path: str, lang: str = "en") -> str:
    """The page, for a case where it wants one."""
    page = me.get(path, lang=lang)
    if b'name="case"' in page.content:
        page = me.post(path, case="XB-2026/7", reason="analysis")
    assert page.status_code == 200, page.content.decode()
    return page.content.decode()


def counted(page: str) -> int:
    found = re.search(r'class="count">(\d+)<', page)
    assert found is not None
    return int(found[1])


def test_several_states_stand_beside_each_other_where_they_differ(browse: type[Browser], told: Told) -> None:
    page = opened(browse("XE-NLO-1"), f"/databank/{told.organisation}")
    strength = page.partition("<h3>strength")[2].partition("</ul>")[0]
    assert "States differ" in strength
    assert {"XA", "XB"} <= set(re.findall(r'class="state">([A-Z]{2})', strength))
    assert strength.count('class="differs"') >= 2
    assert "found by a court" in page


def test_what_one_state_told_the_committee_alone_leaves_no_trace(browse: type[Browser], told: Told) -> None:
    committee, third = browse("EC-ECA-1"), browse("XE-NLO-1")
    path = f"/databank/{told.organisation}"
    asked = committee.get(path).content.decode()
    assert 'name="case"' in asked
    assert CANARY not in asked
    mine, theirs = opened(committee, path), opened(third, path)
    assert CANARY in mine
    assert CANARY not in theirs
    assert 'name="case"' not in third.get(path).content.decode()
    for page in (third.get("/databank"), third.get("/desk"), third.get("/log")):
        assert CANARY not in page.content.decode()
    given = [page.partition('id="given"')[2].count("<tr>") for page in (mine, theirs)]
    assert given[0] == given[1] + 1
    assert counted(mine) != counted(theirs)


def test_an_opening_for_a_case_stands_in_the_journal(browse: type[Browser], told: Told, served: Served) -> None:
    browse("EC-ECA-1").post(f"/databank/{told.organisation}", case="EC-2026/31", reason="analysis")
    with served.stage.node.reading() as unit:
        lines = [bytes(row[0]) for row in unit.all("SELECT content FROM journal WHERE content IS NOT NULL")]
    assert any(b"EC-2026/31" in line and b"EC-ECA-1" in line for line in lines)


def test_a_file_of_which_one_sees_nothing_is_no_file(browse: type[Browser], told: Told) -> None:
    nowhere = browse("XE-NLO-1").get("/databank/" + "0" * 32)
    assert nowhere.status_code == 404
    assert browse("XA-CK-1").get(f"/databank/{told.organisation}").status_code == 403
    assert browse("AU-1").get(f"/databank/{told.organisation}").status_code == 403


def test_the_graph_has_its_table_and_no_script(browse: type[Browser], told: Told) -> None:
    page = opened(browse("XE-NLO-1"), f"/databank/{told.organisation}")
    drawing = page.partition('<svg class="graph"')[2].partition("</svg>")[0]
    assert "<desc" in drawing
    assert "style=" not in drawing
    table = page.partition("</svg>")[2].partition("</table>")[0]
    numbers = set(re.findall(r'class="number"[^>]*>(\d+)<', drawing))
    assert numbers == set(re.findall(r">(\d+) ", table))
    assert f'href="/databank/{told.incident}"' in table


def test_an_incident_counts_its_dead_by_each_state(browse: type[Browser], told: Told) -> None:
    page = opened(browse("XE-NLO-1"), f"/databank/{told.incident}")
    assert "How many people" in page
    assert "States differ" in page


@pytest.mark.parametrize(("lang", "words"), [("ru", "Что не сходится"), ("zh", "不相符之处")])
def test_a_file_is_read_in_each_language(browse: type[Browser], told: Told, lang: str, words: str) -> None:
    assert words in opened(browse("XE-NLO-1"), f"/databank/{told.organisation}", lang)


def test_two_files_found_to_be_one_are_shown_together_until_that_is_undone(
    browse: type[Browser], told: Told, served: Served
) -> None:
    cast, me = served.stage.cast, browse("XE-NLO-1")
    before = opened(me, f"/databank/{told.organisation}")
    proposal = cast.new_id()
    links = (acts.Link(KEEPS, told.organisation), acts.Link(WITH, told.twin))
    served.stage.node.submit(cast.sign(cast.head("EC-ECA-1", "ECA", "merging.propose", MERGING, proposal, {}, links)))
    cast.move("EC-ECA-2", "ECA", "merging.agree", proposal)
    together = opened(me, f"/databank/{told.organisation}")
    assert 'class="state">XF' in together
    assert f"/databank/{told.twin}" not in me.get("/databank").content.decode()
    assert "can be undone" in opened(me, f"/databank/{told.twin}")
    cast.move("EC-ECA-1", "ECA", "merging.undo", proposal)
    after = opened(me, f"/databank/{told.organisation}")
    assert 'class="state">XF' not in after
    assert f"/databank/{told.twin}" in me.get("/databank").content.decode()
    assert counted(after) == counted(before)


def test_uses_are_counts_for_the_giver_and_each_one_for_the_auditor(browse: type[Browser], told: Told) -> None:
    giver = browse("XA-NLO-1").get("/databank/uses").content.decode()
    auditor = browse("AU-1").get("/databank/uses").content.decode()
    assert "EC-ECA-1" not in giver
    assert "given on in an answer" in auditor


def test_a_long_section_begins_on_the_file_and_goes_on_by_itself(
    browse: type[Browser], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "BEGINNING", 1)
    monkeypatch.setattr(answers, "PAGE", 1)
    me, path = browse("XE-NLO-1"), f"/databank/{told.organisation}"
    whole = opened(me, path)
    assert whole.partition('id="s-characteristics"')[2].partition("</section>")[0].count('class="said"') == 1
    assert '<a href="?of=characteristics">' in whole
    first = opened(me, f"{path}?of=characteristics")
    assert first.count('class="said"') == 1
    assert f'<a href="{path}">' in first
    assert "<svg" not in first
    assert 'href="?of=characteristics&amp;offset=1"' in first
    second = opened(me, f"{path}?of=characteristics&offset=1")
    assert second.count('class="said"') == 1
    assert second != first


def test_the_links_are_drawn_further_out_when_asked(
    browse: type[Browser], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "NEAR", Extent(2, 1))
    me, path = browse("XE-NLO-1"), f"/databank/{told.organisation}"
    near, far = opened(me, path), opened(me, f"{path}?of=links")
    assert '<a href="?of=links">' in near
    assert near.count('class="number"') == 2 < far.count('class="number"')
    assert 'id="s-' not in far
