"""Names of documents: any script, and nothing that leads out of a folder, hides, or turns."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from comity.interchange.dossier import draft, folder
from comity.interchange.dossier.draft import Held
from comity.interchange.dossier.file_names import MAX_BYTES, MOST, PATTERN, FileName, fits, tidy
from tests.asking import refused

GOOD = (
    "ruling.txt",
    "The ruling, certified (2).pdf",
    "Приговор суда № 12-3.pdf",
    "判决书(副本)1.pdf",
    "حكم المحكمة.pdf",
    "הכרעת דין.pdf",
    "Été – l’arrêt.pdf",
    "a" * 96 + ".pdf",
)
BAD = (
    "",
    ".hidden.pdf",
    " first.pdf",
    "-rf.pdf",
    "two  spaces.pdf",
    "../up.pdf",
    "a/b.pdf",
    "a\\b.pdf",
    "a\N{FULLWIDTH SOLIDUS}b.pdf",
    "a\N{FRACTION SLASH}b.pdf",
    "C:a.pdf",
    "what?.pdf",
    "a\0.pdf",
    "a\nb.pdf",
    "a\tb.pdf",
    "a\N{NO-BREAK SPACE}b.pdf",
    "a\N{ZERO WIDTH SPACE}b.pdf",
    "invoice\N{RIGHT-TO-LEFT OVERRIDE}fdp.txt",
    "a\N{ZERO WIDTH NO-BREAK SPACE}.pdf",
    unicodedata.normalize("NFD", "Été.pdf"),
    "a" * 97 + ".pdf",
    "判" * 66 + ".pdf",
    "a\ud800.pdf",
    "\N{SMILING FACE WITH HALO}.pdf",
)
MODEL = TypeAdapter(FileName)
SCHEMA = jsonschema_rs.validator_for({"type": "string", "pattern": PATTERN})


@pytest.mark.parametrize("name", GOOD)
def test_a_name_in_any_script_is_taken(name: str) -> None:
    assert fits(name)
    assert MODEL.validate_python(name) == name
    assert SCHEMA.is_valid(name)
    assert re.search(PATTERN, name)


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_leads_elsewhere_hides_or_turns_is_not(name: str) -> None:
    assert not fits(name)
    with pytest.raises(ValidationError):
        MODEL.validate_python(name)
    with refused("dossier.name"):
        draft.attach(Held(""), "\N{BULLET}" + name, b"x", bytes(16))


@given(st.text(max_size=MOST + 2))
@example("Ǆ.pdf")
def test_what_fits_fits_in_every_dialect_and_stays_in_its_folder(name: str) -> None:
    if fits(name):
        assert re.search(PATTERN, name)
        assert SCHEMA.is_valid(name)
        assert tidy(name) == name
        assert len(name.encode()) <= MAX_BYTES
        assert (Path("/documents") / name).parent == Path("/documents")
        assert Path(name).name == name


def test_a_name_is_kept_in_one_form(tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD", "Été  de la cour.pdf")
    assert list(draft.attach(Held(""), typed, b"x", bytes(16)).documents) == ["Été de la cour.pdf"]
    (tmp_path / "documents").mkdir()
    (tmp_path / "dossier.yaml").write_text("kind: list", "utf-8")
    (tmp_path / "documents" / unicodedata.normalize("NFD", "Été.pdf")).write_bytes(b"1")
    assert folder.read_files(tmp_path).documents == {"Été.pdf": b"1"}
    (tmp_path / "documents" / "Été.pdf").write_bytes(b"2")
    files = folder.read_files(tmp_path)
    assert [one.code for one in files.faults] == ["dossier.twice"]
