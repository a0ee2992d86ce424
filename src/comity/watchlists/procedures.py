"""Other people's lists: taking one in is one act (design, rule 25)."""

from __future__ import annotations

from typing import Final

from comity.matters import Procedure, move

PROCEDURES: Final = (
    Procedure(
        "import",
        "import",
        (
            move(
                "import.adopt",
                "",
                "adopted",
                "ECA NLO NAA",
                "UN Charter Art 103; design, rule 25",
                terms="source digest list_date parser counts",
                optional="added amended delisted",
            ),
        ),
        audience="public",
    ),
)
