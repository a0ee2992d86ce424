"""The same rows however they are divided; every row answered; nothing read that was not asked for."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import Alias, Birth, Index, Kind, Query, Subject
from comity.screening.batch import COLUMNS, Screener, schema, screen
from comity.screening.checksum import Checksum
from comity.screening.matched import Matched
from tests.planted import caught

INDEX = Index(
    [
        Subject("1", "fiction", Kind.PERSON, "Nemo Nullus", (Alias("Nemo Nullus"), Alias("Немо Нуллус")),
                (Birth(date(1970, 1, 1), date(1970, 12, 31)),), ("AB 1234567",)),
        Subject("2", "fiction", Kind.ENTITY, "Order of the Paper Moon", (Alias("Order of the Paper Moon"),)),
        Subject("3", "other", Kind.PERSON, "Nemo Nulus", (Alias("Nemo Nulus"),)),
    ]
)  # fmt: skip
NAMES = ["Nemo Nullus", "Order of the Paper Moon", "Nemo Nulus", "Outis Unrelated", "ab", "", None, "x" * 301]
INPUT = {
    "row": pa.int64(), "id": pa.string(), "name": pa.string(), "alias": pa.list_(pa.string()),
    "birth_date": pa.string(), "document": pa.string(), "kind": pa.string(), "problem": pa.string(),
}  # fmt: skip


def batch(*rows: dict[str, Any]) -> Any:
    return pa.RecordBatch.from_pylist(list(rows), pa.schema(list(INPUT.items())))


def named(*names: str | None) -> Any:
    return batch(*({"row": number, "id": f"k{number}", "name": name} for number, name in enumerate(names, 1)))


def rows(*given: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = screen(INDEX, batch(*given)).to_pylist()
    return found


def checksum(*batches: Any) -> str:
    summed = Checksum()
    for one in batches:
        summed.update(one)
    return summed.hexdigest()


def test_every_row_is_answered_with_why() -> None:
    answer = screen(INDEX, named(*NAMES))
    assert [(name, str(kind)) for name, kind in COLUMNS] == [
        (f.name, {"int64": "int64", "int32": "int32", "double": "float64", "string": "string"}[str(f.type)])
        for f in answer.schema
    ]
    told = answer.to_pylist()
    assert {one["row"] for one in told} == set(range(1, len(NAMES) + 1))
    assert all(one["id"] == f"k{one['row']}" for one in told)
    assert {(one["row"], one["note"]) for one in told if one["status"] == "error"} == {
        (5, "name_short"), (6, "name_empty"), (7, "name_empty"), (8, "name_long"),
    }  # fmt: skip
    first = told[0]
    assert (first["dataset"], first["subject"], first["rank"]) == ("fiction", "1", 1)
    (none,) = (one for one in told if one["row"] == 4)
    assert (none["status"], none["rank"], none["total"], none["query"]) == ("none", 0, 0, "Outis Unrelated")


def test_matches_come_best_first_and_the_limit_does_not_change_the_total() -> None:
    all_of_them = screen(INDEX, named("Nemo Nullus")).to_pylist()
    assert len(all_of_them) > 1 and [one["rank"] for one in all_of_them] == list(range(1, len(all_of_them) + 1))
    assert sorted((one["score"] for one in all_of_them), reverse=True) == [one["score"] for one in all_of_them]
    (first,) = screen(INDEX, named("Nemo Nullus"), limit=1).to_pylist()
    assert first == {**all_of_them[0]} and first["total"] == len(all_of_them)


def test_columns_of_origin_are_not_even_looked_at() -> None:
    class Watched:
        """A batch that notes what is read of it."""

        def __init__(self, held: Any) -> None:
            self.held, self.read = held, set[str]()
            self.schema, self.num_rows = held.schema, held.num_rows

        def column(self, name: str) -> Any:
            self.read.add(name)
            return self.held.column(name)

    plain = named("Nemo Nullus")
    with_origin = Watched(
        plain.append_column("nationality", pa.array(["Nowhere"])).append_column("religion", pa.array([1]))
    )
    assert screen(INDEX, with_origin).equals(screen(INDEX, plain))
    assert with_origin.read == set(INPUT)


def test_a_batch_without_names_is_no_batch() -> None:
    with pytest.raises(ValueError, match="name"):
        screen(INDEX, pa.RecordBatch.from_pylist([{"nationality": "Nowhere"}]))


def test_an_alias_is_another_spelling_and_too_many_are_told() -> None:
    (found,) = (
        one for one in rows({"row": 1, "name": "Outis Unrelated", "alias": ["Немо Нуллус"]}) if one["rank"] == 1
    )
    assert (found["subject"], found["query"]) == ("1", "Немо Нуллус")
    (told, *_) = rows({"row": 1, "name": "Outis Unrelated", "alias": [f"Zzyzx {n}" for n in range(60)]})
    assert told["note"] == "alias_dropped"


@pytest.mark.parametrize("text", ["1970", "1970-05", "1970-05-01", "1970-01-01/1971-12-31", " 1970 "])
def test_a_date_of_birth_is_read(text: str) -> None:
    assert rows({"row": 1, "name": "Nemo Nullus", "birth_date": text})[0]["note"] is None


@pytest.mark.parametrize("text", ["70", "1970-13", "1970-02-30", "1971/1970", "May", "0000", "1970-05-01T00:00"])
def test_an_unreadable_date_is_told_and_never_speaks_against(text: str) -> None:
    told = rows({"row": 1, "name": "Nemo Nullus", "birth_date": text, "kind": "planet"})[0]
    assert told["note"] == "birth_unread kind_unknown"
    assert told["score"] == rows({"row": 1, "name": "Nemo Nullus"})[0]["score"]


def test_a_row_that_could_not_be_read_is_passed_on_and_not_screened() -> None:
    (told,) = rows({"row": 9, "name": "Nemo Nullus", "problem": "row_unread"})
    assert (told["row"], told["status"], told["note"], told["subject"]) == (9, "error", "row_unread", None)


def test_a_screener_goes_anywhere_by_the_path_of_its_index(tmp_path: Path) -> None:
    INDEX.save(tmp_path / "index")
    sent = pickle.dumps(Screener(tmp_path / "index", threshold=0.8, limit=1))
    assert len(sent) < 1000
    there = pickle.loads(sent)
    assert there.screen(named(*NAMES)).equals(screen(INDEX, named(*NAMES), 0.8, 1))


def test_another_index_under_the_same_path_is_seen(tmp_path: Path) -> None:
    screener = Screener(tmp_path / "index")
    INDEX.save(screener.path)
    assert screener.screen(named("Nemo Nullus")).column("status").to_pylist()[0] == "match"
    Index([]).save(screener.path)
    assert screener.screen(named("Nemo Nullus")).column("status").to_pylist() == ["none"]


def test_the_versions_go_along() -> None:
    said = screen(INDEX, named("Nemo Nullus")).schema.metadata
    assert set(said) == {b"comity.algorithm", b"comity.names", b"comity.rigour", b"comity.icu"}
    assert schema().metadata is None


def test_arrow_is_loaded_on_first_use_only() -> None:
    code = "import sys, comity.screening.batch, comity.screening.checksum; sys.exit('pyarrow' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def divided(screened: Any, names: list[str | None], sizes: list[int]) -> None:
    """Whatever the division, the rows and their checksum are the same."""
    whole, parts, at = named(*names), [], 0
    for size in [*sizes, len(names)]:
        part = whole.slice(at, size)
        if part.num_rows:
            parts.append(screened(part))
        at += size
    once = screen(INDEX, whole)
    assert [row for part in parts for row in part.to_pylist()] == once.to_pylist()
    assert checksum(*parts) == checksum(once)


@given(st.lists(st.sampled_from(NAMES), max_size=12), st.lists(st.integers(1, 5), max_size=6))
@settings(max_examples=40)
def test_any_division_gives_the_same_rows(names: list[str | None], sizes: list[int]) -> None:
    divided(lambda part: screen(INDEX, part), names, sizes)


def test_a_planted_memory_between_batches_is_found() -> None:
    seen: set[str] = set()

    def forgetful(part: Any) -> Any:
        """Answers a name only once."""
        kept = [one not in seen for one in part.column("name").to_pylist()]
        seen.update(one for one in part.column("name").to_pylist() if one)
        return screen(INDEX, part.filter(pa.array(kept)))

    caught(divided, forgetful, ["Nemo Nullus", "Nemo Nullus"], [1])


def test_the_checksum_is_over_every_field_and_over_nothing_else() -> None:
    answer = screen(INDEX, named("Nemo Nullus", "Outis Unrelated"))
    first = checksum(answer)
    assert len(first) == 64 and first == checksum(answer.replace_schema_metadata({}))
    for name, _ in COLUMNS:
        other = answer.to_pylist()
        other[0][name] = None if other[0][name] is not None else "x"
        assert checksum(pa.RecordBatch.from_pylist(other, schema())) != first, name
    assert checksum(answer.slice(1), answer.slice(0, 1)) != first


def test_the_checksum_tells_nothing_from_an_empty_text_and_one_field_from_two() -> None:
    def one(**told: Any) -> str:
        return checksum(pa.RecordBatch.from_pylist([told], schema()))

    assert len({one(id=None), one(id=""), one(id="a", status="b"), one(id="a,1:b"), one(id="", status="ab")}) == 5
    assert one(score=0.7) == one(score=0.70000000001) != one(score=0.700001)


FACTS = {
    "name": st.sampled_from(
        ["Nemo Nullus", "Nemo Nulus", "Nullus", "Order of the Paper Moon", "Paper", "Outis Nobody"]
    ),
    "alias": st.one_of(st.none(), st.lists(st.sampled_from(["Немо Нуллус", "Nemo N.", "Outis"]), max_size=2)),
    "birth_date": st.sampled_from([None, "1970", "1971", "1950-02-03"]),
    "document": st.sampled_from([None, "AB1234567", "99999"]),
    "kind": st.sampled_from([None, "person", "entity"]),
}


def one_by_one(screened: Any, row: dict[str, Any], threshold: float) -> None:
    """A batch answers as the index does when it is asked for one row alone."""
    born = {"1970": (1970, 1970), "1971": (1971, 1971)}.get(row["birth_date"] or "")
    births = (Birth(date(born[0], 1, 1), date(born[1], 12, 31)),) if born else ()
    if row["birth_date"] == "1950-02-03":
        births = (Birth(date(1950, 2, 3), date(1950, 2, 3)),)
    names = tuple(dict.fromkeys([row["name"], *(row["alias"] or ())]))
    query = Query(names, Kind(row["kind"] or ""), births, (row["document"],) if row["document"] else ())
    found = INDEX.search(query, threshold=threshold)
    told = [one for one in screened(INDEX, batch({"row": 1, **row}), threshold).to_pylist() if one["rank"]]
    assert [(m.subject.id, m.score, m.name, found.total) for m in found.matches] == [
        (one["subject"], one["score"], one["name"], one["total"]) for one in told
    ]


@given(st.fixed_dictionaries(FACTS), st.sampled_from([0.5, 0.7, 0.9]))
@settings(max_examples=150)
def test_a_batch_answers_as_the_index_does(row: dict[str, Any], threshold: float) -> None:
    one_by_one(screen, row, threshold)


def test_a_planted_haste_that_forgets_other_facts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room for what a date and a document add, a match that they lift would be lost."""
    row = {"name": "Nullus", "alias": None, "birth_date": "1970", "document": "AB1234567", "kind": None}
    (alone,) = INDEX.search(Query(("Nullus",)), threshold=0.1, limit=1).matches
    lifted = alone.score + 0.05
    one_by_one(screen, row, lifted)
    with monkeypatch.context() as hasty:
        hasty.setattr(Matched, "_least", lambda matched, query: matched._threshold)
        caught(one_by_one, screen, row, lifted)
    row["birth_date"] = None
    one_by_one(screen, row, lifted)
    monkeypatch.setattr(Matched, "_borne", frozenset())  # and without the numbers that somebody bears
    caught(one_by_one, screen, row, lifted)
