"""Counts and durations of answers, for whoever watches the machine: no address, no name, no id.

In the text format that Prometheus reads (version 0.0.4). Shown on this machine itself, or to a token of the API.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Lock
from typing import Final

from django.http import HttpRequest, HttpResponse

from comity.errors import Refused
from comity.site.api.access import Bearer

_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_HEAD: Final = "# TYPE comity_answers_total counter\n# TYPE comity_answers_seconds_total counter\n"


@dataclass(slots=True)
class Answers:
    """How many answers of each status there were, and how many seconds they took."""

    counts: Counter[int] = field(default_factory=Counter)
    seconds: Counter[int] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def count(self, status: int, microseconds: int) -> None:
        """One more answer."""
        with self.lock:
            self.counts[status] += 1
            self.seconds[status] += microseconds

    def text(self) -> str:
        """All of them, by status."""
        with self.lock:
            told = sorted(self.counts.items())
            lines = [f'comity_answers_total{{status="{status}"}} {count}\n' for status, count in told]
            lines += [
                f'comity_answers_seconds_total{{status="{status}"}} {self.seconds[status] / 1e6:.6f}\n'
                for status, _ in told
            ]
        return _HEAD + "".join(lines)


ALL: Final = Answers()


def metrics(request: HttpRequest) -> HttpResponse:
    """What was counted since the process began. Raises Refused (``api.token``)."""
    if not _here(request) and not Bearer()(request):
        raise Refused("api.token", "design, Storage, web, jobs")
    return HttpResponse(ALL.text(), content_type=_TYPE)


def _here(request: HttpRequest) -> bool:
    """Whether it is asked on this machine, and not through a proxy that runs here."""
    forwarded = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip"))
    try:
        return not forwarded and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
