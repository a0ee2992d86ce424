"""A listed value as a statement: asserted by the list's owner, from one file, judged by nobody here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from comity.canonical import Json
from comity.dates import VagueDate
from comity.provenance import Standing, Statement
from comity.watchlists.listed import Listed, Snapshot
from comity.watchlists.registry import source

GRADE: Final = "X4"  # Europol Reg. Art 29: copied from an unsigned file, neither assessed nor corroborated here


def statements(snapshot: Snapshot, entry: Listed) -> Iterator[Statement]:
    """Yield the statements of ``entry``, in the order of its fields; the source is ``un:<date>:<reference>``."""
    day = snapshot.list_date.isoformat()
    for property_, value, lang, original in _values(entry):
        yield Statement(
            property=property_,
            value=value,
            asserted_by=source(snapshot.source).participant,
            source=f"{snapshot.source}:{day}:{entry.reference}",
            standing=Standing.RECORDED,
            grade=GRADE,
            lang=lang,
            original=original,
            first_seen=day,
            last_seen=day,
        )


def _values(entry: Listed) -> Iterator[tuple[str, Json, str, str]]:
    yield "kind", entry.kind.value, "", ""
    for name in entry.names:
        yield name.field.value, {"name": name.value, "quality": name.quality.value}, _tag(name.script), name.original
    for birth in entry.births:
        yield "date_of_birth", _birth(birth), "", birth.text
    for document in entry.documents:
        yield "document", document, "", ""
    for detail in entry.details:
        yield detail.field, detail.text, "", ""
    if entry.listed_on:
        yield "listed_on", entry.listed_on.isoformat(), "", ""
    for day in entry.amended_on:
        yield "amended_on", day.isoformat(), "", ""
    if entry.regime:
        yield "regime", entry.regime, "", ""
    if entry.narrative:
        yield "narrative", entry.narrative, "en", ""
    for reference in entry.same_as:
        yield "same_as", reference, "", ""


def _tag(script: str) -> str:
    return f"und-{script}" if script else ""


def _birth(birth: VagueDate) -> Json:
    return {
        "circa": birth.circa,
        "earliest": birth.earliest.isoformat() if birth.earliest else None,
        "latest": birth.latest.isoformat() if birth.latest else None,
        "text": birth.text,
    }
