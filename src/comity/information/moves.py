"""What the moves on what was told ask of their author besides the terms of their row."""

from __future__ import annotations

from typing import Final

UNTIL: Final = "until"
TO_WHOM: Final = "to"
CONFIRMS: Final = frozenset({"request.confirm", "danger.confirm"})
"""They tell in writing, in the same words, what was told orally (Conv. Art 8(2))."""
EXTENDS: Final = "danger.extend"
CONSENTS: Final = "consent.give"
MERGES: Final = "merging.propose"
MORE: Final = {MERGES: "with", EXTENDS: UNTIL, CONSENTS: TO_WHOM}
"""What is asked besides: it becomes a link, a term of keeping, or a body's recipients."""
