"""Trends in a terminal: each chart with its table and its counting rule, never one without the others."""

from __future__ import annotations

from typing import Any

from comity.cli.output import Output
from comity.databank.figures.charts import left_out, shown
from comity.databank.figures.suppression import TOTAL
from comity.databank.figures.trends import Table, Trends


def answer(out: Output, found: Trends) -> None:
    """Print every table that the reader may see, or give it as JSON."""
    value = {
        "tables": [_table(table) for table in found.tables],
        "left_out": [
            {"contribution": one.contribution, "cells": one.cells, "why": one.why.value} for one in found.left_out
        ],
    }
    out.answer(value, lambda: _print(out, found))


def _print(out: Output, found: Trends) -> None:
    if not found.tables:
        out.lines([out.word("trends.none")])
    for table in found.tables:
        seen = shown(table, out.lang)
        out.lines([seen.title, seen.definition, seen.counting_rule, "", *seen.lines, ""])
        out.table(seen.heads, seen.rows)
        out.lines(["", *seen.notes, ""])
    out.lines(left_out(one, out.lang) for one in found.left_out)


def _table(table: Table) -> dict[str, Any]:
    return {
        "owner": table.owner,
        "unit": table.unit.value,
        "definition": table.definition,
        "counting_rule": table.counting_rule,
        "regions": list(table.published.rows),
        "periods": list(table.published.columns),
        "counts": [
            {
                "region": None if row == TOTAL else row,
                "period": None if column == TOTAL else column,
                "count": count,
                "withheld": count is None,
                "commitments": list(table.traces.get((row, column), ())),
            }
            for (row, column), count in table.published.counts.items()
        ],
        "conditions": list(table.conditions),
    }
