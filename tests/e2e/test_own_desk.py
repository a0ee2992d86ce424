"""The pages of an authority's own desk in a real browser, before a real registry, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from comity.demo.leaving import PASSPHRASE
from comity.interchange.dossier import examples
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.e2e.test_pages import faults
from tests.site.authority.between import between
from tests.site.authority.conftest import Own, Registry, furnished, own, registry, serving

__all__ = ["own", "registry"]


@pytest.fixture(scope="module")
def committee(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    home = furnished(tmp_path_factory.mktemp("committee") / "desk", registry, "EC-CR-1", authority="EC")
    with serving(home, registry, authority="EC") as served:
        yield served


@pytest.fixture(scope="module")
def browser(own: Own, committee: Own) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def seated(browser: Browser, own: Own, lang: str = "en-GB", width: int = 1200, officer: str = "XA-NLO-1") -> Page:
    """Whoever typed his passphrase."""
    viewport = {"width": width, "height": 900}
    page = browser.new_context(locale=lang, viewport=viewport, base_url=own.address).new_page()  # type: ignore[arg-type]
    page.goto("/sign-in")
    page.select_option("#officer", officer)
    page.fill("#passphrase", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    return page


def test_an_officer_reads_signs_and_gets_a_receipt(browser: Browser, own: Own, registry: Registry) -> None:
    page = seated(browser, own)
    found = faults(page)
    entry = registry.served.entries["salt-brigade"]
    for address in (
        "/register",
        "/sealed",
        "/sent",
        f"/entries/{registry.served.entries['melvik']}",
        f"/entries/{entry}",
    ):
        page.goto(address)
        found += faults(page)
    page.click(f"a[href$='/act/position.take/{entry}']")
    found += faults(page)
    page.select_option("#f-position", "recognises")
    page.click("button[value='words']")
    found += faults(page)
    assert "XA-NLO-1, liaison officer, for XA-CENTRAL, signs" in page.inner_text("main")
    page.fill("#officer", "not the passphrase")
    page.fill("#seal", PASSPHRASE)
    page.click("button[value='sign']")
    assert "does not open" in page.inner_text("[role=alert]")
    found += faults(page)
    page.fill("#officer", PASSPHRASE)
    page.fill("#seal", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/*")
    assert page.inner_text("h1") == "Done, and in the log"
    assert found + faults(page) == []


def test_what_was_told_is_read(browser: Browser, own: Own, registry: Registry) -> None:
    told = registry.told
    pages = ("/databank", f"/databank/{told.organisation}", "/requests", "/warnings", f"/warnings/{told.warning}")
    page = seated(browser, own)
    found = faults(page)
    for address in (*pages, f"/requests/{registry.sealed.matter}"):
        page.goto(address)
        found += faults(page)
    assert found == []
    page = seated(browser, own, "zh-CN", width=360)
    for address in pages:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_a_question_is_asked_in_a_form_and_approved(browser: Browser, own: Own, registry: Registry) -> None:
    page = seated(browser, own)
    page.goto("/requests")
    page.get_by_role("button", name="Ask another authority").click()
    page.wait_for_url("**/tellings/*")
    found = faults(page)
    page.select_option("[name='to']", "XB-CENTRAL")
    page.select_option("[name='says.purpose']", "prosecution")
    until = (registry.served.stage.clock() + timedelta(days=200)).date().isoformat()
    for name, text in (
        ("case_reference", "XA-CR 2026/14"),
        ("question", "Which branches did States name, and on what does it rest?"),
        ("grounds", "On 9 October 2021 the bus station at Varsk was blown up; two nationals of Borovia died."),
        ("necessity", "Without it the charge would be confined to one cell; nothing less would do."),
        ("subjects", registry.told.organisation),
        ("kept_until", until),
        ("lang", "ru"),
    ):
        page.fill(f"[name='says.{name}']", text)
    page.check("[name='says.selected_by'][value='investigation_of_an_act']")
    page.click("form.telling p.choices button")
    page.wait_for_load_state()
    assert "The form is whole" in page.inner_text("main")
    found += faults(page)
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("button[value='words']")
    page.wait_for_selector("button[value='sign']")
    found += faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("#officer", PASSPHRASE)
    page.fill("#seal", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#standing")
    found += faults(page)
    asked = page.get_attribute("a.button[href^='/requests/']", "href")
    head = seated(browser, own, officer="XA-NAA-1")
    for address in ("/tellings", "/told", asked):
        head.goto(str(address))
        found += faults(head)
    head.click("a[href*='/act/request.send/']")
    for gate in ("13", "42", "43"):
        head.check(f"[name='attests'][value='{gate}']")
    head.click("button[value='words']")
    head.wait_for_selector("button[value='sign']")
    found += faults(head)
    head.fill("#officer", PASSPHRASE)
    head.fill("#seal", PASSPHRASE)
    head.keyboard.press("Enter")
    head.wait_for_url("**/sent/*")
    assert head.inner_text("h1") == "Done, and in the log"
    assert found == []


def test_what_is_left_breaks_no_guideline(browser: Browser, registry: Registry, tmp_path: Path) -> None:
    home = furnished(tmp_path / "desk", registry, "XA-NLO-1")
    with between(registry.address) as line, serving(home, registry, registry=line.address) as served:
        page = seated(browser, served)
        page.goto("/requests")
        page.get_by_role("button", name="Ask another authority").click()
        page.wait_for_url("**/tellings/*")
        line.down = True
        for width in (1200, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto("/list")
            assert page.inner_text("h1") == "The registry does not answer"
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click("main a[href^='/tellings/']")
        page.wait_for_url("**/tellings/*")
        assert faults(page) == []


def published(registry: Registry) -> None:
    """Publish the log, in a thread of its own: Playwright's loop keeps Django out of its own."""
    registry.served.stage.node.publish()
    connection.close()


