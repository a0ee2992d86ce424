from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar
from zlib import crc32

import pytest

from comity import bootstrap, keys
from comity.acts import Link, parse_head
from comity.entries import acting
from comity.entries.acting import Asked
from comity.errors import Refused
from comity.matters import Done, Matter
from comity.participants import Authority, Directory, Key, Officer
from tests.stories.conftest import counted

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ENTRY, VERSION, FLAG = "a" * 32, "b" * 32, "c" * 32
OFFICER = Officer("XB-NAA-1", "XB-CENTRAL", frozenset({"NAA"}), head_or_deputy=True)


def key(holder: str, *, seal: bool, since: int = 0, until: int | None = None) -> Key:
    public = keys.generate(counted(crc32(f"{holder} {since}".encode()))).public_key
    return Key(keys.key_id(public), public, holder, seal, since, until)


KEYS = [
    key("XB-NAA-1", seal=False, until=5),
    key("XB-NAA-1", seal=False, since=5),
    key("XB-CENTRAL", seal=True),
    key("EC-CR-1", seal=False),
    key("EC", seal=True),
]
DIRECTORY = Directory(
    {"XB-CENTRAL": Authority("XB-CENTRAL", "XB", "competent", "2001-01-01", notified="2001-01-01")},
    {"XB-NAA-1": OFFICER, "EC-CR-1": Officer("EC-CR-1", "EC", frozenset({"CR"}), seconded_by="XC")},
    {one.id: one for one in KEYS},
)


def done(act: str, kind: str, **terms: Any) -> Done:
    return Done(act, kind, 1, "2026-03-01T00:00:00Z", "o", "a", "XB", "NAA", "k", "s", terms)


class Source:
    """An entry with an approved version, and a raised flag on the entry."""

    matters: ClassVar = {
        ENTRY: Matter(ENTRY, "list.entry", "claimed", "XA", (), (done("1" * 32, "entry.claim"),)),
        VERSION: Matter(
            VERSION, "version", "approved", "XA", (Link("version_of", ENTRY),), (done("2" * 32, "version.approve"),)
        ),
        FLAG: Matter(FLAG, "flag", "raised", "XB", (Link("on", ENTRY),), (done("3" * 32, "flag.raise"),)),
    }

    def matter(self, matter: str) -> Matter | None:
        return self.matters.get(matter)

    def directory(self) -> Directory:
        return DIRECTORY

    def linking(self, matter: str, relation: str) -> tuple[Matter, ...]:
        return ()

    def of_procedure(self, *procedures: str) -> tuple[Matter, ...]:
        return ()

    def at_step(self, procedure: str, *steps: str) -> tuple[Matter, ...]:
        return ()


RAISE = Asked("flag.raise", "XB-NAA-1", on=ENTRY, terms=(("ground", "R6"),))
PERMIT = Asked("version.permit", "EC-CR-1", VERSION, terms=(("attests", "6, 7"),))


def prepared(asked: Asked) -> acting.Prepared:
    return acting.prepare(asked, Source(), bootstrap.PROCEDURES, NOW, counted())


def test_a_new_matter_is_linked_and_follows_nothing() -> None:
    made = prepared(RAISE)
    assert (made.head.after, made.head.links, made.head.terms) == ("", (Link("on", ENTRY),), {"ground": "R6"})
    assert parse_head(made.data) == made.head
    assert set(made.words) == {"en", "ru", "zh"}


def test_a_move_follows_the_last_act_seen() -> None:
    made = prepared(Asked("flag.lift", "XB-NAA-1", FLAG))
    assert (made.head.matter, made.head.after, made.head.links) == (FLAG, "3" * 32, ())


def test_the_current_keys_sign() -> None:
    head = prepared(RAISE).head
    assert (head.officer_key, head.seal_key, head.capacity) == (KEYS[1].id, KEYS[2].id, "NAA")


def test_lists_and_numbers_are_known_by_their_names() -> None:
    assert prepared(PERMIT).head.terms == {"attests": [6, 7]}


def test_reasons_are_about_everything_above() -> None:
    asked = Asked("version.return", "EC-CR-1", VERSION, terms=(("reasons", "other"),), reason="Not yet.", lang="ru")
    (body,) = prepared(asked).head.bodies
    assert (body.code, body.about) == ("EYES_OF_REVIEW", (VERSION, ENTRY))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (replace(RAISE, kind="flag.burn"), "face.kind"),
        (replace(RAISE, officer="nobody"), "face.officer"),
        (replace(RAISE, officer="EC-CR-1"), "actor.capacity"),
        (replace(RAISE, on=""), "act.parent"),
        (replace(RAISE, on="d" * 32), "act.parent"),
        (replace(RAISE, matter="d" * 32), "act.unknown_matter"),
        (replace(RAISE, matter=ENTRY), "act.unknown_matter"),
        (replace(RAISE, matter=FLAG), "act.no_move"),
        (replace(RAISE, terms=()), "act.terms"),
        (replace(RAISE, terms=(("ground", "R12"),)), "entry.choice"),
        (replace(RAISE, reason="x" * 4001), "face.long_reason"),
        (replace(PERMIT, terms=(("attests", "six"),)), "face.number"),
        (Asked("version.return", "EC-CR-1", VERSION, terms=(("reasons", "other"),)), "entry.reasons"),
        (Asked("entry.claim", "XB-NAA-1"), "face.made_elsewhere"),
        (Asked("import.adopt", "XB-NAA-1"), "face.made_elsewhere"),
        (Asked("treaty.found", "XB-NAA-1"), "face.made_elsewhere"),
    ],
)
def test_what_can_be_mended_before_signing_is_refused(asked: Asked, code: str) -> None:
    with pytest.raises(Refused) as refused:
        prepared(asked)
    assert refused.value.refusal.code == code


def test_an_officer_whose_keys_all_ended_cannot_sign() -> None:
    gone = replace(DIRECTORY, keys={one.id: replace(one, until=6) for one in KEYS})
    with pytest.raises(Refused) as refused:
        acting.identity(gone, OFFICER)
    assert refused.value.refusal.code == "actor.key"
