"""How often coming in may fail: one rule for every way in, whatever the method or the letter case of a name.

Failures are counted in memory for each client address and each name, never written down, and forgotten after a
quarter of an hour. Behind a proxy all clients have the proxy's address and share its count; a token that stands is let
in all the same.
"""

from __future__ import annotations

import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

from django.http import HttpRequest

from comity.errors import Refused

LIMIT: Final = 10  # failures
WINDOW: Final = 15 * 60  # seconds
_MOST: Final = 10_000  # keys that are remembered; the oldest go first


@dataclass(slots=True)
class Throttle:
    """Counts of failures. ``clock`` gives seconds."""

    clock: Callable[[], float] = time.monotonic
    _failures: OrderedDict[str, list[float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def attempt(self, address: str, name: str = "") -> Iterator[None]:
        """One attempt from ``address`` for ``name``; a refusal within it is a failure.

        Raises Refused (``api.too_many``) before anything is tried where too many failed.
        """
        keys = [f"address {_network(address)}", *([f"name {_folded(name)}"] if name else [])]
        with self._lock:
            if any(len(self._recent(key)) >= LIMIT for key in keys):
                raise Refused("api.too_many", minutes=WINDOW // 60)
        try:
            yield
        except Refused:
            with self._lock:
                for key in keys:
                    self._failures[key] = [*self._recent(key), self.clock()]
                    self._failures.move_to_end(key)
                while len(self._failures) > _MOST:
                    self._failures.popitem(last=False)
            raise

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._failures.clear()

    def _recent(self, key: str) -> list[float]:
        since = self.clock() - WINDOW
        return [at for at in self._failures.get(key, ()) if at > since]


ONE: Final = Throttle()


@contextmanager
def attempt(request: HttpRequest, name: str = "") -> Iterator[None]:
    """An attempt of whoever sent ``request``. Raises Refused (``api.too_many``)."""
    with ONE.attempt(request.META.get("REMOTE_ADDR", ""), name):
        yield


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()[:200]


def _network(address: str) -> str:
    """One household of IPv6 has a whole network of addresses (RFC 6177)."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(int(found) >> 64) if isinstance(found, IPv6Address) and not found.ipv4_mapped else str(found)
