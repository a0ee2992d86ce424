"""A registry that says whatever a test wants it to say."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from comity.operations.authority import folder
from comity.operations.authority.folder import Desk
from comity.translog.checkpoint import Checkpoint, sign_checkpoint
from comity.translog.vkeys import Signer, signer_from_seed

ORIGIN = "registry.example/fictional"
TOKEN = "comity_" + "x" * 43


@dataclass
class Liar:
    """What the registry answers to each path: a status, headers and bytes; and what it was asked."""

    address: str
    log: Signer
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def says(self, path: str, value: Any, status: int = 200, **headers: str) -> None:
        """Answer ``path`` with ``value`` (bytes as they are, else as JSON) from now on."""
        content = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.answers[path] = (status, headers, content)

    def node(self, **other: Any) -> dict[str, Any]:
        """A sound answer of who is asking, but for ``other``."""
        note = sign_checkpoint(Checkpoint(ORIGIN, 1, bytes(32)), [self.log]).decode()
        told = {"vkey": self.log.key.vkey(), "checkpoint": note, "officer": "XA-NLO-1", "authority": "XA-CENTRAL"}
        told |= {"profile": "sco_rats", "rulebook": "0" * 64, "participant": "XA"}
        return {**told, "capacity": "NLO", "officer_key": "0" * 32, "seal_key": "1" * 32, **other}


@pytest.fixture
def liar() -> Iterator[Liar]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            made.asked.append((self.path, dict(self.headers), sent))
            status, headers, content = made.answers.get(self.path, (404, {}, b"{}"))
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    made = Liar(f"http://127.0.0.1:{server.server_port}", signer_from_seed(ORIGIN, os.urandom(32)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(liar: Liar, tmp_path: Path) -> Desk:
    home = tmp_path / "desk"
    folder.keep_token(home, "XA-NLO-1", TOKEN)
    return folder.desk("XA-CENTRAL", liar.address, liar.log.key.vkey(), home)
