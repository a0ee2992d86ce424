"""Every way in, of a browser or a program: how often it may fail, and the line in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import HttpRequest

from comity.errors import Refused
from comity.site import registry
from comity.site.desk import sessions, throttle
from comity.store import journal
from comity.store.journal import Line


@dataclass(slots=True)
class Attempt:
    """One attempt. ``officer``: who it is, once that is proven."""

    officer: str = ""


@contextmanager
def attempt(request: HttpRequest, way: str, name: str = "") -> Iterator[Attempt]:
    """An attempt to come in by ``way``; a refusal within it is counted (``throttle``) and journaled.

    Raises Refused (``api.too_many``) before anything is tried; that alone leaves no line, so that whoever goes on
    trying fills no disk.
    """
    made = Attempt()
    with throttle.attempt(request, name):
        try:
            yield made
        except Refused as refused:
            record(journal.sign_in_refused(made.officer, way, refused.refusal.code))
            raise


def enter(request: HttpRequest, officer: str, way: str) -> None:
    """Begin the session of ``officer``; that he came in is in the journal before."""
    record(journal.sign_in(officer, way))
    sessions.begin(request, officer, way)


def record(line: Line) -> None:
    """Write ``line`` now."""
    journal.append([line], registry.current().clock())
