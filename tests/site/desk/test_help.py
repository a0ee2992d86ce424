"""Help: each page has its own, and each capacity learns only of what it may open."""

from __future__ import annotations

import re

import pytest
from django.utils.html import escape

from comity.language import LANGUAGES, UnknownSentence, catalogue, glossary, say
from comity.participants import Capacity
from comity.site.desk import help as helping
from comity.site.desk import pages, sections
from comity.site.desk.page import Page
from comity.site.desk.templatetags.words import OWN_NAMES
from tests.site.desk.conftest import ONE_OF_EACH, Browser, Served
from tests.site.desk.test_pages import SIMPLE

SHOWS_NOTHING = frozenset(
    {"language", "sign-in-demo", "sign-out", "sign-in-provider", "sign-in-provider-back"}
)  # they lead on
SEEN = [one for one in pages.PAGES if not one.post_only and one.name not in SHOWS_NOTHING]


@pytest.mark.parametrize("page", SEEN, ids=lambda page: page.name)
def test_every_page_has_help_in_three_languages(page: Page) -> None:
    for lang in LANGUAGES:
        assert say(f"desk_help.page_{page.name.replace('-', '_')}", lang)


def test_a_page_without_help_would_be_found() -> None:
    with pytest.raises(UnknownSentence):
        say("desk_help.page_that_nobody_wrote")


def test_the_help_of_a_page_stands_on_it_and_on_no_refusal(browse: type[Browser]) -> None:
    anyone = browse()
    assert say("desk_help.page_log") in anyone.get("/log").content.decode()
    assert say("desk_help.page_log", "zh") in anyone.get("/log", lang="zh").content.decode()
    assert 'class="help"' not in anyone.get("/nowhere").content.decode()


def test_every_capacity_is_told_what_it_can_and_cannot_do() -> None:
    officers = {one.value for one in Capacity} - {"NODE", "CLOCK"}
    assert set(helping.CAN) == set(helping.CANNOT) == officers | {""}
    for line in (one for lines in (*helping.CAN.values(), *helping.CANNOT.values()) for one in lines):
        assert line.provision, line
        assert line.word in catalogue("words", "desk_help"), line


@pytest.mark.parametrize("capacity", helping.CAN)
def test_help_leads_only_to_pages_that_open(browse: type[Browser], capacity: str) -> None:
    me = browse(ONE_OF_EACH[capacity]) if capacity else browse()
    page = me.get("/help").content.decode()
    main = page.partition("<main")[2]
    addresses = set(re.findall(r'href="(/[^"]*)"', main))
    assert addresses
    for address in addresses:
        assert me.get(address).status_code == 200, address


@pytest.mark.parametrize("capacity", helping.CAN)
def test_what_help_offers_stands_in_the_table_of_pages(capacity: str) -> None:
    rows = {page.name: page for page in pages.PAGES}
    for line in helping.CAN[capacity]:
        if line.address:
            assert rows[line.page].open_to & {"", capacity}, line


def test_help_names_no_person_and_no_entry(browse: type[Browser], served: Served) -> None:
    for officer in ONE_OF_EACH.values():
        page = browse(officer).get("/help").content.decode()
        assert "Melvik" not in page
        assert not any(entry in page for entry in served.entries.values())


def test_the_sections_lead_to_help(browse: type[Browser]) -> None:
    assert any(one.path == "help" for one in sections.SECTIONS)
    assert 'href="/help"' in browse().get("/").content.decode()
    assert [page.name for page in SIMPLE if page.name == "help"] == ["help"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_glossary_shows_each_term_its_provision_and_how_many_nobody_reviewed(
    browse: type[Browser], lang: str
) -> None:
    page = browse().get("/glossary", lang=lang).content.decode()
    for one in glossary.terms():
        assert f'id="{one.name}"' in page
        assert escape(one.provision.replace("law.md", say("desk_help.own_rules", lang))) in page
    assert f"{OWN_NAMES[lang]} {glossary.unreviewed(lang)}" in page
    assert page.count(f">{say('desk_help.reviewed_not', lang)}</td>") == glossary.unreviewed(lang)
