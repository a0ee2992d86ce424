"""Rule 23: screening queries, restricted reads and refusals go to the journal: a second log of the same code,
salted, erasable, group-committed, never folded.
"""

from __future__ import annotations

from django.db import connection

from comity.acts import SignedAct
from comity.demo.cast import Cast, Filed
from comity.errors import Refused
from comity.handling import Reader
from comity.store import journal, rebuilding, showing
from comity.store.journal import Line
from tests.asking import journaled, refused, rows, size
from tests.planted import caught


def test_a_refusal_is_written_with_its_code_and_the_act_is_not(cast: Cast) -> None:
    before = size()
    with refused("actor.capacity"):
        cast.open("XA-NLO-1", "NAA", "entry.claim", "list.entry")
    (line,) = journaled()
    assert (line["kind"], line["officer"]) == ("refusal", "XA-NLO-1")
    assert line["content"]["code"] == "actor.capacity"
    assert size() == before


def test_what_cannot_even_be_read_is_written_too_and_spoils_no_group(cast: Cast) -> None:
    good = cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id()))
    answers = cast.node.writer.submit_all([SignedAct(b"{", b"", b""), good, SignedAct(b"\xff" * 9, b"", b"")])
    assert [isinstance(answer, Refused) for answer in answers] == [True, False, True]
    assert [line["content"] for line in journaled()] == [{"code": "canonical.syntax"}] * 2


def test_opening_what_is_not_for_every_member_is_written(cast: Cast, circulated: Filed) -> None:
    case = cast.open("IR-1", "IR", "case.open", "case", circulated.entry, because="A secret.", reason="other")
    reviewer = Reader("DEMO-IR", "IR", "IR", cases=frozenset({case}))
    with cast.node.reading() as unit:
        showing.read(
            unit, circulated.version, Reader("XB", "XB-CENTRAL", "NLO", member=True), "XB-NLO-1", cast.node.clock()
        )
        assert journaled() == []
        shown = showing.read(unit, case, reader=reviewer, officer="IR-1", now=cast.node.clock())
    assert shown[0].statement is not None
    (line,) = journaled()
    assert (line["kind"], line["officer"], line["content"]["matter"]) == ("read", "IR-1", case)


def query(reference: str = "CP-1", found: int = 0) -> Line:
    checker = Reader("XA", "XA-CENTRAL", "CK", member=True)
    return journal.query(checker, "XA-CK-1", ("border", reference), ["register"], (1, "ab" * 32), found)


def test_a_query_is_written_by_purpose_and_reference_never_by_name(cast: Cast) -> None:
    journal.append([query("CP-7/2026-03-02")], cast.node.clock())
    (line,) = journaled()
    said = {"capacity": "CK", "digest": "ab" * 32, "found": 0, "lists": ["register"], "names": 1}
    assert line["content"] == {**said, "purpose": "border", "reference": "CP-7/2026-03-02"}


def the_journal_proves_itself() -> None:
    size_, wrong = journal.check()
    assert wrong == []
    assert size_ == 3


def test_it_is_a_log_whose_lines_can_be_erased_but_not_changed_or_dropped(cast: Cast) -> None:
    journal.append([query(f"CP-{n}", n) for n in range(3)], cast.node.clock())
    the_journal_proves_itself()
    journal.erase(1)
    assert len(journaled()) == 2
    the_journal_proves_itself()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal SET content = %s WHERE idx = 0", [b'{"content":"other"}'])
    caught(the_journal_proves_itself)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal WHERE idx = 2")
    assert -1 in journal.check()[1]


def test_two_equal_lines_have_different_leaves(cast: Cast) -> None:
    journal.append([query()] * 2, cast.node.clock())
    first, second = rows("SELECT leaf FROM journal ORDER BY idx")
    assert bytes(first[0]) != bytes(second[0])


def test_it_is_never_folded(cast: Cast) -> None:
    before = rebuilding.fold_all()
    journal.append([query()], cast.node.clock())
    assert rebuilding.fold_all() == before
