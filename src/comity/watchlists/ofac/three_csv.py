"""OFAC's CSV files: sdn.csv, alt.csv and add.csv are one list, so they are read together or not at all.

They have no heading and no date: files are told apart by their number of columns, and the operator says the
day. ``-0-`` is an empty field; the last line may hold one field.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from comity.errors import Refused
from comity.watchlists import names, received, tables
from comity.watchlists.listed import MAX_FILE_BYTES, Field, Listed, Quality, Readable, Snapshot
from comity.watchlists.ofac import wording
from comity.watchlists.ofac.wording import Draft

Row = list[str]
_SDN, _ALT, _ADD, _COMMENTS = 12, 5, 6, 2
_FILES: Final = {_SDN: "sdn.csv", _ALT: "alt.csv", _ADD: "add.csv", _COMMENTS: "sdn_comments.csv"}
_END: Final = b"\x1a"  # the sign that ends OFAC's own files; copies may have lost it, then all of them have
_NUMBER: Final = re.compile(r"[0-9]{1,9}\Z")
_NULL: Final = re.compile(r"-0-?\Z")
_QUALITIES: Final = {"aka": Quality.AKA, "fka": Quality.FKA, "nka": Quality.AKA}
_VESSEL: Final = ("call_sign", "vessel_type", "tonnage", "gross_tonnage", "flag", "owner")


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read a bundle of the files. Raises Refused (``lists.*``) where one is missing, damaged or of another list."""
    got = received.unpack(stream, limit)
    files: dict[int, list[Row]] = {}
    for part in got.parts:
        found = _rows(part.data)
        width = len(found[0]) if found else 0
        if width in files or width not in _FILES:
            raise Refused("lists.files", expected="sdn.csv, alt.csv, add.csv", found=[_FILES.get(width, str(width))])
        files[width] = found
    if missing := [name for width, name in _FILES.items() if width not in files and width != _COMMENTS]:
        raise Refused("lists.files", expected=", ".join(missing), found=[_FILES[width] for width in sorted(files)])
    if len({part.data.rstrip().endswith(_END) for part in got.parts}) > 1:
        raise Refused("lists.cut")
    if got.dated is None:
        raise Refused("lists.undated_file")
    entries = tuple(draft.listed() for draft in _drafts(files))
    return _snapshot(entries, got.digest, got.dated)


def _snapshot(entries: tuple[Listed, ...], digest: str, day: date) -> Snapshot:
    return Snapshot("ofac", digest, wording.midnight(day), day, entries, issuer=wording.ISSUER)


def _rows(data: bytes) -> list[Row]:
    """The rows of one file, nulls emptied. Raises Refused (``lists.columns``, ``lists.reference``)."""
    found = list(tables.rows(tables.text_of(data)))
    if found and len(found[-1][1]) == 1:
        found.pop()
    width = len(found[0][1]) if found else 0
    kept = []
    for line, row in found:
        if len(row) != width:
            raise Refused("lists.columns", line=line, found=[str(len(row))], expected=[str(width)])
        if not _NUMBER.match(row[0].strip()):
            raise Refused("lists.reference", found=row[0][:40], line=line)
        kept.append(["" if _NULL.match(value.strip()) else names.fold(value) for value in row])
    return kept


def _drafts(files: dict[int, list[Row]]) -> list[Draft]:
    drafts: dict[str, Draft] = {}
    for row in files[_SDN]:
        if row[0] in drafts:
            raise Refused("lists.duplicate", reference=row[0])
        draft = drafts[row[0]] = Draft(row[0], row[2])
        draft.names.extend(wording.turned(row[1], Field.NAME, Quality.PRIMARY, draft.individual))
        if not draft.names:
            raise Refused("lists.nameless", reference=row[0])
        draft.programmes.extend(programme.strip(" []") for programme in row[3].split("] ["))
        draft.detail("title", row[4])
        for name, value in zip(_VESSEL, row[5:11], strict=True):
            draft.detail(name, value)
        draft.remark = row[11]
    for number, comment in files.get(_COMMENTS, []):
        _of(drafts, number).remark += f" {comment}"
    for number, _, type_, alias, remark in files[_ALT]:
        draft = _of(drafts, number)
        quality = Quality.LOW if "weak" in remark.lower() else _QUALITIES.get(type_, Quality.UNSTATED)
        draft.names.extend(wording.turned(alias, Field.ALIAS, quality, draft.individual))
    for number, _, street, city, country, remark in files[_ADD]:
        draft = _of(drafts, number)
        draft.detail("address", ", ".join(filter(None, (street, city, country, remark))))
    for draft in drafts.values():
        wording.note_segments(draft, wording.segments(draft.remark))
        draft.remark = names.fold(draft.remark)
    return list(drafts.values())


def _of(drafts: dict[str, Draft], number: str) -> Draft:
    """The entry that a row of another file belongs to: without it, sdn.csv was cut off or is of another day."""
    draft = drafts.get(number)
    if draft is None:
        raise Refused("lists.orphan", reference=number)
    return draft
