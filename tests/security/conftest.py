"""The fixtures of the attacks: the stories' node, with one circulated entry."""

from tests.stories.conftest import cast, circulated, clock, home

__all__ = ["cast", "circulated", "clock", "home"]
