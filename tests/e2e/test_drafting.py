"""A dossier filled in with a real browser: nothing WCAG 2.2 AA forbids, by keyboard, narrow, and without JavaScript."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from comity.interchange.dossier import examples
from tests.e2e.conftest import Opener, discard
from tests.e2e.test_pages import faults

SECTIONS = ("subject", "basis", "decision-1", "acts", "case", "safeguards", "effect", "terms", "text")


def begun(page: Page, kind: str) -> str:
    """The address of a new draft."""
    page.goto("/drafts")
    page.select_option("#kind", kind)
    page.locator("main form.stack button").click()
    page.wait_for_url("**/drafts/*")
    return page.url


def filled(page: Page, folder: Path, kind: str) -> str:
    """The address of a draft that says what a folder says."""
    place = begun(page, kind)
    for file in sorted((folder / "documents").iterdir()):
        page.set_input_files("#document", file)
        page.locator("button[value=attach]").click()
        page.get_by_role("button", name=f"Remove {file.name}").wait_for()
    page.goto(f"{place}/text")
    page.fill("#f-text", (folder / "dossier.yaml").read_text("utf-8"))
    page.locator("button[value=save]").click()
    page.wait_for_load_state()
    return place


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    return examples.materialise(examples.negative("party-leader"), tmp_path / os.urandom(4).hex(), _today())


def _today() -> date:
    return datetime.now(UTC).date()


@pytest.mark.parametrize("kind", ["list", "register", "support"])
def test_no_section_of_an_empty_dossier_breaks_the_guidelines(opened: Opener, kind: str) -> None:
    page = opened("XA-NLO-1")
    place = begun(page, kind)
    found = faults(page)
    for name in SECTIONS:
        page.goto(f"{place}/{name}")
        found += faults(page)
    page.goto(place)
    discard(page)
    assert found == []


def test_nor_does_one_with_faults_findings_and_documents(opened: Opener, refused: Path, tmp_path: Path) -> None:
    page = opened("XA-NLO-1")
    place = filled(page, refused, "register")
    found = []
    for name in ("", *(f"/{name}" for name in SECTIONS)):
        page.goto(f"{place}{name}")
        found += faults(page)
    page.goto(f"{place}/subject")
    page.fill("#f-entry-born", "in spring")
    page.locator("button[value=next]").click()
    page.wait_for_url("**/basis")
    page.goto(f"{place}/subject")
    assert page.locator(".wrong .fault").count() == 1
    found += faults(page)
    page.goto(place)
    discard(page)
    whole = examples.materialise("ember-column", tmp_path / "whole", _today())
    place = filled(page, whole, "list")
    page.goto(place)
    page.locator("button[value=words]").click()
    page.get_by_role("heading", name="What will happen to").wait_for()
    found += faults(page)
    page.goto(place)
    discard(page)
    assert found == []


@pytest.mark.parametrize("lang", ["en-GB", "ru-RU", "zh-CN"])
def test_every_section_fits_a_narrow_window(opened: Opener, refused: Path, lang: str) -> None:
    page = opened("XA-NLO-1", lang, 320)
    place = filled(page, refused, "register") if lang == "en-GB" else begun(page, "register")
    wide = {}
    for name in ("", *(f"/{name}" for name in SECTIONS)):
        page.goto(f"{place}{name}")
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    page.goto(place)
    discard(page)
    assert {name: width for name, width in wide.items() if width > 320} == {}


def test_a_section_is_filled_in_by_keyboard_and_without_javascript(opened: Opener) -> None:
    page = opened("XA-NLO-1", script=False)
    place = begun(page, "list")
    page.get_by_role("link", name="Who it is about").press("Enter")
    page.get_by_label("Official name").fill("The Ember Column")
    page.get_by_label("Official name").press("Enter")
    page.wait_for_url("**/subject")
    assert page.get_by_label("Official name").input_value() == "The Ember Column", "Enter saves and removes nothing"
    page.get_by_role("button", name="Add: Names").press("Enter")
    page.wait_for_url("**/subject#*")
    assert page.locator("input[name='entry.names.0.name']").count() == 1
    page.get_by_role("button", name="Save and go on").press("Enter")
    page.wait_for_url("**/basis")
    page.goto(place)
    link = page.get_by_role("link", name="Basis in the Convention")
    link.press("Enter")
    page.wait_for_url("**/basis#f-entry-basis")
    assert page.locator("#f-entry-basis").is_visible()
    page.goto(place)
    discard(page)
