"""What was told is read at an authority's own desk: by whom it is for, in each language, for a case where it must."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from comity.language import LANGUAGES
from tests.site.authority.conftest import Own, Registry, Sitter, furnished, serving
from tests.site.desk.told import CANARY, Told

WHY = {"case": "XB-2026/4", "reason": "prosecution"}


@pytest.fixture(scope="module")
def told(registry: Registry) -> Told:
    return registry.told


@pytest.fixture(scope="module")
def other(registry: Registry, told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    """The desk of another State's authority."""
    home = furnished(tmp_path_factory.mktemp("other") / "desk", registry, "XB-NLO-1", authority="XB-CENTRAL")
    with serving(home, registry, authority="XB-CENTRAL") as served:
        yield served


def read(me: Sitter, path: str) -> str:
    """A page, once a case was named where it asks for one."""
    me.get(path)
    if 'name="case"' in me.page:
        me.post(path, **WHY)
    assert me.status == 200, (path, me.page)
    return me.page


def test_requests_are_read_by_the_two_authorities_alone(own: Own, other: Own, registry: Registry, told: Told) -> None:
    asker = Sitter(other, "XB-NLO-1")
    assert f"/requests/{told.request}" in asker.get("/requests")
    asker.get(f"/requests/{told.request}")
    assert (asker.status, 'name="case"' in asker.page) == (200, True)
    page = read(asker, f"/requests/{told.request}")
    assert "EC" in page
    assert "What is told in answer" in page
    third = Sitter(own, "XA-NLO-1")
    assert told.request not in third.get("/requests")
    third.get(f"/requests/{told.request}")
    assert third.status == 403
    assert "act.unknown_matter" in third.page
    sealed = registry.sealed
    assert f"/requests/{sealed.matter}" in third.get("/requests")
    page = read(third, f"/requests/{sealed.matter}")
    assert f"/sealed?act={sealed.act}" in page
    assert f'value="{sealed.act}"' in third.get(f"/sealed?act={sealed.act}")


def test_warnings_are_read_by_giver_and_named(own: Own, other: Own, told: Told) -> None:
    giver, named = Sitter(own, "XA-NLO-1"), Sitter(other, "XB-NLO-1")
    for me in (giver, named):
        assert f"/warnings/{told.warning}" in me.get("/warnings")
    giver.get(f"/warnings/{told.warning}")
    assert 'name="case"' not in giver.page
    assert "What is known" in giver.page
    named.get(f"/warnings/{told.warning}")
    assert 'name="case"' in named.page
    assert "What is known" not in named.page
    assert "What is known" in read(named, f"/warnings/{told.warning}")


def test_a_file_of_the_databank_shows_several_words_and_nothing_that_is_not_for_the_reader(
    own: Own, told: Told
) -> None:
    me = Sitter(own, "XA-NLO-1")
    assert f"/databank/{told.organisation}" in me.get("/databank")
    page = read(me, f"/databank/{told.organisation}")
    assert CANARY not in page
    assert {"XA", "XB", "XC"} <= set(re.findall(r'class="state">(\w+)', page))
    assert "≠" in page
    assert "Ember Column" in page
    assert "What does not add up" in page
    assert "incident" in read(me, f"/databank/{told.incident}")


def test_a_section_of_a_file_is_read_on_its_own(own: Own, told: Told) -> None:
    me, path = Sitter(own, "XA-NLO-1"), f"/databank/{told.organisation}"
    page = read(me, f"{path}?of=names")
    assert "Ember Column" in page
    assert CANARY not in page
    for strange in (f"{path}?of=../uses", f"{path}?of=nothing", f"{path}?of=names&cursor=x%0a"):
        me.get(strange)
        assert 'class="said"' not in me.page, strange


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_speaks_each_language(own: Own, told: Told, lang: str) -> None:
    me = Sitter(own, "XA-NLO-1")
    me.post("/language", lang=lang, next="/desk")
    for path in ("/requests", "/warnings", "/databank", f"/warnings/{told.warning}", f"/databank/{told.organisation}"):
        assert 'lang="' + {"zh": "zh-Hans"}.get(lang, lang) in read(me, path)


def test_a_cursor_that_is_none_is_refused_here(own: Own) -> None:
    me = Sitter(own, "XA-NLO-1")
    for path in ("/requests?received=a%20b", "/warnings?cursor=%26side", "/databank?cursor=x%0a"):
        me.get(path)
        assert "api.cursor" in me.page, path
