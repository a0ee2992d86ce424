"""Every page of the table in a real browser: nothing that WCAG 2.2 AA forbids, by keyboard, wide and narrow."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from comity.site.desk.pages import PAGES
from tests.e2e.conftest import Opener, Site, discard

OFFICERS = ("", "XA-NLO-1", "EC-CR-1", "XA-CK-1", "AU-1")
_CAPACITY = {"": "", "XA-NLO-1": "NLO", "EC-CR-1": "CR", "XA-CK-1": "CK", "AU-1": "AU"}
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # of what is in order, no list of places is made
}
_REACHED = ", ".join(f"{one}:visible" for one in ("a[href]", "button", "select", "input", "textarea", "summary"))
_BROKEN = r"""
[...document.querySelectorAll('td, th')].flatMap(cell => {
  const found = [], walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let text = walk.nextNode(); text; text = walk.nextNode())
    for (const word of text.data.matchAll(/\p{L}{2,16}|\d{4}-\d\d-\d\d/gu)) {
      range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) found.push(word[0]);
    }
  return found;
})
"""  # words of two to sixteen letters, and days, that stand on two lines
_PROGRAM = re.compile(r"\w+\(\w+='|<\w+ object|\bNone\b(?! [a-z])|\{%|\{\{")
ACTIONS = frozenset(
    {"language", "sign-in-demo", "sign-in-provider-back", "sign-out"}
)  # forms are sent there; they show nothing


def addresses(officer: str) -> list[str]:
    """The pages without an id that ``officer`` may open and nobody before him in ``OFFICERS``; and his desk."""
    mine = [page for page in PAGES if "<" not in page.path and not (page.post_only or page.name in ACTIONS)]
    before = [_CAPACITY[one] for one in OFFICERS[: OFFICERS.index(officer)]]
    capacity = _CAPACITY[officer]
    return [
        f"/{page.path}"
        for page in mine
        if ("" in page.open_to or capacity in page.open_to)
        and (page.name == "desk" or not any("" in page.open_to or one in page.open_to for one in before))
    ]


def faults(page: Page) -> list[str]:
    """What axe finds."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("officer", OFFICERS)
def test_no_page_breaks_the_guidelines(opened: Opener, officer: str) -> None:
    page, found = opened(officer), []
    for address in addresses(officer):
        page.goto(address)
        found += faults(page)
    assert found == []


def test_an_entry_breaks_no_guideline_open_or_asked_for(opened: Opener, site: Site) -> None:
    page, found = opened("XC-NLO-1"), []
    for name in ("salt-brigade", "melvik"):
        page.goto(f"/entries/{site.entries[name]}")
        found += faults(page)
    page.fill("#case", "XC-2026/4")
    with page.expect_navigation():
        page.get_by_role("button", name="Open and record").click()
    assert "Melvik" in page.inner_text("h1")
    assert found + faults(page) == []


def test_a_dark_window_breaks_no_guideline(opened: Opener, site: Site) -> None:
    page, found = opened("XC-NLO-1"), []
    page.emulate_media(color_scheme="dark")
    for path in (
        "/desk",
        "/list",
        f"/entries/{site.entries['salt-brigade']}",
        "/databank/results",
        "/log",
        "/tellings/no",
    ):
        page.goto(path)
        found += faults(page)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 29)"
    assert found == []


def asked_for(page: Page, path: str) -> list[str]:
    """What axe finds on a page, and on the one that opens for a case where it wants one."""
    page.goto(path)
    found = faults(page)
    if page.locator("#case").count():
        page.fill("#case", "XB-2026/7")
        with page.expect_navigation():
            page.get_by_role("button", name="Open and record").click()
        found += faults(page)
    assert page.locator("h1").count() == 1
    return found


def test_what_states_told_breaks_no_guideline(opened: Opener, site: Site) -> None:
    pages = {
        "EC-ECA-1": (f"/requests/{site.told.request}", f"/databank/{site.told.organisation}", "/databank/report"),
        "XB-NLO-1": (f"/databank/{site.told.incident}", "/tellings", "/told", f"/warnings/{site.told.warning}"),
        "XA-NAA-1": (f"/warnings/{site.told.warning}", f"/act/danger.confirm/{site.told.warning}", "/databank/trends"),
    }
    found = []
    for officer, paths in pages.items():
        page = opened(officer)
        for path in paths:
            found += asked_for(page, path)
    assert found == []


