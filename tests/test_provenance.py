"""Statements: one value from one source, sealed so that it can be given or erased."""

from collections.abc import Callable, Iterable
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import canonical, provenance
from comity.canonical import Json
from comity.errors import Refused
from comity.provenance import Opened, Standing, Statement
from tests.planted import MODEST, caught

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-99, 99) | TEXTS
STATEMENTS = st.builds(
    Statement,
    property=TEXTS,
    value=SCALARS | st.lists(SCALARS, max_size=3),
    asserted_by=TEXTS,
    source=TEXTS,
    standing=st.sampled_from(Standing),
    grade=st.sampled_from(["A1", "B2", "X4"]),
    lang=TEXTS,
    original=TEXTS,
)
FIELDS = st.dictionaries(st.sampled_from("abcdef"), SCALARS | st.lists(SCALARS, max_size=4), max_size=5)
CLAIM = Statement("name", "Zoltan Example", "northland", "decision 1, para 2", Standing.FOUND, "A1")


def content_reads_back(parse: Callable[[bytes], Statement]) -> None:
    @MODEST
    @given(STATEMENTS)
    def holds(statement: Statement) -> None:
        assert parse(statement.content()) == statement

    holds()


def gather_undoes_spread(gather: Callable[[Iterable[tuple[str, Json]], frozenset[str]], dict[str, Json]]) -> None:
    @MODEST
    @given(FIELDS)
    def holds(fields: dict[str, Json]) -> None:
        lists = frozenset(name for name, value in fields.items() if isinstance(value, list))
        assert gather(provenance.spread(fields), lists) == fields

    holds()


def equal_values_do_not_show(seal: Callable[..., tuple[Opened, ...]]) -> None:
    """Two commitments to one value never match: nothing can be guessed from them."""

    @MODEST
    @given(STATEMENTS)
    def holds(statement: Statement) -> None:
        numbers = count()
        first, second = seal([statement, statement], lambda: next(numbers).to_bytes(16))
        assert first.commitment != second.commitment
        assert first.statement == second.statement == statement

    holds()


def test_a_statement_reads_back_from_its_bytes() -> None:
    content_reads_back(provenance.parse)
    caught(content_reads_back, lambda content: provenance.parse(content.replace(b'"A1"', b'"A2"')))


def test_fields_become_statements_and_come_back() -> None:
    gather_undoes_spread(provenance.gather)
    caught(gather_undoes_spread, lambda said, lists: dict(said))


def test_each_statement_has_its_own_salt() -> None:
    equal_values_do_not_show(provenance.seal)
    caught(equal_values_do_not_show, lambda said, salts: tuple(Opened(bytes(16), s.content()) for s in said))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grade": "E1"}, "statement.grade"),
        ({"grade": "A1\n"}, "statement.grade"),
        ({"standing": "certain"}, "statement.standing"),
        ({"standing": None}, "statement.standing"),
        ({"source": 1}, "statement.fields"),
        ({"more": "x"}, "statement.fields"),
    ],
)
def test_a_statement_of_another_form_is_refused(change: dict[str, Json], code: str) -> None:
    data = canonical.load(CLAIM.content())
    assert isinstance(data, dict)
    with pytest.raises(Refused) as refused:
        provenance.parse(canonical.dump(data | change))
    assert refused.value.refusal.code == code


@pytest.mark.parametrize("content", [b"[]", b"1", b"{}"])
def test_what_is_no_statement_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        provenance.parse(content)
    assert refused.value.refusal.code == "statement.fields"
