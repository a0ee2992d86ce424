"""Somebody whom a court found to have given material support: schema ``support.entry/1`` (law.md A2, D3).

Restrained like the Register: the identity as it stands in the judgment, no act asked of another State, and
no field for religion, ethnicity, opinion or company kept. What gate 37 asks is in ``SupportClaim``.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field as Limit

from comity.qualification.body import Line, VagueDay
from comity.qualification.claim import PUBLISHABLE, SupportClaim
from comity.qualification.parts import Name
from comity.qualification.vocabulary import Subject

Many = Limit(max_length=100)


class SupportEntry(SupportClaim):
    """A State's claim that an organisation or individual gave material support, as its court found."""

    SCHEMA: ClassVar[str] = "support.entry/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = PUBLISHABLE | {
        "official_name",
        "names",
        "subject",
        "born",
        "material_support",
        "checklist",
    }

    official_name: Line
    """The name as in the judgment."""
    names: Annotated[tuple[Name, ...], Many] = ()
    """Transliterations and other names in the judgment, each attributed."""
    subject: Subject
    """An organisation or an individual."""
    born: VagueDay | None = None
    """For an individual: the date of birth as in the judgment, to tell namesakes apart."""
