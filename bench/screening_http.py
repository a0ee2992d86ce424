"""Load `comity serve` and print rate, latency and memory beside their bars: server on one core, client on another.

    PYTHONPATH=. python bench/screening_http.py [--seconds N] [--connections N]

A demo node keeps the journal, so every request is durably journaled before it is answered. Two lists in turn: the
real UN list where the shared data is present (else 1,000 synthetic entries), and 25,000 synthetic entries with
100,000 names. Half of the queries are names of the list with one letter changed, half are nobody's.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from bench.screening import data as shared
from comity.demo import stage
from comity.screening.asking import MIN_CHARACTERS, weight
from comity.store import database, journal
from comity.watchlists import registry, synthetic
from comity.watchlists.store import Store
from comity.watchlists.synthetic import Fictional

RUN: Final = "import sys; from comity.cli import main; sys.exit(main(sys.argv[1:]))"
RATE: Final = 400  # queries a second
P99: Final = 50.0  # milliseconds
BATCH: Final = 10
SOUNDS: Final = "ba be bi bo da de di do fa fi ga go ha hi ka ki ko la le li lo ma me mi mo na ne ni no ra re ri ro "
MORE: Final = "sa se si so ta te ti to va ve vi ya yu za ze zi shar khan bek zod mir nur ul kha zhan dor fir gul jam"
SERVER, CLIENT = 0, 1  # cores


@dataclass(slots=True)
class Measured:
    """Milliseconds of each answered request, and how many were answered otherwise than 200."""

    took: list[float] = field(default_factory=list)
    errors: int = 0


def made(count: int, seed: int = 1) -> bytes:
    """A list of ``count`` persons with four invented names each, the first words common as in life."""
    dice, syllables = random.Random(seed), (SOUNDS + MORE).split()
    common = ["".join(dice.choices(syllables, k=dice.choice((2, 2, 3)))) for _ in range(3000)]

    def name() -> str:
        words = [
            common[min(int(dice.paretovariate(0.7)), 2999)],
            *("".join(dice.choices(syllables, k=3)) for _ in "ab"),
        ]
        return " ".join(words).title()

    persons = (Fictional(f"ZZi.{n}", name(), "", (name(), name(), name()), str(dice.randint(1940, 2000)))
               for n in range(1, count + 1))  # fmt: skip
    return synthetic.make(date(2026, 3, 1), tuple(persons))


def queries(home: Path, count: int = 4000, seed: int = 2) -> list[bytes]:
    """Bodies of requests with one query each."""
    dice = random.Random(seed)
    snapshot = Store(home, registry.source("un")).in_force()
    every = [name.value for entry in (snapshot.entries if snapshot else ()) for name in entry.names]
    names = [name for name in every if weight(name) >= MIN_CHARACTERS]  # R-9 is too short to be asked for
    syllables = (SOUNDS + MORE).split()
    asked = []
    for place in range(count):
        if place % 2:
            text = " ".join("".join(dice.choices(syllables, k=3)).title() for _ in range(3))
        else:
            text = dice.choice(names)
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice("aeiou") + text[at + 1 :]
        example = {"schema": "Person", "properties": {"name": [text], "birthDate": [str(dice.randint(1940, 2000))]}}
        asked.append(json.dumps({"queries": {"q": example}}).encode())
    return asked


def batches(bodies: Sequence[bytes]) -> list[bytes]:
    """The same queries, several to a request."""
    examples = [json.loads(body)["queries"]["q"] for body in bodies]
    starts = range(0, len(examples), BATCH)
    return [json.dumps({"queries": {str(n): examples[at + n] for n in range(BATCH)}}).encode() for at in starts]


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def served(home: Path, port: int) -> subprocess.Popen[bytes]:
    """The server, pinned to its core."""
    line = ["taskset", "-c", str(SERVER), sys.executable, "-c", RUN, "serve", "--port", str(port)]
    return subprocess.Popen(line, env={**os.environ, "COMITY_HOME": str(home)}, stdout=subprocess.DEVNULL)


def wait_ready(port: int, within: float = 900) -> float:
    """Seconds until the index was ready; the first start builds it, later ones load it."""
    began = time.monotonic()
    while time.monotonic() - began < within:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return time.monotonic() - began
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit("the server was never ready")


def load(port: int, bodies: Sequence[bytes], connections: int, seconds: float) -> Measured:
    """Ask over kept-alive connections, each as fast as it is answered."""
    until = time.monotonic() + seconds
    every = [Measured() for _ in range(connections)]
    threads = [
        threading.Thread(target=_ask, args=(port, bodies[n::connections], until, one)) for n, one in enumerate(every)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured([took for one in every for took in one.took], sum(one.errors for one in every))


def _ask(port: int, bodies: Sequence[bytes], until: float, into: Measured) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    headers = {"Content-Type": "application/json"}
    while True:
        for body in bodies:
            began = time.perf_counter()
            connection.request("POST", "/match/default", body, headers)
            response = connection.getresponse()
            response.read()
            into.took.append((time.perf_counter() - began) * 1000)
            into.errors += response.status != 200
            if time.monotonic() > until:
                connection.close()
                return


def memory(pid: int) -> float:
    """Proportional set size of a process and all below it, MB."""
    return sum(_pss(one) for one in _family(pid)) / 1024


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text("ascii").split():
            yield from _family(int(child))


def processor(pid: int) -> float:
    """Seconds of processor time that a process and all below it have used."""
    spent = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])
    return spent / os.sysconf("SC_CLK_TCK")


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pss:")))


def show(what: str, figure: str, bar: str = "-") -> None:
    print(f"{what:<46}{figure:<34}bar: {bar}", flush=True)


def measure(name: str, data: bytes, options: argparse.Namespace) -> bool:
    """Serve one list and load it; whether both bars hold."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        stage.build(home, datetime.now(UTC), os.urandom)
        Store(home, registry.source("un")).take_in(BytesIO(data), datetime.now(UTC))
        bodies = queries(home)
        before = len(journal_lines())
        database.close()
        port = free_port()
        server = served(home, port)
        try:
            ready = wait_ready(port)
            load(port, bodies, options.connections, 2)  # warm
            spent = processor(server.pid)
            found = load(port, bodies, options.connections, options.seconds)
            spent = processor(server.pid) - spent
            batched = load(port, batches(bodies), options.connections, options.seconds)
            used = memory(server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
        kept = len(journal_lines()) - before
        database.close()
    took = sorted(found.took)
    rate, p50, p99 = len(took) / options.seconds, took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"\n{name}; {options.connections} connections, {options.seconds} s")
    show("  match queries a second, one core", f"{rate:.0f} ({found.errors} errors)", f"{RATE}")
    each = spent / len(took) * 1000
    show("  the same from processor time", f"{1000 / each:.0f} ({each:.2f} ms each)", "where the core is shared")
    many = BATCH * len(batched.took) / options.seconds
    show(f"  queries a second in batches of {BATCH}", f"{many:.0f} ({batched.errors} errors)")
    show("  p50 / p99", f"{p50:.1f} / {p99:.1f} ms", f"- / {P99:.0f} ms")
    show("  ready after", f"{ready:.1f} s")
    show("  memory, both processes (PSS)", f"{used:.0f} MB")
    show("  lines in the journal", f"{kept} (each request, warming too)")
    return rate >= RATE and p99 < P99 and not found.errors


def journal_lines() -> list[int]:
    """The numbers of the journal's lines."""
    return list(range(journal.check()[0]))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    os.sched_setaffinity(0, {CLIENT})
    real = shared.folder()
    small = (real / "un/consolidated_2026-02-27.xml").read_bytes() if real else made(1000)
    held = measure("UN list, 1,003 entries" if real else "1,000 synthetic entries", small, options)
    held &= measure("25,000 synthetic entries, 100,000 names", made(25_000), options)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
