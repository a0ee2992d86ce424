"""Trends, results and the annual report: charts with their tables, claims side by side, every number with its trace."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from comity import acts
from comity.databank.procedures import KEEPS, MERGING, WITH
from comity.demo import telling
from comity.handling import Reader
from comity.operations import reporting
from comity.operations.effects import reckon
from comity.qualification.vocabulary import HandlingCode
from tests.site.desk import told as tellings
from tests.site.desk.conftest import Browser, Served, staged_in
from tests.site.desk.told import Told

FEW = "A case under a rule that was told to the Committee alone"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


@pytest.fixture(scope="module")
def told(staged: Served) -> Told:
    """What States told, a trend for all, another for the Committee alone, and a result."""
    made = tellings.tell(staged.stage)
    for name in ("trend-cases", "result-convicted"):
        telling.tell(staged.stage, name)
    held = telling.read(staged.stage, "trend-cases")
    says = held.says.model_copy(update={"handling_code": HandlingCode.NAMED, "recipients": ("EC",), "definition": FEW})
    few = replace(held, text=held.text.model_copy(update={"says": says}))
    telling.approve(staged.stage, few, telling.submit(staged.stage, few))
    return made


def test_a_chart_stands_with_its_table_and_its_rule(browse: type[Browser], told: Told) -> None:
    page = browse("XE-NLO-1").get("/databank/trends").content.decode()
    drawing = page.partition('<figure class="chart">')[2].partition("</figure>")[0]
    assert "<title>" in drawing
    assert "<desc>" in drawing
    assert "style=" not in drawing
    assert "<table>" in page.partition("</figure>")[2]
    assert "Counting rule" in page or "counted" in page
    assert FEW not in page
    assert "Open for a case" not in page


def test_what_was_told_to_few_opens_for_a_case(browse: type[Browser], told: Told, served: Served) -> None:
    committee = browse("EC-ECA-1")
    page = committee.get("/databank/trends").content.decode()
    assert FEW not in page
    assert "Open for a case" in page
    assert 'name="case"' in committee.post("/databank/trends").content.decode()
    opened = committee.post("/databank/trends", case="EC-2026/77", reason="analysis").content.decode()
    assert FEW in opened
    with served.stage.node.reading() as unit:
        lines = [bytes(row[0]) for row in unit.all("SELECT content FROM journal WHERE content IS NOT NULL")]
    assert any(b"EC-2026/77" in line for line in lines)


def test_the_public_reads_what_was_published_and_nothing_of_members(browse: type[Browser], told: Told) -> None:
    anyone = browse()
    assert "<svg" not in anyone.get("/databank/trends").content.decode()
    page = anyone.get("/databank/results").content.decode()
    assert "ATTACKS-S0" in page
    assert "XA-CENTRAL" not in page.partition("<main")[2]
    assert anyone.get("/databank/report").status_code == 302


def test_claims_stand_side_by_side_and_are_never_summed(browse: type[Browser], told: Told) -> None:
    me = browse("XE-NLO-1")
    page = me.get("/databank/results").content.decode()
    assert "Not comparable" in page
    assert page.count('class="compared"') > 1
    one = me.get("/databank/results", indicator="attacks_prevented").content.decode()
    assert "ATTACKS-S0" in one
    assert "ORGS-OCT-2017" not in one
    assert me.get("/databank/results", indicator="goodness").status_code in {400, 404, 422}


def test_every_number_of_the_report_leads_to_what_it_was_drawn_from(browse: type[Browser], told: Told) -> None:
    committee = browse("EC-ECA-1")
    assert 'name="case"' in committee.get("/databank/report").content.decode()
    page = committee.post("/databank/report", case="EC-2026/78", reason="analysis").content.decode()
    assert "Annual report" in page
    marks = set(re.findall(r'href="#s-(\d+)"', page))
    assert marks
    assert marks == set(re.findall(r'id="s-(\d+)"', page))
    assert 'class="running"' in page
    assert "<strong>NAMED</strong>" in page
    other = browse("XE-NLO-1").get("/databank/report").content.decode()
    assert FEW not in other
    assert "<strong>MEMBER</strong>" in other


def test_a_year_without_a_record_is_this_year(browse: type[Browser], told: Told, served: Served) -> None:
    me, year = browse("XE-NLO-1"), str(served.stage.clock().year)
    for asked in ("1066", "99999", "x", year):
        assert f"report of the Executive Committee, {year}" in me.get("/databank/report", year=asked).content.decode()


def test_a_merging_counts_for_whoever_sees_both_files(browse: type[Browser], told: Told, served: Served) -> None:

    cast = served.stage.cast
    links = (acts.Link(KEEPS, told.organisation), acts.Link(WITH, told.twin))
    served.stage.node.submit(
        cast.sign(cast.head("EC-ECA-1", "ECA", "merging.propose", MERGING, cast.new_id(), {}, links))
    )
    year = served.stage.clock().year
    with served.stage.node.reading() as unit:
        member = Reader("XE", "XE-CENTRAL", "NLO", member=True, at=acts.to_time(served.stage.clock()))
        stranger, effects = Reader(at=member.at), reckon(unit, member.at)
        counted = [
            sum(one.number for one in reporting.counts(unit, reader, year, effects).counted if one.topic == "merges")
            for reader in (member, stranger)
        ]
    assert counted == [1, 0]


@pytest.mark.parametrize("lang", ["ru", "zh"])
@pytest.mark.parametrize("page", ["trends", "results", "report"])
def test_figures_are_read_in_each_language(browse: type[Browser], told: Told, page: str, lang: str) -> None:
    assert browse("XE-NLO-1").get(f"/databank/{page}", lang=lang).status_code == 200
