"""One's own entries at the authority's own desk: renewed from the version in effect, and a version corrected."""

from __future__ import annotations

import html
import re
from datetime import timedelta

from comity.operations.authority import folder
from comity.operations.authority.remote import Remote
from tests.site.authority.conftest import Own, Registry, Sitter
from tests.site.authority.test_story import BOTH, sign, words


def test_a_renewal_begins_with_the_standing_text_and_is_signed_whole(own: Own, registry: Registry) -> None:
    entry, me = registry.served.entries["ember-column"], Sitter(own, "XA-NLO-1")
    assert "Draft a renewal" in me.get(f"/entries/{entry}")
    me.post(f"/entries/{entry}/renew")
    path = me.at.removeprefix(own.address)
    assert path.startswith("/dossiers/"), me.page
    assert f"renews: {entry}" in me.page
    assert "effect_by_drafter:" not in me.page
    assert "Ember Column" in me.page
    asked = Remote(folder.desk("XA-CENTRAL", registry.address, registry.log_key, own.home), "XA-NLO-1")
    _, documents = asked.renewal(entry)
    assert documents
    assert all(name in me.page for name in documents)
    me.get(f"/entries/{entry}")
    me.post(f"/entries/{entry}/renew")
    assert me.at.endswith(path), "it is not begun twice"
    found = re.search(r'<textarea id="f-text"[^>]*>(.*?)</textarea>', me.page, re.DOTALL)
    assert found
    day = (registry.served.stage.clock() + timedelta(days=300)).date().isoformat()
    text = html.unescape(found[1]).lstrip().replace("\nentry:\n", f"\nentry:\n  sunset: {day}\n")
    me.post(path, stage="save", text=text)
    me.post(path, stage="words")
    assert "entry.claim" not in me.page
    me.post(path, stage="sign", mark=me.hidden("mark"), **BOTH)
    assert "Done, and in the log" in me.page, me.page
    assert f'href="/entries/{entry}"' in me.page
    page = Sitter(own, "XA-NAA-1").get(f"/entries/{entry}")
    assert re.search(rf"/entries/{entry}/act/version.approve/[0-9a-f]{{32}}", page), page
    back = re.search(rf"/entries/{entry}/act/version.correct/[0-9a-f]{{32}}", me.get(f"/entries/{entry}"))
    assert back, me.page
    words(me, back[0])
    sign(me, back[0])
    assert "Done, and in the log" in me.page


def test_nobody_renews_what_is_not_his(own: Own, registry: Registry) -> None:
    me, head = Sitter(own, "XA-NLO-1"), Sitter(own, "XA-NAA-1")
    foreign = registry.served.entries["salt-brigade"]
    assert "Draft a renewal" not in me.get(f"/entries/{foreign}")
    me.post(f"/entries/{foreign}/renew")
    assert "actor.claimant_only" in me.page
    entry = registry.served.entries["ember-column"]
    assert "Draft a renewal" not in head.get(f"/entries/{entry}")
    head.post(f"/entries/{entry}/renew")
    assert head.status == 403


def test_a_claimant_withdraws_suspends_and_narrows_by_moves(own: Own, registry: Registry) -> None:
    page = Sitter(own, "XA-NAA-1").get(f"/entries/{registry.served.entries['ember-column']}")
    offered = set(re.findall(r"/act/([a-z.]+)/", page))
    assert {"suspension.begin", "entry.withdraw"} <= offered, offered
