"""While the registry does not answer, the desk opens with what is still there and signs nothing; then it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.language import LANGUAGES
from comity.operations.authority import folder
from tests.site.authority.between import Between, between
from tests.site.authority.conftest import Own, Registry, Sitter, furnished, serving
from tests.site.authority.test_story import BOTH, acts_of, lift, path_of, sign, words
from tests.site.authority.test_telling import begun, place, question, signed


@pytest.fixture(scope="module")
def lined(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Between, Own]]:
    """A desk, and the line to the registry."""
    home = furnished(tmp_path_factory.mktemp("lined") / "desk", registry, "XA-NLO-1", "XA-NAA-1")
    with between(registry.address) as line, serving(home, registry, registry=line.address) as served:
        yield line, served


@pytest.fixture
def cut(lined: tuple[Between, Own]) -> Iterator[tuple[Between, Own]]:
    """The same, once the line is mended afterwards."""
    yield lined
    lined[0].down = False


def test_every_page_opens_with_what_is_still_there(cut: tuple[Between, Own], registry: Registry) -> None:
    line, own = cut
    me = Sitter(own, "XA-NLO-1")
    path = question(me, registry)
    line.down = True
    entry = registry.served.entries["salt-brigade"]
    for closed in ("/desk", "/list", "/register", "/databank", "/requests", "/warnings", "/told", f"/entries/{entry}"):
        me.get(closed)
        assert (me.status, "does not answer" in me.page) == (503, True), closed
        for still in ("has not answered this desk since", path, "signing key of an officer", "XA-CENTRAL", "/sent"):
            assert still in me.page, (closed, still)
    for still in ("/dossiers", "/tellings", "/sent", path):
        me.get(still)
        assert (me.status, "has not answered this desk since" in me.page) == (200, True), still
    assert f"{entry}</" not in me.page
    since = re.search(r"has not answered this desk since ([^.]+)\.", me.page)
    assert since
    me.get("/desk")
    assert since[0] in me.page, "it is the same moment until it answers"
    line.down = False
    assert "has not answered" not in me.get("/desk")
    assert me.status == 200
    me.get(path)
    me.post(path, stage="discard")


def test_one_goes_on_drafting_and_signs_nothing(cut: tuple[Between, Own], registry: Registry) -> None:
    line, own = cut
    me, before = Sitter(own, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    path = question(me, registry)
    line.down = True
    me.get(path)
    assert '<option value="XB-CENTRAL" selected' in me.page, "whom one may ask is known from before"
    me.post(path, stage="save", to="XB-CENTRAL", **{"says.question": "Another question, asked at length?"})
    assert me.status == 200
    assert "Another question" in me.page
    for stage in ("words", "sign", "send", "ask", "reopen"):
        me.post(path, stage=stage, mark="", **BOTH)
        assert (me.status, "does not answer" in me.page) == (503, True), stage
    other = begun(me, "warning")
    me.post(other, stage="discard")
    me.get("/dossiers")
    me.post("/dossiers", kind="list")
    assert re.search(r"/dossiers/[0-9a-f]{32}$", me.at)
    dossier = me.at.removeprefix(own.address)
    me.post(dossier, stage="save", text="kind: list")
    assert me.status == 200
    me.post(dossier, stage="discard")
    assert acts_of(registry, "XA-NLO-1") == before
    line.down = False
    me.get(path)
    me.post(path, stage="discard")


def test_what_was_signed_and_did_not_arrive_is_shown_and_sent_afterwards(
    cut: tuple[Between, Own], registry: Registry
) -> None:
    line, own = cut
    me, path = Sitter(own, "XA-NLO-1"), path_of(registry, "flag.raise")
    words(me, path, ground="R1")
    form = {"stage": "sign", "act": me.hidden("act"), "mark": me.hidden("mark"), **BOTH}
    line.stops.add(len(line.acts))
    me.post(path, **form)
    assert (me.status, "does not answer" in me.page) == (503, True)
    unsent = re.search(r'href="(/sent/[0-9a-f]{32})"', me.page)
    assert unsent, me.page
    line.down = True
    assert unsent[1] in me.get("/desk")
    assert "is not known while the registry does not answer" in me.get(unsent[1])
    me.post(unsent[1])
    assert me.status == 503
    line.down = False
    me.get(unsent[1])
    assert "Done, and in the log" in me.post(unsent[1])
    line.down = True
    assert unsent[1] not in me.get("/desk")
    assert "came before the registry fell silent" in me.get(unsent[1])
    line.down = False
    lift(me, registry)


def test_a_draft_that_is_on_its_way_stands_among_what_was_not_sent(
    cut: tuple[Between, Own], registry: Registry
) -> None:
    line, own = cut
    me = Sitter(own, "XA-NLO-1")
    path = question(me, registry)
    line.stops.add(len(line.acts))
    signed(me, path)
    assert "Signed, and not all of it in the log" in me.page
    line.down = True
    page = me.get("/list")
    assert path in page.partition("no receipt came yet")[2].partition("</section>")[0]
    assert "Signed, and not all of it in the log" in me.get(path)
    line.down = False
    me.get(path)
    me.post(path, stage="send")
    assert "Done, and in the log" in me.page, me.page
    where = place(me.page)
    me.get(where)
    taken = f"{where}/act/request.withdraw/{where.rpartition('/')[2]}"
    words(me, taken)
    sign(me, taken)


def test_whoever_was_here_before_signs_in_and_no_other(cut: tuple[Between, Own], registry: Registry) -> None:
    line, own = cut
    Sitter(own, "XA-NLO-1")
    kept = folder.of_officer(own.home, "known", "XA-NAA-1")
    kept.unlink(missing_ok=True)
    line.down = True
    me = Sitter(own, "XA-NLO-1")
    assert (me.status, "The keys of this desk" in me.page) == (503, True)
    assert Sitter(own, "XA-NLO-1", "not the passphrase").status == 403
    stranger = Sitter(own, "XA-NAA-1")
    assert "does not answer" in stranger.page
    stranger.get("/tellings")
    assert stranger.at.endswith("/sign-in")


def test_a_key_that_is_gone_closes_the_desk_even_then(
    cut: tuple[Between, Own], registry: Registry, tmp_path: Path
) -> None:
    line, own = cut
    me = Sitter(own, "XA-NLO-1")
    line.down = True
    seal = own.home / "keys" / "XA-CENTRAL.seal"
    seal.rename(tmp_path / "aside")
    try:
        me.get("/tellings")
        assert "authority.no_keys" in me.page
    finally:
        (tmp_path / "aside").rename(seal)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_said_in_each_language(cut: tuple[Between, Own], lang: str) -> None:
    line, own = cut
    me = Sitter(own, "XA-NLO-1")
    me.post("/language", lang=lang, next="/desk")
    line.down = True
    assert 'lang="' + {"zh": "zh-Hans"}.get(lang, lang) in me.get("/desk")
    assert me.status == 503
