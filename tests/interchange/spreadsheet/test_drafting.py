"""Each row yields something or is refused with its column; drafts are tellings that nobody signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.errors import Refused
from comity.interchange.dossier.reading import Malformed
from comity.interchange.spreadsheet import delimited, drafting, mapping
from comity.interchange.spreadsheet.mapping import Columns
from comity.interchange.spreadsheet.sheet import Sheet
from comity.interchange.telling import reading

TABLE = """Organisation;Alias;Founded;Strength;Branch;Status;Colour
Ember Column;Тлеющая колонна;2019-04;40-60;Varsk cell;banned;red
Ember Column;;;;Border unit;;blue
Salt Brigade;;31.12.2015;lots;;banned;
;x;;;;;
Grey Wind;;=1+1;;;;
Red Sand;;;;;;green
"""
MAPPING = """key: Organisation
columns:
  Organisation: names.name
  Alias: names.name
  Founded: characteristics.founded
  Strength: characteristics.strength
  Branch: structure.name
  Status: characteristics.legal_status
constants:
  claimant_state: XA
  claimant_authority: XA-CENTRAL
  handling_code: MEMBER
  conditions: [purpose_only]
  kept_until: 2027-12-31
  lang: ru
  standing: alleged
  grade: C3
  structure.kind: branch
