"""``comity screen FILE --as OFFICER``: what his authority cleared is marked, for it alone; never of the Register."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comity import language
from comity.checks.dispositions import Decision, Ground
from comity.checks.rules import LIST
from comity.cli import main
from comity.demo.cast import Cast, Filed, StoryClock
from comity.home import home
from comity.interchange.batch import blocks, journal, pool
from comity.operations.lookup import Lookup
from comity.screening import Kind, Query
from comity.watchlists import synthetic
from tests.cli.conftest import Run

WHO = ("--as", "XE-CK-1", "--case", "CP-7/2026-03-02", "--purpose", "border")
NEMO = ("John", "Placeholder", "Nemo")


@pytest.fixture
def names(cast: Cast, clock: StoryClock, tmp_path: Path, run: Run) -> Path:
    (tmp_path / "un.xml").write_bytes(synthetic.make(clock().date()))
    assert run("lists", "import", "un", str(tmp_path / "un.xml"))[0] == 0
    rows = ["John Placeholder Nemo", "Nekto Bezymyannyi", "Vymyshlen Primerov", "Outis Unrelated", "Muhiban Sabrat"]
    text = "".join(f"{at},{rows[at % len(rows)]}\n" for at in range(40))
    (tmp_path / "names.csv").write_text(f"id,name\n{text}", "utf-8")
    return tmp_path / "names.csv"


def decided(
    run: Run, name: tuple[str, ...], subject: str, dataset: str = "un", decision: str = "false_positive"
) -> Any:
    line = ("--list", dataset, "--id", subject, "--decision", decision, "--because", "birth")
    code, made = run("screen", "decide", *name, *WHO, *line)
    assert code == 0, made
    return made


def answered(run: Run, names: Path, out: str, *more: str) -> tuple[Any, list[dict[str, str]]]:
    code, done = run("screen", str(names), "-o", str(names.with_name(out)), *more)
    assert code == 0, done
    return done, list(csv.DictReader(names.with_name(out).read_text("utf-8").splitlines()))


def test_what_an_authority_cleared_is_marked_for_it_alone(names: Path, run: Run) -> None:
    decided(run, NEMO, "ZZi.007")
    decided(run, ("Nekto", "Bezymyannyi"), "ZZi.003", decision="unresolved")
    before, plain = answered(run, names, "plain.csv")
    done, rows = answered(run, names, "out.csv", "--as", "XE-NLO-1")
    assert before["decisions"] is None and {one["status"] for one in plain} == {"match", "none"}
    assert done["decisions"] == {"authority": "XE-CENTRAL", "at": "2026-03-02T09:00:00Z", "count": 2}
    assert (done["matches"] + done["cleared"], done["cleared"]) == (before["matches"], 8)
    assert done["matched"] == before["matched"] - 8 and done["errors"] == 0
    told = {(one["status"], one["subject"], one["decision"], one["ground"], one["decided"]) for one in rows}
    assert ("cleared", "ZZi.007", "false_positive", "birth", "2026-03-02") in told
    assert ("match", "ZZi.003", "unresolved", "birth", "2026-03-02") in told
    assert ("match", "ZZi.001", "", "", "") in told
    other, _ = answered(run, names, "other.csv", "--as", "XA-CK-1")
    assert other["cleared"] == 0 and other["checksum"] == before["checksum"] != done["checksum"]


def test_it_comes_back_when_the_entry_changes_and_after_twelve_months(
    names: Path, run: Run, clock: StoryClock, tmp_path: Path
) -> None:
    decided(run, NEMO, "ZZi.007")
    changed = [one for one in synthetic.PERSONS if one.reference != "ZZi.007"]
    changed.append(synthetic.Fictional("ZZi.007", "JOHN PLACEHOLDER NEMO", "", ("Outis Nemo",), "1969"))
    (tmp_path / "later.xml").write_bytes(synthetic.make(clock().date(), changed))
    assert run("lists", "import", "un", str(tmp_path / "later.xml"))[0] == 0
    assert answered(run, names, "changed.csv", "--as", "XE-NLO-1")[0]["cleared"] == 0
    decided(run, NEMO, "ZZi.007")
    assert answered(run, names, "again.csv", "--as", "XE-NLO-1")[0]["cleared"] == 8
    clock.now = clock().replace(year=2027, month=3, day=3)
    assert answered(run, names, "late.csv", "--as", "XE-NLO-1")[0]["cleared"] == 0


@pytest.mark.slow
def test_a_broken_run_goes_on_with_what_was_decided_when_it_began(
    names: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "ROWS", 10)
    decided(run, NEMO, "ZZi.007")
    sums = {answered(run, names, f"{n}.csv", "--as", "XE-NLO-1", "--workers", n)[0]["checksum"] for n in ("1", "2")}
    do, left = pool.Work.__call__, iter([True, True, False])

    def broken(work: pool.Work, block: Any) -> bytes:
        if not next(left):
            raise KeyboardInterrupt
        return do(work, block)

    line = ("screen", str(names), "-o", str(names.with_name("out.csv")), "--as", "XE-NLO-1", "--workers", "1")
    with monkeypatch.context() as breaking:
        breaking.setattr(pool.Work, "__call__", broken)
        assert main([*line]) != 0
    decided(run, NEMO, "ZZi.007", decision="true_match")
    assert run(*line[:4], "--workers", "1", "--resume")[1]["code"] == "batch.differs"
    code, done = run(*line, "--resume")
    assert (code, {done["checksum"]}) == (0, sums)


def test_nothing_of_the_register_and_no_case_leaves_the_node(
    named: Filed, names: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(run, ("Muhiban", "Sabrat"), named.entry, "register")
    decided(run, NEMO, "ZZi.007")
    kept = names.with_name("kept")
    monkeypatch.setattr(journal.Journal, "remove", lambda held: shutil.copytree(held.folder, kept))
    done, rows = answered(run, names, "out.csv", "--as", "XE-CK-1")
    assert done["decisions"]["count"] == 1 and done["cleared"] == 8
    assert {one["dataset"] for one in rows} == {"un", ""}
    written = b"".join(one.read_bytes() for one in kept.rglob("*") if one.is_file())
    assert b"ZZi.007" in written  # what is kept of a run is looked at
    for word in (named.entry, "register", "CP-7"):
        assert word.encode() not in written, word


def test_of_the_list_what_anyone_may_see_is_carried_while_it_counts(
    cast: Cast, circulated: Filed, clock: StoryClock
) -> None:
    lookup = Lookup(home(), clock)
    officer, body = lookup.asker("XE-CK-1"), Query(("Ember Column",), Kind.ENTITY)
    lookup.decide(body, officer, (LIST, circulated.entry), Decision.FALSE_POSITIVE, Ground.DOCUMENT)
    entry = lookup.entry(circulated.entry)
    assert entry is not None
    found = lookup.carried(officer).of(replace(body, kind=Kind.ANY), entry)
    assert found is not None and found.cleared
    assert len(lookup.carried(lookup.asker("XA-CK-1"))) == 0
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    assert len(lookup.carried(officer)) == 0 and len(lookup.decisions(officer)) == 1


def test_who_screens_is_known_to_the_node(names: Path, run: Run) -> None:
    out = str(names.with_name("out.csv"))
    assert run("screen", str(names), "-o", out, "--as", "XX-NOBODY")[1]["code"] == "face.officer"
    assert not journal.place(Path(out)).exists()


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_person_is_told_how_many_were_cleared_and_by_whom(
    lang: str, names: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    decided(run, NEMO, "ZZi.007")
    line = ["screen", str(names), "-o", str(names.with_name("out.jsonl")), "--as", "XE-NLO-1", "--lang", lang]
    assert main(line) == 0
    said = capsys.readouterr().out
    assert "XE-CENTRAL" in said and "{" not in said
    told = [json.loads(one) for one in names.with_name("out.jsonl").read_text("utf-8").splitlines()]
    assert sum(one["status"] == "cleared" for one in told) == 8
