"""Dossiers of every shape that their models allow, as a text may hold them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from comity.interchange.dossier.file_names import PATTERN
from comity.interchange.dossier.model import KINDS, json_schema

_DEFINITIONS = json_schema()["$defs"]
_LINES = (
    "x",
    "- a: b #c",
    "# no note",
    "'quoted' \"twice\"",
    "true",
    "2024",
    "null",
    "{a: [b]}",
    "&a *b !c",
    "Ночь, улица; фонарь",
    "名称 中文",
    "a\u00a0b\u202fc",
    "é" * 300,
    "a, b | c > d % e @ f ` g ~ ?",
)
_TEXTS = (*_LINES, "one\ntwo\n\n  three # four", "a: |\n  b", "…\u2028…", "é" * 900)
DOCUMENTS = ("ruling.pdf", "the ruling, certified.txt", "Приговор суда.pdf", "判决书(副本).pdf")
_BY_PATTERN = {
    PATTERN: st.sampled_from(DOCUMENTS),
    "^[A-Za-z0-9][A-Za-z0-9._:/-]*$": st.sampled_from(["SC-XA-2022-17", "XA-NLO-1", "0", "true", "1.10", "2024-01-01"]),
    "^[A-Za-z][A-Za-z0-9_-]*$": st.sampled_from(["XA", "NO", "EC", "null"]),
    "^[a-z]{2,3}$": st.sampled_from(["en", "ru", "no", "on"]),
    "^[A-DX][1-4]$": st.sampled_from(["A1", "X4"]),
    "^[0-9a-f]{32}$": st.sampled_from(["0" * 32, "1e" * 16, "12345678" * 4]),
}


def dossiers(kind: str) -> SearchStrategy[dict[str, Any]]:
    """The data of a dossier of ``kind``."""
    return _of(_DEFINITIONS[KINDS[kind].__name__])


def _of(node: dict[str, Any], name: str = "") -> SearchStrategy[Any]:
    if "anyOf" in node:
        return _of(next(one for one in node["anyOf"] if one.get("type") != "null"), name)
    if "$ref" in node:
        return _of(_DEFINITIONS[node["$ref"].rpartition("/")[2]], name)
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if name == "finality":
        return st.sampled_from(["final", "appealable", "under_appeal"])
    if node["type"] == "array":
        return st.lists(_of(node["items"]), min_size=node.get("minItems", 0), max_size=max(2, node.get("minItems", 0)))
    if node["type"] == "object":
        return _whole(node)
    if node["type"] == "integer":
        return st.integers(node.get("minimum", 0), node.get("maximum", 1_000))
    return st.booleans() if node["type"] == "boolean" else _text(node)


def _whole(node: dict[str, Any]) -> SearchStrategy[dict[str, Any]]:
    fields = {name: _of(value, name) for name, value in node["properties"].items()}
    needed = set(node.get("required", ()))
    return st.fixed_dictionaries(
        {name: one for name, one in fields.items() if name in needed},
        optional={name: one for name, one in fields.items() if name not in needed},
    )


def _text(node: dict[str, Any]) -> SearchStrategy[str]:
    if node.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    pattern = node.get("pattern", "")
    if pattern.startswith("^[12][0-9]{3}"):
        return st.sampled_from(["1979", "2024-02", "2023-12-31"])
    if pattern:
        return _BY_PATTERN[pattern]
    return st.sampled_from(_TEXTS if node.get("maxLength", 0) > 300 else _LINES)
