"""The United Kingdom's consolidated list of financial sanctions targets (OFSI), as published in CSV.

A row for each name and date of birth of a group: rows with one Group ID are one person or body. A day or
month of ``00`` is unknown. The first line holds the day of the list, the second the names of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Final

from comity import dates
from comity.errors import Refused
from comity.watchlists import names, received, references, tables
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
    letter_script,
    script_of,
)

Row = dict[str, str]
MAX_REMARK: Final = 20_000  # characters
_GIVEN: Final = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5")
_FAMILY: Final = "Name 6"
_ORIGINAL: Final = "Name Non-Latin Script"
_ORIGINAL_TYPE: Final = "Non-Latin Script Type"
_NEEDED: Final = frozenset(
    {*_GIVEN, _FAMILY, _ORIGINAL, "DOB", "Group Type", "Alias Type", "Regime", "Listed On", "Last Updated", "Group ID",
     "Other Information"}
)  # fmt: skip
_KINDS: Final = {"individual": ListedKind.INDIVIDUAL, "entity": ListedKind.ENTITY, "ship": ListedKind.ENTITY}
_DETAILS: Final = {
    "Title": "title", "Nationality": "nationality", "Position": "designation", "Town of Birth": "place_of_birth",
    "Country of Birth": "place_of_birth", "UK Sanctions List Date Designated": "designated_on",
}  # fmt: skip
_DOCUMENTS: Final = (
    ("Passport", "Passport Number", "Passport Details"),
    ("National identification", "National Identification Number", "NI Details"),
)
_ADDRESS: Final = (*(f"Address {place}" for place in range(1, 7)), "Post/Zip Code", "Country")
_OTHERS: Final = frozenset({_ORIGINAL_TYPE, "Non-Latin Script Language", "Alias Quality", "Country of Birth"})
_READ: Final = _NEEDED | _DETAILS.keys() | {*_ADDRESS} | _OTHERS | {c for row in _DOCUMENTS for c in row[1:]}
_NUMBER: Final = re.compile(r"[0-9]{1,9}\Z")
_STRIPPED: Final = 10  # as for the UN


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read one file. Raises Refused (``lists.*``) where it is damaged or not this list."""
    got = received.unpack(stream, limit)
    if len(got.parts) != 1:
        raise Refused("lists.files", expected="ConList.csv", found=[str(len(got.parts))])
    text = tables.text_of(got.parts[0].data)
    first, _, table = text.partition("\n")
    day = _updated(first)
    groups: dict[str, list[Row]] = {}
    columns: tuple[str, ...] = ()
    for line, row in tables.records(table, _NEEDED):
        columns = tuple(row)
        if not _NUMBER.match(row["Group ID"].strip()):
            raise Refused("lists.reference", found=row["Group ID"][:40], line=line + 1)
        groups.setdefault(row["Group ID"].strip(), []).append({name: names.fold(text) for name, text in row.items()})
    if not groups:
        raise Refused("lists.incomplete", found=[])
    damaged = _damaged(groups, text.isascii())
    unread = sorted(name[:60] for name in columns if name not in _READ)
    entries = tuple(_entry(reference, rows) for reference, rows in groups.items())
    instant = datetime.combine(day, time(), UTC)
    return Snapshot("uk", got.digest, instant, day, entries, tuple(unread[:20]), damaged, issuer="gb")


def _updated(line: str) -> date:
    """Of ``Last Updated,27/04/2020,,,``."""
    said, _, rest = line.strip().partition(",")
    found = dates.parse_or_unknown(rest.partition(",")[0].strip())
    if said.strip() != "Last Updated" or not found.exact or found.earliest is None:
        raise Refused("lists.undated", found=line[:40])
    return found.earliest


def _damaged(groups: dict[str, list[Row]], ascii_only: bool) -> tuple[str, ...]:
    """Groups whose name in another script lost it. Raises Refused (``lists.stripped``) where that is the rule.

    A named script without a name may be the publisher's; in a file that is ASCII throughout it is what was dropped.
    """
    fields = [(ref, row[_ORIGINAL]) for ref, rows in groups.items() for row in rows if row.get(_ORIGINAL_TYPE)]
    lost = [ref for ref, text in fields if not (_whole(text) or (not text and not ascii_only))]
    if len(lost) > 1 and len(lost) * _STRIPPED > len(fields):
        raise Refused("lists.stripped", damaged=len(lost), fields=len(fields))
    return tuple(dict.fromkeys(lost))


