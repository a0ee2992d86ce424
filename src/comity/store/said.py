"""How statements are found by what they say something about, in the words of the index of migration 0006: in other
words SQLite does not use it."""

from __future__ import annotations

from typing import Final

PROPERTY: Final = "json_extract(CAST(s.content AS TEXT), '$.property')"
"""The property of a ``statement s``."""
