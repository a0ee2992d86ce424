"""``make screens``: open every page of the desk in Chromium and write what it looks like to docs/screens.

A fictional node tells its story and is served; a few officers and the public follow every link from their front
page, and each page of the table is taken where it is met first. Pages that nobody met are named, and the command
fails: then a link is missing, or the story lacks what they show.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "screens"
OFFICERS: Final = ("", "XA-NLO-1", "XA-NAA-1", "EC-ECA-1", "EC-CR-1", "XA-CM-1", "IR-1", "AU-1", "XA-CK-1", "XB-AA-1")
BEGUN: Final = {"XA-NLO-1": ("/drafts", "/tellings")}
UNLINKED: Final = ("/told", "/act/send")  # met in a demo by whoever knows of them
NO_PICTURE: Final = frozenset({"entry-pdf", "language", "proof", "sign-in-demo", "sign-in-provider-back", "sign-out"})
_MOST: Final = 150  # pages that one visitor opens
_TALLEST: Final = 2_200  # pixels
_QUALITY: Final = 45  # some 40 kB a page
_LINKS: Final = "[...document.querySelectorAll('main a[href], nav a[href], header a[href]')].map(a => a.href)"
_FLAGS: Final = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync".split()


def take(page: Page, name: str) -> None:
    """Write the page as it stands, cut where it is very tall."""
    height = min(_TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": 1000, "height": height})
    page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=_QUALITY)
    page.set_viewport_size({"width": 1000, "height": 900})


def walk(browser: Browser, address: str, officer: str, met: dict[str, str]) -> None:
    """Follow the links of one visitor; take each page that was not met before, and note where."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1000, "height": 900}, base_url=address)
    page = context.new_page()
    page.goto("/")
    if officer:
        page.goto("/sign-in")
        page.click(f"button[value='{officer}']")
    begun: list[str] = []
    for path in BEGUN.get(officer, ()):  # a draft of each form, with the pages that it links to
        page.goto(path)
        page.locator(f"form[action='{path}'] button, main form.stack button").first.click()
        begun += [urlsplit(page.url).path, *_paths(page, address)]
    if officer:
        page.goto("/desk")
    waiting, seen = [urlsplit(page.url).path, *(UNLINKED if officer in BEGUN else ()), *begun], set[str]()
    while waiting and len(seen) < _MOST:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = page.goto(path)
        if answer is None or answer.status != 200:
            continue
        if page.locator("#case").count():
            page.fill("#case", "DEMO-2026/1")
            page.locator("main form button").first.click()
        name = _name(urlsplit(page.url).path)
        if name and name not in met:
            met[name] = f"{officer or 'the public'} at {re.sub('[0-9a-f]{32}', 'ID', path)}"
            take(page, name)
        waiting += [one for one in _paths(page, address) if one not in seen]
    context.close()


def _paths(page: Page, address: str) -> Iterator[str]:
    """The links of the page within the site, but for files to download."""
    for link in page.evaluate(_LINKS):
        parts = urlsplit(link)
        if link.startswith(address) and not parts.path.endswith(("/proof", "/pdf")):
            yield parts.path


def _name(path: str) -> str:
    try:
        return str(resolve(path).url_name or "")
    except Resolver404:
        return ""


def main() -> int:
    """Write the pictures; 1 where a page was not met."""
    django.setup()
    from comity.cli.looking import free_port, serving  # noqa: PLC0415  after the settings
    from comity.site.desk.pages import PAGES  # noqa: PLC0415

    FOLDER.mkdir(parents=True, exist_ok=True)
    met: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="comity-screens-") as folder:
        home = Path(folder) / "demo"
        subprocess.run([sys.executable, "-c", "from comity.cli import main; main()", "demo", "--folder", str(home)],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)  # fmt: skip
        port = free_port()
        with serving(home, port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
            for officer in OFFICERS:
                walk(browser, f"http://localhost:{port}", officer, met)
            browser.close()
    missed = sorted({page.name for page in PAGES if not page.post_only} - set(met) - NO_PICTURE)
    for name, where in sorted(met.items()):
        print(f"{name}: {where}")
    print(f"not met: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
