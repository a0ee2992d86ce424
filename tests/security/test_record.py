"""Whoever can write the database cannot change what readers are answered without ``log check`` saying so."""

from __future__ import annotations

import pytest

from comity.acts import BodyHead
from comity.canonical import Json
from comity.demo.cast import Cast, Filed
from comity.provenance import seal, trusted
from comity.store import checking
from tests.asking import refused, rows
from tests.stories.conftest import dossier


def test_the_whole_record_is_checked(cast: Cast, circulated: Filed) -> None:
    assert checking.check(blobs=cast.node.located.path("blobs")).faults == []
    cast.open("IR-1", "IR", "erasure.declare", "erasure", circulated.entry, reason="court_order")
    assert checking.check(blobs=cast.node.located.path("blobs")).faults == []


@pytest.mark.parametrize(
    "tampering",
    [
        "INSERT INTO audience (body, recipient) SELECT MAX(id), 'XC' FROM body",
        "DELETE FROM audience",
        "UPDATE body SET code = 'PUBLIC' WHERE code = 'NAMED'",
        "UPDATE body SET owner = 'XC'",
        "UPDATE body SET matter = (SELECT MIN(matter) FROM body)",
        "UPDATE body SET schema = 'reasons/1'",
        "DELETE FROM about",
        "DELETE FROM derived",
        "INSERT INTO about (body, matter) SELECT MIN(id), 'f' FROM body",
        "INSERT INTO audience (body, recipient) VALUES (999999, 'XC')",
        'INSERT INTO body (act, "position", schema, code, owner, matter)'
        " SELECT idx, 9, 'reasons/1', 'PUBLIC', participant, matter FROM act LIMIT 1",
        "DELETE FROM name",
        "UPDATE name SET key = 'somebody else'",
        "UPDATE act SET participant = 'XC' WHERE kind = 'version.submit'",
        "UPDATE act SET kind = 'entry.claim' WHERE kind = 'version.submit'",
        "UPDATE act SET matter = 'f' WHERE kind = 'version.approve'",
        "DELETE FROM blob",
        "UPDATE blob SET path = '../../config.yaml'",
        "UPDATE blob SET body = body + 1",
    ],
)
def test_rows_that_answer_readers_are_compared_with_what_was_signed(cast: Cast, tampering: str) -> None:
    cast.file(dossier("sabrat"), "XD-NLO-1", "XD-NAA-1")
    assert checking.check().faults == []
    with cast.node.reading() as unit:
        unit.run(tampering)
    assert checking.check(blobs=cast.node.located.path("blobs")).faults


def test_two_statements_never_share_a_file(cast: Cast, circulated: Filed) -> None:
    """Whoever names a stored document again would lose it when the first is erased."""
    (content,) = next(r for r in rows("SELECT content FROM statement") if b'"property":"attachment"' in bytes(r[0]))
    again = trusted(bytes(content))
    digest = str(again.value["digest"]) if isinstance(again.value, dict) else ""
    document = (cast.node.located.path("blobs") / digest[:2] / digest).read_bytes()
    matter = cast.new_id()
    opened = seal([again], lambda: cast.random_bytes(16))
    body = BodyHead("document/1", "MEMBER", (), (matter,), (), (opened[0].commitment,))
    terms: dict[str, Json] = {"type": "ban", "finality": "final"}
    head = cast.head("XB-NLO-1", "NLO", "decision.record", "decision", matter, terms, (), (body,))
    with refused("act.repeated"):
        cast.node.submit(cast.sign(head, (opened,)), {digest: document})
