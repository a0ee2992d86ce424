"""Refusals and faults, one tree.

``Refused`` carries an answer: what was asked is not allowed or not possible, by which provision,
on what evidence, and what to do next. ``Fault`` says that something is broken: the person asking
can do nothing about it, an operator can. Nothing else is raised on purpose.

    ComityError
      Refused        carries a Refusal
      Fault          a broken invariant, a damaged file, a lost byte
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from comity import language

Evidence = str | int | bool | None | list[str]


class Kind(StrEnum):
    """Why something was refused; decides the exit code of the CLI and the status of the API."""

    MALFORMED = "malformed"  # what was sent cannot be read
    UNKNOWN = "unknown"  # there is no such thing, or none that the asker may see
    FORBIDDEN = "forbidden"  # the asker may not
    CONFLICT = "conflict"  # the world has moved on: look again
    UNLAWFUL = "unlawful"  # a provision stands against it
    UNAVAILABLE = "unavailable"  # not now: the clock, the disk, a missing port


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal as a value.

    ``code`` is stable (``area.name``) and names the sentence in ``language/refusals``;
    ``provision`` is the article or rule that refuses, as a person would cite it;
    ``evidence`` holds the values that the sentence shows, never a secret.
    """

    code: str
    provision: str = ""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """The kind that the catalogue gives this code."""
        return Kind(language.entry("refusals", self.code)["kind"])

    def sentence(self, lang: str = language.DEFAULT) -> str:
        """What happened, why and what to do next, in ``lang``."""
        said = language.entry("refusals", self.code)
        shown = {k: ", ".join(v) if isinstance(v, list) else v for k, v in self.evidence.items()}
        text = said[lang if lang in language.LANGUAGES else language.DEFAULT].format(**shown)
        return f"{text} [{self.provision}]" if self.provision else text


class ComityError(Exception):
    """The root of everything that Comity raises on purpose."""


class Refused(ComityError):
    """Raised with a Refusal; an answer, not an accident."""

    def __init__(self, code: str, provision: str = "", **evidence: Evidence) -> None:
        self.refusal = Refusal(code, provision, evidence)
        super().__init__(code)

    def __str__(self) -> str:
        return self.refusal.sentence()


class Fault(ComityError):
    """Raised when an invariant is broken; the message says which, and what an operator does next."""
