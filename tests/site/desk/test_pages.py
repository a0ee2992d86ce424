"""Each page by each capacity; the expected cells are written by hand from law.md D(iv)."""

from __future__ import annotations

import re

import pytest

from comity.site.desk import pages, sections
from tests.site.desk.conftest import HTML, ONE_OF_EACH, Browser, Served

ALL = "public NLO NAA ECA CR CM IR AU CK AA"
EXPECTED = {  # page: who may open it
    "front": ALL,
    "language": ALL,
    "sign-in": ALL,
    "sign-in-demo": ALL,
    "sign-in-options": ALL,
    "sign-in-passkey": ALL,
    "sign-in-provider": ALL,
    "sign-in-provider-back": ALL,
    "enrol": ALL,
    "sign-out": ALL,
    "sign-out-everywhere": "NLO NAA ECA CR CM IR AU CK AA",
    "keys": "NLO NAA ECA CR CM IR AU CK AA",
    "keys-options": "NLO NAA ECA CR CM IR AU CK AA",
    "keys-add": "NLO NAA ECA CR CM IR AU CK AA",
    "keys-remove": "NLO NAA ECA CR CM IR AU CK AA",
    "tokens": "NLO NAA ECA CR CM IR AU CK AA",
    "tokens-revoke": "NLO NAA ECA CR CM IR AU CK AA",
    "desk": "NLO NAA ECA CR CM IR AU CK AA",
    "help": ALL,
    "glossary": ALL,
    "list": ALL,
    "register": "NLO NAA ECA CR CM IR",
    "entry": ALL,
    "entry-print": ALL,
    "entry-pdf": "NLO NAA ECA CR CM IR AU CK AA",
    "act-send": "NLO NAA ECA CR CM IR AA",
    "act": "NLO NAA ECA CR CM IR AA",
    "requests": "NLO NAA ECA IR",
    "request": "NLO NAA ECA IR",
    "answer": "NAA ECA",
    "warnings": "NLO NAA ECA IR",
    "warning": "NLO NAA ECA IR",
    "databank": "NLO NAA ECA CR CM IR",
    "uses": "NLO NAA IR AU",
    "trends": ALL,
    "results": ALL,
    "report": "NLO NAA ECA CR CM IR AU",
    "databank-file": "NLO NAA ECA CR CM IR",
    "search": ALL,
    "names": ALL,
    "receipts": ALL,
    "matches": "NLO NAA CK",
    "usage": "NLO NAA IR AU",
    "journal": "IR AU",
    "drafts": "NLO",
    "renew": "NLO",
    "draft": "NLO",
    "draft-text": "NLO",
    "draft-part": "NLO",
    "tellings": "NLO NAA ECA",
    "telling": "NLO NAA ECA",
    "own-told": "NLO NAA",
    "told": "NLO NAA",
    "review": "CR",
    "watchlists": ALL,
    "watchlist": ALL,
    "watchlist-changes": ALL,
    "listed": ALL,
    "decisions": "NLO NAA ECA CR CM IR",
    "instruments": ALL,
    "instrument": ALL,
    "treaty": ALL,
    "log": ALL,
    "proof": ALL,
    "authority": "NLO NAA ECA CR CM IR AU CK AA",
    "statistics": ALL,
    "rights": ALL,
}
SIMPLE = [
    page
    for page in pages.PAGES
    if "<" not in page.path
    and not page.post_only
    and page.name not in ("language", "sign-in-demo", "sign-out", "sign-in-provider-back")
]


def test_every_page_has_a_row() -> None:
    assert {page.name for page in pages.PAGES} == set(EXPECTED)


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
def test_the_table_of_pages_is_that_of_the_law(page: pages.Page) -> None:
    assert {one or "public" for one in page.open_to} <= set(EXPECTED[page.name].split())
    if "" not in page.open_to:
        assert set(page.open_to) == set(EXPECTED[page.name].split())


def test_each_section_opens_to_whoever_may_open_its_page() -> None:
    by_path = {page.path: page.open_to for page in pages.PAGES}
    assert {one.path: one.open_to for one in sections.SECTIONS} == {
        one.path: by_path[one.path] for one in sections.SECTIONS
    }


@pytest.mark.parametrize("capacity", ONE_OF_EACH)
def test_each_capacity_opens_its_pages_and_no_other(browse: type[Browser], capacity: str) -> None:
    me = browse(ONE_OF_EACH[capacity])
    for page in SIMPLE:
        allowed = capacity in EXPECTED[page.name].split()
        status = me.get(f"/{page.path}").status_code
        assert status in ((200, 302) if allowed else (403,)), (page.name, status)


