"""Statements as a reader may see them, made from whole bodies of fictional States."""

import itertools
from typing import Any

from comity.databank.result import ResultClaim
from comity.databank.told import Told
from comity.databank.trend import Trend
from comity.provenance import Standing, spread

RESULT: dict[str, Any] = {
    "indicator": "attacks_prevented",
    "definition": "An attack under section 1 of the fictional Act of XA",
    "figures": [{"least": 20, "most": 20, "as_published": "20 attacks"}],
    "period_from": "2011-01-01",
    "period_to": "2015-12-31",
    "territory": "XA",
    "actor": "XA-POLICE",
    "role_of_rats": "coordinated",
    "ladder": [{"detained": 447, "convicted": 0}],
    "published_in": "Report of XA-POLICE for 2015",
    "method": "One attack is one closed case",
    "backed_by": "Court of Exemplar, 1/2015",
}
TREND: dict[str, Any] = {
    "unit": "criminal_cases_opened",
    "definition": "A case under section 1 of the fictional Act of XA",
    "counting_rule": "A case counts once, on the day on which it is opened",
}
_next = itertools.count(1)


def told(
    model: type[ResultClaim | Trend], fields: dict[str, Any], owner: str = "XA", conditions: tuple[str, ...] = ()
) -> list[Told]:
    """What ``owner`` tells, one statement for each property, as the store gives it to a reader who sees it all."""
    number = next(_next)
    body = model.model_validate({"claimant_state": owner, "claimant_authority": f"{owner}-POLICE", **fields})
    return [
        Told(
            file="",
            contribution=f"{number:032x}",
            owner=owner,
            schema=model.SCHEMA,
            property=name,
            value=value,
            standing=Standing.ALLEGED,
            grade="B2",
            source="",
            commitment=f"{number:032x}{place:032x}",
            rests_on=(),
            index=number,
            time="2026-03-02T09:00:00Z",
            code="MEMBER",
            conditions=conditions,
        )
        for place, (name, value) in enumerate(spread(body.model_dump(mode="json", exclude_none=True)))
    ]


def result(owner: str = "XA", **changed: Any) -> list[Told]:
    """A result claim that differs from ``RESULT`` in what is ``changed``; None takes a field out."""
    conditions = tuple(changed.pop("conditions", ()))
    fields = {name: value for name, value in {**RESULT, **changed}.items() if value is not None}
    return told(ResultClaim, fields, owner, conditions)


def trend(cells: dict[tuple[str, str], int], owner: str = "XA", **changed: Any) -> list[Told]:
    """A trend with these counts by (region, period)."""
    listed = [{"region": region, "period": period, "count": count} for (region, period), count in cells.items()]
    fields = {name: value for name, value in {**TREND, **changed}.items() if value is not None}
    return told(Trend, {**fields, "cells": listed}, owner)