def test_a_dossier_is_drafted_read_signed_and_sent(
    browser: Browser, own: Own, registry: Registry, tmp_path: Path
) -> None:
    folder = examples.materialise("ember-column", tmp_path / "ember", registry.served.stage.clock().date())
    page = seated(browser, own)
    page.click("a[href='/dossiers']")
    found = faults(page)
    page.click("form:not([enctype]) button:has-text('template')")
    page.wait_for_url("**/dossiers/*")
    assert "The form is not whole yet" in page.inner_text("main")
    found += faults(page)
    page.goto("/dossiers")
    page.set_input_files("#files", [folder / "dossier.yaml", *(folder / "documents").iterdir()])
    page.click("form[enctype] button")
    page.wait_for_url("**/dossiers/*")
    assert "The form is whole" in page.inner_text("main")
    found += faults(page)
    page.click("button[value='words']")
    page.wait_for_selector("button[value='sign']")
    page.click("details summary")
    assert "Supreme Court of Alderia" in page.inner_text("details[open]")
    found += faults(page)
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("#officer", PASSPHRASE)
    page.fill("#seal", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#standing")
    assert page.inner_text("h1") == "Done, and in the log"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with ThreadPoolExecutor() as elsewhere:
        elsewhere.submit(published, registry).result()
    page.reload()
    assert page.inner_text("main").count("Verified here") == 3
    assert found + faults(page) == []


def test_a_review_breaks_no_guideline(browser: Browser, registry: Registry, committee: Own) -> None:
    page, (_, version) = seated(browser, committee, officer="EC-CR-1"), registry.pending
    found = faults(page)
    page.goto(f"/review/{version}")
    assert "Compliance review" in page.inner_text("h1")
    assert found + faults(page) == []
    page = seated(browser, committee, width=360, officer="EC-CR-1")
    page.goto(f"/review/{version}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("lang", "words"), [("ru-RU", "Стол XA-CENTRAL"), ("zh-CN", "XA-CENTRAL 的工作台")])
def test_it_speaks_the_language_of_the_browser_in_a_narrow_window(
    browser: Browser, own: Own, registry: Registry, lang: str, words: str
) -> None:
    page = seated(browser, own, lang, width=360)
    entry = registry.served.entries["salt-brigade"]
    for address in (
        "/sign-in",
        "/list",
        "/sent",
        "/dossiers",
        f"/entries/{entry}",
        f"/entries/{entry}/act/flag.raise/{entry}",
    ):
        page.goto(address)
        assert words in page.inner_text(".own")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    page.select_option("#f-ground", "R1")
    page.click("button[value='words']")
    page.wait_for_selector("button[value='sign']")  # the next page; between two there is none to measure
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
