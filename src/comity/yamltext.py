"""Read YAML strictly: a small subset, with the line of every value.

Accepted: mappings, sequences, strings, whole numbers, ``true``/``false`` and empty (None).
Refused: anchors and aliases, tags, several documents, duplicate keys, nesting over 40 levels and
texts over 1 MiB. Dates and decimals stay strings, so ``NO`` is Norway and ``1.10`` keeps its zero.
The text is read as a stream of events with our own stack: deep nesting cannot exhaust Python's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

import yaml

from comity.errors import Evidence, Refused

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 40
MAX_NODES: Final = 50_000
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,15})\Z")
_MAX_INT: Final = 2**53 - 1

Yaml = None | bool | int | str | list["Yaml"] | dict[str, "Yaml"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: ``data`` and, for each path in it, the line (from 1) where it stands."""

    name: str
    data: Yaml
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of ``path``, or of its nearest parent that stands in the text."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Open:
    """A collection still being read."""

    path: Path
    value: dict[str, Yaml] | list[Yaml]
    key: str | None = None


@dataclass(slots=True)
class _Reader:
    name: str
    stack: list[_Open] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    root: Yaml = None
    documents: int = 0

    def refuse(self, code: str, line: int, **evidence: Evidence) -> Refused:
        return Refused(f"yaml.{code}", "", file=self.name, line=line, **evidence)

    def path_of_next(self) -> Path:
        if not self.stack:
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        return (*top.path, top.key if top.key is not None else "?")

    def put(self, value: Yaml, line: int) -> None:
        """Place a value where the text stands; a scalar in key position becomes the key."""
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            raise self.refuse("key", line)
        else:
            top.value[top.key] = value
            top.key = None

    def scalar(self, event: yaml.ScalarEvent) -> None:
        line = _line(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            if event.value in top.value:
                raise self.refuse("duplicate", line, key=event.value[:60])
            top.key = event.value
            self.lines[self.path_of_next()] = line  # a value may begin below its key: show the key
            return
        self.lines.setdefault(self.path_of_next(), line)
        self.put(_typed(event.value) if event.implicit[0] else event.value, line)

    def open(self, event: yaml.CollectionStartEvent, value: dict[str, Yaml] | list[Yaml]) -> None:
        line = _line(event)
        if len(self.stack) >= MAX_DEPTH:
            raise self.refuse("depth", line, limit=MAX_DEPTH)
        path = self.path_of_next()
        self.lines.setdefault(path, line)
        self.put(value, line)
        self.stack.append(_Open(path, value))

    def take(self, event: yaml.Event) -> None:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse("alias", line)
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.refuse("tag", line)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refuse("documents", line)
        elif isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self.open(event, {})
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open(event, [])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _typed(text: str) -> Yaml:
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.match(text) and abs(int(text)) <= _MAX_INT:
        return int(text)
    return text


def read(text: bytes, name: str) -> Document:
    """Parse ``text``; ``name`` is shown in errors. Raises Refused (``yaml.*``) with the line."""
    reader = _Reader(name)
    if len(text) > MAX_BYTES:
        raise reader.refuse("size", 1, limit=MAX_BYTES)
    try:
        decoded = text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise reader.refuse("encoding", text[: error.start].count(b"\n") + 1) from None
    try:
        for count, event in enumerate(yaml.parse(decoded, Loader=_LOADER)):
            if count > MAX_NODES:
                raise reader.refuse("size", _line(event), limit=MAX_NODES)
            reader.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        last = decoded.count("\n") + 1  # libyaml reports an early end one line past it
        line = min(mark.line + 1, last) if mark else 1
        raise reader.refuse("syntax", line, problem=str(problem)[:200]) from None
    return Document(name, reader.root, reader.lines)
