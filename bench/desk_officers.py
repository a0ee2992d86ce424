"""Fifty officers at the desk at once, and what the server takes of the machine's memory.

Run: PYTHONPATH=. python bench/desk_officers.py [--minutes 1] [--officers 50] [--register 3000] [--list 200]
[--statements 20000] [--home FOLDER]. `comity serve` runs in its own process on one core, the officers on another.
Each is signed in and opens a page every two seconds, in turn those that he may open; after a first visit to each
the clock runs. One of them suspends an entry, or lifts that, every half minute (--act-every). The bar, p99 under 500 ms
without an error, is for ten minutes: --minutes 10. Memory is the proportional set size of all processes of the server:
under 250 MB before screening has loaded (a node without lists), under 400 MB with the UN's list and 25,000 more names,
built anew at this start.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from bench.node import filling
from bench.screening_http import CLIENT, free_port, made, memory, served, wait_ready
from comity.demo import stage
from comity.store import database
from comity.watchlists import registry
from comity.watchlists.store import Store

BAR: Final = 500.0  # milliseconds
EVERY: Final = 2.0  # seconds between two requests of one officer
SHOWN: Final = 12  # of the slowest pages
EMPTY, FULL = 250.0, 400.0  # MB
WHO: Final = ("XA-NLO-1", "XC-NAA-1", "EC-ECA-1", "EC-CR-1", "IR-1", "AU-1")


@dataclass(slots=True)
class Officer:
    """One signed-in officer: his connection, what he opens, and what he waited (milliseconds)."""

    port: int
    name: str
    cookies: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    took: list[tuple[float, str, float]] = field(default_factory=list)  # waited, address, when (seconds of the clock)
    errors: list[str] = field(default_factory=list)
    acts: int = 0

    def sign_in(self) -> None:
        """With one click, as the demo offers; then the pages to which his desk leads, and the newest entries."""
        page = self._sent("GET", "/sign-in")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = urlencode({"officer": self.name, "csrfmiddlewaretoken": token[1] if token else ""})
        self._sent("POST", "/sign-in/demo", form)
        links = re.findall(r'<a href="(/[a-z/-]*)"', self._sent("GET", "/desk"))
        self.addresses = sorted({*links, "/desk"} - {"/sign-out"})
        for leading in ("/list", "/databank"):
            if leading in self.addresses:
                found = re.findall(r'<th scope="row"><a href="(/[^"?]+)"', self._sent("GET", leading))
                self.addresses += found[:5]

    def work(self, until: float, lots: random.Random) -> None:
        """Open a page every two seconds until then; a late answer puts off the next request, as it would a person."""
        time.sleep(lots.uniform(0, EVERY))
        while time.monotonic() < until:
            began, address = time.monotonic(), lots.choice(self.addresses)
            self.open(address)
            spent = time.monotonic() - began
            self.took.append((spent * 1000, address, began))
            time.sleep(max(0.0, EVERY - spent))

    def open(self, address: str) -> None:
        """Open one page."""
        self._sent("GET", address)

    def act(self, until: float, every: float) -> None:
        """Suspend an entry and lift that, in turn, so that the others read a record that changes under them."""
        listed = [one for one in self.addresses if one.startswith("/entries/")]
        while listed and time.monotonic() + every < until:
            time.sleep(every)
            lift = re.search(r'href="(/act/suspension.lift/[0-9a-f]+)"', self._sent("GET", listed[0]))
            address = lift[1] if lift else f"/act/suspension.begin/{listed[0].rpartition('/')[2]}"
            self._sign(address, {} if lift else {"reason": "data_error"})

    def _sign(self, address: str, form: dict[str, str]) -> None:
        """Fill the form, read the words, sign."""
        page = self._sent("GET", address)
        for step in ("words", "sign"):
            hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|seen)" value="([^"]+)"', page))
            page = self._sent("POST", address, urlencode({**form, **hidden, "stage": step}))
        self.acts += "in the log" in page

    def _sent(self, method: str, address: str, form: str = "") -> str:
        line = http.client.HTTPConnection("localhost", self.port, timeout=60)
        headers = {"Accept": "text/html", "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if form:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://localhost:{self.port}/",
            }
        try:
            line.request(method, address, form or None, headers)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except OSError as error:
            self.errors.append(f"{address}: {error}")
            return ""
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            key, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[key] = value
        if answer.status not in (200, 302):
            self.errors.append(f"{address}: {answer.status}")
        return text


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`comity serve` over ``home``, ready."""
    port = free_port()
    server = served(home, port)
    try:
        wait_ready(port)
        yield server, port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def show(what: str, figure: str, bar: str) -> None:
    print(f"{what:<58}{figure:<28}bar: {bar}", flush=True)


def show_slowest(last: Sequence[tuple[float, str, float]], began: float) -> None:
    """The slowest pages, and the second of the run in which each was asked for."""
    for waited, address, when in reversed(last):
        show(f"  {address}", f"{waited:.0f} ms, in second {when - began:.0f}", "-")


def load(home: Path, count: int, minutes: float, every: float) -> bool:
    """Let ``count`` officers work; whether the bar held."""
    with serving(home) as (server, port):
        officers = [Officer(port, WHO[number % len(WHO)]) for number in range(count)]
        for one in officers:
            one.sign_in()
        for one in officers[: len(WHO)]:  # a first visit to each page of each kind of officer
            for address in one.addresses:
                one.open(address)
        began = time.monotonic()
        until = began + minutes * 60
        lots = random.Random(1)
        threads = [threading.Thread(target=one.work, args=(until, random.Random(lots.random()))) for one in officers]
        if every:
            threads.append(threading.Thread(target=officers[0].act, args=(until, every)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        used = memory(server.pid)
    took = sorted(took for one in officers for took in one.took)
    errors = [error for one in officers for error in one.errors]
    p50, p99 = took[len(took) // 2][0], took[int(len(took) * 0.99)][0]
    show(
        f"{count} officers, {minutes:g} min, {len(took)} pages: p50 / p99",
        f"{p50:.0f} / {p99:.0f} ms",
        f"- / {BAR:.0f} ms",
    )
    show("  acts meanwhile", f"{officers[0].acts}, one in {every:g} s", "-")
    show("  errors", f"{len(errors)} {errors[:3] or ''}", "0")
    show_slowest(took[-SHOWN:], began)
    show("  memory afterwards (PSS)", f"{used:.0f} MB", "-")
    return p99 < BAR and not errors


def memories(folder: Path) -> bool:
    """What an idle server holds, without lists and with long ones."""
    home = folder / "idle"
    stage.build(home, datetime.now(UTC), os.urandom)
    database.close()
    with serving(home) as (server, _):
        empty = memory(server.pid)
    store = Store(home, registry.source("un"))
    store.take_in(BytesIO(made(26_000)), datetime.now(UTC))
    with serving(home) as (server, _):
        full = memory(server.pid)
    show("idle, no lists (PSS)", f"{empty:.0f} MB", f"{EMPTY:.0f} MB")
    show("idle, 26,000 listed persons with 104,000 names (PSS)", f"{full:.0f} MB", f"{FULL:.0f} MB")
    return empty < EMPTY and full < FULL


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--officers", type=int, default=50)
    parser.add_argument("--act-every", type=float, default=30, help="seconds between two acts; 0: nobody acts")
    filling.sizes(parser)
    asked = parser.parse_args()
    os.sched_setaffinity(0, {CLIENT})
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        held = memories(Path(folder))
        held &= load(
            filling.filled(asked, asked.home or Path(folder) / "home"), asked.officers, asked.minutes, asked.act_every
        )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
