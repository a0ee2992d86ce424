"""Fictional files in the forms of other publishers, and what reading them gives."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from comity import language
from comity.errors import Refused
from comity.watchlists import received, registry
from comity.watchlists.listed import Listed, Snapshot
from comity.watchlists.received import Part

FILES = Path(__file__).parents[1] / "fixtures" / "lists"
DAY = date(2026, 3, 1)
CSV = {name: (FILES / "ofac" / f"{name}.csv").read_bytes() for name in ("sdn", "alt", "add")}
SDN_XML = (FILES / "ofac_sdn.xml").read_bytes()
ADVANCED = (FILES / "ofac_advanced.xml").read_bytes()
EU = (FILES / "eu.xml").read_bytes()
UK = (FILES / "uk.csv").read_bytes()
MAPPED = (FILES / "mapped.csv").read_bytes()
MAPPING = (FILES / "mapping.yaml").read_bytes()


def bundle(*files: bytes, dated: date | None = DAY, mapping: bytes | None = None) -> bytes:
    maps = [Part(mapping, received.MAPPING)] if mapping is not None else []
    return received.pack([*map(Part, files), *maps], dated)


THREE = bundle(*CSV.values())
WITH_MAPPING = bundle(MAPPED, mapping=MAPPING)


def read(source: str, data: bytes) -> Snapshot:
    return registry.source(source).read(io.BytesIO(data))


def entry(snapshot: Snapshot, reference: str) -> Listed:
    return next(one for one in snapshot.entries if one.reference == reference)


def refusal(source: str, data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(source, data)
    for lang in language.LANGUAGES:
        assert caught.value.refusal.sentence(lang)
    return caught.value.refusal.code


def names(one: Listed) -> list[tuple[str, str, str]]:
    return [(name.value, name.field.value, name.quality.value) for name in one.names]


def births(one: Listed) -> list[tuple[str, str, bool]]:
    return [(str(birth.earliest), str(birth.latest), birth.circa) for birth in one.births]


def details(one: Listed, field: str) -> list[str]:
    return [detail.text for detail in one.details if detail.field == field]
