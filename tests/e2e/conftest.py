"""A real browser before a real server: Debian's Chromium, a fictional node, `comity serve` in its own process."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import tests.served  # noqa: F401  sets Django up before anything that needs it
from comity.cli.looking import free_port
from comity.demo import filing, stage, telling
from tests.site.desk import told as tellings
from tests.site.desk.told import Told

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
_PROGRAM = "from comity.cli import main; main()"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium these are skipped, and counted."""
    here = Path(__file__).parent
    for item in items:
        if CHROMIUM is None and here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="needs chromium"))


@dataclass(frozen=True, slots=True)
class Site:
    """Where the desk is served, its folder, the entry of each dossier by its name, and what States told."""

    address: str
    home: Path
    entries: dict[str, str]
    told: Told


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("e2e") / "demo"
    made = stage.build(home, datetime.now(UTC), os.urandom)
    made.cast.sign_safeguards()
    entries = {}
    for name in ("salt-brigade", "melvik", "ember-column"):
        answer = filing.circulate(made, name)
        assert answer.filed is not None
        entries[name] = answer.filed.entry
    told = tellings.tell(made)
    for name in ("trend-cases", "result-convicted"):
        telling.tell(made, name)
    with serving(home) as address:
        yield Site(address, home, entries, told)


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[str]:
    """`comity serve` over ``home`` in a process of its own; yields its address."""
    port = free_port()
    around = {**os.environ, "COMITY_HOME": str(home), **environment}
    line = [sys.executable, "-c", _PROGRAM, "serve", "--port", str(port)]
    served = subprocess.Popen(line, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 90
        while not _answers(port):
            assert served.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        served.terminate()
        served.wait()


def _answers(port: int) -> bool:
    with suppress(OSError, http.client.HTTPException), closing(http.client.HTTPConnection("127.0.0.1", port)) as line:
        line.request("GET", "/healthz")
        with line.getresponse() as answer:
            return answer.status == 200
    return False


@pytest.fixture(scope="module")  # Playwright runs a loop in this thread, in which Django would refuse to work
def chromium(site: Site) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Opener = Callable[..., Page]


def discard(page: Page) -> None:
    """Delete the draft, by keyboard, having read what is lost."""
    page.locator(".discard summary").press("Enter")
    assert page.locator(".discard p").is_visible()
    with page.expect_navigation():
        page.locator("button[value=discard]").press("Enter")


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Opener]:
    """Opens a page, signed in as ``officer`` (nobody: empty), in a language and of a width."""
    contexts = []

    def open_page(officer: str = "", lang: str = "en-GB", width: int = 1200, *, script: bool = True) -> Page:
        context = chromium.new_context(
            locale=lang, viewport={"width": width, "height": 900}, base_url=site.address, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        if officer:
            page.goto("/sign-in")
            page.click(f"button[value='{officer}']")
            page.wait_for_url("**/desk")
        return page

    yield open_page
    for context in contexts:
        context.close()
