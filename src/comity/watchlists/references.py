"""References that a list gives for the same person or body on the UN's list, and nothing else.

A remark names others too ("Leader of … (QDe.118)", "Linked To: …"): only what the list's own words call its
UN reference counts.
"""

from __future__ import annotations

import re
from typing import Final

_UN: Final = re.compile(r"[A-Z]{2,4}[a-z]\.[0-9]{1,6}")
_STATED: Final = re.compile(
    rf"(?:\(UN Ref\):? ?|(?:^|[.;]\s*)UN Ref(?:erence)?(?: ?No\.?)?:? ?)({_UN.pattern})(?![0-9A-Za-z])"
)


def un_id(text: str) -> tuple[str, ...]:
    """Of a field that holds the UN's reference alone: ``un:QDi.123``; empty for anything else."""
    found = text.strip().rstrip(".")
    return (f"un:{found}",) if _UN.fullmatch(found) else ()


def stated(remark: str) -> tuple[str, ...]:
    """Of a remark: the reference after the words "UN Ref"; empty where it gives none, or more than one."""
    # Two references cannot both be this person's: the words may then speak of someone else.
    found = dict.fromkeys(match[1] for match in _STATED.finditer(remark) if not _in_passing(remark[: match.start(1)]))
    return tuple(f"un:{reference}" for reference in found) if len(found) == 1 else ()


def _in_passing(before: str) -> bool:
    """Whether what stands ``before`` has left a parenthesis open: there the words speak of someone else."""
    return before.count("(") > before.count(")")
