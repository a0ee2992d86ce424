"""docs/generated/gates.md: the floor in code, and the rulebook of each profile, gate by gate."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from typing import Any

from comity.canonical import Json
from tools.pages.markdown import table

QUALIFICATION = "comity.qualification"


def page() -> str:
    """Every rule of the floor and of each profile's rulebook, with doors, condition and provision."""
    parts = [
        "# Gates\n\nA gate is a numbered condition of the law; a door opens only when every gate that binds it "
        "permits. A missing fact leaves a gate undetermined, and undetermined does not open.\n",
        "## The floor\n\nIn code: no profile and no decision goes below it.\n",
        _rules(import_module(f"{QUALIFICATION}.floor").FLOOR),
    ]
    for book in _rulebooks():
        parts.append(f"## {book.name}\n\nDigest: `{book.digest}`\n\n{_rules(book.rules)}")
    return "\n".join(parts)


def _rulebooks() -> Iterator[Any]:
    """The rulebook of each built-in profile that has one, in order of name."""
    reader = import_module(f"{QUALIFICATION}.rulebook_reader")
    for profile in sorted((files("comity") / "profiles").iterdir(), key=lambda held: held.name):
        folder = profile / "rulebook"
        if folder.is_dir():
            yield reader.load(profile.name, reader.folder(folder))


def _rules(rules: Any) -> str:
    columns = ("gate", "rule", "doors", "applies", "asks", "provision", "confidence", "words")
    return table(columns, [_row(rule) for rule in rules])


def _row(rule: Any) -> tuple[object, ...]:
    when = said(rule.when.content()) if rule.when else "always"
    asks = said(rule.condition.content())
    return rule.gate, f"`{rule.id}`", _doors(rule.doors), when, asks, rule.provision, rule.confidence, rule.words


def _doors(doors: Any) -> str:
    groups: Any = import_module(f"{QUALIFICATION}.rulebook_reader").GROUPS
    return next((name for name, held in groups.items() if held == doors), None) or ", ".join(sorted(doors))


def said(condition: Json) -> str:
    """A condition in short words, from the content that its digest covers."""
    if not isinstance(condition, dict):
        return str(condition)
    kind, held = next(iter(condition.items()))
    if not isinstance(held, dict):
        return f"{kind}: {held}"
    if kind == "in" and isinstance(values := held["values"], list):
        return f"{held['fact']} in {', '.join(map(str, values))}" if len(values) > 1 else f"{held['fact']}: {values[0]}"
    return " ".join(str(value) for value in held.values() if value is not None)
