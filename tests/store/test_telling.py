"""What names a file is found by an index, for a databank of many statements is read at each opening of a file."""

from __future__ import annotations

from comity.demo.cast import Cast
from comity.store import telling
from tests.asking import rows


def test_what_names_a_file_is_sought_in_the_index_of_its_names(cast: Cast) -> None:
    question = f"EXPLAIN QUERY PLAN SELECT s.body FROM statement s WHERE {telling._NAMES}"
    plan = rows(question.replace("%s", f"'{cast.new_id()}'"))
    assert [row[3] for row in plan] == ["SEARCH s USING INDEX names_a_file (<expr>=?)"]
