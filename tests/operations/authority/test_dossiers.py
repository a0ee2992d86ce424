"""What an authority's desk keeps of a dossier: how long, how much, and what it believes of what it sent."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from comity.acts import SignedAct, parse_head
from comity.entries.acting import Identity
from comity.interchange.dossier import draft, packed, signing
from comity.interchange.dossier.draft import Document, Held
from comity.operations.authority import dossiers
from comity.operations.authority import shelf as shelves
from comity.operations.authority.folder import Desk
from comity.operations.authority.remote import Remote
from comity.operations.authority.shelf import Kept, Shelf
from comity.profile import loading
from comity.qualification.of_profile import rulebook_of
from tests.asking import refused
from tests.interchange.dossier.test_signing import EMBER
from tests.operations.authority.conftest import ORIGIN, Liar

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHO = Identity("XA-NLO-1", "XA-CENTRAL", "a" * 32, "b" * 32, ORIGIN)
ACTS = "/api/v1/acts"


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    return Shelf(desk.home, WHO.officer, NOW)


@pytest.fixture
def kept(shelf: Shelf) -> Kept:
    """A dossier that was prepared, and bears signatures of a kind."""
    files = [EMBER / "dossier.yaml", *(EMBER / "documents").iterdir()]
    text, documents = packed.opened([(one.name, one.read_bytes()) for one in files])
    held = Held(text, {name: Document(bytes(16), content) for name, content in documents.items()})
    checked = draft.check(held, rulebook_of("sco_rats_demo"), loading.load("sco_rats_demo"), NOW.date())
    assert checked.dossier is not None, checked.faults
    made = dossiers.prepare(shelf.opened(shelf.begin(held)), checked.dossier, WHO, "XA", NOW)
    signed = tuple(replace(one, officer_signature=b"o", seal_signature=b"s") for one in made.prepared)
    return shelf.save(replace(made, held=replace(held, signed=signed), prepared=()))


def receipt(act: SignedAct, **other: object) -> dict[str, object]:
    return {"act": parse_head(act.head).id, "index": 7, "time": "2026-03-02T09:00:00Z", "after": "recorded", **other}


def test_what_is_kept_is_read_back(shelf: Shelf, kept: Kept) -> None:
    assert shelf.opened(kept.id) == kept
    assert shelf.listed() == (kept,)
    with refused("draft.unknown"):
        shelf.opened("0" * 32)


Change = Callable[[Kept], Kept]


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        (lambda kept: replace(kept, held=Held("kind: list")), False),
        (lambda kept: kept, True),
        (lambda kept: replace(kept, held=Held(""), standing=kept.held.signed[:1]), True),
        (lambda kept: replace(kept, held=Held(""), standing=kept.held.signed), False),
    ],
)
def test_after_thirty_days_it_is_gone_unless_a_part_is_on_its_way(
    shelf: Shelf, kept: Kept, change: Change, stays: bool
) -> None:
    shelf.save(change(kept))
    assert len(replace(shelf, now=NOW + timedelta(days=29)).listed()) == 1
    assert bool(replace(shelf, now=NOW + timedelta(days=30)).listed()) is stays


def test_more_documents_than_a_dossier_may_have_are_not_kept(kept: Kept) -> None:
    large = Document(bytes(16), bytes(9 << 20))
    with refused("dossier.size"):
        shelves.rewritten(replace(kept, held=Held("")), Held("", {f"{one}.txt": large for one in range(6)}))


def test_an_act_too_large_to_send_is_not_prepared(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    held = replace(kept.held, signed=())
    checked = draft.check(held, rulebook_of("sco_rats_demo"), loading.load("sco_rats_demo"), NOW.date())
    assert checked.dossier is not None
    whole = [replace(one, officer_signature=bytes(64), seal_signature=bytes(64)) for one in kept.held.signed]
    largest = max(len(json.dumps(body(one, kept))) for one in whole)
    for limit, code in ((largest + 200, ""), (largest - 1, "dossier.act_size")):
        monkeypatch.setattr(shelves, "MAX_SENT", limit)
        with refused(code) if code else nullcontext():
            dossiers.prepare(kept, checked.dossier, WHO, "XA", NOW)


def body(act: SignedAct, kept: Kept) -> dict[str, object]:
    """What is sent of an act."""
    documents = {name: b64encode(one).decode() for name, one in shelves.documents(kept, act).items()}
    return {"act": json.loads(signing.dump(act)), "attachments": documents}


def test_a_receipt_of_another_act_is_none(liar: Liar, desk: Desk, shelf: Shelf, kept: Kept) -> None:
    first, second, _ = kept.held.signed
    liar.says(ACTS, receipt(second))
    with refused("authority.answer"):
        shelves.send(shelf, Remote(desk, WHO.officer), kept)
    assert shelf.opened(kept.id) == kept
    liar.says(ACTS, receipt(first))
    with refused("authority.answer"):
        shelves.send(shelf, Remote(desk, WHO.officer), kept)
    assert shelf.opened(kept.id).standing == (first,)


@pytest.mark.parametrize(
    ("status", "stays"), [(400, False), (403, False), (409, False), (429, True), (500, True), (503, True)]
)
def test_only_what_is_refused_for_good_is_signed_no_more(
    liar: Liar, desk: Desk, shelf: Shelf, kept: Kept, status: int, stays: bool
) -> None:
    liar.says(ACTS, {"detail": "no", "code": "act.no_move"}, status)
    with refused("authority.refused"):
        shelves.send(shelf, Remote(desk, WHO.officer), kept)
    assert bool(shelf.opened(kept.id).held.signed) is stays


def test_the_documents_go_with_the_acts_that_promise_them_alone(kept: Kept) -> None:
    with_documents = [shelves.documents(kept, one) for one in kept.held.signed]
    assert [len(one) for one in with_documents] == [1, 0, 1]
    assert {content for one in with_documents for content in one.values()} == set(kept.held.contents.values())
