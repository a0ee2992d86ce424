"""The fixtures of the attacks: the stories' node, with one circulated entry."""

from __future__ import annotations

import tests.served  # noqa: F401  sets Django up before anything that needs it
from tests.stories.conftest import cast, circulated, clock, home

__all__ = ["cast", "circulated", "clock", "home"]
