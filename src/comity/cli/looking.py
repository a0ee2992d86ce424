"""Look once at the desk that a folder serves, as a browser would: the demo's last check where nobody watches."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from comity.errors import Refused

PAGES: Final = ("/", "/list", "/sign-in")
_STARTS_WITHIN: Final = 60  # seconds
_PROGRAM: Final = "from comity.cli import main; main()"


def free_port() -> int:
    """A port on which nothing listens at this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def look(folder: Path, port: int) -> tuple[str, ...]:
    """Serve ``folder`` on ``port``, ask for each of ``PAGES``, stop. Raises Refused (``demo.no_desk``)."""
    with serving(folder, port):
        for page in PAGES:
            if _status(port, page) != 200:
                raise Refused("demo.no_desk", page=page)
    return PAGES


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """Serve ``folder`` on ``port`` in a process of its own while the caller looks.

    Raises Refused (``demo.no_desk``) where it does not answer within a minute."""
    line = [sys.executable, "-c", _PROGRAM, "serve", "--port", str(port)]
    environment = {**os.environ, "COMITY_HOME": str(folder)}
    served = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _STARTS_WITHIN
        while _status(port, "/healthz") != 200:
            if time.monotonic() > until or served.poll() is not None:
                raise Refused("demo.no_desk", page="/healthz")
            time.sleep(0.1)
        yield
    finally:
        served.terminate()
        served.wait()


def _status(port: int, page: str) -> int:
    """What a browser would get; 0 where nothing answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with suppress(OSError, http.client.HTTPException), closing(connection):
        connection.request("GET", page, headers={"Accept": "text/html"})
        with connection.getresponse() as answer:
            return answer.status
    return 0
