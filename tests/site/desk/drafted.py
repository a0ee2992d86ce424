"""What a browser sends of a form: its successful fields, as the page holds them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site.desk.conftest import Browser


class _Reader(HTMLParser):
    """The fields of the form that posts to ``action``, and the last form's buttons."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.sent: list[tuple[str, str]] = []
        self.area: list[str] | None = None
        self.name = ""
        self.select: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        name, value = held.get("name") or "", held.get("value") or ""
        if tag == "form":
            self.inside = held.get("action") == self.action and "telling" in (held.get("class") or "")
        if not self.inside:
            return
        if tag == "input" and (held.get("type") != "checkbox" or "checked" in held):
            self.sent.append((name, value))  # a file that was not chosen is sent as a field without a value
        elif tag == "textarea":
            self.name, self.area = name, []
        elif tag == "select":
            self.name, self.select = name, []
        elif tag == "option" and ("selected" in held or not self.select):
            self.select = [value]

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not self.inside:
            return
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area is not None:
            self.sent.append((self.name, "".join(self.area).removeprefix("\n").replace("\n", "\r\n")))
            self.area = None
        elif tag == "select":
            self.sent.append((self.name, self.select[0] if self.select else ""))


def sent(page: str, action: str) -> dict[str, list[str]]:
    """What a browser would send of the form on ``page`` that posts to ``action``."""
    reader = _Reader(action)
    reader.feed(page)
    found: dict[str, list[str]] = {}
    for name, value in reader.sent:
        found.setdefault(name, []).append(value)
    return found


def begun(drafter: Browser, kind: str = "list") -> str:
    """The address of a new draft."""
    answer = drafter.post("/drafts", kind=kind)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def filled(drafter: Browser, folder: Path, kind: str = "list") -> str:
    """The address of a draft that says what a folder says."""
    path = begun(drafter, kind)
    for file in sorted((folder / "documents").iterdir()):
        upload = SimpleUploadedFile(file.name, file.read_bytes())
        assert drafter.post(path, stage="attach", document=upload).status_code == 302
    text = (folder / "dossier.yaml").read_text("utf-8")
    assert drafter.post(path, stage="save", text=text).status_code == 302
    return path
