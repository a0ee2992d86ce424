"""What stands between an authority's desk and the registry, and breaks as a test wants it to."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

ACTS = "/api/v1/acts"


@dataclass
class Between:
    """Passes on what it is asked, unless it is ``down``. ``loses``: of which acts sent (0, 1, …) the answer never comes
    back; ``stops``: which never arrive; ``waits``: of which the answer comes only once ``go`` is set. ``sent``: what
    passed."""

    address: str = ""
    down: bool = False
    loses: set[int] = field(default_factory=set)
    stops: set[int] = field(default_factory=set)
    waits: set[int] = field(default_factory=set)
    go: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)

    @property
    def acts(self) -> list[bytes]:
        """The acts that were sent, in order."""
        return [body for path, body in self.sent if path == ACTS]


@contextmanager
def between(registry: str) -> Iterator[Between]:
    """A line to ``registry``."""
    made, parts = Between(), urlsplit(registry)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            number = len(made.acts) if self.command == "POST" and self.path == ACTS else -1
            made.sent.append((self.path, body))
            if number in made.stops or made.down:
                self.connection.close()
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            with closing(http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)) as line:
                line.request(self.command, self.path, body or None, {**headers, "Host": parts.netloc})
                answer = line.getresponse()
                content = made.answers.get(self.path, answer.read())
            if number in made.waits:
                made.reached.set()
                made.go.wait(60)
            if number in made.loses:
                self.connection.close()
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            self.send_header("Content-Length", str(len(content)))
            with suppress(OSError):  # who asked may be gone
                self.end_headers()
                self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    made.go.set()
    server.shutdown()
    server.server_close()
