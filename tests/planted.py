"""Proof that a property can fail: run it on a planted bug and see it caught."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, settings

MODEST = settings(
    max_examples=150,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    phases=(Phase.explicit, Phase.generate),
)


def caught(held: Callable[..., None], *broken: Any) -> None:
    """Fail unless the property ``held`` notices that what it is given is ``broken``."""
    with pytest.raises(Exception) as noticed:
        held(*broken)
    assert not isinstance(noticed.value, TypeError), "the planted bug does not even have the right signature"
