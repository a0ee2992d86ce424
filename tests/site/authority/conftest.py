"""A registry and an authority's own desk, each in a process and a folder of its own, as on two machines."""

from __future__ import annotations

import html
import http.cookiejar
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest

import tests.served  # noqa: F401  sets Django up before anything that needs it
from comity.cli.looking import free_port
from comity.cli.looking import serving as serving_registry
from comity.demo.leaving import OFFICERS, PASSPHRASE
from comity.interchange.dossier import examples
from comity.operations import credentials, opening
from comity.operations.authority import folder
from comity.store import database
from comity.translog.vkeys import VerifierKey
from tests import sealed_requests
from tests.sealed_requests import Sealed
from tests.site.desk import told as tellings
from tests.site.desk.conftest import Served, staged_in
from tests.site.desk.test_reviewing import submitted
from tests.site.desk.told import Told

PROGRAM = "import sys; from comity.cli import main; sys.exit(main(sys.argv[1:]))"
AUTHORITY, OFFICER = "XA-CENTRAL", "XA-NLO-1"


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry that is served: what stands in it, its address, the key of its log; and, taken out of its folder, the
    key files of all officers, which lie with their authorities; ``pending``: an entry whose version waits for XA;
    ``sealed``: what XA asked XB; ``told``: what States told before it was served."""

    served: Served
    officers: Path
    address: str
    log_key: str
    pending: tuple[str, str]
    sealed: Sealed
    told: Told

    @property
    def home(self) -> Path:
        return self.served.stage.home

    def token(self, officer: str, *scopes: str, days: int = 1, ago: int = 0) -> str:
        """A token as the operator makes it; ``ago``: so many days ago."""
        now = int(datetime.now(UTC).timestamp()) - ago * 86400
        authority = self.served.stage.cast.authority_of(officer)
        scope = frozenset(scopes or ("read", "act"))
        return credentials.of_home(self.home).new_token(officer, authority, scope, "desk", days, now)


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    staged = staged_in(tmp_path_factory.mktemp("registry") / "demo")
    stage, located = staged.stage, staged.stage.node.located
    database.use(located.path("database"))
    drafted = examples.materialise("ember-column", stage.home.parent / "pending", stage.clock().date())
    pending = submitted(stage.cast, drafted)[:2]
    stage.cast.publish_sealing_keys()
    asked = sealed_requests.asked(stage.cast)
    stage.cast.node.submit(asked.signed)
    stage.cast.open("IR-1", "IR", "asylum.ask", "asylum", staged.entries["melvik"], authority="XB-ASYLUM")
    stage.cast.move("XA-NAA-1", "NAA", "request.send", asked.matter, attests=[13, 14, 15, 35, 42, 43])
    told = tellings.tell(stage)
    key = VerifierKey(located.config.origin, opening.recorded_key(opening.KeyKind.LOG)).vkey()
    officers = (stage.home / OFFICERS).rename(stage.home.parent / OFFICERS)
    port = free_port()
    with serving_registry(stage.home, port):
        yield Registry(staged, officers, f"http://127.0.0.1:{port}", key, pending, asked, told)


def furnished(home: Path, registry: Registry, *officers: str, authority: str = AUTHORITY) -> Path:
    """A folder with the key files and tokens of some officers of one authority."""
    keys = home / "keys"
    keys.mkdir(parents=True, mode=0o700)
    home.chmod(0o700)
    names = [*(f"{officer}.key" for officer in officers), f"{authority}.seal", f"{authority}.sealing"]
    for file in map(registry.officers.joinpath, names):
        if file.exists():  # to an asylum authority nothing is sealed
            shutil.copy(file, keys)
    for officer in officers:
        folder.keep_token(home, officer, registry.token(officer))
    return home


def line(registry: Registry, port: int, /, **other: str) -> list[str]:
    """The command that serves a desk."""
    told = {"authority": AUTHORITY, "registry": registry.address, "log-key": registry.log_key, "port": str(port)}
    options = [part for name, value in {**told, **other}.items() for part in (f"--{name}", value)]
    return [sys.executable, "-c", PROGRAM, "serve", *options]


@dataclass(frozen=True, slots=True)
class Own:
    """An authority's own desk that is served. ``process``: the one that watches over it."""

    address: str
    home: Path
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for one in (self.process.pid, *map(int, children)):
            os.kill(one, signal.SIGKILL)


@contextmanager
def serving(home: Path, registry: Registry, /, **other: str) -> Iterator[Own]:
    """The desk in ``home``, in a process of its own."""
    port = free_port()
    environment = {**os.environ, "COMITY_HOME": str(home)}
    process = subprocess.Popen(
        line(registry, port, **other), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    own = Own(f"http://127.0.0.1:{port}", home, process)
    try:
        until = time.monotonic() + 60
        while True:
            with suppress(OSError):
                urllib.request.urlopen(f"{own.address}/sign-in", timeout=20).close()
                break
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < until, "the desk does not answer"
            time.sleep(0.1)
        yield own
    finally:
        process.terminate()
        process.communicate(timeout=30)


def refused_start(home: Path, registry: Registry, /, *more: str, **other: str) -> tuple[int, str]:
    """Its exit code and what was said, where it does not start."""
    environment = {**os.environ, "COMITY_HOME": str(home)}
    done = subprocess.run(
        [*line(registry, free_port(), **other), *more],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


class Sitter:
    """Someone at the desk with a browser that keeps its cookies and has no JavaScript."""

    def __init__(self, own: Own, officer: str = "", passphrase: str = PASSPHRASE) -> None:
        self.own = own
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.status, self.page, self.at = 0, "", ""
        self.headers = Message()
        if officer:
            self.get("/sign-in")
            self.post("/sign-in", officer=officer, passphrase=passphrase)

    def get(self, path: str) -> str:
        return self._ask(urllib.request.Request(self.own.address + path))

    def post(self, path: str, **form: str | list[str]) -> str:
        """Send the form of the page that is open, with these values."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        assert token, self.page
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **form}, doseq=True).encode()
        return self._ask(urllib.request.Request(self.own.address + path, sent))

    def upload(self, path: str, files: Mapping[str, list[tuple[str, bytes]]], **form: str) -> str:
        """The same with files, each with its name."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        assert token, self.page
        fields = {"csrfmiddlewaretoken": token[1], **form}
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
        for name, listed in files.items():
            parts += [f'name="{name}"; filename="{file}"\r\n\r\n'.encode() + content for file, content in listed]
        body = (
            b"".join(b"--x--x\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--x--x--\r\n"
        )
        request = urllib.request.Request(self.own.address + path, body)
        request.add_header("Content-Type", "multipart/form-data; boundary=x--x")
        return self._ask(request)

    def hidden(self, name: str) -> str:
        """What a hidden field of the page holds."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, self.page
        return html.unescape(found[1])

    def _ask(self, request: urllib.request.Request) -> str:
        request.add_header("Accept", "text/html")
        try:
            with self.opener.open(request, timeout=60) as answer:
                self.status, self.at, self.headers = answer.status, answer.url, answer.headers
                self.page = answer.read().decode()
        except urllib.error.HTTPError as error:
            self.status, self.at, self.headers = error.code, error.url, error.headers
            self.page = error.read().decode()
        return self.page


@pytest.fixture(scope="session")
def own(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    home = furnished(tmp_path_factory.mktemp("own") / "desk", registry, "XA-NLO-1", "XA-NAA-1")
    with serving(home, registry) as served:
        yield served
