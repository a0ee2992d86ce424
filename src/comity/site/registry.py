"""The node that this process serves: put in place when it starts, read by every page and every answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from comity.bootstrap import Node, treaty, utc_now
from comity.config import Located
from comity.errors import Refused
from comity.operations import opening
from comity.operations.lookup import Lookup
from comity.profile.model import Profile


@dataclass(frozen=True, slots=True)
class Registry:
    """A node that is open. ``node`` commits what others signed and holds no key; ``lookup`` answers names."""

    located: Located
    node: Node
    lookup: Lookup
    clock: Callable[[], datetime] = utc_now

    @property
    def profile(self) -> Profile:
        """The treaty."""
        return treaty(self.located.config.profile).profile

    @property
    def is_demo(self) -> bool:
        """Whether everything here is fictional."""
        return opening.is_demo(self.located)


@dataclass(slots=True)
class _Held:
    registry: Registry | None = None


_held: Final = _Held()


def use(registry: Registry | None) -> None:
    """Serve ``registry`` from now on."""
    _held.registry = registry


def is_served() -> bool:
    """Whether a node is served here, and not lists alone."""
    return _held.registry is not None


def current() -> Registry:
    """The node that is served. Raises Refused (``desk.no_node``) where only lists are served here."""
    if _held.registry is None:
        raise Refused("desk.no_node", "design, rule 8")
    return _held.registry
