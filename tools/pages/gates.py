"""docs/generated/gates.md: every rule, from the rulebook. Filled in when the rulebook exists."""

from __future__ import annotations


def page() -> str:
    """Each gate with its rules, what binds it and its provisions."""
    raise NotImplementedError("comity.qualification.rulebook exists: write this page from it")
