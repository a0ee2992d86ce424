"""Each capacity's day in a real browser, one after the other: what one officer does waits on the next one's desk."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from comity.demo import filing, stage
from comity.demo.stage import Stage
from comity.interchange.dossier import examples
from comity.language import say
from tests.e2e.conftest import serving
from tests.site.desk import told as tellings

Sit = Callable[..., Page]
ASKED = "Which branches of the column do other States name?"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A node of its own, with a person in the Register and what States told; nothing of Ember Column yet."""
    built = stage.build(tmp_path_factory.mktemp("days") / "demo", datetime.now(UTC), os.urandom)
    built.cast.sign_safeguards()
    assert filing.circulate(built, "melvik").filed is not None
    tellings.tell(built)
    return built


@pytest.fixture(scope="module")
def address(made: Stage) -> Iterator[str]:
    with serving(made.home) as served:
        yield served


@pytest.fixture
def sit(address: str, chromium: Browser) -> Iterator[Sit]:
    """Sits an officer (nobody: empty) down at the desk."""
    contexts = []

    def sit(officer: str = "") -> Page:
        context = chromium.new_context(locale="en-GB", base_url=address, viewport={"width": 1200, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        if officer:
            page.get_by_role("link", name="Sign in").first.click()
            page.click(f"button[value='{officer}']")
            page.wait_for_url("**/desk")
        return page

    yield sit
    for context in contexts:
        context.close()


def pressed(page: Page, stage: str) -> None:
    """Press the button of one step and wait for the next page."""
    with page.expect_navigation():
        page.click(f"main button[name=stage][value={stage}]:not([aria-hidden])")


def signed(page: Page) -> str:
    """Read the words of the form that is filled in, sign, and get the receipt; what it says."""
    pressed(page, "words")
    assert page.locator("[role=alert]").count() == 0, page.inner_text("main")
    pressed(page, "sign")
    assert "in the log" in page.inner_text("main")
    return page.inner_text("main")


def waiting(page: Page) -> None:
    """Open the first thing that waits."""
    page.goto("/desk")
    with page.expect_navigation():
        page.locator("section[aria-labelledby=waiting] tbody a").first.click()


def test_a_liaison_officer_drafts_a_dossier_and_submits_it(sit: Sit, made: Stage, tmp_path: Path) -> None:
    folder = examples.materialise("ember-column", tmp_path / "ember", made.clock().date())
    page = sit("XA-NLO-1")
    page.goto("/drafts")
    with page.expect_navigation():
        page.get_by_role("button", name=say("desk_acting.draft_new")).click()
    draft = page.url
    assert say("desk_form.not_whole", count=28) in page.inner_text("main")
    for document in sorted((folder / "documents").iterdir()):
        page.set_input_files("#document", document)
        pressed(page, "attach")
    page.goto(f"{draft}/text")
    page.fill("textarea", (folder / "dossier.yaml").read_text("utf-8"))
    pressed(page, "save")
    page.goto(draft)
    pressed(page, "words")
    assert "Nobody is arrested" in page.inner_text("main"), "what will happen, in the drafter's words"
    pressed(page, "send")
    assert "in the log" in page.inner_text("main")


def test_the_approving_authority_says_in_its_own_words_what_it_does(sit: Sit) -> None:
    page = sit("XA-NAA-1")
    waiting(page)
    assert "Nobody is arrested" not in page.inner_text("main"), "without having read the drafter's (gate 44)"
    page.check("input[value=national_ban_shown_to_members]")
    page.fill("textarea[name=words]", "Members will see the ban of our court.")
    signed(page)


def test_the_compliance_reviewer_permits_what_passes_every_gate(sit: Sit) -> None:
    page = sit("EC-CR-1")
    waiting(page)
    review = page.url
    for link in [one.get_attribute("href") for one in page.locator("a[href*='decision.authenticate']").all()]:
        page.goto(str(link))
        signed(page)
    page.goto(review)
    for tick in page.locator("main input[type=checkbox]").all():
        tick.check()
    signed(page)


def test_another_state_takes_a_position_and_its_council_member_reads_it(sit: Sit) -> None:
    page = sit("XC-NLO-1")
    page.goto("/list")
    with page.expect_navigation():
        page.locator("main tbody a").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Take a position").click()
    page.select_option("select[name=position]", "does_not_recognise")
    signed(page)
    council = sit("XC-CM-1")
    council.goto("/list")
    council.locator("main tbody a").first.click()
    council.wait_for_url(re.compile("/entries/"))
    assert "does not recognise" in council.inner_text("main")


def test_a_question_goes_from_a_liaison_officer_to_an_analyst_and_nobody_else_learns_of_it(
    sit: Sit, made: Stage
) -> None:
    page = sit("XB-NLO-1")
    page.goto("/requests")
    with page.expect_navigation():
        page.get_by_role("button", name="Ask another authority").click()
    page.select_option("select[name=to]", "EC")
    page.select_option("select[name='says.purpose']", "prosecution")
    page.fill("[name='says.case_reference']", "XB-CR 2026/14")
    page.fill("[name='says.question']", ASKED)
    page.fill("[name='says.grounds']", "On 9 October 2021 the bus station at Varsk was blown up; two nationals died.")
    page.fill("[name='says.necessity']", "Without it the charge would be confined to one cell; nothing less would do.")
    page.fill("[name='says.kept_until']", (made.clock() + timedelta(days=200)).date().isoformat())
    page.fill("[name='says.lang']", "ru")
    page.check("[name='says.conditions'][value=purpose_only]")
    page.check("[name='says.selected_by'][value=investigation_of_an_act]")
    pressed(page, "save")
    pressed(page, "words")
    assert ASKED in page.inner_text("main")
    pressed(page, "send")
    head = sit("XB-NAA-1")
    waiting(head)
    with head.expect_navigation():
        head.locator("a[href*='/act/request.send/']").click()
    for tick in head.locator("main input[name=attests]").all():
        tick.check()
    signed(head)
    analyst = sit("EC-ECA-1")
    analyst.goto("/requests")
    with analyst.expect_navigation():
        analyst.locator("main tbody a").first.click()
    analyst.fill("#case", "EC-2026/8")
    with analyst.expect_navigation():
        analyst.get_by_role("button", name="Open and record").click()
    assert ASKED in analyst.inner_text("main")
    assert analyst.get_by_role("button", name=say("desk_tellings.compose")).count() == 1
    stranger = sit("XC-NLO-1")
    stranger.goto("/requests")
    assert stranger.locator("main tbody a").count() == 0


def test_a_checker_asks_for_a_case_and_the_auditor_sees_that_and_no_name(sit: Sit) -> None:
    page = sit("XA-CK-1")
    with page.expect_navigation():
        page.get_by_role("link", name=say("desk_help.can_search")).click()
    page.fill("#name", "يوستينا ملفيك")
    page.check("input[name=register]")
    page.select_option("select[name=purpose]", "border")
    page.fill("input[name=reference]", "crossing-7/2026-11")
    with page.expect_navigation():
        page.get_by_role("button", name="Search", exact=True).click()
    assert "Юстина Мельвик" in page.inner_text("main")
    auditor = sit("AU-1")
    auditor.goto("/usage")
    assert "XA-CK-1" in auditor.inner_text("main")
    assert "Мельвик" not in auditor.inner_text("body")
    auditor.goto("/journal")
    assert say("desk_oversight.kind_query") in auditor.inner_text("main")


def test_the_reviewer_opens_a_case_and_the_claimant_learns_that_there_is_one(sit: Sit) -> None:
    page = sit("IR-1")
    page.goto("/list")
    with page.expect_navigation():
        page.locator("main tbody a").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("case", re.I)).first.click()
    page.select_option("select[name=reason]", "other")
    signed(page)
    page.goto("/desk")
    assert page.locator("section[aria-labelledby=cases] li").count() == 1


def test_a_member_of_the_public_finds_it_and_the_way_to_contest_it(sit: Sit) -> None:
    page = sit()
    page.fill("#name", "Ember Column")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert say("desk_search.found", count=1) in page.inner_text("main")
    with page.expect_navigation():
        page.locator(".hits a").first.click()
    assert "claim of XA" in page.inner_text("main")
    page.goto("/rights")
    assert "independent reviewer" in page.inner_text("main").lower()
    page.goto("/log")
    assert page.locator("main tbody tr").count() > 20
    assert "Ember" not in page.inner_text("body"), "a leaf names nobody"
