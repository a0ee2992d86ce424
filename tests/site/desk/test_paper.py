"""The dossier as a PDF file: tagged, with its fonts, the handling code on each page, made of nothing but the page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from comity.site.desk import paper
from comity.store import journal
from tests.site.desk.conftest import Browser, Served

made = pytest.mark.skipif(
    not paper.is_made() or shutil.which("pdftotext") is None, reason="needs weasyprint (make paper) and poppler-utils"
)


def read(program: str, content: bytes, folder: Path) -> str:
    file = folder / "dossier.pdf"
    file.write_bytes(content)
    line = [program, str(file)] + (["-"] if program == "pdftotext" else [])
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


@made
@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_a_file_is_tagged_and_brings_its_fonts(
    browse: type[Browser], served: Served, tmp_path: Path, lang: str
) -> None:
    answer = browse("XC-NLO-1").get(f"/entries/{served.entries['salt-brigade']}/pdf", lang)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{served.entries["salt-brigade"][:8]}.pdf"'
    assert "Tagged:          yes" in read("pdfinfo", answer.content, tmp_path)
    fonts = [line.split() for line in read("pdffonts", answer.content, tmp_path).splitlines()[2:]]
    assert fonts
    assert {(one[-5], one[-4]) for one in fonts} == {("yes", "yes")}, "each font embedded, as a subset"
    pages = read("pdftotext", answer.content, tmp_path).split("\f")[:-1]
    assert len(pages) > 1
    assert all("XC-NLO-1" in page and "MEMBER" in page for page in pages)


@made
def test_a_person_is_filed_for_a_case_and_that_is_recorded(
    browse: type[Browser], served: Served, tmp_path: Path
) -> None:
    path, other = f"/entries/{served.entries['melvik']}/pdf", browse("XC-NLO-1")
    before = journal.check()[0]
    assert other.get(path)["Content-Type"].startswith("text/html")
    assert journal.check()[0] == before
    answer = other.post(path, case="XC-2026/9", reason="prosecution")
    assert "Melvik" in read("pdftotext", answer.content, tmp_path)
    assert journal.check()[0] == before + 1


@made
def test_a_page_names_nothing_that_would_be_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of the node")
    held = f'<p>kept</p><object data="file://{secret}"></object><a rel="attachment" href="file://{secret}">x</a>'
    content = paper.of(f'<html lang="en"><title>t</title><link rel="attachment" href="file://{secret}">{held}')
    assert "kept" in read("pdftotext", content, tmp_path)
    line = ["pdfdetach", "-list", str(tmp_path / "dossier.pdf")]
    assert "0 embedded files" in subprocess.run(line, check=True, capture_output=True, text=True).stdout


def test_a_node_without_says_so_and_offers_no_file(
    browse: type[Browser], served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "is_made", lambda: False)
    path, officer = f"/entries/{served.entries['salt-brigade']}", browse("XC-NLO-1")
    assert f"{path}/pdf" not in officer.get(f"{path}/print").content.decode()
    answer = officer.get(f"{path}/pdf")
    assert answer.status_code == 503
    assert "make paper" in answer.content.decode()


def test_one_file_is_made_at_a_time(browse: type[Browser], served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "_WAIT", 0)
    monkeypatch.setattr(paper, "is_made", lambda: True)
    with paper._ONE:
        answer = browse("XC-NLO-1").get(f"/entries/{served.entries['salt-brigade']}/pdf")
    assert answer.status_code == 503
    assert "desk.paper_busy" in answer.content.decode()
