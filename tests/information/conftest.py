"""The fixtures of the stories: a founded node, a moving clock, one circulated entry."""

from tests.stories.conftest import cast, circulated, clock, home

__all__ = ["cast", "circulated", "clock", "home"]
