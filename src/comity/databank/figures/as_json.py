"""Trends, results and the divisions of a report as values for JSON, in one language."""

from __future__ import annotations

from typing import Any

from comity.databank.figures.claims import Claim
from comity.databank.figures.report import Division
from comity.databank.figures.results import Aspect, Comparison, said
from comity.databank.figures.suppression import TOTAL
from comity.databank.figures.trends import Table
from comity.databank.figures.wording import sentence


def claim(one: Claim, lang: str) -> dict[str, Any]:
    """One claimed number, with its headline and what is said of each aspect."""
    return {
        "id": one.id,
        "author": one.author,
        "owner": one.owner,
        "indicator": one.indicator,
        "unit": one.unit.value if one.unit else None,
        "refused": one.refused,
        "least": one.number.least if one.number else None,
        "most": one.number.most if one.number else None,
        "about": bool(one.number and one.number.about),
        "sentence": sentence(one, lang),
        "said": {aspect.value: said(one, aspect, lang) for aspect in Aspect},
        "note": one.note.read(lang) if one.note else None,
        "conditions": list(one.conditions),
        "commitments": list(one.traces),
    }


def comparison(one: Comparison, lang: str) -> dict[str, Any]:
    """Claims side by side, with the verdict on each aspect and the finding."""
    return {
        "claims": [claim(held, lang) for held in one.claims],
        "verdicts": {row.aspect.value: row.verdict.value for row in one.rows},
        "not_comparable": {bar.aspect.value: bar.verdict.value for bar in one.bars},
        "finding": one.finding.value,
    }


def table(one: Table) -> dict[str, Any]:
    """One table of a trend, with what was withheld."""
    return {
        "owner": one.owner,
        "unit": one.unit.value,
        "definition": one.definition,
        "counting_rule": one.counting_rule,
        "regions": list(one.published.rows),
        "periods": list(one.published.columns),
        "counts": [
            {
                "region": None if row == TOTAL else row,
                "period": None if column == TOTAL else column,
                "count": count,
                "withheld": count is None,
                "commitments": list(one.traces.get((row, column), ())),
            }
            for (row, column), count in one.published.counts.items()
        ],
        "conditions": list(one.conditions),
    }


def division(one: Division) -> dict[str, Any]:
    """One division of a report, each number with its trace."""
    figures = [{"part": f.part, "number": f.number, "trace": [*f.trace]} for f in one.figures]
    return {"topic": one.topic.value, "kind": one.kind.value, "figures": figures}
