"""Rule 24: a draft lies on its own authority's node, is seen only there, and is deleted after 30 days.

The signed *submit* is the first act; four eyes rests on it.
"""

from __future__ import annotations

from datetime import timedelta

from comity.bootstrap import PROCEDURES
from comity.demo.cast import Cast
from comity.participants import Officer
from comity.store import drafts
from tests.asking import refused, size


def _officer(cast: Cast, name: str) -> Officer:
    with cast.node.reading() as unit:
        return unit.directory().officers[name]


def test_a_draft_is_seen_by_its_own_authority_only(cast: Cast) -> None:
    own, colleague, other = (_officer(cast, name) for name in ("XA-NLO-1", "XA-NAA-1", "XB-NLO-1"))
    name, before = cast.new_id(), size()
    drafts.save(own, name, b"first", cast.node.clock())
    drafts.save(colleague, name, b"second", cast.node.clock())
    assert [draft.content for draft in drafts.listed(own)] == [b"second"]
    assert drafts.load(colleague, name).officer == "XA-NAA-1"
    assert drafts.listed(other) == []
    for touch in (drafts.load, drafts.discard):
        with refused("draft.unknown"):
            touch(other, name)
    with refused("draft.unknown"):
        drafts.save(other, name, b"mine now", cast.node.clock())
    assert size() == before  # no act


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_or_deleted(cast: Cast) -> None:
    own, colleague, name = _officer(cast, "XA-NLO-1"), _officer(cast, "XA-NAA-1"), cast.new_id()
    read = drafts.save(own, name, b"first", cast.node.clock())
    theirs = drafts.save(colleague, name, b"second", cast.node.clock(), read)
    with refused("draft.changed"):
        drafts.save(own, name, b"third", cast.node.clock(), read)
    with refused("draft.changed"):
        drafts.discard(own, name, read)
    assert drafts.listed(own) == [theirs]
    drafts.discard(own, name, theirs)
    with refused("draft.changed"):
        drafts.save(own, name, b"third", cast.node.clock(), theirs)


def test_it_is_deleted_thirty_days_after_it_was_last_saved(cast: Cast) -> None:
    own, now = _officer(cast, "XA-NLO-1"), cast.node.clock()
    drafts.save(own, cast.new_id(), b"old", now)
    kept = drafts.save(own, cast.new_id(), b"touched", now + timedelta(days=1))
    assert drafts.sweep(now + timedelta(days=29, hours=23)) == 0
    assert drafts.sweep(now + timedelta(days=30)) == 1
    assert drafts.listed(own) == [kept]


def test_a_draft_has_a_bound(cast: Cast) -> None:
    with refused("draft.size"):
        drafts.save(_officer(cast, "XA-NLO-1"), cast.new_id(), b"x" * (drafts.MAX_BYTES + 1), cast.node.clock())


def test_it_can_be_thrown_away(cast: Cast) -> None:
    own = _officer(cast, "XA-NLO-1")
    drafts.discard(own, drafts.save(own, cast.new_id(), b"x", cast.node.clock()).id)
    assert drafts.listed(own) == []


def test_the_submit_opens_the_version_and_four_eyes_count_from_it() -> None:
    (version,) = [p for p in PROCEDURES if p.name == "version"]
    assert version.acts_from("") == ("version.submit",)
    for act in ("version.approve", "version.permit", "version.refuse", "version.return"):
        assert all("not_the_drafter" in m.bars for m in version.moves if m.act == act)
