"""What every telling carries: who tells, to whom, on which conditions and until when (law.md D(i)).

A *telling* is what an authority tells that is no entry: a contribution to the databank, a question, an
answer, a warning. Its items are typed and graded one by one; a field that a gate asks for may be left
empty here, and its gate refuses it with the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field as Limit

from comity.provenance import Standing
from comity.qualification.body import Body, Code, Day, Digest, Grade, Language, Line, Part, State, VagueDay
from comity.qualification.parts import OnwardConsent, Translation
from comity.qualification.vocabulary import Condition, HandlingCode, Selection

Few = Limit(max_length=16)
Many = Limit(max_length=100)
Items = Limit(max_length=2_000)


class Item(Part):
    """One thing told: what kind of saying it is, how it is graded, from where, for when and until when."""

    standing: Standing | None = None
    """Found by a court, alleged or assessed (gate 14)."""
    grade: Grade | None = None
    """Source A-D or X and information 1-4 (gate 15)."""
    decision: Code | None = None
    """The judicial decision that says so, by reference."""
    paragraph: Line | None = None
    """Its paragraph."""
    source: Line | None = None
    """Another source: the reference of a report or of a financial intelligence unit."""
    rests_on: Annotated[tuple[Digest, ...], Few] = ()
    """Statements of the databank that this one repeats or draws on, by their commitments."""
    valid_from: VagueDay | None = None
    """From when it holds, as exactly as is known."""
    valid_to: VagueDay | None = None
    """Until when it held; empty while it does."""
    lang: Language | None = None
    """The language in which it is written."""
    handling: HandlingCode | None = None
    """Who may see this item, where that differs from the whole (gate 34)."""
    recipients: Annotated[tuple[Code, ...], Many] = ()
    """For NAMED: the authorities, where they differ from those of the whole."""
    kept_until: Day | None = None
    """Until when this item is kept, where that is sooner than the whole."""


class Envelope(Body):
    """What is told by one State and authority, with its handling."""

    claimant_state: State
    """The one State or body that tells (gate 1)."""
    claimant_authority: Code
    """Its authority."""
    handling_code: HandlingCode | None = None
    """Who may see it (gate 34)."""
    recipients: Annotated[tuple[Code, ...], Many] = ()
    """For NAMED: the authorities, by id (gate 34)."""
    conditions: Annotated[tuple[Condition, ...], Few] = ()
    """The conditions of use; they follow into everything made of it (Conv. Art 13(2), 13(3))."""
    kept_until: Day | None = None
    """Until when it is kept (gate 34)."""
    onward: Annotated[tuple[OnwardConsent, ...], Many] = ()
    """Third parties to whom it may go on, each with written consent (gate 34)."""
    lang: Language | None = None
    """The language in which it is told (gate 35)."""
    translations: Annotated[tuple[Translation, ...], Many] = ()
    """Certified translations (gate 35)."""
    selected_by: Annotated[tuple[Selection, ...], Few] = ()
    """How the matter arose (gate 43)."""

    def items(self) -> Iterator[Item]:
        """Everything told that carries its own standing and grade."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Item):
                    yield one
