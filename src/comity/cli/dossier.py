"""``comity dossier``: make, check, sign and show and submit what an authority claims.

Only to submit needs a node, only to sign needs keys.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from comity import profile
from comity.acts import SignedAct, parse_head
from comity.canonical import SALT_BYTES
from comity.cli import folders, output
from comity.cli.output import Output
from comity.entries import wording
from comity.entries.acting import Identity, Prepared
from comity.entries.procedures import RESTS_ON, VERSION_OF
from comity.errors import Refused
from comity.interchange.dossier import acting, checking, model, reading, signing, templates
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.reading import Dossier, Malformed
from comity.qualification import sentences
from comity.qualification.of_profile import rulebook_of

app = output.commands("cli.help_dossier")
_Folder = Annotated[Path, typer.Argument(help="dossier.help_folder")]
_Profile = Annotated[str, typer.Option("--profile", metavar="NAME|PATH", help="profile.help_name")]
_REFUSED = 1


@app.command("new", help="dossier.help_new")
def new(
    ctx: typer.Context,
    folder: _Folder,
    kind: Annotated[str, typer.Option("--kind", metavar="|".join(model.KINDS), help="dossier.help_kind")],
) -> None:
    """Make an empty dossier with help in the reader's language."""
    out = output.of(ctx)
    templates.write(folder, kind, out.lang)
    out.answer({"folder": str(folder), "kind": kind}, lambda: out.lines([out.word("dossier.made", folder=folder)]))


@app.command("check", help="dossier.help_check")
def check(ctx: typer.Context, folder: _Folder, profile_name: _Profile = "sco_rats") -> None:
    """Every fault of form; then what the gates say, as far as the claimant can know."""
    out = output.of(ctx)
    try:
        dossier = _read(folder)
    except Malformed as malformed:
        folders.show_faults(out, malformed)
        raise typer.Exit(folders.MALFORMED) from None
    found = profile.load(profile_name)
    known = checking.check(dossier, rulebook_of(profile_name), found, datetime.now(UTC).date())
    out.answer(_known_value(known, out), lambda: _print_known(out, known))
    if known.refused:
        raise typer.Exit(_REFUSED)


@app.command("schema", help="dossier.help_schema")
def schema() -> None:
    """Print the JSON Schema of ``dossier.yaml``, for editors."""
    print(model.schema_text(), end="")


@app.command("show", help="dossier.help_show")
def show(ctx: typer.Context, folder: _Folder) -> None:
    """What a dossier claims, in a few lines, and who has signed it."""
    out = output.of(ctx)
    dossier, signed = signing.load_signed(folder, os.urandom)
    value = _summary(dossier, signed)
    heads = [out.word("dossier.head_field"), out.word("dossier.head_value")]
    told = {**value, **_in_words(dossier, signed, out)}
    rows = [(out.word(f"dossier.row_{name}"), "; ".join(texts)) for name, texts in told.items()]
    out.answer(value, lambda: out.table(heads, rows))


@app.command("sign", help="dossier.help_sign")
def sign(
    ctx: typer.Context,
    folder: _Folder,
    officer: folders.As,
    key: folders.Key,
    seal: folders.Seal,
    origin: folders.LogName = "",
    secrets_fd: folders.SecretsFd = None,
) -> None:
    """Show in words what is signed, then sign: first the drafter, then the approver."""
    dossier, signed = signing.load_signed(folder, os.urandom)
    pen = folders.Pen(officer, key, seal, origin, secrets_fd)
    prepared = _next(folder, dossier, signed, pen.identity())
    pen.sign(output.of(ctx), folder, prepared, len(signed) + 1)


@app.command("submit", help="dossier.help_submit")
def submit(ctx: typer.Context, folder: _Folder) -> None:
    """Commit every signed act in order; run again after a stop, it goes on where it stopped."""
    out = output.of(ctx)
    dossier, signed = signing.load_signed(folder, os.urandom)
    submitted = signing.submitted(signed)
    if submitted is None:
        raise Refused("dossier.unsigned", "design, rule 24", file=str(folder), command="dossier")
    receipts = folders.submit(out, signed, dossier.attachments.values())
    entry = next(link.to for link in submitted.links if link.relation == VERSION_OF)
    decisions = [link.to for link in submitted.links if link.relation == RESTS_ON]
    acts = [asdict(one) for one in receipts]
    value = {"entry": entry, "version": submitted.matter, "decisions": decisions, "acts": acts}
    said = {"count": len(receipts), "entry": entry, "version": submitted.matter, "decisions": " ".join(decisions)}
    out.answer(value, lambda: out.lines([out.word("dossier.submitted", **said)]))


