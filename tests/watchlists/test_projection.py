import io
from datetime import date

from comity import provenance
from comity.provenance import Standing
from comity.watchlists import projection, synthetic, un
from comity.watchlists.status import by_name, status_of

SNAPSHOT = un.read(io.BytesIO(synthetic.make(date(2026, 3, 1))))


def test_every_value_is_a_statement_of_the_lists_owner() -> None:
    statements = list(projection.statements(SNAPSHOT, SNAPSHOT.entries[0]))
    assert {s.asserted_by for s in statements} == {"un"}
    assert {s.source for s in statements} == {"un:2026-03-01:ZZi.001"}
    assert {s.standing for s in statements} == {Standing.RECORDED}
    assert next(s for s in statements if s.lang == "und-Cyrl").value == {
        "name": "Вымышлен Образцович Примеров",
        "quality": "primary",
    }


def test_every_statement_is_read_back_from_its_canonical_bytes() -> None:
    for entry in SNAPSHOT.entries:
        for statement in projection.statements(SNAPSHOT, entry):
            assert provenance.parse(statement.content()) == statement


def test_status_by_reference_and_suggestion_by_exact_name() -> None:
    assert status_of(None, "ZZe.001").list_date == ""
    assert status_of(by_name(SNAPSHOT), "ZZe.001").reference == "ZZe.001"
    assert status_of(by_name(SNAPSHOT), "ZZe.999").reference == ""
    assert status_of(by_name(SNAPSHOT), names=["Order of the Paper-Moon"]).suggestions == ("ZZe.001",)
    assert status_of(by_name(SNAPSHOT), names=["орден бумажной луны"]).suggestions == ("ZZe.001",)
    assert status_of(by_name(SNAPSHOT), names=["Order of the Paper Moons", "", "--"]).suggestions == ()
    assert status_of(by_name(SNAPSHOT), "ZZe.001", ["Order of the Paper Moon"]).suggestions == ()
    assert status_of(by_name(SNAPSHOT), "ZZe.001").list_date == "2026-03-01"
