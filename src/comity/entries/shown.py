"""A body as one reader gets it: opened, withheld by its handling code, or erased."""

from __future__ import annotations

from dataclasses import dataclass, replace

from comity.provenance import Statement


@dataclass(frozen=True, slots=True)
class Shown:
    """``act`` and ``position`` order the bodies of the log; ``readable``: handling lets this reader read it;
    ``statements``: each with its commitment, none where the body is withheld or erased."""

    act: int
    position: int
    matter: str
    schema: str
    code: str
    readable: bool
    statements: tuple[tuple[str, Statement], ...]

    @property
    def erased(self) -> bool:
        """True where the reader might read it and nothing is left to read."""
        return self.readable and not self.statements

    def with_statement(self, commitment: str, statement: Statement) -> Shown:
        return replace(self, statements=(*self.statements, (commitment, statement)))
