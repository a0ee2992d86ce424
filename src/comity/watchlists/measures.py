"""What a list is, in words: the UN's, or a unilateral measure of the State or union that issued it."""

from __future__ import annotations

from typing import Final

from comity.language import DEFAULT, say

_KNOWN: Final = frozenset({"us", "eu", "gb"})


def measure(issuer: str, lang: str = DEFAULT) -> str:
    """Whose measure a list is: ``issuer`` as in ``Snapshot``. Shown wherever the list or a name of it is shown."""
    if not issuer:
        return say("lists.measure_un", lang)
    return say(f"lists.measure_{issuer}", lang) if issuer in _KNOWN else say("lists.measure", lang, issuer=issuer)
