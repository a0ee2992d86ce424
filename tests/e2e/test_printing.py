"""The dossier on paper: the handling code stands on every page, and the file is tagged."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import Opener, Site

PAPER = "printed by XA-NLO-1"


def pages_of(file: Path) -> list[str]:
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
def test_the_code_who_and_when_stand_on_every_page(opened: Opener, site: Site, tmp_path: Path) -> None:
    page, file = opened("XA-NLO-1"), tmp_path / "dossier.pdf"
    page.goto(f"/entries/{site.entries['salt-brigade']}/print")
    code = page.inner_text(".running strong")
    page.pdf(path=file, prefer_css_page_size=True, tagged=True)
    found = pages_of(file)
    assert len(found) > 1, "one page alone shows nothing about the others"
    for number, text in enumerate(found, 1):
        assert code in text, number
        assert PAPER in text, number
        assert "a copy goes stale" in " ".join(text.split()), number
    assert "Sections" not in found[0]
    told = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
    assert "Tagged:          yes" in told


def test_no_form_and_no_button_is_printed(opened: Opener, site: Site) -> None:
    page = opened("XA-NLO-1")
    page.emulate_media(media="print")
    for path in ("/list", f"/databank/{site.told.organisation}", f"/entries/{site.entries['ember-column']}"):
        page.goto(path)
        assert page.locator("main :is(form, button, .button, input)").count()
        assert page.locator("main :is(form, button, .button, input):visible").count() == 0
