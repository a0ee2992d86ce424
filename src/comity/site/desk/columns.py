"""The head of each column, said again at its cells: a narrow window shows a table cell by cell, without its head."""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final = re.compile(r"<table\b.*?</table>", re.DOTALL)
_HEAD: Final = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)  # one that is unseen on a wide page needs no echo
_HEADING: Final = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW: Final = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<(td|th)\b([^>]*)>")
_TAG: Final = re.compile(r"<[^>]*>")


def headed(page: str) -> str:
    """The HTML of a page of ours, each cell of whose tables says in ``data-head`` what its column's head says.

    A row without the cell that spans it from above has its cells at the right; what spans columns is left as it is.
    """
    return _TABLE.sub(_table, page)


def _table(found: re.Match[str]) -> str:
    table = found[0]
    head = _HEAD.search(table)
    if not head:
        return table
    headings = [_said(one) for one in _HEADING.findall(head[1])]
    rows = _ROW.sub(lambda row: _row(row[0], headings), table[head.end() :])
    return table[: head.end()] + rows


def _said(heading: str) -> str:
    return "" if 'class="unseen"' in heading else _TAG.sub("", heading).strip().replace('"', "&quot;")


def _row(row: str, headings: list[str]) -> str:
    cells = _CELL.findall(row)
    missing = len(headings) - len(cells)
    if missing < 0 or any("colspan" in attributes for _, attributes in cells):
        return row
    columns = iter(headings[missing:])
    return _CELL.sub(lambda cell: _cell(cell, next(columns)), row)


def _cell(cell: re.Match[str], heading: str) -> str:
    return f'<td{cell[2]} data-head="{heading}">' if cell[1] == "td" and heading else cell[0]
