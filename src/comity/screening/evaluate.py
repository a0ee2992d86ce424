"""How well names are told apart and found: precision, recall and F1 on labelled pairs; ranks in an index.

    python -m comity.screening.evaluate pairs PAIRS.csv [--threshold 0.70] [--json]
    python -m comity.screening.evaluate retrieval INDEX.csv QUERIES.csv [--json]

Columns, others ignored: pairs name1, name2, is_match (1 or 0), script; index record, name (a record may have
several rows); queries query, script, record. Retrieval counts ranks whatever the score, searching at threshold 0,
and times a query as it is served: five answers at the default threshold, each explained. A query that is refused
(too short) is a query that found nothing. Ends with 2 where a file cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from comity.screening.answers import THRESHOLD
from comity.screening.asking import QueryTooShort
from comity.screening.index import Index
from comity.screening.measures import ALL, Judged, Pairs, Ranks
from comity.screening.subjects import Alias, Kind, Query, Subject

MAX_ROWS: Final = 2_000_000
MAX_NAME: Final = 10_000  # characters; a longer field is a broken quotation mark, not a name
_LABELS: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_WARM: Final = 20  # queries asked before the clock starts: tables are read, caches are not yet full


class BadFile(ValueError):
    """A file that cannot be evaluated; the message says where, why and what to do."""


def rows(path: Path, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and ``needed`` columns of each row of a CSV file in UTF-8. Raises BadFile."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            absent = [name for name in needed if name not in (reader.fieldnames or ())]
            if not reader.fieldnames:
                raise BadFile(f"{path} is empty. Its first line must name the columns {', '.join(needed)}.")
            if absent:
                found = ", ".join(reader.fieldnames)
                raise BadFile(f"{path} has no column {', '.join(absent)}; it has {found}. Name them on its first line.")
            number = 0
            for number, row in enumerate(reader, 1):
                yield reader.line_num, _checked(path, reader.line_num, number, row, needed)
            if not number:
                raise BadFile(f"{path} has a first line and no rows. There is nothing to measure.")
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path} is not UTF-8 (byte {error.start} of a block). Save it as UTF-8.") from error
    except csv.Error as error:
        raise BadFile(f"{path}, line {reader.line_num}: {error}. Check the quotation marks.") from error


def _checked(path: Path, line: int, number: int, row: dict[str, str], needed: Sequence[str]) -> dict[str, str]:
    if number > MAX_ROWS:
        raise BadFile(f"{path} has more than {MAX_ROWS:,} rows. Split it.")
    kept = {name: (row[name] or "").strip() for name in needed}
    for name, value in kept.items():
        if not value:
            raise BadFile(f"{path}, line {line}: {name} is empty. Fill it in or leave the row out.")
        if len(value) > MAX_NAME:
            raise BadFile(
                f"{path}, line {line}: {name} has more than {MAX_NAME:,} characters. Check the quotation marks."
            )
    return kept


def labelled(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Yield script, the two names, and whether they are one person's, of a file of pairs. Raises BadFile."""
    for line, row in rows(path, "name1", "name2", "is_match", "script"):
        label = _LABELS.get(row["is_match"].casefold())
        if label is None:
            raise BadFile(f'{path}, line {line}: is_match is "{row["is_match"]}". Write 1 for one person, 0 for two.')
        yield _script(path, line, row), row["name1"], row["name2"], label


def _script(path: Path, line: int, row: dict[str, str]) -> str:
    if row["script"] == ALL:
        raise BadFile(f'{path}, line {line}: no script is called "{ALL}"; that is the sum. Write Cyrl, Arab and so on.')
    return row["script"]


def judge(pairs: Iterable[tuple[str, str, str, bool]], score: Callable[[str, str], float]) -> Pairs:
    """Score each pair of ``pairs`` (script, name, name, label) with ``score``."""
    return Pairs(Judged(script, score(one, other), match) for script, one, other, match in pairs)


def subjects(path: Path) -> list[Subject]:
    """The records of an index file, each with all its names, in the file's order. Raises BadFile."""
    names: dict[str, list[str]] = defaultdict(list)
    for _, row in rows(path, "record", "name"):
        names[row["record"]].append(row["name"])
    return [
        Subject(record, "file", Kind.PERSON, held[0], tuple(Alias(name) for name in dict.fromkeys(held)))
        for record, held in names.items()
    ]


def retrieve(
    index: Index, queries: Sequence[tuple[str, str, str]], clock: Callable[[], float] = time.perf_counter
) -> Ranks:
    """Search ``index`` for each of ``queries`` (script, query, record), one after the other.

    Each is asked twice: timed, as it is served (five answers at the threshold, each explained), and for its rank
    among ten whatever they score. ``clock`` gives seconds: the time of day, or of this thread alone where other
    programs share the core.
    """
    for _, query, _ in queries[:_WARM]:
        _serve(index, query)
    ranks = Ranks()
    for script, query, record in queries:
        began = clock()
        _serve(index, query)
        took = clock() - began
        found = _found(index, query)
        ranks.add(script, found.index(record) + 1 if record in found else None, took)
    return ranks


def _serve(index: Index, query: str) -> None:
    with suppress(QueryTooShort):
        index.search(Query((query,)))


def _found(index: Index, query: str) -> list[str]:
    try:
        answer = index.search(Query((query,)), limit=10, threshold=0.0)
    except QueryTooShort:
        return []
    return [match.subject.id for match in answer.matches]


def scorer() -> Callable[[str, str], float]:
    """How two names are scored."""
    from comity.screening.compare import score  # noqa: PLC0415  loads the kernel and its tables

    return score


def _pairs(asked: argparse.Namespace) -> tuple[Any, list[str]]:
    result = judge(labelled(asked.file), scorer())
    return result.figures(asked.threshold), result.lines(asked.threshold)


def _retrieval(asked: argparse.Namespace) -> tuple[Any, list[str]]:
    records = subjects(asked.index)
    queries = [
        (_script(asked.queries, line, row), row["query"], row["record"])
        for line, row in rows(asked.queries, "query", "script", "record")
    ]
    lost = {record for _, _, record in queries} - {one.id for one in records}
    if lost:
        print(f"{len(lost)} records of {asked.queries} are not in {asked.index}: not found.", file=sys.stderr)
    ranks = retrieve(Index(records), queries)
    return ranks.figures(), ranks.lines()


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("a threshold lies between 0 and 1")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m comity.screening.evaluate", description="Measure screening.")
    what = parser.add_subparsers(dest="what", required=True)
    pairs = what.add_parser("pairs", help="precision, recall and F1 on labelled pairs of names")
    pairs.add_argument("file", type=Path, help="CSV with name1, name2, is_match, script")
    pairs.add_argument("--threshold", type=_share, default=THRESHOLD, help="a match from here on (%(default)s)")
    pairs.set_defaults(run=_pairs)
    retrieval = what.add_parser("retrieval", help="whether the record sought is first, or among ten")
    retrieval.add_argument("index", type=Path, help="CSV with record, name")
    retrieval.add_argument("queries", type=Path, help="CSV with query, script, record")
    retrieval.set_defaults(run=_retrieval)
    for one in (pairs, retrieval):
        one.add_argument("--json", action="store_true", help="print figures as JSON")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        figures, lines = asked.run(asked)
    except BadFile as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(figures, ensure_ascii=False) if asked.json else "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
