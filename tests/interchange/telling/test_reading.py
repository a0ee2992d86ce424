"""A telling is read whole or not at all; every fault is said with its line; a person is never written down."""

from __future__ import annotations

import pytest

from comity.errors import Refusal
from comity.interchange.dossier.reading import Malformed
from comity.interchange.telling import examples
from tests.interchange.telling.conftest import Desk, read

REFUSED_WHEN_READ = "ember-column-leader"


def faults(desk: Desk, name: str, old: str, new: str) -> list[Refusal]:
    with pytest.raises(Malformed) as malformed:
        read(desk.edit(name, old, new))
    found = list(malformed.value.faults)
    assert all(one.sentence(lang) for one in found for lang in ("en", "ru", "zh"))
    assert "`comity databank check`" in str(malformed.value)
    return found


@pytest.mark.parametrize("name", [name for name in examples.names() if name != REFUSED_WHEN_READ])
def test_every_example_is_read(desk: Desk, name: str) -> None:
    says = read(desk.write(name)).says
    assert says.claimant_authority.startswith(says.claimant_state)


def test_a_person_by_name_is_refused_with_the_provision(desk: Desk) -> None:
    folder = desk.write(REFUSED_WHEN_READ)
    with pytest.raises(Malformed) as malformed:
        read(folder)
    first = malformed.value.faults[0]
    assert (first.code, first.provision) == ("folder.person", "law.md A2, D1")
    line = (folder / "telling.yaml").read_text("utf-8").splitlines()[int(str(first.evidence["line"])) - 1]
    assert "role: leader" in line


def test_every_fault_is_said_and_not_only_the_first(desk: Desk) -> None:
    folder = desk.edit("ember-column-xa", "handling_code: MEMBER", "handling_code: EVERYBODY")
    text = folder / "telling.yaml"
    words = text.read_text("utf-8").replace("property: founded, day: 2019-04", "property: founded, day: 2019-13")
    text.write_text(words.replace("new_file: true", "documents: [gone.txt]\nnew_file: true"), "utf-8")
    (folder / "notes.txt").write_text("x")
    with pytest.raises(Malformed) as malformed:
        read(folder)
    assert [one.code for one in malformed.value.faults] == [
        "dossier.strange",
        "dossier.no_document",
        "claim.field",
        "claim.field",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("ember-column-xa", "new_file: true", "", "folder.file"),
        ("ember-column-xb", "file: fe", "new_file: true\nfile: fe", "folder.file"),
        ("warning-bus", "kind: warning", "kind: warning\ndocuments: [map.txt]", "folder.documents"),
        ("question-to-ec", "purpose: prosecution", "purpose: prosecution\n  addressee: XC-CENTRAL", "folder.addressee"),
        ("ember-column-xa", "handling_code: MEMBER", "handling_code: PUBLIC", "folder.public"),
        ("ember-column-xa", "reference: none,", "reference: none, handling: PUBLIC,", "folder.public"),
        ("ember-column-xa", "reference: none,", "reference: none, handling: NAMED,", "folder.recipients"),
        ("ember-column-xa", "reference: none,", "reference: none, recipients: [EC],", "folder.recipients"),
        ("ember-column-xa", "reference: none,", "reference: none, kept_until: 2029-03-02,", "folder.later"),
        ("trend-cases", "kind: trend", "kind: tendency", "dossier.kind"),
        ("trend-cases", "period: 2025-Q3, count: 31", "period: 2025-Q5, count: 31", "claim.field"),
        ("trend-cases", "count: 31", "count: 31, address: Varsk", "claim.field"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_line(desk: Desk, name: str, old: str, new: str, code: str) -> None:
    if code == "folder.documents":
        (desk.place / name / "documents").mkdir(parents=True)
        (desk.place / name / "documents" / "map.txt").write_text("x")
        folder = desk.place / name
        example = examples.materialise(name, desk.place / "other", examples.AS_OF)
        (folder / "telling.yaml").write_text((example / "telling.yaml").read_text("utf-8").replace(old, new), "utf-8")
        with pytest.raises(Malformed) as malformed:
            read(folder)
        assert [one.code for one in malformed.value.faults] == [code]
        return
    found = faults(desk, name, old, new)
    assert [one.code for one in found] == [code]
    assert isinstance(found[0].evidence["line"], int)


def test_a_document_is_known_by_its_salted_digest(desk: Desk) -> None:
    folder = desk.edit(
        "ember-column-xb",
        "  lang: ru\n",
        "  lang: uz\n  translations: [{of: dossier, lang: ru, certified_by: Bureau, document: ru.txt}]\n",
    )
    (folder / "documents").mkdir()
    (folder / "documents" / "ru.txt").write_text("перевод", "utf-8")
    telling = read(folder)
    assert telling.says.translations[0].document == telling.attachments["ru.txt"].digest
