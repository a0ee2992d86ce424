"""Sealed bodies: three read them, each statement by its commitment, and commit refuses what is sealed wrongly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from comity import acts, canonical, sealing
from comity.acts import BodyHead, Head
from comity.handling import Reader
from comity.information import sealed
from comity.information.sealed import Inside
from comity.participants import Authority, Directory, SealingPublic
from comity.provenance import Opened, Standing, Statement, seal
from tests.asking import refused
from tests.operations.nodes import Dice

ACT, MATTER, ORIGIN, DAY, INDEX = "a" * 32, "d" * 32, "fictional.example/test", "2026-03-02", 9
SECRET = "The fictional Salt Brigade meets at the old mill."
DUTIES = {"XA-CENTRAL": "competent", "XB-CENTRAL": "competent", "XA-SECOND": "competent", "EC": "executive",
          "XB-ASYLUM": "asylum", "IR": "review", "AU": "audit"}  # fmt: skip
KEYS = {name: sealing.generate(Dice(name)) for name, duty in DUTIES.items() if duty not in ("asylum", "audit")}
OLD = sealing.generate(Dice("IR before"))


def public(authority: str, key: sealing.SealingKey, since: int, until: int | None = None) -> SealingPublic:
    return SealingPublic(authority, key.key_id, key.public_key, since, until)


DIRECTORY = Directory(
    {name: Authority(name, name.split("-")[0], duty, "2020-01-01", notified=DAY) for name, duty in DUTIES.items()},
    sealing={
        one.id: one
        for one in (
            public("IR", OLD, 1, INDEX),
            *(public(name, key, INDEX if name == "IR" else 2) for name, key in KEYS.items()),
        )
    },
)


def inside(text: str = SECRET) -> Inside:
    said = [
        Statement("text", text, "XA", "d1 §2", Standing.ALLEGED, "B2"),
        Statement("act", "bombing", "XA", "d1", Standing.ALLEGED, "B2"),
    ]
    return Inside("assistance.warning/1", seal(said, iter(_salts).__next__))


_salts = [bytes([n]) * 16 for n in range(2)]


def made(other: str = "XB-CENTRAL", index: int = INDEX, **more: Any) -> tuple[BodyHead, tuple[Opened, ...]]:
    between = sealed.parties(DIRECTORY, "XA-CENTRAL", other, index, DAY)
    return sealed.sealed_body(inside(), between, ACT, ORIGIN, (MATTER,), Dice("sealed"), **more)


def head(*bodies: BodyHead) -> Head:
    return Head(ACT, "danger.warn", "warning", MATTER, "", "XA-NAA-1", "XA-CENTRAL", "NAA", "b" * 32, "c" * 32,
                f"{DAY}T09:00:00Z", bodies=bodies, origin=ORIGIN)  # fmt: skip


def check(body: BodyHead, opened: tuple[Opened, ...], index: int = INDEX, directory: Directory = DIRECTORY) -> None:
    sealed.check_sealed(head(body), [opened], directory, index, DAY)


@pytest.mark.parametrize("reader", ["XA-CENTRAL", "XB-CENTRAL", "IR"])
def test_three_readers_see_the_same_and_commit_takes_it(reader: str) -> None:
    body, (statement,) = made()
    check(body, (statement,))
    assert body.recipients == ("XA-CENTRAL", "XB-CENTRAL") and body.code == "NAMED" and len(body.readers) == 3
    found = sealed.opened_body(body, statement, KEYS[reader], ORIGIN, ACT)
    assert found == inside().statements and found[0].statement.value == SECRET
    assert sealed.schema_inside(statement.statement) == "assistance.warning/1"
    assert SECRET.encode() not in statement.content and b"bombing" not in statement.content


def test_what_the_head_says_follows_and_reads_back() -> None:
    body, _ = made(derived_from=("1" * 64,), conditions=("no_court",), kept_until="2026-06-01T00:00:00Z")
    whole = acts.parse_head(head(body).to_bytes())
    assert whole.bodies == (body,)
    assert (body.derived_from, body.conditions, body.about) == (("1" * 64,), ("no_court",), (MATTER,))


def test_nobody_else_opens_nor_in_another_act_or_log_or_schema() -> None:
    body, (statement,) = made()
    with refused("sealing.not_for_key"):
        sealed.opened_body(body, statement, KEYS["EC"], ORIGIN, ACT)
    for origin, act in (("other.example/test", ACT), (ORIGIN, "e" * 32)):
        with refused("sealing.damaged"):
            sealed.opened_body(body, statement, KEYS["IR"], origin, act)
    other, opened = outside(body, statement, schema="assistance.answer/1")
    with refused("sealing.damaged"):
        sealed.opened_body(other, opened[0], KEYS["IR"], ORIGIN, ACT)
    with refused("sealing.form"):
        sealed.opened_body(body, opened[0], KEYS["IR"], ORIGIN, ACT)


def outside(body: BodyHead, one: Opened, **changes: Any) -> tuple[BodyHead, tuple[Opened, ...]]:
    """The body with the value or the other words of its statement changed, and committed to anew."""
    said = one.statement
    assert isinstance(said.value, dict)
    plain = {name: changes.pop(name) for name in ("original", "source", "lang", "grade") if name in changes}
    (opened,) = seal([replace(said, value={**said.value, **changes}, **plain)], lambda: bytes(16))
    return replace(body, statements=(opened.commitment,)), (opened,)


def test_the_reviewer_reads_by_the_key_of_that_position_of_the_log() -> None:
    before, (earlier,) = made(index=INDEX - 1)
    after, (later,) = made(index=INDEX)
    assert OLD.key_id in before.readers and OLD.key_id not in after.readers
    assert sealed.opened_body(before, earlier, OLD, ORIGIN, ACT) == sealed.opened_body(
        after, later, KEYS["IR"], ORIGIN, ACT
    )
    check(before, (earlier,), INDEX - 1)
    with refused("sealing.readers"):
        check(before, (earlier,), INDEX)
    with refused("sealing.readers"):
        check(after, (later,), INDEX - 1)


Change = Callable[[BodyHead, Opened], tuple[BodyHead, tuple[Opened, ...]]]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("sealing.code", lambda b, o: (replace(b, code="MEMBER"), (o,))),
        ("sealing.code", lambda b, o: (replace(b, code="PUBLIC"), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XA-CENTRAL",)), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=()), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XA-CENTRAL", "XA-CENTRAL", "XB-CENTRAL")), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XA-CENTRAL", "XB-CENTRAL", "EC")), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XB-CENTRAL", "EC")), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XA-CENTRAL", "XA-SECOND")), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XA-CENTRAL", "XB-ASYLUM")), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XA-CENTRAL", "IR")), (o,))),
        ("sealing.parties", lambda b, o: (replace(b, recipients=("XA-CENTRAL", "XB")), (o,))),
        ("sealing.readers", lambda b, o: (replace(b, recipients=("XA-CENTRAL", "EC")), (o,))),
        ("sealing.readers", lambda b, o: (replace(b, readers=b.readers[:2]), (o,))),
        ("sealing.readers", lambda b, o: (replace(b, readers=()), (o,))),
        ("sealing.readers", lambda b, o: (replace(b, readers=tuple(reversed(b.readers))), (o,))),
        ("sealing.not_sealed", lambda b, o: (replace(b, schema="assistance.warning/1"), (o,))),
        ("sealing.form", lambda b, o: (replace(b, statements=b.statements * 2), (o, o))),
        ("sealing.form", lambda b, o: (replace(b, statements=()), ())),
        ("sealing.form", lambda b, o: outside(b, o, schema="sealed/1")),
        ("sealing.form", lambda b, o: outside(b, o, schema="Told in clear")),
        ("sealing.form", lambda b, o: outside(b, o, schema=7)),
        ("sealing.form", lambda b, o: outside(b, o, note="told in clear")),
        ("sealing.form", lambda b, o: outside(b, o, original="told in clear")),
        ("sealing.form", lambda b, o: outside(b, o, source="told in clear")),
        ("sealing.form", lambda b, o: outside(b, o, lang="xx")),
        ("sealing.form", lambda b, o: outside(b, o, grade="A1")),
        ("sealing.form", lambda b, o: outside(b, o, cipher="told in clear")),
        ("sealing.form", lambda b, o: outside(b, o, wrapped={})),
        ("sealing.readers", lambda b, o: outside(b, o, wrapped=fewer(o))),
    ],
)  # fmt: skip
def test_what_is_sealed_wrongly_is_not_committed(code: str, change: Change) -> None:
    body, (statement,) = made()
    with refused(code):
        check(*change(body, statement))


def fewer(one: Opened) -> dict[str, Any]:
    value: Any = one.statement.value
    return dict(list(value["wrapped"].items())[:2])


def test_the_organ_may_be_one_of_the_two() -> None:
    body, opened = made("EC")
    check(body, opened)
    assert sealed.opened_body(body, opened[0], KEYS["EC"], ORIGIN, ACT)


def test_without_a_key_or_a_reviewer_nothing_is_sealed() -> None:
    body, opened = made()
    without = {name: key for name, key in DIRECTORY.sealing.items() if key.authority != "XB-CENTRAL"}
    with refused("sealing.no_key"):
        check(body, opened, directory=replace(DIRECTORY, sealing=without))
    nobody = {name: one for name, one in DIRECTORY.authorities.items() if name != "IR"}
    with refused("sealing.no_reviewer"):
        check(body, opened, directory=replace(DIRECTORY, authorities=nobody))
    ended = {**DIRECTORY.authorities, "XB-CENTRAL": replace(DIRECTORY.authorities["XB-CENTRAL"], until=DAY)}
    with refused("sealing.parties"):
        check(body, opened, directory=replace(DIRECTORY, authorities=ended))


@pytest.mark.parametrize(
    "content",
    [
        b"not json",
        b"{}",
        b"[7]",
        b'[{"content":"{}","salt":""}]',
        canonical.dump([{"content": "{}", "salt": "0" * 32}]),
    ],
)
def test_what_opens_and_is_no_statement_is_refused(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    body, (statement,) = made()
    monkeypatch.setattr(sealing, "open_sealed", lambda envelope, key, info: content)
    with refused("sealing.inside"):
        sealed.opened_body(body, statement, KEYS["IR"], ORIGIN, ACT)


@pytest.mark.parametrize(
    ("authority", "capacity", "cases", "code"),
    [
        ("XA-CENTRAL", "NLO", (), ""),
        ("XB-CENTRAL", "NAA", (), ""),
        ("XB-CENTRAL", "CK", (), "sealing.reader"),
        ("XB-CENTRAL", "CM", (), "sealing.reader"),
        ("EC", "ECA", (), "sealing.not_for_key"),
        ("EC", "CR", (), "sealing.reader"),
        ("IR", "IR", (), "sealing.no_case"),
        ("IR", "IR", ("f" * 32,), "sealing.no_case"),
        ("IR", "IR", (MATTER,), ""),
        ("AU", "AU", (), "sealing.holder"),
    ],
)
def test_who_may_open(authority: str, capacity: str, cases: tuple[str, ...], code: str) -> None:
    body, _ = made()
    reader = Reader(authority.split("-", maxsplit=1)[0], authority, capacity, member=True, cases=frozenset(cases))
    key = KEYS.get(authority, OLD).key_id
    if code:
        with refused(code):
            sealed.may_open(reader, key, body, MATTER, DIRECTORY)
    else:
        sealed.may_open(reader, key, body, MATTER, DIRECTORY)


def test_nobody_opens_with_the_key_of_another_authority() -> None:
    body, _ = made()
    for key in (KEYS["XB-CENTRAL"].key_id, "f" * 32):
        with refused("sealing.holder"):
            sealed.may_open(Reader("XA", "XA-CENTRAL", "NAA"), key, body, MATTER, DIRECTORY)
