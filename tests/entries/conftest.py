"""The node of the stories, for what is tested against a real log."""

from tests.stories.conftest import cast, circulated, clock, home

__all__ = ["cast", "circulated", "clock", "home"]
