"""``comity act``: prepare, read, sign and submit any move of the tables, each where it belongs.

The act is a file between the commands, so it is signed where the keys are and submitted elsewhere.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any

import typer

from comity import acts, bootstrap
from comity.acts import SignedAct
from comity.cli import desk, output
from comity.cli.asking import Secrets
from comity.cli.output import Output
from comity.entries import acting, wording
from comity.entries.acting import Asked, Prepared
from comity.entries.doors import Closed
from comity.entries.procedures import KIND
from comity.entries.readers import reader_of
from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations import signable
from comity.participants import Capacity
from comity.qualification import sentences
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView

app = output.commands("cli.help_act")
_File = Annotated[Path, typer.Argument(metavar="FILE", help="acts.help_file")]
_Out = Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="acts.help_out")]
_As = Annotated[str, typer.Option("--as", metavar="OFFICER", help="acts.help_as")]


@app.command("new", help="acts.help_new")
def new(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="acts.help_kind")],
    officer: _As,
    out_file: _Out,
    matter: Annotated[str, typer.Argument(metavar="MATTER", help="acts.help_matter")] = "",
    on: Annotated[str, typer.Option("--on", metavar="MATTER", help="acts.help_on")] = "",
    term: Annotated[list[str] | None, typer.Option("--term", metavar="NAME=VALUE", help="acts.help_term")] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="acts.help_reason")] = "",
) -> None:
    """Prepare against what the node knows now."""
    out = output.of(ctx)
    terms = _terms(term or [])
    with desk.reading() as unit:
        asked = Asked(kind, officer, matter, _known(unit, officer, on), terms, reason, out.lang)
        prepared = acting.prepare(asked, unit, bootstrap.PROCEDURES, desk.now(), secrets.token_bytes)
    write(out, out_file, prepared)


@app.command("sign", help="acts.help_sign")
def sign(
    ctx: typer.Context,
    file: _File,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="acts.help_key")] = None,
    seal: Annotated[Path | None, typer.Option("--seal", metavar="FILE", help="acts.help_seal")] = None,
    secrets_fd: Annotated[int | None, typer.Option("--secrets-fd", metavar="N", help="acts.help_secrets")] = None,
) -> None:
    """Add one signature or both; the words of the act are shown first."""
    out = output.of(ctx)
    given = [(one, kind) for one, kind in ((key, KeyKind.OFFICER), (seal, KeyKind.SEAL)) if one is not None]
    if not given:
        raise Refused("face.no_key", "design, rule 4")
    signed = desk.read_act(file)
    if not out.as_json:
        out.lines(_read(out, signed))
    secret = Secrets(out, secrets_fd)
    for one, kind in given:
        phrase = secret.passphrase("secrets.key", file=one.name)
        signed = desk.signed_with(signed, desk.open_key(one, kind, phrase), kind)
    desk.write_act(file, signed)
    out.answer(_as_json(signed, out.lang), lambda: out.lines([_signatures(out, signed)]))


@app.command("submit", help="acts.help_submit")
def submit(ctx: typer.Context, file: _File) -> None:
    """Commit; where the matter has moved on, say what happened meanwhile."""
    out = output.of(ctx)
    signed = desk.read_act(file)
    if not (signed.officer_signature and signed.seal_signature):
        raise Refused("face.unsigned", "Conv. Art 8(4)", file=file.name)
    head = acts.parse_head(signed.head)
    try:
        receipt = desk.committing().submit(signed)
    except Closed as closed:
        for finding in closed.shown_to(head.capacity):
            out.note(f"{sentences.sentence(finding, out.lang)} [{finding.provision}]")
        raise
    except Refused as refused:
        missed = refused.refusal.evidence.get("missed")
        if refused.refusal.code == "act.stale" and isinstance(missed, list):
            out.note(out.word("acts.missed", acts=" ".join(wording.act(kind, out.lang) for kind in missed)))
        raise
    value = {
        "act": receipt.act,
        "index": receipt.index,
        "time": receipt.time,
        "matter": head.matter,
        "step": receipt.after,
    }
    said = {**value, "step": wording.step(receipt.after, out.lang)}
    out.answer(value, lambda: out.lines([out.word("acts.done", **said)]))


@app.command("show", help="acts.help_show")
def show(ctx: typer.Context, file: _File) -> None:
    """What the act does and what follows, from its head alone; no node is needed."""
    out = output.of(ctx)
    signed = desk.read_act(file)
    lines = [*_read(out, signed), _signatures(out, signed)]
    out.answer(_as_json(signed, out.lang), lambda: out.lines(lines))


def write(out: Output, file: Path, prepared: Prepared) -> None:
    """Write a prepared act and show it in words."""
    signed = SignedAct(prepared.data, b"", b"", prepared.bodies)
    desk.write_act(file, signed)
    lines = [*prepared.words[out.lang].splitlines(), out.word("acts.written", file=file)]
    out.answer({**_as_json(signed, out.lang), "file": str(file)}, lambda: out.lines(lines))


def _known(unit: SqlUnit, officer: str, on: str) -> str:
    """``on``, or nothing where it is an entry that the officer may not see: to him there is none.

    The independent reviewer opens a case on any entry, and reads only once it is open.
    """
    matter = unit.matter(on) if on else None
    if matter is None or matter.procedure not in KIND:
        return on
    reader = reader_of(unit, officer, acts.to_time(desk.now()))
    return on if reader.capacity == Capacity.IR or SqlView(unit, reader).sees(on) else ""


def _terms(given: list[str]) -> tuple[tuple[str, str], ...]:
    pairs: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not name or not equals or name in pairs:
            raise Refused("face.term", "design, rule 1", value=one[:40])
        pairs[name] = value
    return tuple(pairs.items())


def _read(out: Output, signed: SignedAct) -> list[str]:
    """What whoever signs reads before; the digest is also shown by the desk of an authority, to be compared."""
    words = signable.words(acts.parse_head(signed.head), out.lang)
    content = [f"    {line}" for line in signable.content(signed, out.lang)]
    return [*words, *content, out.word("acts.digest", digest=signable.digest(signed))]


def _signatures(out: Output, signed: SignedAct) -> str:
    def said(signature: bytes) -> str:
        return out.word("acts.present" if signature else "acts.missing")

    return out.word("acts.signed", officer=said(signed.officer_signature), seal=said(signed.seal_signature))


def _as_json(signed: SignedAct, lang: str) -> dict[str, Any]:
    head = acts.parse_head(signed.head)
    return {
        "act": head.id,
        "origin": head.origin,
        "kind": head.kind,
        "procedure": head.procedure,
        "matter": head.matter,
        "after": head.after,
        "officer": head.officer,
        "authority": head.authority,
        "capacity": head.capacity,
        "terms": dict(head.terms),
        "links": [{"relation": link.relation, "to": link.to} for link in head.links],
        "bodies": [{"schema": b.schema, "code": b.code, "statements": len(b.statements)} for b in head.bodies],
        "digest": signable.digest(signed),
        "signed": {"officer": bool(signed.officer_signature), "seal": bool(signed.seal_signature)},
        "words": "\n".join(signable.words(head, lang)),
    }
