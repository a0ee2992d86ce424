"""``comity profile``: check a treaty profile, show what it holds, and read one provision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

import typer

from comity import profile
from comity.cli import output
from comity.cli.output import Output
from comity.errors import Kind, Refusal, Refused
from comity.home import home
from comity.profile import Lookup, Problem, Profile, Text, un_status
from comity.profile.claims import NamedOrganisation, Scale
from comity.profile.marks import Marked, Value
from comity.profile.model import SECTIONS
from comity.profile.parties import Participant
from comity.profile.texts import Instrument, Provision
from comity.profile.vocabulary import Basis
from comity.qualification import floor, rulebook_reader
from comity.watchlists import registry
from comity.watchlists.status import by_name, status_of
from comity.watchlists.store import Store

DEFAULT: Final = "sco_rats"
app = output.commands("cli.help_profile")
_Name = Annotated[str, typer.Argument(help="profile.help_name")]
_Profile = Annotated[str, typer.Option("--profile", metavar="NAME|PATH", help="profile.help_name")]


@app.command("check", help="profile.help_check")
def check(ctx: typer.Context, name: _Name = DEFAULT) -> int:
    """Every fault with file and line. Exit code 0, 1 (below the floor, or unlawful) or 2 (malformed)."""
    out = output.of(ctx)
    problems = profile.check(name) or _of_the_rulebook(name)
    value = [_problem(problem, out.lang) for problem in problems]
    digest = "" if problems else profile.load(name).digest
    out.answer(
        {"profile": name, "digest": digest, "problems": value}, lambda: _print_check(out, name, digest, problems)
    )
    if not problems:
        return 0
    return 1 if any(Refusal(problem.key).kind is Kind.UNLAWFUL for problem in problems) else 2


def _of_the_rulebook(name: str) -> list[Problem]:
    """What is wrong with the rules of a sound profile, and where they go below the floor of gates."""
    *bases, (own, _) = folders = profile.folders(name)
    files = [
        (file if folder == own else f"{folder}/{file}", content)
        for folder, where in folders
        if not bases or (where / "rulebook").is_dir()
        for file, content in rulebook_reader.folder(where / "rulebook")
    ]
    rulebook, faults = rulebook_reader.check(own, files)
    return [_located(fault) for fault in faults or floor.below_floor(rulebook)]


def _located(fault: Refusal) -> Problem:
    file, _, line = str(fault.evidence.get("place", "")).rpartition(":")
    if not file:
        file, line = str(fault.evidence.get("file", "rulebook")), str(fault.evidence.get("line", 1))
    return Problem(file, int(line), fault.code, fault.evidence, fault.provision)


def _problem(problem: Problem, lang: str) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "code": problem.key,
        "provision": problem.provision,
        "sentence": problem.sentence(lang),
        "evidence": dict(problem.evidence),
    }


def _print_check(out: Output, name: str, digest: str, problems: list[Problem]) -> None:
    out.lines(f"{problem.file}:{problem.line}: {problem.sentence(out.lang)}" for problem in problems)
    if problems:
        out.lines(["", out.word("profile.faults", profile=name, count=len(problems))])
    else:
        out.lines([out.word("profile.sound", profile=name), f"SHA-256 {digest}"])


@app.command("show", help="profile.help_show")
def show(
    ctx: typer.Context,
    section: Annotated[str, typer.Argument(help="profile.help_section")] = "",
    name: _Profile = DEFAULT,
) -> None:
    """What a profile holds: all sections counted, or one of them."""
    out = output.of(ctx)
    found = profile.load(name)
    if not section:
        out.answer(_overview(found, out.lang), lambda: _print_overview(out, found))
        return
    if section not in SECTIONS:
        raise Refused("profile.no_section", section=section[:40], known=sorted(SECTIONS))
    items: tuple[Value, ...] = getattr(found, section)
    rows = [*_rows(out, items)]
    value = [
        item.model_dump(mode="json", by_alias=True) | {"shown": shown}
        for item, (_, _, shown, _) in zip(items, rows, strict=True)
    ]
    heads = [out.word(f"profile.head_{head}") for head in ("id", "name", "shown", "source")]
    out.answer(value, lambda: out.table(heads, rows))


def _overview(found: Profile, lang: str) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.names.read(lang),
        "version": found.header.version,
        "fictional": found.fictional,
        "extends": found.extends,
        "working_languages": list(found.working_languages),
        "digest": found.digest,
        "members": sorted(found.members_on(_today())),
        "sections": {section: len(getattr(found, section)) for section in SECTIONS},
    }


def _today() -> date:
    return datetime.now(UTC).date()


def _print_overview(out: Output, found: Profile) -> None:
    out.lines(
        [f"{found.names.read(out.lang)} ({found.id} {found.header.version})", found.header.summary.read(out.lang)]
    )
    if found.fictional:
        out.lines([out.word("profile.fictional")])
    out.lines(
        [
            out.word("profile.members", members=", ".join(sorted(found.members_on(_today())))),
            f"SHA-256 {found.digest}",
            "",
        ]
    )
    heads = [out.word("profile.head_section"), out.word("profile.head_count")]
    out.table(heads, [(section, str(len(getattr(found, section)))) for section in SECTIONS])


def _rows(out: Output, items: tuple[Value, ...]) -> Iterator[tuple[str, str, str, str]]:
    lookup = _un_lookup() if any(isinstance(item, NamedOrganisation) for item in items) else None
    for item in items:
        mark = f"{item.source} [{item.confidence.value}]" if isinstance(item, Marked) else ""
        yield str(getattr(item, "id", "")), _title(item, out.lang), _detail(out, item, lookup), mark


def _title(item: Value, lang: str) -> str:
    for field in ("names", "name", "gist", "claim", "unit", "role"):
        held = getattr(item, field, None)
        if isinstance(held, Text):
            return held.read(lang)
        if isinstance(held, tuple):
            return " / ".join(name.text for name in held)
    return ""


def _detail(out: Output, item: Value, lookup: Lookup | None) -> str:
    match item:
        case Participant():
            status = item.status_on(_today())
            return f"{status.status} ({status.since.isoformat()})" if status else item.kind.value
        case Instrument():
            wrong = [f"{dispute.source}: {dispute.claimed}" for dispute in item.disputed if dispute.verdict != "agrees"]
            return "; ".join([item.date or "?", item.role.value, *wrong])
        case Basis():
            return out.word("profile.admissible") if item.why_not is None else item.why_not.read(out.lang)
        case Scale():
            shares = ", ".join(f"{share.participant} {share.percent}" for share in item.shares)
            return (
                f"{shares} = {item.total}"
                if item.shares
                else item.why_not_100.read(out.lang)
                if item.why_not_100
                else ""
            )
        case NamedOrganisation():
            found = un_status(item, lookup)
            references = ", ".join(dict.fromkeys(reference for reference, _ in found.found))
            return f"{out.word(f'profile.un_{found.standing.name.lower()}')} {references}".strip()
    return str(getattr(item, "value", ""))


def _un_lookup() -> Lookup | None:
    """The imported United Nations list as a lookup; None where none was imported."""
    snapshot = Store(home(), registry.source("un")).in_force()
    if snapshot is None:
        return None
    listed, captions = by_name(snapshot), {entry.reference: entry.caption for entry in snapshot.entries}

    def lookup(term: str) -> tuple[tuple[str, str], ...]:
        found = status_of(listed, term, [term])
        references = (found.reference,) if found.reference else found.suggestions
        return tuple((reference, captions[reference]) for reference in references)

    return lookup


@app.command("provision", help="profile.help_provision")
def provision(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="profile.help_id")],
    name: _Profile = DEFAULT,
) -> None:
    """One provision: what it says, in whose words, and how sure that is."""
    out = output.of(ctx)
    found = profile.load(name)
    item = found.provision(id)
    instrument = found.instrument(item.instrument)
    value = item.model_dump(mode="json", by_alias=True) | {
        "digest": item.digest,
        "instrument": instrument.model_dump(mode="json", by_alias=True),
    }
    out.answer(value, lambda: _print_provision(out, item, instrument))


def _print_provision(out: Output, item: Provision, instrument: Instrument) -> None:
    out.lines(
        [f"{item.id}  {instrument.names.read(out.lang)} ({instrument.date or '?'})", "", item.gist.read(out.lang)]
    )
    out.lines(f"  “{quote.text}” ({quote.lang})" for quote in item.quotes)
    out.lines(["", f"{item.source} [{item.confidence.value}]"])
    out.lines([f"SHA-256 {item.digest}" if item.digest else out.word("profile.no_digest")])
    for dispute in instrument.disputed:
        word = out.word(
            f"profile.verdict_{dispute.verdict}", field=dispute.field, claimed=dispute.claimed, source=dispute.source
        )
        out.lines([word, *([f"  {dispute.note.read(out.lang)}"] if dispute.note else [])])
