"""A telling becomes acts, the acts are signed, kept as files and read back; a change is found."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from comity.acts import Link
from comity.errors import Refused
from comity.interchange.telling import acting, signing
from comity.keys import SoftSigner
from comity.participants import Capacity
from tests.interchange.telling.conftest import NOW, Desk, random_from, read

EMBER = "fe000000000000000000000000000001"


def sign_next(desk: Desk, folder: Path, officer: str = "XA-NLO-1", **options: object) -> list[str]:
    """Sign what comes next; the kinds of act that were signed."""
    telling, signed = signing.load_signed(folder, random_from("load"))
    key: SoftSigner = desk.approver if "NAA" in officer else desk.drafter
    random = random_from(f"acts {len(signed)}")
    prepared = signing.prepare_next(telling, signed, desk.who(officer, key), NOW, random, **options)  # type: ignore[arg-type]  # named options of the test
    desk.sign(folder, prepared, key)
    return [one.head.kind for one in prepared]


def test_a_file_is_opened_and_told_in_and_every_body_is_about_both(desk: Desk) -> None:
    opened, told = acting.prepare_submit(read(desk.write("ember-column-xa")), desk.who(), NOW, random_from("a"))
    assert (opened.head.kind, told.head.kind) == ("file.open", "contribution.submit")
    assert told.head.links == (Link("in", opened.head.matter),)
    assert {body.about for body in told.head.bodies} == {(opened.head.matter, told.head.matter)}
    assert all(body.kept_until for body in told.head.bodies)
    assert "Колонна Тлеющих Углей" in told.words["ru"] and set(told.words) == {"en", "ru", "zh"}


def test_what_it_replaces_answers_and_asks_about_is_linked(desk: Desk) -> None:
    folder = desk.edit("ember-column-xb", "file: fe", f"replaces: {'c' * 32}\nfile: fe")
    (told,) = acting.prepare_submit(read(folder), desk.who(), NOW, random_from("a"))
    assert told.head.links == (Link("in", EMBER), Link("replaces", "c" * 32))
    (asked,) = acting.prepare_submit(read(desk.write("question-to-ec")), desk.who(), NOW, random_from("a"))
    assert asked.head.links == (Link("about", EMBER),) and asked.head.terms == {"to": "EC"}
    addressee = [one.statement.value for one in asked.bodies[0] if one.statement.property == "addressee"]
    assert addressee == ["EC"]


def test_two_officers_sign_and_the_folder_reads_back(desk: Desk) -> None:
    folder = desk.write("ember-column-xc")
    assert sign_next(desk, folder) == ["contribution.submit"]
    assert sign_next(desk, folder, "XA-NAA-1", attests=(13, 43)) == ["contribution.approve"]
    _, signed = signing.load_signed(folder, random_from("other"))
    first = signing.first(signed)
    assert first is not None and len(signed) == 2
    with pytest.raises(Refused) as refused:
        sign_next(desk, folder, "XA-NAA-1", attests=(13, 43))
    assert refused.value.refusal.code == "dossier.complete"


def test_the_drafter_does_not_approve_and_nobody_approves_without_attesting(desk: Desk) -> None:
    folder = desk.write("question-to-ec")
    assert sign_next(desk, folder) == ["request.draft"]
    for officer, attests, code in (
        ("XA-NLO-1", (13, 42, 43), "dossier.same_officer"),
        ("XA-NAA-1", (13, 43), "folder.attests"),
    ):
        with pytest.raises(Refused) as refused:
            sign_next(desk, folder, officer, attests=attests)
        assert refused.value.refusal.code == code
    assert sign_next(desk, folder, "XA-NAA-1", attests=(13, 42, 43)) == ["request.send"]


def test_a_warning_is_one_act_that_attests(desk: Desk) -> None:
    folder = desk.write("warning-bus")
    with pytest.raises(Refused) as refused:
        sign_next(desk, folder, "XA-NAA-1")
    assert refused.value.refusal.code == "folder.attests"
    assert sign_next(desk, folder, "XA-NAA-1", attests=(13, 43)) == ["danger.warn"]


@pytest.mark.parametrize(
    ("name", "line", "acts"),
    [
        ("warning-bus", "kind: warning", ["danger.oral", "danger.confirm"]),
        ("question-to-ec", "to: EC", ["request.oral", "request.confirm"]),
    ],
)
def test_what_was_told_orally_is_confirmed_with_the_same_folder(
    desk: Desk, name: str, line: str, acts: list[str]
) -> None:
    folder = desk.edit(name, line, f"{line}\noral: true")
    assert sign_next(desk, folder, "XA-NAA-1") == acts[:1]
    telling, (oral,) = signing.load_signed(folder, random_from("load"))
    head = signing.first([oral])
    assert head is not None and {body.kept_until for body in head.bodies} == {"2026-03-05T09:00:00Z"}
    later = NOW + timedelta(hours=20)
    confirmed = acting.prepare_confirm(telling, head, desk.who("XA-NAA-1", desk.approver), later, random_from("c"))
    assert (confirmed.head.matter, confirmed.head.after) == (head.matter, head.id)
    desk.sign(folder, (confirmed,), desk.approver)
    assert len(signing.load_signed(folder, random_from("other"))[1]) == 2
    assert confirmed.head.kind == acts[1]


def test_an_analyst_answers_in_the_capacity_given(desk: Desk) -> None:
    folder = desk.write("question-to-ec")
    text = folder / "telling.yaml"
    words = f"kind: answer\nanswers: {'d' * 32}\nsays:\n  claimant_state: DEMO-EC\n  claimant_authority: EC\n"
    words += "  handling_code: NAMED\n  recipients: [XB-CENTRAL]\n  kept_until: 2026-12-31\n  outcome: full\n"
    words += f"  given: [{{said_by: XA, property: structure, text: ветвь, rests_on: ['{'e' * 64}']}}]\n"
    text.write_text(words, "utf-8")
    (given,) = acting.prepare_submit(
        read(folder), desk.who(), NOW, random_from("a"), capacity=Capacity.ECA, attests=(13, 43)
    )
    assert (given.head.kind, given.head.capacity) == ("answer.give", "ECA")
    assert given.head.links == (Link("to", "d" * 32),) and given.head.bodies[0].derived_from == ("e" * 64,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("least: 45, most: 70", "least: 45, most: 71"),
        ("kept_until: 2027-06-30", "kept_until: 2027-06-29"),
        ("recipients: [EC]", "recipients: [XB-CENTRAL]"),
        ("file: fe000", "file: fe100"),
        ("kind: organisation", "kind: organisation\ngrade: A1"),
    ],
)
def test_a_text_changed_after_signing_is_refused(desk: Desk, old: str, new: str) -> None:
    folder = desk.write("ember-column-xc")
    sign_next(desk, folder)
    text = folder / "telling.yaml"
    assert old in text.read_text("utf-8")
    text.write_text(text.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(Refused) as refused:
        signing.load_signed(folder, random_from("other"))
    assert refused.value.refusal.code == "dossier.changed"


def test_comments_may_change_after_signing_and_documents_may_not(desk: Desk) -> None:
    folder = desk.edit("ember-column-xb", "kind: organisation", "kind: organisation\ndocuments: [report.txt]")
    (folder / "documents").mkdir()
    (folder / "documents" / "report.txt").write_text("report")
    sign_next(desk, folder)
    text = folder / "telling.yaml"
    text.write_text("# seen by counsel\n" + text.read_text("utf-8"), "utf-8")
    assert len(signing.load_signed(folder, random_from("other"))[1]) == 1
    (folder / "documents" / "report.txt").write_text("another report")
    with pytest.raises(Refused) as refused:
        signing.load_signed(folder, random_from("other"))
    assert refused.value.refusal.code == "dossier.changed"
