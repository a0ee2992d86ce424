"""The face and the history of an entry, as lines for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from comity.canonical import Json
from comity.cli.output import Output, shown_time
from comity.entries import as_json, wording
from comity.entries.face import Decision, Face, Part, Version
from comity.entries.history import Change, Event
from comity.language import say, statements
from comity.provenance import Statement

Names = Callable[[str], str]


def show(out: Output, face: Face, names: Names) -> None:
    """Print the face for a person; ``names`` gives a participant's name."""
    caption = face.caption or out.word("entries.unnamed")
    out.lines([out.word("entries.title", kind=out.word(f"entries.kind_{as_json.kind(face)}"), caption=caption)])
    out.lines(_summary(face, names, out.lang))
    out.lines(_un_lines(face, out.lang))
    if face.decisions:
        _table(
            out, "decisions", ("reference", "court", "date", "stands"), [_decided(d, out.lang) for d in face.decisions]
        )
    rows = [
        (
            f"{one.participant} {names(one.participant)}",
            wording.choice("position", one.position, out.lang),
            ", ".join(wording.choice("ground", ground, out.lang) for ground in one.flags),
        )
        for one in face.positions
    ]
    _table(out, "positions", ("state", "position", "flags"), rows)
    for version in [face.version, *face.pending]:
        if version is not None:
            if version is not face.version:
                out.lines(["", out.word("entries.not_in_effect", step=wording.step(version.step, out.lang))])
            _show_part(out, version.part)


def show_history(
    out: Output, face: Face, events: Sequence[Event], versions: Sequence[Version], differ: Sequence[Sequence[Change]]
) -> None:
    out.lines([out.word("entries.id", entry=face.entry, at=shown_time(face.at))])
    rows = [
        (
            shown_time(one.time).removesuffix(" UTC"),
            f"{one.participant}, {wording.capacity(one.capacity, out.lang)}",
            " ".join(
                filter(
                    None,
                    (
                        wording.done(one.kind, out.lang),
                        f"[{choice}]" if (choice := as_json.choice(one, out.lang)) else "",
                    ),
                )
            ),
            wording.step(one.after, out.lang),
        )
        for one in events
    ]
    out.table([out.word(f"entries.head_{name}") for name in ("time", "who", "act", "after")], rows)
    for version, changed in zip(versions[1:], differ, strict=True):
        if not changed:
            out.lines([out.word("entries.version_same", since=shown_time(version.since))])
            continue
        out.lines(["", out.word("entries.version_changes", since=shown_time(version.since))])
        out.table(
            [out.word(f"entries.head_{name}") for name in ("field", "gone", "come")],
            [(statements.field(c.field, out.lang), _all(c.gone, out.lang), _all(c.come, out.lang)) for c in changed],
        )


def _summary(face: Face, names: Names, lang: str) -> Iterator[str]:
    yield say("entries.id", lang, entry=face.entry, at=shown_time(face.at))
    yield say("entries.claim", lang, claimant=f"{face.claimant} {names(face.claimant)}".strip())
    yield say("entries.common" if face.common else "entries.national", lang)
    yield say("entries.effect_line", lang, effect=wording.choice("effect", face.standing.effect, lang))
    for reason, ref in face.standing.reasons:
        yield "  " + say("entries.reason_line", lang, reason=as_json.because(face, reason, ref, lang))
    if face.version is None:
        yield say("entries.no_version", lang)
    else:
        yield say(
            "entries.term_line", lang, since=shown_time(face.version.since), sunset=face.sunset, review=face.review_from
        )
        basis = face.version.part.text("basis")
        if basis:
            words = wording.choice("basis", basis.lower().replace("-", "_"), lang)
            offence = statements.line(next(iter(face.version.part.values("treaty_offence")), ""), lang)
            yield say("entries.basis_line", lang, basis=f"{words} ({offence})" if offence else words)
    tally = [one.position for one in face.positions]
    yield say(
        "entries.tally",
        lang,
        recognised=tally.count("recognises"),
        refused=tally.count("does_not_recognise"),
        own=tally.count("own_ban"),
        silent=tally.count("silent"),
    )
    yield say("entries.contested_none", lang)
    if face.earlier:
        yield say("entries.earlier", lang, count=len(face.earlier))


def _un_lines(face: Face, lang: str) -> Iterator[str]:
    if face.un is None:
        return
    if not face.un.list_date:
        yield say("entries.un_none", lang)
        return
    if face.un.reference:
        yield say("entries.un_listed", lang, reference=face.un.reference, date=face.un.list_date)
    else:
        yield say("entries.un_not_listed", lang, date=face.un.list_date)
    if face.un.suggestions:
        yield say("entries.un_suggested", lang, references=", ".join(face.un.suggestions))


def _decided(decision: Decision, lang: str) -> tuple[str, str, str, str]:
    part, stands = decision.part, decision.standing
    words = wording.stands(stands.authenticated, stands.state, stands.finality, lang)
    return part.text("reference") or part.matter, part.text("court"), part.text("date"), words


def _show_part(out: Output, part: Part) -> None:
    if part.lines:
        rows = [
            (
                statements.field(line.said.property, out.lang),
                statements.line(line.said.value, out.lang),
                _attributed(line.said, out.lang),
            )
            for line in part.lines
        ]
        _table(out, "statements", ("field", "value", "by"), rows)
    if part.ended:
        out.lines([out.word("entries.ended")])
    if part.withheld:
        out.lines([out.word("entries.withheld", codes=", ".join(part.withheld))])
    if part.erased:
        out.lines([out.word("entries.erased")])
    if part.narrowed:
        out.lines([out.word("entries.narrowed", count=part.narrowed)])


def _all(values: Sequence[Json], lang: str) -> str:
    return "; ".join(statements.line(one, lang) for one in values)


def _attributed(said: Statement, lang: str) -> str:
    """Who says it, from what, of which standing and grade."""
    source = say("entries.source_dossier", lang) if said.source == "dossier" else said.source
    standing = wording.choice("standing", said.standing, lang)
    return ", ".join((said.asserted_by, source, standing, said.grade))


def _table(out: Output, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    out.lines(["", out.word(f"entries.{title}")])
    out.table([out.word(f"entries.head_{head}") for head in heads], rows)