"""


@pytest.fixture
def sheet() -> Sheet:
    return delimited.read(TABLE.encode(), "orgs.csv")


@pytest.fixture
def columns() -> Columns:
    return mapping.read(MAPPING.encode(), "mapping.yaml")


def test_every_row_is_answered(sheet: Sheet, columns: Columns) -> None:
    run = drafting.dry_run(sheet, columns)
    assert [(one.row, one.key) for one in run.yielded] == [(2, "Ember Column"), (3, "Ember Column"), (7, "Red Sand")]
    assert [(no.code, no.evidence["row"], no.evidence.get("column")) for no in run.refused] == [
        ("spreadsheet.value", 4, "Strength"),
        ("spreadsheet.no_key", 5, "Organisation"),
        ("spreadsheet.formula", 6, "Founded"),
    ]
    assert run.ignored == ("Colour",)
    assert all(no.sentence(lang) for no in run.refused for lang in ("en", "ru", "zh"))


def test_rows_of_one_organisation_become_one_telling_that_is_whole(
    sheet: Sheet, columns: Columns, tmp_path: Path
) -> None:
    first, second = drafting.write(tmp_path / "drafts", drafting.dry_run(sheet, columns), columns)
    assert (first.name, second.name) == ("0001-ember-column", "0002-red-sand")
    says = reading.read(first, lambda name: b"0" * 16).says
    assert [one.name for one in says.names] == ["Ember Column", "Тлеющая колонна"]  # type: ignore[attr-defined]  # an organisation's file
    assert [one.name for one in says.structure] == ["Varsk cell", "Border unit"]  # type: ignore[attr-defined]  # the same
    founded, status, strength = says.characteristics  # type: ignore[attr-defined]  # the same
    assert (founded.day, status.status, strength.least, strength.most) == ("2019-04", "banned", 40, 60)
    assert {one.source for one in says.items()} == {"orgs.csv, row 2", "orgs.csv, row 3"}
    assert {(one.standing, one.grade) for one in says.items()} == {("alleged", "C3")}
    assert not list((first / "signatures").iterdir())
    assert "signatures" not in (first / "telling.yaml").read_text("utf-8")


def test_drafts_are_not_overwritten(sheet: Sheet, columns: Columns, tmp_path: Path) -> None:
    run = drafting.dry_run(sheet, columns)
    drafting.write(tmp_path, run, columns)
    with pytest.raises(Refused) as refused:
        drafting.write(tmp_path, run, columns)
    assert refused.value.refusal.code == "dossier.exists"


def test_a_draft_without_its_envelope_is_refused(sheet: Sheet) -> None:
    guessed = mapping.guess(sheet)
    with pytest.raises(Refused) as refused:
        drafting.drafts(drafting.dry_run(sheet, guessed), guessed)
    assert refused.value.refusal.code == "spreadsheet.draft"


def test_a_guess_is_shown_as_a_file_that_can_be_read(sheet: Sheet) -> None:
    guessed = mapping.guess(sheet)
    assert dict(guessed.columns) == {
        "Organisation": "names.name",
        "Alias": "names.name",
        "Founded": "characteristics.founded",
        "Strength": "characteristics.strength",
        "Branch": "structure.name",
        "Status": "characteristics.legal_status",
    }
    text = mapping.text(guessed).split("constants:")[0]
    assert mapping.read(text.encode(), "mapping.yaml") == guessed


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Наименование организации", "names.name"),
        ("成立日期", "characteristics.founded"),
        ("Численность (оценка)", "characteristics.strength"),
        ("UN reference", "un_status.reference"),
        ("Colour", ""),
        ("Прочее", ""),
    ],
)
def test_headings_are_guessed_in_three_languages(heading: str, path: str) -> None:
    guessed = mapping.guess(delimited.read(f"{heading};-\n".encode(), "a.csv"))
    assert guessed.columns.get(heading, "") == path


@pytest.mark.parametrize(
    "heading",
    [
        "Leader", "Person name", "Date of birth", "Passport no.", "Phone", "Bank account", "Card number", "Religion",
        "Nationality", "Ethnicity", "E-mail", "ФИО", "Руководитель", "Дата рождения", "Паспорт", "Телефон", "Счёт",
        "Номер карты", "Религия", "Национальность", "Гражданство", "Этническая группа", "Члены", "领导人", "姓名",
        "出生日期", "护照号", "电话", "银行账户", "卡号", "宗教", "国籍", "民族", "族裔", "RELIGION", "bank_account",
    ],
)  # fmt: skip
def test_a_column_of_persons_or_accounts_is_refused_with_its_provision(heading: str) -> None:
    sheet = delimited.read(f"Organisation;{heading}\nEmber Column;x\n".encode(), "a.csv")
    columns = Columns(key="Organisation", columns={"Organisation": "names.name"})
    with pytest.raises(Refused) as refused:
        drafting.dry_run(sheet, columns)
    no = refused.value.refusal
    assert no.code == "spreadsheet.kept_out" and no.evidence["columns"] == [heading]
    assert "law.md" in no.provision


@pytest.mark.parametrize("heading", ["Organisation", "Founded", "Strength", "Branch", "Регион", "Примечание", "备注"])
def test_an_ordinary_column_is_not_taken_for_a_person(heading: str) -> None:
    sheet = delimited.read(f"Key;{heading}\nk;x\n".encode(), "a.csv")
    mapping.check(sheet, Columns(key="Key", columns={}))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("names.name\n  Alias", "persons.entry\n  Alias", "folder.person"),
        ("structure.name", "structure.colour", "spreadsheet.field"),
        ("structure.name", "claimant_state", "spreadsheet.field"),
        ("  lang: ru", "  onward: ru", "spreadsheet.field"),
        ("key: Organisation", "kee: Organisation", "claim.field"),
    ],
)
def test_a_mapping_to_no_field_is_refused_with_its_line(old: str, new: str, code: str) -> None:
    assert old in MAPPING
    with pytest.raises(Malformed) as malformed:
        mapping.read(MAPPING.replace(old, new, 1).encode(), "mapping.yaml")
    assert malformed.value.faults[0].code == code
    assert isinstance(malformed.value.faults[0].evidence["line"], int)


def test_a_mapped_column_that_is_not_there_is_named(columns: Columns) -> None:
    with pytest.raises(Refused) as refused:
        drafting.dry_run(delimited.read(b"Organisation;Alias\nx;y\n", "a.csv"), columns)
    assert refused.value.refusal.code == "spreadsheet.no_column"
