"""CSV and XLSX are read within limits, or refused with a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bench import fuzz_sheet
from comity.errors import Refused
from comity.interchange.spreadsheet import delimited, drafting, sheet, workbook

HEADINGS = ("Название", "Основана")
ROW = ("Колонна; «Тлеющая»", "2019")


def code(data: bytes, encoding: str = "") -> str:
    with pytest.raises(Refused) as refused:
        delimited.read(data, "a.csv", encoding)
    assert all(refused.value.refusal.sentence(lang) for lang in ("en", "ru", "zh"))
    return refused.value.refusal.code


@pytest.mark.parametrize(("delimiter", "word"), [(";", "semicolon"), (",", "comma"), ("\t", "tab")])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_delimiter_is_guessed_and_shown(delimiter: str, word: str, mark: str) -> None:
    text = mark + "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in (HEADINGS, ROW))
    read = delimited.read(text.encode(), "a.csv")
    assert (read.headings, read.rows[0].cells, read.rows[0].number) == (HEADINGS, ROW, 2)
    assert read.form == ("utf-8", word)


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", "Название;База\nКолонна;XA"), ("gb18030", "名称;地区\n余烬;XA")]
)
def test_another_encoding_is_read_only_where_it_is_named(encoding: str, text: str) -> None:
    assert code(text.encode(encoding)) == "spreadsheet.encoding"
    headings = text.splitlines()[0].split(";")
    assert delimited.read(text.encode(encoding), "a.csv", encoding).headings == tuple(headings)


def test_a_row_keeps_its_number_across_lines_in_cells_and_empty_rows() -> None:
    read = delimited.read(b'a;b\n"x\ny";1\n\n;\nz;2\n', "a.csv")
    assert [(row.number, row.cells) for row in read.rows] == [(2, ("x y", "1")), (6, ("z", "2"))]


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"", "spreadsheet.empty"),
        (b"\n;;\n", "spreadsheet.empty"),
        (b"a;a\n", "spreadsheet.headings"),
        (b"a;;b\n", "spreadsheet.headings"),
        (b"a;b\n1;2;3\n", "spreadsheet.wide"),
        (b'a;b\n"1;2\n', "spreadsheet.syntax"),
        (b"a;b\n1;\x1b[2J\n", "spreadsheet.control"),
        (b"a;b\n1;" + b"x" * 4_001, "spreadsheet.cell"),
        (b"x" * 301 + b";b\n", "spreadsheet.cell"),
        (b";".join([b"a"] * 101), "spreadsheet.columns"),
        (b"a;b\n" + b"1;2\n" * 10_001, "spreadsheet.rows"),
        ("a;b".encode("utf-16"), "spreadsheet.encoding"),
    ],
)
def test_what_is_beyond_the_limits_is_refused(data: bytes, refused: str) -> None:
    assert code(data) == refused


def test_an_unknown_encoding_an_unknown_kind_and_a_large_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert code(b"a;b", "utf-7") == "spreadsheet.no_encoding"
    for name, refused in (("a.xls", "spreadsheet.kind"), ("a.ods", "spreadsheet.kind"), ("gone.csv", "cli.file")):
        with pytest.raises(Refused) as no:
            drafting.read(tmp_path / name)
        assert no.value.refusal.code == refused
    (tmp_path / "a.csv").write_bytes(b"a;b\n1;2")
    assert drafting.read(tmp_path / "a.csv").headings == ("a", "b")
    monkeypatch.setattr(sheet, "MAX_FILE", 4)
    with pytest.raises(Refused) as no:
        drafting.read(tmp_path / "a.csv")
    assert no.value.refusal.code == "spreadsheet.size"


def test_a_workbook_is_read_as_typed() -> None:
    read = workbook.read(fuzz_sheet.packed(fuzz_sheet.parts()), "a.xlsx")
    assert read.form == ("xlsx", "Sheet1") and read.headings[0] == "Organisation"
    assert [row.cells[0] for row in read.rows] == ["Ember Column", "Колонна Тлеющих Углей", "余烬纵队"]
    assert [row.number for row in read.rows] == [2, 3, 4]


def book(old: bytes, new: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    held = fuzz_sheet.parts()
    assert old in held[name]
    held[name] = held[name].replace(old, new, 1)
    with pytest.raises(Refused) as refused:
        workbook.read(fuzz_sheet.packed(held), "a.xlsx")
    return refused.value.refusal.code


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        (b'r="F4"', b'r="F1048576"', "spreadsheet.rows"),
        (b'r="F4"', b'r="XFD4"', "spreadsheet.columns"),
        (b"A1:F4", b"A1:XFD1048576", "spreadsheet.rows"),
        (b"A1:F4", b"$A$1:$XFD$4", "spreadsheet.columns"),
        (b'<row r="4">', b'<row r="4294967295">', "spreadsheet.rows"),
        (b"<sheetData>", b"<!DOCTYPE x><sheetData>", "spreadsheet.workbook"),
        (b'encoding="UTF-8"', b'encoding="UTF-7"', "spreadsheet.workbook"),
        (b"<sheetData>", b"\xff\xfe", "spreadsheet.workbook"),
        (b"</sheetData>", b"", "spreadsheet.workbook"),
    ],
)
def test_a_far_cell_is_refused_before_room_is_made_for_it(old: bytes, new: bytes, refused: str) -> None:
    assert book(old, new) == refused


def test_a_bomb_is_not_unpacked() -> None:
    held = fuzz_sheet.parts()
    held["xl/worksheets/sheet1.xml"] += b" " * (8 << 20)
    data = fuzz_sheet.packed(held)
    assert len(data) < 40_000
    with pytest.raises(Refused) as refused:
        workbook.read(data, "a.xlsx")
    assert refused.value.refusal.code == "spreadsheet.packed"


def test_what_is_measured_is_what_is_parsed() -> None:
    """Two entries of one name: the first is measured and goes on; the second is nowhere."""
    target = io.BytesIO()
    held = fuzz_sheet.parts()
    with zipfile.ZipFile(target, "w") as archive, pytest.warns(UserWarning):
        for name, content in held.items():
            archive.writestr(name, content)
        archive.writestr(
            "xl/worksheets/sheet1.xml", held["xl/worksheets/sheet1.xml"].replace(b'r="F4"', b'r="F9999999"')
        )
    assert len(workbook.read(target.getvalue(), "a.xlsx").rows) == 3


def test_values_of_cells_are_written_as_a_person_would() -> None:
    held = fuzz_sheet.parts()
    held["xl/worksheets/sheet1.xml"] = held["xl/worksheets/sheet1.xml"].replace(
        b'<c r="C3" t="s"><v>', b'<c r="C3"><f>100+50</f><v>150</v></c><c r="X3" t="s"><v>', 1
    )
    with pytest.raises(Refused):  # the planted cell stands beyond the headings
        workbook.read(fuzz_sheet.packed(held), "a.xlsx")
    assert [workbook._text(one) for one in (150.0, 1.5, True, "x")] == ["150", "1.5", "true", "x"]


def test_hostile_files_end_in_an_answer() -> None:
    found = fuzz_sheet.run(300, 20260302)
    assert sum(found.values()) == 300
    assert {"drafted", "spreadsheet.workbook", "spreadsheet.packed", "spreadsheet.encoding"} <= set(found)
