"""One organisation on the List: schema ``list.entry/1``, with the fields of law.md D(i).

There is no field for religion, ethnicity, opinion or an authority's own methods.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field as Limit

from comity.qualification.body import Code, Day, Line, Part, State, Text
from comity.qualification.claim import PUBLISHABLE, Claim
from comity.qualification.parts import Name

Many = Limit(max_length=100)


class Ban(Part):
    """The ban of one State."""

    state: State
    """Which State."""
    decision: Code
    """The decision, by reference."""
    in_force_from: Day
    """From when."""
    in_force_to: Day | None = None
    """Until when; empty while it lasts."""
    effect: Text | None = None
    """What the ban does in that State."""


class ListEntry(Claim):
    """A State's own ban of an organisation, circulated to the others."""

    SCHEMA: ClassVar[str] = "list.entry/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = PUBLISHABLE | {
        "official_name",
        "names",
        "legal_form",
        "registration",
        "bans",
        "un_reference",
    }

    official_name: Line
    """The official name, in the script of the organisation's own documents or of the ban."""
    names: Annotated[tuple[Name, ...], Many] = ()
    """Transliterations and aliases, each attributed."""
    legal_form: Line | None = None
    """Its legal form."""
    registration: Line | None = None
    """Where and under what number it was registered."""
    bans: Annotated[tuple[Ban, ...], Many] = ()
    """The bans, by State."""
    un_reference: Line | None = None
    """Its reference on a list of the UN Security Council, or empty for none."""
