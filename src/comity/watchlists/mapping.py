"""Which column of a foreign CSV file says what: a small YAML file that an operator writes, read strictly.

Keys that are not known are refused, so that a slip of the pen hides nothing. A column of nationality,
religion, ethnicity or origin can be mapped to nothing that is searched; religion and ethnicity to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from comity import yamltext
from comity.errors import Refused
from comity.watchlists.listed import ListedKind
from comity.yamltext import Yaml

MAX_ISSUER: Final = 100  # characters
SEARCHED: Final = ("reference", "name", "original_name", "alias", "weak_alias", "birth", "document", "kind")
NOTED: Final = ("listed_on", "regime", "narrative", "un_reference")
SHOWN: Final = ("address", "country", "nationality", "place_of_birth", "designation", "title", "gender", "remark")
SEVERAL: Final = ("alias", "weak_alias", "original_name", "birth", "document")  # a field may hold several values
_KEYS: Final = frozenset({"issuer", "columns", "shown", "delimiter", "separators", "kinds", "default_kind"})
_ORIGIN: Final = re.compile(
    r"national|citizen|ethnic|religio|faith|\brace\b|\borigin\b|tribe|гражданств|национальн|происхожд|вероисп|религ|этнич"
    r"|国籍|民族|种族|宗教|信仰|籍贯",
    re.IGNORECASE,
)
_NEVER: Final = re.compile(
    r"ethnic|religio|faith|\brace\b|tribe|вероисп|религ|этнич|民族|种族|宗教|信仰", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Columns:
    """``columns`` and ``shown``: field -> the columns that hold it, in order. ``separators``: field -> the mark
    between several values in one field. ``kinds``: a value of the kind's column, in lower case -> kind."""

    issuer: str
    columns: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, tuple[str, ...]]
    separators: Mapping[str, str]
    kinds: Mapping[str, ListedKind]
    default_kind: ListedKind | None
    delimiter: str = ","

    @property
    def needed(self) -> frozenset[str]:
        """Every column that the file must have."""
        return frozenset(name for part in (self.columns, self.shown) for names in part.values() for name in names)


def read(data: bytes) -> Columns:
    """Read a mapping. Raises Refused (``lists.mapping`` and those of ``yamltext.read``)."""
    said = yamltext.read(data, "mapping").data
    top = _dict(said, "mapping", _KEYS)
    issuer = _line(top.get("issuer"), "issuer")
    columns = {name: _list(value, name) for name, value in _dict(top.get("columns"), "columns", _COLUMNS).items()}
    shown = {name: _list(value, name) for name, value in _dict(top.get("shown") or {}, "shown", _SHOWN).items()}
    if missing := sorted({"reference", "name"} - columns.keys()):
        raise _wrong("columns", ", ".join(missing))
    _refuse_origin(columns, shown)
    separators = {
        name: _mark(value, name)
        for name, value in _dict(top.get("separators") or {}, "separators", frozenset(SEVERAL)).items()
    }
    kinds = {
        word.lower(): ListedKind(kind)
        for kind, words in _dict(top.get("kinds") or {}, "kinds", frozenset(ListedKind)).items()
        for word in _list(words, kind)
    }
    default = top.get("default_kind")
    if default is not None and (not isinstance(default, str) or default not in [*ListedKind]):
        raise _wrong("default_kind", str(default))
    if default is None and ("kind" not in columns or not kinds):
        raise _wrong("kinds", "default_kind")
    delimiter = _mark(top.get("delimiter", ","), "delimiter")
    return Columns(issuer, columns, shown, separators, kinds, ListedKind(default) if default else None, delimiter)


_COLUMNS: Final = frozenset({*SEARCHED, *NOTED})
_SHOWN: Final = frozenset(SHOWN)


def _wrong(place: str, found: str) -> Refused:
    return Refused("lists.mapping", place=place, found=found[:60])


def _refuse_origin(columns: Mapping[str, tuple[str, ...]], shown: Mapping[str, tuple[str, ...]]) -> None:
    for field, names in columns.items():
        if bad := next((name for name in names if field in SEARCHED and _ORIGIN.search(name)), ""):
            raise Refused("lists.mapping_origin", column=bad[:60], field=field)
    for field, names in (*shown.items(), *columns.items()):
        if bad := next((name for name in names if _NEVER.search(name)), ""):
            raise Refused("lists.mapping_origin", column=bad[:60], field=field)


def _dict(value: Yaml, place: str, known: frozenset[str]) -> dict[str, Yaml]:
    if not isinstance(value, dict):
        raise _wrong(place, type(value).__name__)
    if unknown := sorted(value.keys() - known):
        raise _wrong(place, ", ".join(unknown))
    return value


def _list(value: Yaml, place: str) -> tuple[str, ...]:
    """One name, or a list of names."""
    found = value if isinstance(value, list) else [value]
    if not found:
        raise _wrong(place, "[]")
    return tuple(_line(one, place) for one in found)


def _line(value: Yaml, place: str) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= MAX_ISSUER or not value.isprintable():
        raise _wrong(place, str(value))
    return value.strip()


def _mark(value: Yaml, place: str) -> str:
    if value == "\t" or (isinstance(value, str) and len(value) == 1 and value.isprintable() and not value.isalnum()):
        return str(value)
    raise _wrong(place, repr(value))
