"""What the commands that ask names share: the service of this machine, the query, and how an answer looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from comity import dates
from comity.checks.answers import Found
from comity.checks.dispositions import Disposition
from comity.checks.entries import birth
from comity.cli import asking, desk
from comity.cli.listings import Listings
from comity.cli.output import Output
from comity.entries import wording
from comity.explaining import explain
from comity.home import home
from comity.operations import receipting
from comity.operations.lookup import Lookup, Told
from comity.screening import Kind, Query

NAME = Annotated[list[str], typer.Argument(metavar="NAME", help="find.help_name")]
AS = Annotated[str, typer.Option("--as", metavar="OFFICER", help="checks.help_as")]
CASE = Annotated[str, typer.Option("--case", metavar="REF", help="checks.help_case")]
PURPOSE = Annotated[str, typer.Option("--purpose", metavar="WORD", help="checks.help_purpose")]
BORN = Annotated[str, typer.Option("--born", metavar="DATE", help="checks.help_born")]
DOCUMENT = Annotated[list[str] | None, typer.Option("--document", metavar="NUMBER", help="checks.help_document")]
RECEIPT = Annotated[Path | None, typer.Option("--receipt", metavar="FILE", help="checks.help_receipt")]


def lookup() -> Lookup:
    """The service over the home of this process."""
    return Lookup(home(), desk.now)


def query(
    name: Sequence[str], born: str = "", document: Sequence[str] | None = None, kind: Kind = Kind.PERSON
) -> Query:
    """What is asked. Raises Refused (``dates.unreadable``)."""
    if born:
        dates.parse(born)  # what cannot be read is refused, not left out
    return Query((" ".join(name),), kind, (birth(born),) if born else (), tuple(document or ()))


def value(told: Told, lang: str) -> dict[str, Any]:
    """The answer to one query as JSON."""
    answered = told.answers[0]
    listings = Listings((one.match for one in answered.found), told.asked.datasets)
    return {
        "query": list(answered.query.names),
        "at": told.asked.at,
        "as_of": told.asked.as_of,
        "total": answered.total,
        "matches": [{**_match(one, lang), **listings.value(one.match, lang)} for one in answered.found],
        "cleared": [_match(one, lang) for one in answered.cleared],
        "searched": [asdict(one) for one in told.asked.datasets],
        "threshold": told.asked.threshold,
        "versions": asdict(answered.versions),
    }


def lines(out: Output, told: Told) -> Iterator[str]:
    """The answer to one query for a person, each match with what speaks for and against it."""
    answered, asked = told.answers[0], told.asked
    listings = Listings((one.match for one in answered.found), asked.datasets)
    where = ", ".join(f"{one.name} {one.date}" for one in asked.datasets)
    word = "checks.found" if answered.found else "checks.none"
    yield out.word(word, query=" / ".join(answered.query.names), count=answered.total, where=where)
    for found in answered.found:
        yield from ("", *_shown(out, found))
        beside = (*listings.measures(out, [found.match]), *listings.others(out, found.match))
        yield from (f"  {line}" for line in beside)
    for found in answered.cleared:
        if found.decided:
            listed = f"{found.match.subject.dataset} {found.match.subject.id}"
            by = {"day": found.decided.at[:10], "officer": found.decided.officer}
            yield from ("", out.word("checks.cleared", listed=listed, **by))
    if answered.found:
        yield from ("", out.word("checks.next"))


def _shown(out: Output, found: Found) -> Iterator[str]:
    match, entry = found.match, found.entry
    percent = round(match.score * 100)
    listed = f"{match.subject.dataset} {match.subject.id}"
    yield out.word("checks.match", percent=percent, name=match.name, caption=match.subject.caption, listed=listed)
    if entry:
        effect = wording.choice("effect", entry.effect, out.lang)
        yield "  " + out.word("checks.entry", claimant=entry.claimant, authority=entry.authority, effect=effect)
        if entry.category:
            category, wanted = out.word(f"checks.category_{entry.category}"), out.word(f"checks.for_{entry.wanted_for}")
            yield "  " + out.word("checks.person", category=category, wanted_for=wanted)
        if entry.contact:
            yield "  " + out.word("checks.contact", authority=entry.authority, contact=entry.contact)
    yield from (f"  {line.text}" for line in explain(match, out.lang))
    if found.decided:
        yield "  " + decided(out, found.decided)


def write_receipt(out: Output, lookup: Lookup, told: Told, file: Path, secrets_fd: int | None) -> dict[str, str]:
    """Sign and write the receipt, and beside it the salt for whoever asked; the two files by name.

    Raises Refused: ``custody.*``, ``key.*``, ``screen.one_query``.
    """
    located = desk.located()
    signer = receipting.signer(located, asking.Secrets(out, secrets_fd).parts())
    salt = file.with_name(f"{file.name}.salt")
    desk.write_file(file, lookup.receipt(told, signer))
    desk.write_file(salt, told.salt.hex().encode() + b"\n")
    out.note(out.word("checks.receipt", file=file, salt=salt, vkey=signer.key.vkey()))
    return {"receipt": str(file), "salt": str(salt), "vkey": signer.key.vkey()}


def vkey() -> str:
    """The key that verifies receipts of the node here."""
    return receipting.vkey(desk.located())


def decided(out: Output, made: Disposition) -> str:
    """One decision in words."""
    word = out.word(f"checks.decision_{made.decision.value}")
    return out.word("checks.decided", decision=word, day=made.at[:10], officer=made.officer)


def _match(found: Found, lang: str) -> dict[str, Any]:
    match = found.match
    return {
        "dataset": match.subject.dataset,
        "id": match.subject.id,
        "score": match.score,
        "name": match.name,
        "caption": match.subject.caption,
        "countries": list(match.subject.countries),
        "reasons": [{"speaks": line.speaks, "text": line.text} for line in explain(match, lang)],
        **({"entry": asdict(found.entry)} if found.entry else {}),
        **({"decided": decision(found.decided)} if found.decided else {}),
    }


def decision(made: Disposition) -> dict[str, str]:
    """A disposition as JSON, without what commits to the query."""
    told = {name: getattr(made, name) for name in ("at", "authority", "dataset", "officer", "reference", "subject")}
    return {**told, "decision": made.decision.value, "ground": made.ground.value}
