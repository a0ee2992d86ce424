"""``comity results``: claimed numbers side by side, and why they differ. Headlines are made from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final

import typer

from comity import profile
from comity.cli import desk, output
from comity.cli.output import Output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.databank.figures.claims import LADDER, Claim, current, results_of_profile, results_of_told
from comity.databank.figures.results import Aspect, Comparison, Finding, Row, Verdict, compare, said, side_by_side
from comity.databank.figures.wording import counted, headline
from comity.databank.procedures import RESULT
from comity.errors import Refused
from comity.profile import Profile
from comity.store import telling

app = output.commands("cli.help_results")
Source = Callable[[typer.Context, Profile], Iterable[Claim]]
_Profile = Annotated[str, typer.Option("--profile", metavar="NAME|PATH", help="profile.help_name")]
_STEPS: Final = frozenset(f"persons_{step}" for step in LADDER)


def published(ctx: typer.Context, found: Profile) -> Iterable[Claim]:
    """The published figures of the profile; no node is asked."""
    return results_of_profile(found)


def told(ctx: typer.Context, found: Profile) -> Iterable[Claim]:
    """What States told the node here, as far as the officer named may see; nothing where none is named."""
    officer = str(ctx.params.get("officer") or "")
    if not officer:
        return ()
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        claims = telling.told_of(unit, (RESULT,), here.reader)
    here.record(output.of(ctx), claims, (str(ctx.params.get("case")), str(ctx.params.get("reason"))))
    return current(results_of_told(claims))


SOURCES: list[Source] = [published, told]
"""Where claims come from, in the order in which they are shown; each gives what this reader may see."""


def sources(ctx: typer.Context, name: str) -> tuple[Claim, ...]:
    """Every claim of every source."""
    found = profile.load(name)
    return tuple(claim for source in SOURCES for claim in source(ctx, found))


@app.command("list", help="results.help_list")
def list_(
    ctx: typer.Context, name: _Profile = "sco_rats", officer: As = "", case: Case = "", reason: Reason = ""
) -> None:
    """Every figure with its headline."""
    out = output.of(ctx)
    claims = sources(ctx, name)
    heads = [out.word("results.head_id"), out.word("results.head_headline")]
    value = [_claim(claim, out.lang) for claim in claims]
    out.answer(value, lambda: out.table(heads, [(claim.id, _sentence(claim, out.lang)) for claim in claims]))


@app.command("compare", help="results.help_compare")
def compare_(
    ctx: typer.Context,
    indicators: Annotated[
        list[str] | None, typer.Argument(metavar="INDICATOR ...", help="results.help_indicator")
    ] = None,
    name: _Profile = "sco_rats",
    officer: As = "",
    case: Case = "",
    reason: Reason = "",
) -> None:
    """What conflicts, or what was asked for, side by side."""
    out = output.of(ctx)
    comparisons = [compare(group) for group in _groups(sources(ctx, name), indicators or [])]
    out.answer([_comparison(one, out.lang) for one in comparisons], lambda: _print(out, comparisons))


def _groups(claims: tuple[Claim, ...], asked: list[str]) -> list[tuple[Claim, ...]]:
    """What to compare: all that conflict; or the figures named, together, and each indicator named."""
    if not asked:
        return list(side_by_side(claims))
    named = tuple(claim for claim in claims if claim.id in asked)
    groups = [named] if named else []
    for word in asked:
        under = tuple(c for c in claims if word in (c.indicator, c.unit.value if c.unit else ""))
        if not under and word not in {claim.id for claim in named}:
            known = sorted({claim.indicator for claim in claims})
            raise Refused("results.unknown", "law.md A7", asked=word[:64], known=known)
        groups += [under] if under else []
    return groups


def _print(out: Output, comparisons: list[Comparison]) -> None:
    if not comparisons:
        out.lines([out.word("results.nothing")])
    for comparison in comparisons:
        claims = comparison.claims
        heads = [out.word("results.head_aspect"), *(c.id for c in claims), out.word("results.head_verdict")]
        rows = [_row(out, claims, row) for row in comparison.rows if row.verdict is not Verdict.UNSAID]
        units = " / ".join(dict.fromkeys(counted(claim, out.lang) for claim in claims))
        out.table(heads, rows, out.word("results.heading", unit=units, ids=", ".join(c.id for c in claims)))
        out.lines(["", *_findings(out, comparison), ""])


def _row(out: Output, claims: tuple[Claim, ...], row: Row) -> list[str]:
    values = [said(claim, row.aspect, out.lang) or out.word("results.not_said") for claim in claims]
    return [_aspect(out, row.aspect), *values, _verdict(out, row.verdict)]


def _findings(out: Output, comparison: Comparison) -> list[str]:
    lines = []
    unsaid = [_aspect(out, row.aspect) for row in comparison.rows if row.verdict is Verdict.UNSAID]
    if unsaid:
        lines.append(out.word("results.nobody_says", aspects=out.word("results.comma").join(unsaid)))
    if comparison.bars and comparison.finding is not Finding.REFUSED:
        reasons = [
            out.word("results.reason", aspect=_aspect(out, bar.aspect), verdict=_verdict(out, bar.verdict))
            for bar in comparison.bars
        ]
        lines.append(out.word("results.not_comparable", reasons=out.word("results.comma").join(reasons)))
    lines.append(out.word(f"results.finding_{comparison.finding.value}"))
    if len({claim.unit for claim in comparison.claims if claim.unit in _STEPS}) > 1:
        lines.append(out.word("results.steps_differ"))
    notes: dict[str, list[str]] = {}
    for claim in comparison.claims:
        if claim.note:
            notes.setdefault(claim.note.read(out.lang), []).append(claim.id)
    return lines + [out.word("results.note", id=", ".join(ids), note=note) for note, ids in notes.items()]


def _aspect(out: Output, aspect: Aspect) -> str:
    return out.word(f"results.aspect_{aspect.value}")


def _verdict(out: Output, verdict: Verdict) -> str:
    return out.word(f"results.verdict_{verdict.value}")


def _sentence(claim: Claim, lang: str) -> str:
    """The headline, or the refusal that stands in its place."""
    try:
        return headline(claim, lang)
    except Refused as refused:
        return refused.refusal.sentence(lang)


def _claim(claim: Claim, lang: str) -> dict[str, Any]:
    return {
        "id": claim.id,
        "author": claim.author,
        "owner": claim.owner,
        "indicator": claim.indicator,
        "unit": claim.unit.value if claim.unit else None,
        "refused": claim.refused,
        "least": claim.number.least if claim.number else None,
        "most": claim.number.most if claim.number else None,
        "about": bool(claim.number and claim.number.about),
        "sentence": _sentence(claim, lang),
        "said": {aspect.value: said(claim, aspect, lang) for aspect in Aspect},
        "note": claim.note.read(lang) if claim.note else None,
        "conditions": list(claim.conditions),
        "commitments": list(claim.traces),
    }


def _comparison(comparison: Comparison, lang: str) -> dict[str, Any]:
    return {
        "claims": [_claim(claim, lang) for claim in comparison.claims],
        "verdicts": {row.aspect.value: row.verdict.value for row in comparison.rows},
        "not_comparable": {bar.aspect.value: bar.verdict.value for bar in comparison.bars},
        "finding": comparison.finding.value,
    }
