import pytest

from comity.errors import Refused
from comity.watchlists import tables


def refused(text: str) -> str:
    with pytest.raises(Refused) as caught:
        list(tables.rows(text))
    return caught.value.refusal.code


def test_quotes_hold_marks_lines_and_quotes() -> None:
    assert list(tables.rows('a,"b,\n""c"""\n\nd,e\n')) == [(2, ["a", 'b,\n"c"']), (4, ["d", "e"])]


def test_a_byte_order_mark_is_left_out_and_a_nul_is_no_text() -> None:
    assert tables.text_of(b"\xef\xbb\xbfa") == "a"
    with pytest.raises(Refused, match="UTF-8"):
        tables.text_of(b"a\x00")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('a,"b', "lists.table"),
        ('a,"b"c\n', "lists.table"),
        ("a" * 100_001, "lists.table_limit"),
        ('"' + ("a" * 90_000 + "\n") * 2 + '"', "lists.table_limit"),
        ("," * 300, "lists.table_limit"),
    ],
)
def test_what_is_cut_off_or_out_of_all_measure_is_refused(text: str, code: str) -> None:
    assert refused(text) == code


def test_too_many_rows_are_refused_before_they_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert len(list(tables.rows("a\n" * 2))) == 2
    assert refused("a\n" * 4) == "lists.table_limit"


def test_records_need_their_columns_once_and_every_row_whole() -> None:
    needed = frozenset({"a", "b"})
    assert list(tables.records("a,b,c\n1,2,3\n", needed)) == [(2, {"a": "1", "b": "2", "c": "3"})]
    for text in ("a,c\n1,2\n", "a,b,b\n1,2,3\n", "a,b\n1\n", ""):
        with pytest.raises(Refused) as caught:
            list(tables.records(text, needed))
        assert caught.value.refusal.code == "lists.columns"
