"""Findings in words: what does not add up, who says what, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from comity.canonical import Json
from comity.databank.findings.circles import decision
from comity.databank.findings.duplicates import Ground
from comity.databank.findings.finding import Finding, Kind
from comity.databank.findings.overdue import Due
from comity.language import DEFAULT, say

_MANY: Final = 4  # a sentence names so many; the finding holds them all


def sentence(finding: Finding, lang: str = DEFAULT, names: Mapping[str, str] | None = None) -> str:
    """What the finding says, in ``lang``.

    ``names``: by what name the reader knows a file; a file without one is shown by its id.
    """
    if finding.kind is Kind.CONTRADICTION:
        return _contradiction(finding, lang, names or {})
    return _SAY[finding.kind](finding, lang)


def _listed(value: Json, lang: str) -> str:
    items = value if isinstance(value, list) else [value]
    shown = ", ".join(str(one) for one in items[:_MANY])
    return say("findings.and_more", lang, shown=shown, count=len(items) - _MANY) if len(items) > _MANY else shown


def _contradiction(finding: Finding, lang: str, names: Mapping[str, str]) -> str:
    said = finding.evidence
    sides = said["sides"] if isinstance(said["sides"], list) else []
    rows = [_side(one, lang, names) for one in sides if isinstance(one, dict)]
    told = say("findings.joint", lang).join(rows[:_MANY])
    if len(rows) > _MANY:
        told = say("findings.and_more", lang, shown=told, count=len(rows) - _MANY)
    return say("findings.contradiction", lang, property=say(f"findings.property_{said['property']}", lang), sides=told)


def _side(side: Mapping[str, Json], lang: str, names: Mapping[str, str]) -> str:
    value = str(side["value"])
    return say("findings.side", lang, value=names.get(value, value), owners=_listed(side["owners"], lang))


def _duplicate(finding: Finding, lang: str) -> str:
    said = finding.evidence
    grounds = said["grounds"] if isinstance(said["grounds"], list) else []
    same = Ground.UN_REFERENCE in grounds
    why = say("findings.same_reference", lang, references=_listed(said["references"], lang)) if same else ""
    both = say("findings.joint", lang) if len(grounds) > 1 else ""
    near = say("findings.same_name", lang) if Ground.NAME in grounds else ""
    return say(
        "findings.duplicate",
        lang,
        grounds=f"{why}{both}{near}",
        name_one=said["name_one"],
        name_other=said["name_other"],
        sources_one=_listed(said["sources_one"], lang),
        sources_other=_listed(said["sources_other"], lang),
    )


def _circle(finding: Finding, lang: str) -> str:
    return say("findings.circle", lang, owners=_listed(finding.evidence["owners"], lang), count=len(finding.statements))


def _sources(finding: Finding, lang: str) -> str:
    said = finding.evidence
    owners = said["owners"] if isinstance(said["owners"], list) else []
    named = say(f"findings.told_{said['property']}", lang)
    if not said["independent"]:
        return say("findings.no_source", lang, property=named, count=len(owners), owners=_listed(owners, lang))
    source = say("findings.from_source", lang, source=decision(str(said["source"]))) if said["source"] else ""
    return say(
        "findings.one_source", lang, property=named, count=len(owners), owners=_listed(owners, lang), source=source
    )


def _overdue(finding: Finding, lang: str) -> str:
    said = finding.evidence
    if said["due"] == Due.TERM_ENDS:
        return say("findings.term_ends", lang, owner=said["owner"], count=len(finding.statements), day=said["day"])
    return say("findings.not_reviewed", lang, owner=said["owner"], count=len(finding.statements), day=said["day"])


def _missing(finding: Finding, lang: str) -> str:
    said = finding.evidence
    name = f"findings.missing_{said['element']}"
    if not finding.statements:
        return say(name, lang)
    languages = _listed(said.get("languages", []), lang)
    return say(name, lang, count=said["count"], owners=_listed(said["owners"], lang), languages=languages)


_SAY: Final[Mapping[Kind, Callable[[Finding, str], str]]] = {
    Kind.DUPLICATE: _duplicate,
    Kind.CIRCLE: _circle,
    Kind.SOURCES: _sources,
    Kind.OVERDUE: _overdue,
    Kind.MISSING: _missing,
}
