"""Who may see what: rows, counts, names and errors hold one line (law.md B6, D(iv))."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from comity import acts, bootstrap
from comity.demo.cast import Cast, Filed, StoryClock
from comity.demo.filing import ATTESTED
from comity.entries import history
from comity.entries.face import face
from comity.entries.readers import reader_of
from comity.errors import Refused
from comity.interchange.dossier import examples
from comity.store.visible import SqlView

TABLES = {table.name: table for table in bootstrap.PROCEDURES}
KINDS = ("list.entry", "register.entry")
EVERYBODY = (
    "",
    *(f"X{state}-{post}-1" for state in "ABCDEF" for post in ("NLO", "NAA", "CM", "CK")),
    "EC-ECA-1",
    "EC-CR-1",
    "IR-1",
    "AU-1",
    "XB-AA-1",
)
NAMED_TO = {"XD-NLO-1", "XD-NAA-1", "XE-NLO-1", "XE-NAA-1", "XF-NLO-1", "XF-NAA-1", "EC-CR-1"}


def readers_of(cast: Cast, entry: str) -> set[str]:
    """Everybody who gets a face, after checking that rows, counts and faces agree."""
    now, found = acts.to_time(cast.node.clock()), set()
    for name in EVERYBODY:
        with cast.node.reading() as unit:
            view = SqlView(unit, reader_of(unit, name, now))
            rows = view.entries(*KINDS)
            assert view.count(*KINDS) == len(rows)
            assert view.sees(entry) is (entry in rows)
            try:
                face(unit, entry, view, now, now)
            except Refused as refused:
                assert refused.refusal.code == "act.unknown_matter" and refused.refusal.evidence == {}
                assert entry not in rows
            else:
                assert entry in rows
                found.add(name)
    return found


def test_what_is_named_is_seen_by_those_it_names(cast: Cast, named: Filed) -> None:
    assert readers_of(cast, named.entry) == NAMED_TO


def test_what_did_not_circulate_is_seen_by_the_claimant_and_the_reviewer(
    cast: Cast, tmp_path: Path, clock: StoryClock
) -> None:
    folder = examples.materialise("ember-column", tmp_path / "one", clock().date())
    filed = cast.file(folder, "XA-NLO-1", "XA-NAA-1")
    assert readers_of(cast, filed.entry) == {"XA-NLO-1", "XA-NAA-1", "EC-CR-1"}


def test_what_is_public_is_seen_by_everybody(cast: Cast, circulated: Filed) -> None:
    assert readers_of(cast, circulated.entry) == set(EVERYBODY)


def test_the_independent_reviewer_reads_what_belongs_to_a_case_and_only_while_it_is_open(
    cast: Cast, named: Filed
) -> None:
    case = cast.open("IR-1", "IR", "case.open", "case", named.entry, reason="data_error")
    assert readers_of(cast, named.entry) == NAMED_TO | {"IR-1"}
    cast.move("IR-1", "IR", "case.close", case)
    assert readers_of(cast, named.entry) == NAMED_TO


def test_the_claimant_never_learns_of_the_blind_check(cast: Cast, named: Filed) -> None:
    def kinds(officer: str) -> set[str]:
        now = acts.to_time(cast.node.clock())
        with cast.node.reading() as unit:
            matter, reader = unit.matter(named.entry), reader_of(unit, officer, now)
            assert matter is not None
            return {event.kind for event in history.events(unit, matter, reader, TABLES, now)}

    assert {"version.permit", "decision.authenticate"} <= kinds("XD-NLO-1")
    for officer in ("XD-NLO-1", "XD-NAA-1", "XE-NLO-1", "EC-CR-1", ""):
        assert not any(kind.startswith(("asylum", "case", "reviewer.clear")) for kind in kinds(officer))
    cast.open("IR-1", "IR", "case.open", "case", named.entry, reason="data_error")
    assert {"asylum.ask", "asylum.answer", "case.open"} <= kinds("IR-1")


def test_a_renewal_that_closes_an_entry_closes_its_past_too(
    cast: Cast, circulated: Filed, tmp_path: Path, clock: StoryClock
) -> None:
    """The version that counts decides who reads the entry: yesterday's public name is not public today."""
    text = _renewal(cast, circulated, tmp_path, clock().date())
    (text / "dossier.yaml").write_text(
        (text / "dossier.yaml").read_text("utf-8").replace("handling_code: PUBLIC", "handling_code: MEMBER"), "utf-8"
    )
    renewed = cast.file(text, "XA-NLO-1", "XA-NAA-1")
    assert renewed.entry == circulated.entry
    assert "" in readers_of(cast, circulated.entry)
    cast.authenticate(renewed, "EC-CR-1")
    cast.permit(renewed, "EC-CR-1", ATTESTED)
    seeing = readers_of(cast, circulated.entry)
    assert "" not in seeing and "XB-CK-1" not in seeing and "XB-NLO-1" in seeing
    now = acts.to_time(clock())
    with cast.node.reading() as unit:
        shown = face(unit, circulated.entry, SqlView(unit, reader_of(unit, "XB-NLO-1", now)), now, now)
    assert shown.version is not None and len(shown.earlier) == 1
    (changed,) = history.changes((*shown.earlier, shown.version))
    assert {"handling_code"} <= {change.field for change in changed}


def _renewal(cast: Cast, filed: Filed, folder: Path, day: date) -> Path:
    """The same claim again with a new decision, as a renewal wants a new fact."""
    made = examples.materialise("ember-column", folder / "again", day)
    file = made / "dossier.yaml"
    text = file.read_text("utf-8").replace("kind: list\n", f"kind: list\nrenews: {filed.entry}\n", 1)
    text = text.replace("SC-XA-2022-17", "SC-XA-2026-2").replace('case_number: "17/2022"', 'case_number: "2/2026"')
    file.write_text(text, "utf-8")
    return made
