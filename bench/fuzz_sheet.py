"""Throw hostile spreadsheets at the reader: whatever comes in, the answer is a value or a Refused.

``python bench/fuzz_sheet.py [COUNT] [SEED]`` (10,000 and 1 unless said). A traceback is a failure; so is a
file for which the process needs more than a gigabyte.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from typing import Final

import yaml

from comity.errors import Refused
from comity.interchange.spreadsheet import delimited, drafting, mapping, workbook
from comity.interchange.spreadsheet.mapping import Columns
from comity.interchange.spreadsheet.sheet import Sheet

_TABLE: Final = (
    ("Organisation", "Founded", "Strength", "Branch", "Legal status", "Grade"),
    ("Ember Column", "2019-04", "40-60", "Varsk cell", "banned", "A1"),
    ("Колонна Тлеющих Углей", "31.12.2018", "150", "Отряд", "not_registered", "C3"),
    ("余烬纵队", "2019", "45–70", "前线", "banned", "B2"),
)
_CONSTANTS: Final = {
    "claimant_state": "XA",
    "claimant_authority": "XA-CENTRAL",
    "handling_code": "MEMBER",
    "kept_until": "2027-12-31",
    "standing": "alleged",
    "structure.kind": "branch",
}
_PIECES: Final = (
    '"', "'", ";", ",", "\t", "\r", "\n", "\r\n", "\x00", "\x1b[2J", "\ufeff", "\u202e", "\ud800", "\U0010ffff",
    "=HYPERLINK(\"x\")", "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "a" * 5000, "9" * 400, "-1", "1e999", "NaN",
    "Passport", "ФИО", "国籍", "2019-02-30", "0000", ";" * 300, "\n" * 200, "true", "{}", "[]", "&a *a", "!!x",
)  # fmt: skip
_MARKUP: Final = (
    b'r="XFD1048576"', b'r="A99999999999"', b'r="ZZZZZZZZ1"', b'r=""', b'r="1A"', b'ref="A1:XFD1048576"', b't="s"',
    b't="d"', b't="e"', b't="n"', b"<v>-1</v>", b"<v>4294967296</v>", b"<v>1e308</v>", b"<v></v>", b"<f>1/0</f>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"<c", b"</row>", b"<row>", b'<row r="4294967295">', b"\x00",
    b"\xff\xfe", b"<is><t>x</t></is>", b'count="99999999999"', b"<sheet/>", b'r:id="rId9"', b"../../etc/passwd",
)  # fmt: skip
_SHEET: Final = "xl/worksheets/sheet1.xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


def parts() -> dict[str, bytes]:
    """The parts of a small sound workbook, by name."""
    strings = sorted({cell for row in _TABLE for cell in row})
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + column)}{number}" t="s"><v>{strings.index(cell)}</v></c>'
            for column, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(_TABLE, 1)
    )
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">' + "".join(f"<si><t>{s}</t></si>" for s in strings) + "</sst>",
        _SHEET: f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:F4"/><sheetData>{rows}</sheetData></worksheet>',
    }
    return {name: (_HEAD + text).encode() for name, text in texts.items()}


def packed(held: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return target.getvalue()


def _flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(1, len(changed) + 1)]) if chance.random() < 0.1 else bytes(changed)


def _book(chance: random.Random) -> bytes:
    held = parts()
    fate = chance.randrange(20)
    if fate == 0:
        held[_SHEET] += b" " * (30 << 20)  # a bomb: thirty megabytes in thirty kilobytes
    elif fate == 1:
        del held[chance.choice(sorted(held))]
    elif fate == 2:
        held |= {f"xl/{number}.xml": b"" for number in range(600)}
    elif fate == 3:
        held[_SHEET] = held[_SHEET].decode().encode("utf-16")
    else:
        for _ in range(chance.randrange(1, 4)):
            name = chance.choice((_SHEET, _SHEET, *sorted(held)))
            at = chance.randrange(len(held[name]) + 1)
            cut = at + chance.choice((0, 0, 1, 8, 40))
            held[name] = held[name][:at] + chance.choice(_MARKUP) + held[name][cut:]
    data = packed(held)
    return _flipped(chance, data) if fate > 16 else data


def _lines(chance: random.Random) -> bytes:
    delimiter = chance.choice(";,\t")
    text = "\n".join(delimiter.join(row) for row in _TABLE)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(_PIECES) + text[at + chance.choice((0, 0, 1, 20)) :]
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1251", "gb18030"))
    data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    return _flipped(chance, data) if chance.random() < 0.1 else data


def answer(data: bytes, *, book: bool, encoding: str = "") -> str:
    """Read, guess, run dry and draft; the code of the refusal, or what was done. Anything else is raised."""
    try:
        sheet = workbook.read(data, "fuzz.xlsx") if book else delimited.read(data, "fuzz.csv", encoding)
        return _drafted(sheet)
    except Refused as refused:
        refused.refusal.sentence("zh")
        return refused.refusal.code


def _drafted(sheet: Sheet) -> str:
    guessed = mapping.guess(sheet)
    mapping.text(guessed)
    columns = Columns(key=guessed.key, columns=guessed.columns, constants=_CONSTANTS)
    run = drafting.dry_run(sheet, columns)
    for one in run.refused:
        one.sentence("ru")
    for _, text in drafting.drafts(run, columns):
        assert isinstance(yaml.safe_load(text), dict)
    return "drafted" if run.yielded else "nothing yielded"


def run(count: int, seed: int) -> Counter[str]:
    """Answer ``count`` hostile files; return how often each answer came."""
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    for number in range(count):
        book = number % 2 == 0
        encoding = "" if book else chance.choice(("", "", "cp1251", "gb18030", "utf-8"))
        found[answer(_book(chance) if book else _lines(chance), book=book, encoding=encoding)] += 1
    return found


def main() -> None:
    """Run and print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    started = time.monotonic()
    found = run(count, seed)
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{count:,} spreadsheets: no traceback (seed {seed}, {seconds:.0f} s, at most {peak} MB)")
    for code, times in found.most_common():
        print(f"  {times:6} {code}")


if __name__ == "__main__":
    main()