def test_the_public_is_asked_to_sign_in(browse: type[Browser]) -> None:
    anyone = browse()
    for page in SIMPLE:
        answer = anyone.get(f"/{page.path}")
        if "public" in EXPECTED[page.name].split():
            assert answer.status_code == 200, page.name
        else:
            assert answer.headers["Location"].startswith("/sign-in?next="), page.name


def test_a_person_of_the_register_is_named_to_nobody_without_a_case(browse: type[Browser], served: Served) -> None:
    path = f"/entries/{served.entries['melvik']}"
    other = browse("XC-NLO-1")
    asked = other.get(path).content.decode()
    assert "Melvik" not in asked
    assert 'name="case"' in asked
    assert "Melvik" not in other.get("/register").content.decode()
    opened = other.post(path, case="XC-2026/4", reason="prosecution").content.decode()
    assert "Melvik" in opened


def test_the_public_does_not_learn_that_there_is_a_person(browse: type[Browser], served: Served) -> None:
    there = browse().get(f"/entries/{served.entries['melvik']}")
    nowhere = browse().get("/entries/" + "0" * 32)
    assert there.status_code == nowhere.status_code == 404
    strip = re.compile(rb'value="[^"]*"|[0-9a-f]{32}')
    assert strip.sub(b"", there.content) == strip.sub(b"", nowhere.content)


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_the_list_is_read_in_each_language(browse: type[Browser], lang: str) -> None:
    page = browse().get("/list", lang=lang)
    assert page.status_code == 200
    assert {"en": "in force", "ru": "действует", "zh": "生效"}[lang] in page.content.decode()


@pytest.mark.parametrize("page", [one for one in pages.PAGES if one.post_only], ids=lambda page: page.name)
def test_what_is_sent_by_a_form_alone_is_not_reached_by_an_address(browse: type[Browser], page: pages.Page) -> None:
    path = "/" + re.sub(r"<\w+:\w+>", "0" * 32, page.path)
    capacity = EXPECTED[page.name].split()[-1]
    answer = browse(ONE_OF_EACH[capacity]).get(path)
    assert (answer.status_code, "api.method" in answer.content.decode()) == (405, True)


def test_a_form_from_elsewhere_changes_nothing(served: Served) -> None:
    from django.test import Client  # noqa: PLC0415  after the settings

    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    answer = strict.post("/sign-in/demo", {"officer": "XA-NLO-1"}, headers={"accept": "text/html"})
    assert answer.status_code == 403
    assert "desk.forged" in answer.content.decode()


def test_a_page_allows_no_script_or_style_of_its_own(browse: type[Browser]) -> None:
    answer = browse("XA-NLO-1").get("/desk")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(rb"<style|style=|<script(?! src=)| on[a-z]+=", answer.content)


def test_a_page_that_refuses_before_anything_is_read_allows_no_more(served: Served) -> None:
    from django.test import Client  # noqa: PLC0415  after the settings

    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    usual = set(client.get("/list", headers=HTML).headers["Content-Security-Policy"].split("; "))
    answers = [
        client.put("/list", headers=HTML),
        client.get("/" + "a" * 9000, headers=HTML),
        client.get("/list", headers={**HTML, "host": "elsewhere.example"}),
        client.post("/list", headers=HTML, CONTENT_LENGTH=str(1 << 30)),
    ]
    for answer, status in zip(answers, (405, 414, 400, 413), strict=True):
        assert answer.status_code == status
        assert answer.headers["Content-Type"].startswith("text/html")
        assert set(answer.headers["Content-Security-Policy"].split("; ")) == usual


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.invalid/",
        "//example.invalid/",
        "/\\example.invalid/",
        "http://localhost/desk",
        "desk",
        "data:,x",
    ],
)
def test_leading_elsewhere_after_signing_in_is_refused(browse: type[Browser], elsewhere: str) -> None:
    answer = browse().post("/sign-in/demo", officer="XA-NLO-1", next=elsewhere)
    assert answer.headers["Location"] == "/"
    assert browse().post("/language", lang="ru", next=elsewhere).headers["Location"] == "/"


def test_the_list_is_filtered_by_effect_and_claimant_and_counts_what_it_shows(browse: type[Browser]) -> None:
    me = browse("XC-NLO-1")
    every = me.get("/list").content.decode()
    assert "2 that you may see" in every
    assert "1 that you may see" in me.get("/list", claimant="XD").content.decode()
    assert "0 that you may see" in me.get("/list", effect="suspended").content.decode()
    assert me.get("/list", effect="frightened").status_code == 422
