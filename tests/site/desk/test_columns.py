"""The head of each column stands at its cells too, but for a row that spans columns."""

from __future__ import annotations

from comity.site.desk.columns import headed

_HEAD = '<thead><tr><th scope=\'col\'>Name</th><th>Said "so"</th><th><span class="unseen">Act</span></th></tr></thead>'


def table(rows: str) -> str:
    return f"<p>-</p><table>{_HEAD}<tbody>{rows}</tbody></table>"


def test_each_cell_says_its_column_but_for_headings_of_rows_and_unseen_heads() -> None:
    assert headed(table("<tr><th>a</th><td dir='auto'>b</td><td>c</td></tr>")) == table(
        "<tr><th>a</th><td dir='auto' data-head=\"Said &quot;so&quot;\">b</td><td>c</td></tr>"
    )


def test_a_row_below_a_spanning_cell_has_its_cells_at_the_right() -> None:
    rows = "<tr><th rowspan='2'>a</th><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr>"
    assert '<td data-head="Said &quot;so&quot;">d</td><td>e</td>' in headed(table(rows))


def test_what_spans_columns_and_what_has_no_head_is_left() -> None:
    spanning = table("<tr><th>a</th><td colspan='2'>b</td></tr>")
    without = "<table><tbody><tr><td>a</td></tr></tbody></table>"
    assert headed(spanning) == spanning
    assert headed(without) == without
