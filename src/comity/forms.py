"""The forms of what a head holds: tokens, ids, digests, and terms in which no text can hide."""

from __future__ import annotations

import re
from typing import Final

from comity.canonical import Json
from comity.errors import Refused

TOKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+@-]{0,127}\Z")
ORIGIN: Final = re.compile(r"[a-z0-9][a-z0-9./_-]{0,198}[a-z0-9]\Z")  # as in the configuration
DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")
SCHEMA: Final = re.compile(r"[a-z]+(\.[a-z]+)*/[1-9][0-9]{0,2}\Z")
ID: Final = re.compile(r"[0-9a-f]{32}\Z")


def matching(form: re.Pattern[str], value: Json) -> str:
    if not isinstance(value, str) or not form.match(value):
        raise Refused("act.fields", "design, rule 1")
    return value


def token(value: Json) -> str:
    return matching(TOKEN, value)


def listed(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise Refused("act.fields", "design, rule 1")
    return value


def fields(value: Json, names: frozenset[str]) -> dict[str, Json]:
    if not isinstance(value, dict) or set(value) != names:
        raise Refused("act.fields", "design, rule 1")
    return value


def check_terms(value: Json, depth: int) -> None:
    """Only tokens, whole numbers and truth values, so that no text can hide in a head."""
    if isinstance(value, (bool, int)) or value == "":
        return
    if isinstance(value, (dict, list)) and depth > 0:
        if isinstance(value, dict):
            for key in value:
                _term(key)
        for item in value.values() if isinstance(value, dict) else value:
            check_terms(item, depth - 1)
        return
    _term(value)


def _term(value: Json) -> None:
    if not isinstance(value, str) or not TOKEN.match(value):
        raise Refused("act.text_in_head", "design, rule 1", value=str(value)[:40])
