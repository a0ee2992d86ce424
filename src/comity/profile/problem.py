"""What is wrong with a profile, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.errors import Evidence, Refusal
from comity.language import DEFAULT
from comity.yamltext import Document, Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file (relative to the profile's folder), the line, and the sentence's key."""

    file: str
    line: int
    key: str
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    provision: str = ""

    def sentence(self, lang: str = DEFAULT) -> str:
        """What is wrong, why, and what to do next, in ``lang``, without file and line."""
        place: dict[str, Evidence] = {"file": self.file, "line": self.line}
        return Refusal(self.key, self.provision, {**place, **self.evidence}).sentence(lang)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: a document and the path in it."""

    document: Document
    path: Path

    def problem(self, key: str, *inner: str | int, **evidence: Evidence) -> Problem:
        """A problem at this place, or at ``inner`` below it where that stands in the text."""
        return Problem(self.document.name, self.document.line((*self.path, *inner)), key, evidence)
