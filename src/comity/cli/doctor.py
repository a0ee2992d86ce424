"""``comity doctor``: examine the node, change nothing."""

from __future__ import annotations

import typer

from comity.cli import output
from comity.cli.app import FAULT
from comity.errors import Refusal
from comity.home import home
from comity.operations import doctor as examining
from comity.operations.doctor import Finding, Grade

app = output.commands("cli.help_doctor")


@app.command(help="doctor.help")
def doctor(ctx: typer.Context) -> int:
    """Examine; 70 where anything must be mended before work goes on."""
    out = output.of(ctx)
    found = examining.examine(home())
    said = [(finding, out.word(f"doctor.{finding.code}", **_words(finding, out.lang))) for finding in found]
    value = [{"code": f.code, "grade": f.grade.value, "sentence": text, **_words(f, out.lang)} for f, text in said]
    lines = [f"{out.word(f'doctor.grade_{finding.grade.value}')}: {text}" for finding, text in said]
    out.answer(value, lambda: out.lines(lines or [out.word("doctor.healthy", count=len(examining.CHECKS))]))
    return FAULT if any(finding.grade is Grade.FAULT for finding in found) else 0


def _words(finding: Finding, lang: str) -> dict[str, str | int]:
    said = finding.values.items()
    return {name: value.sentence(lang) if isinstance(value, Refusal) else value for name, value in said}
