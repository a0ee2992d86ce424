"""How long the server takes for each page of the desk that is as full as its bar says.

Run: PYTHONPATH=. python bench/desk.py [--requests 20] [--register 3000] [--list 200] [--statements 20000]
[--home FOLDER]. With --home the node is kept there and used again. Milliseconds of processor time in this process,
templates included, network not; the bars are p95 under 100 ms and 100 kB a page. Pages with an id are opened for the
newest entry of each kind, file, decision and listed name.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "comity.site.settings"
django.setup()

from django.test import Client  # noqa: E402  after the settings

from bench.node import filling  # noqa: E402
from comity.operations import opening  # noqa: E402
from comity.operations.lookup import Lookup  # noqa: E402
from comity.site import registry  # noqa: E402
from comity.site.desk import databases  # noqa: E402
from comity.site.desk.pages import PAGES  # noqa: E402
from comity.site.registry import Registry  # noqa: E402
from comity.store import database  # noqa: E402

BAR, HEAVY = 100.0, 100_000  # milliseconds, bytes
OFFICERS: Final = {"": "", "XA-NLO-1": "NLO", "XC-NAA-1": "NAA", "EC-CR-1": "CR", "IR-1": "IR", "AU-1": "AU"}
SHOW_NOTHING: Final = frozenset({"language", "sign-in-demo", "sign-in-provider-back", "sign-out"})
LEADING: Final = ("/list", "/register", "/databank", "/watchlists/un", "/instruments")  # where pages with an id are
HTML: Final = {"accept": "text/html"}
WHY: Final = {"case": "XA-2026/1", "reason": "investigation"}


@dataclass(frozen=True, slots=True)
class Row:
    """One page as one officer opens it: milliseconds, the slowest last, and bytes."""

    address: str
    officer: str
    took: list[float]
    size: int

    @property
    def p95(self) -> float:
        """The millisecond under which 95 of 100 stay."""
        return self.took[max(0, int(len(self.took) * 0.95) - 1)]


def served(home: Path) -> Registry:
    """The node in ``home``, open in this process."""
    located = opening.locate(home)
    database.use(located.path("database"))
    databases.use(home / "desk" / "desk.db")
    lookup = Lookup(home)
    lookup.warm()
    return Registry(located, opening.open_node(located), lookup)


def addresses(client: Client, capacity: str) -> Iterator[str]:
    """The pages that ``capacity`` may open: those without an id, and the first that each leading page links to."""
    for page in PAGES:
        shows = "<" not in page.path and not page.post_only and page.name not in SHOW_NOTHING
        if shows and {"", capacity} & page.open_to:
            yield f"/{page.path}"
    for leading in LEADING:
        text = client.get(leading, headers=HTML).content.decode()
        found = re.search(rf'<th scope="row"><a href="((?:/entries|{leading})/[^"?]+)"', text)
        if found:
            yield found[1]


def opened(client: Client, address: str, requests: int) -> tuple[list[float], int]:
    """How long each request took, and how large the last answer was."""
    took, size = [], 0
    for _ in range(requests):
        began = time.process_time()
        answer = client.get(address, headers=HTML)
        if b'name="case"' in answer.content:
            answer = client.post(address, WHY, headers=HTML)
        took.append((time.process_time() - began) * 1000)
        size = len(answer.content)
        if answer.status_code not in (200, 302):
            print(f"{answer.status_code} {address}")
    return sorted(took), size


def measure(requests: int) -> bool:
    """Ask for every page as each officer; print the slowest first. True where all are within the bars."""
    rows = []
    for officer, capacity in OFFICERS.items():
        client = Client(SERVER_NAME="localhost")
        if officer:
            client.post("/sign-in/demo", {"officer": officer}, headers=HTML)
        for address in list(addresses(client, capacity)):
            rows.append(Row(address, officer or "public", *opened(client, address, requests)))
    for row in sorted(rows, key=lambda one: -one.p95):
        over = "  OVER" if row.p95 > BAR or row.size > HEAVY else ""
        middle, most, shown = row.took[len(row.took) // 2], row.took[-1], row.address[:44]
        print(f"{shown:<46}{row.officer:<10} p50 {middle:6.1f}  p95 {row.p95:6.1f}  max {most:7.1f} ms"
              f"  {row.size / 1000:6.1f} kB{over}")  # fmt: skip
    return all(row.p95 <= BAR and row.size <= HEAVY for row in rows)


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--requests", type=int, default=20)
    filling.sizes(parser)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        registry.use(served(filling.filled(asked, asked.home or Path(folder) / "home")))
        gc.freeze()  # as the server does once it is warm
        within = measure(asked.requests)
        database.close()
    print("all pages within the bars" if within else "some pages are over a bar")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
