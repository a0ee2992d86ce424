"""What granian's worker imports: the application, whose index is loaded beside it while it answers 503.

Settings come from the environment that `comity serve` made.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any, Final

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from comity.bootstrap import utc_now
from comity.config import Located
from comity.errors import Refused
from comity.home import FILE_NAME, home
from comity.operations import opening
from comity.operations.lookup import Lookup
from comity.site import registry, service, starting
from comity.site.answers import checking, effects
from comity.site.desk import databases, keys
from comity.site.local import Local
from comity.site.registry import Registry
from comity.translog.vkeys import Signer

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], list[bytes]]
FIELD: Final = ("/match/", "/search/")


class Field(WSGIHandler):
    """Answers the field's API behind the edge alone: a session, a page's token or a policy for scripts is nothing to
    a program that sends names, and each costs as much as finding one."""

    def load_middleware(self, is_async: bool = False) -> None:
        from comity.site.edge import Edge  # noqa: PLC0415  it makes pages, for which Django must be set up

        answer: Any = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]  # not in the stubs
        edge, none = Edge(answer), list[Any]()
        self._view_middleware, self._template_response_middleware = none, none
        self._exception_middleware = [edge.process_exception]
        self._middleware_chain = convert_exception_to_response(edge)


def application() -> Application:
    """For granian's factory. Where nothing can be answered the reason is said, and the process ends."""
    try:
        return start(home(), _end)
    except Refused as refused:
        starting.say(refused)
        sys.exit(starting.UNAVAILABLE)


def start(state: Path, end: Callable[[BaseException], None]) -> Application:
    """The application over the state directory; its index is loaded in the background, and where that fails
    ``end`` is called. Raises Refused where a node stands there that cannot be opened."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
    os.environ["COMITY_SECRET"] = starting.secret(state)
    handler, field = get_wsgi_application(), Field()
    program = starting.program_log(_program_log(state))
    local = Local(state, sign=_signer)
    databases.use(state / "desk" / "desk.db")
    if (state / FILE_NAME).is_file():
        located = opening.locate(state)
        keys.use(keys.of(located))
        registry.use(open_registry(located, local.lookup))

    def load() -> None:
        try:
            local.warm()
            if registry.is_served():
                effects.warm(registry.current())
        except Exception as error:
            program.failed(error)
            end(error)
        else:
            service.use(local, program.failed)
            gc.collect()
            gc.freeze()  # what stays until the end is not gone through again: that took 150 ms of one page in ten

    def application(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        response = (field if environ["PATH_INFO"].startswith(FIELD) else handler)(environ, start_response)
        try:
            return list(response)  # whole, so that its length stands in the head
        finally:
            response.close()

    Thread(target=load, name="load", daemon=True).start()
    return application


def open_registry(located: Located, lookup: Lookup, clock: Callable[[], datetime] = utc_now) -> Registry:
    """The node at ``located``, ready to commit what others signed; it holds no key. Raises as ``opening``."""
    return Registry(located, opening.open_node(located, clock=clock), lookup, clock)


def _signer() -> Signer | None:
    """The key for receipts, of a node that has one at hand."""
    with suppress(Refused):
        return checking.signer(registry.current())
    return None


def _end(error: BaseException) -> None:
    starting.say(error)
    os.kill(os.getpid(), signal.SIGTERM)


def _program_log(state: Path) -> Path:
    """The node's, or one beside the lists where no node stands. Raises Refused (``config.*``)."""
    try:
        return opening.locate(state).path("program_log")
    except Refused as refused:
        if refused.refusal.code != "node.none":
            raise
    return state / "program.log"
