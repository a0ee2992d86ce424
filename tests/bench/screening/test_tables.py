"""A missed bar is seen: in the row, in the count, on the page; what was not measured is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.screening import __main__ as entry
from bench.screening import data, pairs, peers, report, retrieval
from bench.screening.tables import MET, MISSED, Section, at_least, at_most, section, share, summary
from comity.screening.measures import Judged, Pairs

ROWS = (("Cyrl", "0.994", MET), ("Arab", "0.961", MISSED))
SECTION = Section("Pairs", "How.", ("script", "F1", ""), ROWS)


def test_a_bar_is_judged_unrounded() -> None:
    assert (at_least(0.9939, 0.994), at_least(0.994, 0.994)) == (MISSED, MET)
    assert (at_most(0.00201, 0.002), at_most(0.002, 0.002)) == (MISSED, MET)
    assert share(0.9939) == "0.993" and share(0.994) == "0.994"  # down: never the look of a bar met


def test_missed_bars_are_counted_and_shown() -> None:
    assert SECTION.missed == 1
    assert "| Arab | 0.961 | **missed** |" in SECTION.markdown()
    assert "Arab" in SECTION.text()
    assert section(json.loads(json.dumps(SECTION.plain()))) == SECTION


def test_no_bar_is_met_where_nothing_was_measured() -> None:
    absent = Section("Held", "**Not measured.**", ("",), ())
    met = Section("Pairs", "How.", ("a", ""), (("1", MET),))
    assert summary([absent, absent]) == "nothing was measured"
    assert summary([met, absent]) == "every bar met; 1 of 2 parts not measured"
    assert (summary([met]), summary([SECTION])) == ("every bar met", "1 bars missed")


def test_the_page_says_how_many_bars_were_missed(tmp_path: Path) -> None:
    report.write([SECTION], data.Options(quick=True), tmp_path / "page.md")
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "**1 bars missed.**" in page and "A quick run" in page and "## Pairs" in page
    report.write([Section("Pairs", "How.", ("a", ""), (("1", MET),))], data.Options(), tmp_path / "page.md")
    assert "Every bar was met." in (tmp_path / "page.md").read_text("utf-8")


def test_absent_data_is_said_and_no_bar_is_met_by_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(data, "PLACES", ("",))
    (found,) = entry.run("pairs", data.Options())
    assert "Not measured" in found.about and not found.rows
    assert "SKIPPED pairs: no screening/pairs.csv" in capsys.readouterr().err


PAIRS = """name1,name2,is_match,kind,script,source,logic-v2,name-based,jw
Иван Осинов,Ivan Osinov,1,positive,Cyrl,X,0.9,0.2,1
Иван Осинов,Ivan Berezkin,0,hard_negative,Cyrl,X,0.8,0.3,0.8
Иван Осинов,Samir Nakhla,0,random_negative,Cyrl,X,0.1,0.1,0.3
"""


def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    (tmp_path / "screening").mkdir()
    (tmp_path / "screening" / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    monkeypatch.setattr(data, "PLACES", (str(tmp_path),))
    (found,) = pairs.measure(data.Options())
    return {row[1]: row for row in found.rows if row[0] == "Cyrl"} | {"about": (found.about,)}


def test_without_peers_the_recorded_scores_are_shown_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PYTHON", tmp_path / "none")
    rows = measured(tmp_path, monkeypatch)
    assert "could not be installed" in rows["about"][0]
    assert rows["logic-v2 @0.70"][3].startswith("0.500")  # precision: one of two
    assert rows["name-based @0.70"][4].startswith("0.000")  # recall


def test_peers_that_run_are_shown_in_place_of_what_was_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "present", lambda: True)

    def ask(tasks: list[peers.Task]) -> tuple[dict[str, str], list[dict[str, Any]]]:
        answers = [{"logic-v2": [1.0], "name-based": [0.0]} for _ in tasks]
        return {"nomenklatura": "9.9", "rigour": "9"}, answers

    monkeypatch.setattr(peers, "ask", ask)
    rows = measured(tmp_path, monkeypatch)
    assert "nomenklatura 9.9" in rows["about"][0]
    assert rows["logic-v2 @0.70"][3].startswith("0.333")


def test_a_bar_on_pairs_needs_f1_and_precision() -> None:
    rows = [{"script": "Arab", "is_match": "1"}] * 97 + [{"script": "Arab", "is_match": "0"}] * 3
    imprecise = pairs.judged(rows, [0.9] * 100)  # F1 .985, precision .97
    assert pairs._line("Arab", imprecise, 0.70, pairs.OURS)[-1] == MISSED
    good = Pairs(Judged("Arab", 0.9 if row["is_match"] == "1" else 0.1, row["is_match"] == "1") for row in rows)
    assert pairs._line("Arab", good, 0.70, pairs.OURS)[-1] == MET


def test_the_scan_ranks_a_record_by_its_best_name() -> None:
    names = [("r1", "Ivan Osinov"), ("r1", "Vanya"), ("r2", "Samir Nakhla")]
    queries = [("Cyrl", "Иван Осинов", "r1"), ("Cyrl", "Иван Осинов", "r2")]
    assert retrieval.scanned(queries, names).figures()["recall@1"] == 0.5
