"""``comity ask``: what was asked of whom, what was answered, and an answer composed from the databank.

A question is written, signed and sent as every telling is (``comity databank new question FOLDER``); here
it is read and answered. An answer is composed from what may go to the authority that asked, and stands in
a folder until its author signs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from comity.assistance import deadlines
from comity.assistance.deadlines import Deadline
from comity.assistance.procedures import TO
from comity.canonical import Json
from comity.cli import desk, output
from comity.cli.output import Output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.entries import wording
from comity.interchange.dossier.templates import write_folder
from comity.interchange.telling.model import TEXT
from comity.matters import Matter
from comity.operations import composing
from comity.store import requests

app = output.commands("cli.help_ask")
_Request = Annotated[str, typer.Argument(metavar="REQUEST", help="ask.help_request")]


@app.command("list", help="ask.help_list")
def list_(ctx: typer.Context, officer: As) -> None:
    """The requests that this authority made or was asked; to others there are none."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        found = requests.of(unit, here.reader)
        answered = {one.id: len(unit.linking(one.id, TO)) for one in found}
    clocks_of = {one.id: deadlines.of(one, answered[one.id] > 0, here.now) for one in found}
    rows: list[Json] = [{**_row(one), "answers": answered[one.id], **_clock(clocks_of[one.id])} for one in found]

    def show() -> None:
        if not found:
            out.lines([out.word("ask.none")])
            return
        heads = [out.word(f"ask.head_{name}") for name in ("request", "from", "to", "step", "answers", "due")]
        out.table(heads, [(*_cells(one, out), str(answered[one.id]), _due(out, clocks_of[one.id])) for one in found])

    out.answer({"count": len(rows), "requests": rows}, show)


@app.command("show", help="ask.help_show")
def show(ctx: typer.Context, request: _Request, officer: As, case: Case = "", reason: Reason = "") -> None:
    """The question and what was answered, as far as this officer may read them."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        matter = requests.named(unit, here.reader, request)
        parts = requests.parts(unit, here.reader, matter)
        reasons = requests.reasons(unit, here.reader, matter.id)
    here.record_matters(out, [one.matter.id for one in parts if one.restricted], (case, reason))
    told = [(one.matter, [model.model_dump(mode="json", exclude_none=True) for model in one.told]) for one in parts]
    value: list[Json] = [{"matter": one.id, **said} for one, models in told for said in models]
    lines = [line for one, models in told for line in _lines(out, one, models)]
    lines += [out.word("ask.reasons", by=by, reasons=text) for by, text in reasons]
    written: list[Json] = [{"by": by, "reasons": text} for by, text in reasons]
    out.answer({**_row(matter), "told": value, "reasons": written}, lambda: out.lines([_heading(out, matter), *lines]))


@app.command("answer", help="ask.help_answer")
def answer(
    ctx: typer.Context,
    request: _Request,
    officer: As,
    folder: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="ask.help_folder")],
    files: Annotated[list[str] | None, typer.Option("--file", metavar="FILE", help="ask.help_file")] = None,
    case: Case = "",
    reason: Reason = "",
) -> None:
    """Compose a draft: sources, dissent, conditions and terms come with what is given."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        matter = requests.named(unit, here.reader, request)
        made = composing.compose(unit, here.reader, matter, files or (), here.now.date(), out.lang)
    here.record(out, made.seen, (case, reason))
    says = made.answer.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    text: dict[str, Any] = {"kind": "answer", "answers": matter.id, "says": says}
    write_folder(folder, TEXT, yaml.safe_dump(text, allow_unicode=True, sort_keys=False, width=4_000))
    value = {"folder": str(folder), "given": made.given, "conditions": [str(one) for one in made.answer.conditions]}
    out.answer(value, lambda: out.lines([out.word("ask.composed", folder=str(folder), count=made.given)]))


def _row(one: Matter) -> dict[str, Json]:
    return {"request": one.id, "from": one.opened.authority, "to": one.text("to"), "step": one.step}


def _clock(clock: Deadline | None) -> dict[str, Json]:
    if clock is None:
        return {"due": None, "due_for": None, "overdue": False}
    return {"due": clock.due, "due_for": clock.what, "overdue": clock.overdue}


def _due(out: Output, clock: Deadline | None) -> str:
    """When the next step is due, in words as well: nothing is said by colour alone."""
    if clock is None:
        return "-"
    return out.word(f"ask.due_{clock.what}{'_late' if clock.overdue else ''}", due=output.shown_time(clock.due))


def _cells(one: Matter, out: Output) -> tuple[str, str, str, str]:
    return one.id, one.opened.authority, one.text("to"), wording.step(one.step, out.lang)


def _heading(out: Output, one: Matter) -> str:
    step = wording.step(one.step, out.lang)
    return out.word("ask.heading", asker=one.opened.authority, to=one.text("to"), step=step)


def _lines(out: Output, one: Matter, models: Sequence[Mapping[str, Json]]) -> list[str]:
    lines: list[str] = []
    for said in models:
        lines += ["", out.word(f"ask.kind_{said.get('kind', 'question')}", by=one.opened.authority)]
        for field in ("purpose", "case_reference", "question", "grounds", "necessity", "answer_by", "outcome", "reply"):
            if said.get(field):
                lines.append(f"  {out.word(f'ask.field_{field}')}: {said[field]}")
        given = said.get("given")
        lines += [line for one in (given if isinstance(given, list) else []) for line in _given(out, one)]
        conditions = said.get("conditions")
        if isinstance(conditions, list) and conditions:
            named = "; ".join(out.word(f"databank.condition_{name}") for name in conditions)
            lines.append("  " + out.word("ask.conditions", conditions=named, day=said.get("kept_until", "")))
    return lines


def _given(out: Output, given: Any) -> list[str]:
    standing = out.word(f"databank.standing_{given['standing']}", grade=given["grade"])
    field, source = out.word(f"databank.section_{given['property']}"), given.get("source", "-")
    lines = [f"  - {given['said_by']}, {field}: {given['text']} ({standing}; {source})"]
    return lines + [f"      {out.word('ask.dissent', line=line)}" for line in given.get("dissent", [])]