def _whole(text: str) -> bool:
    return LOST not in text and any(letter_script(character) and not character.isascii() for character in text)


def _entry(reference: str, rows: list[Row]) -> Listed:
    kind = _KINDS.get(rows[0]["Group Type"].lower())
    if kind is None:
        raise Refused("lists.kind", reference=reference)
    # Rows stand in no order; the names that the list calls prime come first, or the first where none is.
    rows = sorted(rows, key=lambda row: not _is_prime(row))
    spelt: dict[str, Name] = {}
    for name in _names(rows):
        spelt.setdefault(name.value, name)  # a row for each date of birth repeats the name
    found = tuple(spelt.values())
    if not found or found[0].field is not Field.NAME:
        raise Refused("lists.nameless", reference=reference)
    births = (dates.parse_or_unknown(row["DOB"]) for row in rows if row["DOB"])
    details = list(_details(rows))
    if rows[0]["Group Type"].lower() == "ship":
        details.append(Detail("listed_as", "vessel"))
    remarks = list(dict.fromkeys(row["Other Information"] for row in rows if row["Other Information"]))
    amended = {day for row in rows if (day := _day(row["Last Updated"]))}
    same = dict.fromkeys(one for remark in remarks for one in references.stated(remark))
    return Listed(
        reference,
        kind,
        found,
        births=tuple(dict.fromkeys(births)),
        documents=tuple(dict.fromkeys(_documents(rows))),
        details=tuple(dict.fromkeys(details)),
        listed_on=min(filter(None, (_day(row["Listed On"]) for row in rows)), default=None),
        amended_on=tuple(sorted(amended)),
        regime="; ".join(dict.fromkeys(row["Regime"] for row in rows if row["Regime"]))[:200],
        narrative=" ".join(remarks)[:MAX_REMARK],
        same_as=tuple(same) if len(same) == 1 else (),
    )


def _is_prime(row: Row) -> bool:
    return row["Alias Type"].lower().startswith("prim")


def _names(rows: Iterable[Row]) -> Iterator[Name]:
    original: list[Name] = []
    for place, row in enumerate(rows):
        value = " ".join(filter(None, (*(row[column] for column in _GIVEN), row[_FAMILY])))[: names.MAX_FIELD]
        prime = place == 0 or _is_prime(row)
        quality = Quality.PRIMARY if prime else _quality(row)
        if any(map(str.isalnum, value)):
            yield Name(value, Field.NAME if prime else Field.ALIAS, quality, script_of(value))
        for text in names.split(row[_ORIGINAL]):
            whole = row[_ORIGINAL]
            original.append(Name(text, Field.ORIGINAL_SCRIPT, quality, script_of(text), whole if whole != text else ""))
    yield from original


def _quality(row: Row) -> Quality:
    said, type_ = row.get("Alias Quality", "").lower(), row["Alias Type"].upper()
    if said.startswith("low"):
        return Quality.LOW
    return Quality.GOOD if said.startswith("good") else Quality.FKA if type_ == "FKA" else Quality.AKA


def _documents(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        for kind, number, said in _DOCUMENTS:
            if row.get(number):
                yield ", ".join(filter(None, (kind, row[number], row.get(said, ""))))[: names.MAX_FIELD]


def _details(rows: Iterable[Row]) -> Iterator[Detail]:
    for row in rows:
        for column, field in _DETAILS.items():
            if row.get(column) and column != "Country of Birth":
                country = row.get("Country of Birth", "") if column == "Town of Birth" else ""
                yield Detail(field, ", ".join(filter(None, (row[column], country)))[: names.MAX_FIELD])
        if row.get("Country of Birth") and not row.get("Town of Birth"):
            yield Detail("place_of_birth", row["Country of Birth"][: names.MAX_FIELD])
        address = ", ".join(row[column] for column in _ADDRESS if row.get(column))
        if address:
            yield Detail("address", address[: names.MAX_FIELD])


def _day(text: str) -> date | None:
    found = dates.parse_or_unknown(text)
    return found.earliest if found.exact else None