@pytest.mark.parametrize("width", [1200, 360])
def test_a_question_is_written_and_read_by_keyboard_and_without_javascript(
    opened: Opener, site: Site, width: int
) -> None:
    page = opened("XB-NLO-1", width=width, script=False)
    page.goto("/requests")
    page.get_by_role("button", name="Ask another authority").press("Enter")
    assert page.inner_text("h1") == "Question to another authority"
    page.select_option("select[name=to]", "EC")
    page.get_by_label("Grounds").fill("On 9 October the bus station at Varsk was blown up.")
    page.get_by_role("button", name="Save and check").press("Enter")
    assert page.get_by_label("Grounds").input_value().startswith("On 9 October")
    assert page.locator(".typed .fault, .typed .want").count() > 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    discard(page)


@pytest.mark.parametrize("kind", ["question", "organisation", "incident", "trend", "result", "warning"])
def test_the_form_of_each_kind_breaks_no_guideline(opened: Opener, kind: str) -> None:
    page = opened("XB-NLO-1")
    page.goto("/tellings")
    page.select_option("#kind", kind)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin", exact=True).click()
    found = faults(page)
    if page.locator("button[name=add]").count():
        with page.expect_navigation():
            page.locator("button[name=add]").first.click()
        found += faults(page)
    discard(page)
    assert found == []


def test_a_picture_without_a_text_is_found(opened: Opener) -> None:
    page = opened()
    page.goto("/")
    page.evaluate("document.querySelector('main').appendChild(document.createElement('img'))")
    assert any("image-alt" in one for one in faults(page))


@pytest.mark.parametrize(("officer", "lang"), [("", "en-GB"), ("", "ru-RU"), ("XA-NLO-1", "en-GB"), ("AU-1", "ru-RU")])
def test_no_word_of_a_table_breaks_in_two_and_no_name_of_the_program_shows(
    opened: Opener, officer: str, lang: str
) -> None:
    page, broken, shown = opened(officer, lang, width=1000), {}, {}
    for address in addresses(officer):
        page.goto(address)
        broken[address] = page.evaluate(_BROKEN)
        shown[address] = _PROGRAM.findall(page.inner_text("body"))
    assert {address: words for address, words in broken.items() if words} == {}
    assert {address: words for address, words in shown.items() if words} == {}


@pytest.mark.parametrize("officer", ["", "XA-NLO-1"])
def test_nothing_runs_out_of_a_narrow_window(opened: Opener, officer: str) -> None:
    page = opened(officer, width=360)
    wide = {}
    for address in addresses(officer):
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 360} == {}


def test_on_a_phone_each_cell_has_the_width_of_the_window_and_says_its_column(opened: Opener, site: Site) -> None:
    page = opened(width=390)
    for path in ("/list", f"/entries/{site.entries['salt-brigade']}"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        widths = page.evaluate("[...document.querySelectorAll('td')].map(one => one.clientWidth).filter(one => one)")
        assert widths and min(widths) > 300
    page.goto("/list")
    said = page.evaluate("[...document.querySelectorAll('td')].map(one => getComputedStyle(one, '::before').content)")
    assert [one.split('"')[1] for one in said[:3]] == ["Claimant: ", "Effect: ", "Lapses on: "]


def test_the_keyboard_reaches_everything_in_order(opened: Opener) -> None:
    page = opened("XA-NLO-1")
    page.goto("/list")
    wanted = page.locator(_REACHED).count()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = 1
    while reached < wanted + 5:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        reached += 1
    assert reached == wanted


def test_the_pages_work_without_javascript(opened: Opener, site: Site) -> None:
    page = opened("XC-NLO-1", script=False)
    page.goto("/list")
    page.click("main tbody a")
    assert re.fullmatch(r".*/entries/[0-9a-f]{32}", page.url)


@pytest.mark.parametrize(("lang", "words"), [("ru-RU", "Мой стол"), ("zh-CN", "我的工作台")])
def test_the_browser_s_language_is_spoken(opened: Opener, lang: str, words: str) -> None:
    page = opened("XA-NLO-1", lang)
    assert page.inner_text("h1") == words
    page.get_by_role("button", name="English").click()
    assert page.inner_text("h1") == "My desk"


def test_a_new_token_is_shown_within_a_narrow_window(opened: Opener) -> None:
    page = opened("XA-NAA-1", width=360)
    page.goto("/desk/tokens")
    page.fill("#label", "a job that runs every night")
    page.get_by_label("read what the officer reads").check()
    page.get_by_role("button", name="Make the token").click()
    assert "comity_" in page.inner_text("#made ~ p code")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
