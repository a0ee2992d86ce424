"""Other people's lists at the desk: where each comes from, its entries, and what an edition changed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpResponse

from comity.watchlists import registry, synthetic
from comity.watchlists.store import Store
from tests.site.desk.conftest import Browser, Served

DAY = date(2026, 3, 2)
AMENDED = [replace(one, birth="1950") if one.reference == "ZZi.003" else one for one in synthetic.PERSONS]


def text(answer: HttpResponse) -> str:
    return bytes(answer.content).decode()


@pytest.fixture
def lists(served: Served) -> Iterator[Store]:
    """Two editions of the UN's list: the second lost one person, gained one and amended one."""
    home = served.stage.home
    kept = Store(home, registry.source("un"))
    for data in (
        synthetic.make(DAY, without={"ZZi.002"}),
        synthetic.make(DAY + timedelta(days=7), without={"ZZi.001"}, persons=AMENDED),
    ):
        kept.take_in(io.BytesIO(data), datetime(2027, 1, 1, tzinfo=UTC), "one left the synthetic list")
    yield kept
    shutil.rmtree(home / "watchlists")


def test_a_list_says_which_file_of_which_day_it_is(browse: type[Browser], lists: Store) -> None:
    assert "2026-03-09" in text(browse().get("/watchlists"))
    page = text(browse().get("/watchlists/un"))
    assert lists.digest_in_force() in page
    assert "taken in here 1 January 2027, " in page
    assert "Unverified: the file is unsigned" in page
    assert "list of the United Nations Security Council" in page
    assert 'href="/watchlists/un/ZZi.002"' in page
    assert "ZZi.001" not in page


def test_an_entry_shows_what_its_list_says_and_that_it_is_no_entry_of_ours(browse: type[Browser], lists: Store) -> None:
    page = text(browse().get("/watchlists/un/ZZi.002"))
    assert "فلان بن فلان المثالي" in page
    assert "not an entry of this register" in page
    assert "No list states that it lists the same elsewhere" in page


def test_delistings_come_first(browse: type[Browser], lists: Store) -> None:
    page = text(browse().get("/watchlists/un/changes"))
    gone, come, amended = (page.index(f'id="{name}"') for name in ("delisted", "added", "amended"))
    assert gone < page.index("ZZi.001") < come < page.index("ZZi.002") < amended < page.index("ZZi.003")
    assert "From the list of 2 March 2026 to that of 9 March 2026" in text(browse().get("/watchlists/un/changes"))


def test_a_listed_name_is_found_with_its_list_and_day(browse: type[Browser], lists: Store) -> None:
    page = text(browse().post("/search", name="Fulan al-Mithali"))
    assert 'href="/watchlists/un/ZZi.002"' in page
    assert "UN <span" in page
    assert ">9 March 2026</time>. list of the United Nations Security Council" in page
    before = text(browse().post("/search", name="Вымышлен Примеров", as_of="2026-03-05"))
    assert 'href="/watchlists/un/ZZi.001"' in before
    assert "As of 5 March 2026" in before
    assert 'href="/watchlists/un/ZZi.001"' not in text(browse().post("/search", name="Вымышлен Примеров"))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/watchlists/nowhere", "lists.source"),
        ("/watchlists/eu", "lists.none"),
        ("/watchlists/un/ZZi.001", "lists.entry"),
        ("/watchlists/un/changes?before=" + "0" * 64, "lists.stored"),
    ],
)
def test_what_is_not_there_is_said(browse: type[Browser], lists: Store, path: str, code: str) -> None:
    answer = browse().get(path)
    assert answer.status_code >= 400
    assert code in text(answer)


def test_without_any_list_the_page_says_how_one_comes(browse: type[Browser], served: Served) -> None:
    assert "comity lists import" in text(browse().get("/watchlists"))


@pytest.mark.parametrize("lang", ["ru", "zh"])
def test_the_pages_are_read_in_each_language(browse: type[Browser], lists: Store, lang: str) -> None:
    for path in ("/watchlists", "/watchlists/un", "/watchlists/un/changes", "/watchlists/un/ZZi.002"):
        page = browse().get(path, lang=lang)
        assert page.status_code == 200
        assert "Unverified" not in text(page)
        assert "Delisted" not in text(page)
