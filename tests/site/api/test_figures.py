"""Figures by the API: the same as their pages, in numbers."""

from __future__ import annotations

from tests.site.api.conftest import Program
from tests.site.desk.conftest import Browser, Served
from tests.site.desk.told import Told


def test_anyone_reads_results_as_claims_of_somebody(served: Served) -> None:
    code, told = Program(served).get("/databank/results")
    assert code == 200
    assert told["claims"]
    assert all(one["author"] and one["sentence"] for one in told["claims"])
    name = told["indicators"][0]
    some = Program(served).get(f"/databank/results?indicator={name}")[1]["claims"]
    assert 0 < len(some) < len(told["claims"])
    assert Program(served).get("/databank/results?indicator=poems")[1]["code"] == "results.unknown"


def test_the_report_counts_what_the_page_shows(served: Served, told: Told) -> None:
    code, report = Program(served, "XA-NLO-1").get("/databank/report")
    assert code == 200
    page = Browser("XA-NLO-1").get("/databank/report").content.decode()
    assert str(report["year"]) in page
    assert report["upto"] in page
    figures = [figure for division in report["divisions"] for figure in division["figures"]]
    assert figures
    assert all(figure["trace"] or figure["number"] in (0, None) for figure in figures)
    tag = Program(served, "XA-NLO-1")
    tag.get("/databank/report")
    assert tag.get("/databank/report", if_none_match=tag.last.headers["ETag"])[0] == 304


def test_trends_say_by_which_rule_they_count(served: Served, told: Told) -> None:
    for reader in ("", "XE-NLO-1"):
        code, trends = Program(served, reader).get("/databank/trends")
        assert code == 200
        assert all(one["counting_rule"] and one["counts"] for one in trends["tables"])
