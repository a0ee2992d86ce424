"""``comity screen decide`` and ``decisions``: what a match was, said by a person, and what was said before."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.checks.dispositions import Decision, Ground
from comity.cli import output, screening_desk
from comity.cli.output import shown_time
from comity.cli.screening_desk import AS, BORN, CASE, DOCUMENT, NAME, PURPOSE


def decide(
    ctx: typer.Context,
    name: NAME,
    officer: AS,
    dataset: Annotated[str, typer.Option("--list", metavar="LIST", help="checks.help_list")],
    subject: Annotated[str, typer.Option("--id", metavar="ID", help="checks.help_id")],
    decision: Annotated[Decision, typer.Option("--decision", help="checks.help_decision")],
    ground: Annotated[Ground, typer.Option("--because", help="checks.help_because")],
    case: CASE = "",
    purpose: PURPOSE = "",
    born: BORN = "",
    document: DOCUMENT = None,
) -> None:
    """Keep one decision on the match of a query with an entry."""
    out = output.of(ctx)
    lookup = screening_desk.lookup()
    query = screening_desk.query(name, born, document)
    made = lookup.decide(query, lookup.asker(officer, purpose, case), (dataset, subject), decision, ground)
    word = "checks.remembered" if decision is Decision.FALSE_POSITIVE else "checks.kept"
    out.answer(
        screening_desk.decision(made),
        lambda: out.lines([screening_desk.decided(out, made), out.word(word)]),
    )


def decisions(ctx: typer.Context, officer: AS) -> None:
    """Show what the officer's authority decided."""
    out = output.of(ctx)
    lookup = screening_desk.lookup()
    found = lookup.decisions(lookup.asker(officer))
    heads = [out.word(f"checks.head_{head}") for head in ("at", "entry", "decision", "officer", "case")]
    rows = [
        (
            shown_time(one.at),
            f"{one.dataset} {one.subject}",
            out.word(
                "checks.because",
                decision=out.word(f"checks.decision_{one.decision.value}"),
                ground=out.word(f"checks.ground_{one.ground.value}"),
            ),
            one.officer,
            one.reference,
        )
        for one in found
    ]
    out.answer(
        [screening_desk.decision(one) for one in found],
        lambda: out.table(heads, rows) if rows else out.lines([out.word("checks.no_decisions")]),
    )
