"""The field's own client, unmodified, against the real server on this machine; and how the server starts and stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import yente_client
from yente_client import Client, Organization, Person

from comity.cli import main, serve
from comity.watchlists import registry, synthetic
from comity.watchlists.store import Store

RUN = "import sys; from comity.cli import main; sys.exit(main(sys.argv[1:]))"
NAME = "Vymyshlen Obraztsovich Primerov"


@dataclass(frozen=True)
class Served:
    """A running server."""

    home: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_ready(url: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, process.communicate()
        try:
            with Client(base_url=url) as client:
                if client.readyz().status == "ok":
                    return
        except yente_client.YenteError:
            time.sleep(0.05)
    raise AssertionError("never ready")


def started(home: Path, *line: str) -> Served:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", "--port", str(port), *line],
        env={**os.environ, "COMITY_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return Served(home, port, process)


def stop(server: Served) -> tuple[int, str]:
    """Its exit code, and all that it said."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
    try:
        said, complained = server.process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        server.process.kill()
        raise
    return server.process.returncode, said + complained


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("served")
    Store(home, registry.source("un")).take_in(
        BytesIO(synthetic.make(date(2026, 3, 1))), datetime(2026, 3, 2, tzinfo=UTC)
    )
    made = started(home)
    try:
        wait_ready(made.url, made.process)
        yield made
    finally:
        code, said = stop(made)
    assert code == 0
    assert made.url in said
    assert "Traceback" not in said
    assert NAME not in said


@pytest.fixture
def client(server: Served) -> Iterator[Client]:
    with Client(base_url=server.url) as made:
        yield made


def test_match_by_the_fields_own_client(client: Client) -> None:
    found = client.match(Person(name=NAME, birthDate="1971", country="kg"), limit=3, threshold=0.7)
    assert found.top is not None
    assert found.top.id == "un-ZZi.001"
    assert found.top.match
    assert found.total.value >= 1
    assert found.limit == 3
    assert str(found.top.first_seen) == "2019-05-17 00:00:00"
    assert found.top.explanations["name_match"].score == found.top.score
    assert found.top.explanations["country"].score == 0
    assert client.match(Organization(name="Order of the Paper Moon")).top.id == "un-ZZe.001"  # type: ignore[union-attr]
    assert client.match(Person(name="Quixote Zimmermann"), algorithm=yente_client.BEST_ALGORITHM).results == []


def test_many_at_once_over_several_connections(client: Client) -> None:
    people = [(str(n), Person(name=NAME if n % 2 else f"Quixote Zimmermann {n}")) for n in range(40)]
    found = dict(client.match_iter(people, workers=8))
    assert len(found) == 40
    assert all(bool(one.results) == bool(int(key) % 2) for key, one in found.items())  # type: ignore[union-attr]


def test_search_and_entities_by_the_fields_own_client(client: Client) -> None:
    found = client.search("Vymyshlen Primerov", facets=["topics"])
    assert found.results[0].id == "un-ZZi.001"
    assert found.facets["topics"].values[0].name == "sanction"
    one = client.fetch("un-ZZi.001")
    (sanction,) = one.properties["sanctions"]
    assert isinstance(sanction, yente_client.Entity)
    assert sanction.properties["authorityId"] == ["ZZi.001"]
    assert client.fetch("ZZi.001", nested=False).id == "un-ZZi.001"  # by way of 308
    assert client.adjacent("un-ZZi.001").adjacent["sanctions"].total.value == 1
    assert client.adjacent("un-ZZi.001", prop="sanctions").total.value == 1


def test_the_rest_by_the_fields_own_client(client: Client) -> None:
    assert client.healthz().status == "ok"
    names = [one.name for one in client.datasets().datasets]
    assert names == ["default", "un"]
    algorithms = client.algorithms()
    assert algorithms.best in {one.name for one in algorithms.algorithms}


@pytest.mark.parametrize(
    ("error", "ask"),
    [
        (yente_client.NotFoundError, lambda client: client.fetch("un-nobody")),
        (yente_client.NotFoundError, lambda client: client.match(Person(name=NAME), datasets=["register"])),
        (yente_client.NotFoundError, lambda client: client.statements(canonical_id="un-ZZi.001")),
        (yente_client.BadRequestError, lambda client: client.match(Person(name=NAME), algorithm="logic-v2")),
        (yente_client.BadRequestError, lambda client: client.match(Person(country="ru"))),
        (yente_client.BadRequestError, lambda client: client.search("x")),
        (yente_client.BadRequestError, lambda client: client.search(NAME, countries=["ru"])),
        (yente_client.BadRequestError, lambda client: client.search(NAME, offset=101)),
    ],
)
def test_refusals_reach_the_fields_own_client_as_sentences(client: Client, error: type[Exception], ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error) as raised:
        ask(client)
    assert len(str(raised.value)) > 40


def raw(server: Served, *lines: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(b"".join(lines))
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_odd_requests_are_answered_in_json_and_leave_the_server_alive(server: Served, client: Client) -> None:
    head = b"Host: localhost\r\nConnection: close\r\n"
    over = b"POST /match/default HTTP/1.1\r\n" + head + b"Content-Length: 2000000\r\n\r\n"
    assert raw(server, over).startswith(b"HTTP/1.1 413")
    parts = b"POST /match/default HTTP/1.1\r\n" + head + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    assert raw(server, parts).startswith(b"HTTP/1.1 411")
    deep = b"[" * 200_000
    said = raw(server, b"POST /match/default HTTP/1.1\r\n", head, b"Content-Type: application/json\r\n",
               b"Content-Length: 200000\r\n\r\n", deep)  # fmt: skip
    assert said.startswith(b"HTTP/1.1 422")
    assert b"application/problem+json" in said
    raw(server, b"GET /search/default?q=\x00\xff HTTP/1.1\r\n", head, b"\r\n")
    raw(server, b"\x16\x03\x01\x00nonsense\r\n\r\n")
    assert client.healthz().status == "ok"


def test_slow_clients_keep_nobody_waiting(server: Served, client: Client) -> None:
    """Half as many clients as there are threads send half a body and stop; a proxy in front keeps off more."""
    held = []
    for _ in range(serve.THREADS // 2):
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        connection.sendall(b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                           b"Content-Length: 1000\r\n\r\n{")  # fmt: skip
        held.append(connection)
    try:
        time.sleep(0.2)
        assert client.healthz().status == "ok"
    finally:
        for connection in held:
            connection.close()


def test_a_taken_port_and_an_empty_home_are_refused(
    server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMITY_HOME", str(server.home))
    assert main(["serve", "--port", str(server.port), "--json"]) == 4
    assert json.loads(capsys.readouterr().out)["code"] == "serve.taken"
    assert main(["serve", "--host", "192.0.2.1", "--json"]) == 4
    assert json.loads(capsys.readouterr().out)["code"] == "serve.address"
    monkeypatch.setenv("COMITY_HOME", str(tmp_path))
    assert main(["serve", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["code"] == "serve.nothing"


def test_what_cannot_be_served_is_said_once_and_ends(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("nonsense: yes\n", "utf-8")
    broken = started(tmp_path)
    try:
        broken.process.wait(30)
    finally:
        code, said = stop(broken)
    assert code != 0
    assert "Traceback" not in said
    assert "config.yaml" in said
