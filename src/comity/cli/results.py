"""``comity results``: claimed numbers side by side, and why they differ. Headlines are made from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from comity import profile
from comity.cli import desk, output
from comity.cli.output import Output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.databank.figures import as_json, comparing
from comity.databank.figures.claims import Claim, current, results_of_profile, results_of_told
from comity.databank.figures.results import Comparison, compare, groups
from comity.databank.figures.wording import sentence
from comity.databank.procedures import RESULT
from comity.profile import Profile
from comity.store import telling

app = output.commands("cli.help_results")
Source = Callable[[typer.Context, Profile], Iterable[Claim]]
_Profile = Annotated[str, typer.Option("--profile", metavar="NAME|PATH", help="profile.help_name")]


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
    value = [as_json.claim(claim, out.lang) for claim in claims]
    out.answer(value, lambda: out.table(heads, [(claim.id, sentence(claim, out.lang)) for claim in claims]))


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
    comparisons = [compare(group) for group in groups(sources(ctx, name), indicators or ())]
    out.answer([as_json.comparison(one, out.lang) for one in comparisons], lambda: _print(out, comparisons))


def _print(out: Output, comparisons: list[Comparison]) -> None:
    if not comparisons:
        out.lines([out.word("results.nothing")])
    for comparison in comparisons:
        told = comparing.words(comparison, out.lang)
        heads = [out.word("results.head_aspect"), *told.ids, out.word("results.head_verdict")]
        rows = [[line.aspect, *line.values, line.verdict] for line in told.lines]
        out.table(heads, rows, out.word("results.heading", unit=told.units, ids=", ".join(told.ids)))
        out.lines(["", *told.findings, ""])
