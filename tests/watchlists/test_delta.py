import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.watchlists import delta, synthetic, un
from comity.watchlists.delta import Change
from comity.watchlists.listed import Snapshot

DAY = date(2026, 3, 1)
GOOD = synthetic.make(DAY)
REFERENCES = [entry.reference for entry in (*synthetic.PERSONS, *synthetic.BODIES)]


def read(data: bytes) -> Snapshot:
    return un.read(io.BytesIO(data))


def test_internal_ids_order_and_white_space_are_not_changes() -> None:
    other = synthetic.make(DAY, persons=synthetic.PERSONS[::-1], bodies=synthetic.BODIES[::-1])
    other = other.replace(b"SYNTHETIC: this", b"SYNTHETIC:\n      this")
    assert b"<DATAID>8</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>VYMYSHLEN" in other
    assert delta.between(read(GOOD), read(other)) == delta.Delta((), (), ())


def test_what_changed_is_told_by_field() -> None:
    new = GOOD.replace(b"<YEAR>1971</YEAR>", b"<DATE>1971-02-03</DATE>").replace(b"; Vymishlen Primerof", b"")
    (amendment,) = delta.between(read(GOOD), read(new)).amended
    assert amendment.reference == "ZZi.001"
    assert amendment.changes == (
        Change("alias", ("Vymishlen Primerof (good)",), ()),
        Change("date_of_birth", ("1971",), ("1971-02-03",)),
    )


@given(st.sets(st.sampled_from(REFERENCES)), st.sets(st.sampled_from(REFERENCES)))
@settings(max_examples=40)
def test_added_and_delisted_are_set_differences(gone_before: set[str], gone_after: set[str]) -> None:
    if len(gone_before) == len(REFERENCES) or len(gone_after) == len(REFERENCES):
        return  # an empty list is refused
    found = delta.between(read(synthetic.make(DAY, without=gone_before)), read(synthetic.make(DAY, without=gone_after)))
    assert set(found.added) == gone_before - gone_after
    assert set(found.delisted) == gone_after - gone_before
    assert found.amended == ()


@pytest.mark.parametrize(("gone", "told"), [(1, 0), (2, 2), (5, 5)])
def test_shrunken_means_more_than_a_tenth(gone: int, told: int) -> None:
    new = read(synthetic.make(DAY, without=REFERENCES[:gone]))
    assert delta.shrunken(read(GOOD), new) == told