def _read(folder: Path) -> Dossier:
    return reading.read(folder, lambda name: os.urandom(SALT_BYTES))


def _next(folder: Path, dossier: Dossier, signed: Sequence[SignedAct], who: Identity) -> tuple[Prepared, ...]:
    """What is to be signed next: the drafter's acts, or the approver's."""
    now = datetime.now(UTC)
    submitted = signing.submitted(signed)
    if submitted is None:
        return acting.prepare_draft(dossier, who, now, os.urandom)
    if any(parse_head(act.head).kind == "version.approve" for act in signed):
        raise Refused("dossier.complete", "design, rule 6", file=str(folder))
    if submitted.officer == who.officer:
        raise Refused("dossier.same_officer", "law.md D(iii), gates 2 and 44", officer=who.officer)
    return (acting.prepare_approval(dossier, submitted, who, now, os.urandom),)


def _known_value(known: Known, out: Output) -> dict[str, Any]:
    return {
        "door": known.door.value,
        "refused": [
            {
                "gate": finding.gate,
                "title": sentences.title(finding.gate, out.lang),
                "sentence": sentences.sentence(finding, out.lang),
                "provision": finding.provision,
            }
            for finding in known.refused
        ],
        "awaits": [{"gate": gate, "act": source} for gate, source in known.awaited],
        "held_for_review": list(known.held),
    }


def _print_known(out: Output, known: Known) -> None:
    out.lines(
        [out.word("dossier.refused" if known.refused else "dossier.well", door=sentences.door(known.door, out.lang))]
    )
    heads = [out.word(f"gates.column_{name}") for name in ("gate", "why", "provision")]
    rows = [
        (
            f"{finding.gate} {sentences.title(finding.gate, out.lang)}",
            sentences.sentence(finding, out.lang),
            finding.provision,
        )
        for finding in known.refused
    ]
    rows += [
        (_gate(gate, out), out.word("dossier.awaits", source=sentences.source(source, out.lang)), "")
        for gate, source in known.awaited
    ]
    rows += [(_gate(gate, out), out.word("dossier.held"), "") for gate in known.held]
    out.table(heads, rows)


def _gate(gate: int, out: Output) -> str:
    return f"{gate} {sentences.title(gate, out.lang)}"


def _in_words(dossier: Dossier, signed: Sequence[SignedAct], out: Output) -> dict[str, list[str]]:
    """What a person reads in place of the codes of ``_summary``."""
    entry, heads = dossier.entry, [parse_head(act.head) for act in signed]
    said = [f"{wording.done(head.kind, out.lang)}: {head.officer}" for head in heads]
    told = {"signed": said or [out.word("dossier.unsigned")]}
    if entry.basis:
        told["basis"] = [wording.choice("basis", entry.basis.value.lower().replace("-", "_"), out.lang)]
    if entry.handling_code:
        code = entry.handling_code.value
        told["handling"] = [f"{code} ({out.word(f'acts.readers_{code}')})"]
    return told


def _summary(dossier: Dossier, signed: Sequence[SignedAct]) -> dict[str, list[str]]:
    entry = dossier.entry
    heads = [parse_head(act.head) for act in signed]
    return {
        "subject": [*dossier.names],
        "claimant": [entry.claimant_state, entry.claimant_authority],
        "decisions": [f"{one.reference} ({one.court}, {one.date})" for one in dossier.decisions],
        "basis": [entry.basis.value] if entry.basis else [],
        "sunset": [entry.sunset.isoformat()] if entry.sunset else [],
        "handling": [entry.handling_code.value] if entry.handling_code else [],
        "documents": sorted(dossier.attachments),
        "signed": [f"{head.kind}: {head.officer}" for head in heads],
    }
