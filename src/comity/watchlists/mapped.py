"""Any other list in CSV, read by a mapping of its columns (``mapping``). Rows with one reference are one entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Final

from comity import dates
from comity.errors import Refused
from comity.watchlists import mapping, names, received, references, tables
from comity.watchlists.listed import (
    LOST,
    MAX_FILE_BYTES,
    Detail,
    Field,
    Listed,
    ListedKind,
    Name,
    Quality,
    Readable,
    Snapshot,
    script_of,
)
from comity.watchlists.mapping import Columns

Row = dict[str, str]
MAX_REMARK: Final = 20_000  # characters
MAX_REFERENCE: Final = 60
_STRIPPED: Final = 10


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read a bundle of one CSV file, its mapping and its day. Raises Refused (``lists.*``, ``yaml.*``)."""
    got = received.unpack(stream, limit)
    maps = [part.data for part in got.parts if part.role == received.MAPPING]
    files = [part.data for part in got.parts if not part.role]
    if len(maps) != 1 or len(files) != 1:
        raise Refused("lists.files", expected="FILE.csv, --mapping FILE.yaml", found=[str(len(files)), str(len(maps))])
    if got.dated is None:
        raise Refused("lists.undated_file")
    columns = mapping.read(maps[0])
    grouped: dict[str, list[Row]] = {}
    text = tables.text_of(files[0])
    unread: set[str] = set()
    for line, row in tables.records(text, columns.needed, columns.delimiter):
        unread = row.keys() - columns.needed
        reference = names.fold(row[columns.columns["reference"][0]])
        if not 0 < len(reference) <= MAX_REFERENCE or not reference.isprintable():
            raise Refused("lists.reference", found=reference[:40], line=line)
        grouped.setdefault(reference, []).append(row)
    if not grouped:
        raise Refused("lists.incomplete", found=[])
    entries = tuple(_entry(columns, reference, rows) for reference, rows in grouped.items())
    damaged = _damaged(entries)
    return Snapshot(
        "csv", got.digest, datetime.combine(got.dated, time(), UTC), got.dated, entries,
        tuple(sorted(name[:60] for name in unread)[:20]), damaged, columns.issuer,
    )  # fmt: skip


def _damaged(entries: tuple[Listed, ...]) -> tuple[str, ...]:
    """References with a letter lost in conversion. Raises Refused (``lists.stripped``) where that is the rule."""
    lost = tuple(entry.reference for entry in entries if any(LOST in name.value for name in entry.names))
    if len(lost) > 1 and len(lost) * _STRIPPED > len(entries):
        raise Refused("lists.stripped", damaged=len(lost), fields=len(entries))
    return lost


def _entry(columns: Columns, reference: str, rows: list[Row]) -> Listed:
    spelt: dict[str, Name] = {}
    for name in _names(columns, rows):
        spelt.setdefault(name.value, name)
    found = tuple(spelt.values())
    if not found or found[0].field is not Field.NAME:
        raise Refused("lists.nameless", reference=reference)
    details = (
        Detail(field, text) for field in columns.shown for row in rows for text in _joined(columns.shown, field, row)
    )
    noted = {field: list(dict.fromkeys(_texts(columns, field, rows))) for field in mapping.NOTED}
    same = dict.fromkeys(one for text in noted["un_reference"] for one in references.un_id(text))
    listed_on = [day for day in map(_day, noted["listed_on"]) if day]
    return Listed(
        reference,
        _kind(columns, reference, rows),
        found,
        births=tuple(dict.fromkeys(map(dates.parse_or_unknown, _texts(columns, "birth", rows)))),
        documents=tuple(dict.fromkeys(_documents(columns, rows))),
        details=tuple(dict.fromkeys(details)),
        listed_on=min(listed_on, default=None),
        regime="; ".join(noted["regime"])[:200],
        narrative=" ".join(noted["narrative"])[:MAX_REMARK],
        same_as=tuple(same) if len(same) == 1 else (),
    )


def _kind(columns: Columns, reference: str, rows: list[Row]) -> ListedKind:
    found = {columns.kinds.get(text.lower(), columns.default_kind) for text in _texts(columns, "kind", rows)}
    found = found or {columns.default_kind}
    kind = found.pop()
    if kind is None or found:
        raise Refused("lists.kind", reference=reference)
    return kind


def _names(columns: Columns, rows: list[Row]) -> Iterator[Name]:
    for place, row in enumerate(rows):
        for value in _joined(columns.columns, "name", row):
            where, quality = (Field.NAME, Quality.PRIMARY) if place == 0 else (Field.ALIAS, Quality.UNSTATED)
            yield Name(value, where, quality, script_of(value))
    for field, where, quality in (
        ("original_name", Field.ORIGINAL_SCRIPT, Quality.PRIMARY),
        ("alias", Field.ALIAS, Quality.UNSTATED),
        ("weak_alias", Field.ALIAS, Quality.LOW),
    ):
        for text in _texts(columns, field, rows):
            for value in names.split(text):
                yield Name(value, where, quality, script_of(value), text if value != text else "")


def _documents(columns: Columns, rows: list[Row]) -> Iterator[str]:
    """Each number after the name of its column, which says what it is a number of."""
    for row in rows:
        for column in columns.columns.get("document", ()):
            for text in _parted(columns, "document", row[column]):
                yield f"{column}, {text}"[: names.MAX_FIELD]


def _texts(columns: Columns, field: str, rows: list[Row]) -> Iterator[str]:
    """Every value of ``field``, parted where the mapping says so, in the order of rows and columns."""
    for row in rows:
        for column in columns.columns.get(field, ()):
            yield from _parted(columns, field, row[column])


def _parted(columns: Columns, field: str, text: str) -> Iterator[str]:
    mark = columns.separators.get(field)
    for part in text.split(mark) if mark else (text,):
        if kept := names.fold(part)[: names.MAX_FIELD]:
            yield kept


def _joined(columns: Mapping[str, tuple[str, ...]], field: str, row: Row) -> Iterator[str]:
    """The columns of one field as one text: given and family name, street and city."""
    text = names.fold(" ".join(filter(None, (row[column] for column in columns[field]))))[: names.MAX_FIELD]
    if any(map(str.isalnum, text)):
        yield text


def _day(text: str) -> date | None:
    found = dates.parse_or_unknown(text)
    return found.earliest if found.exact else None
