"""A page of the desk as a PDF file: tagged (PDF/UA-1), with the part of each font that it uses.

WeasyPrint makes it in a process of its own, which ends with the file: 160 MB that a server need not keep, and neither a
network nor a folder that a page could name.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Final

from comity.errors import Refused

TYPE: Final = "application/pdf"
LONGEST: Final = 60  # seconds; a page of a hundred statements takes two
_SHEETS: Final = tuple(Path(__file__).parent / "static" / "desk" / name for name in ("desk.css", "paper.css"))
_MAKE: Final = "from comity.site.desk import paper; paper.main()"
_ONE: Final = Lock()  # at a time: each takes a core
_WAIT: Final = 10  # seconds


def is_made() -> bool:
    """Whether this node can make PDF files: ``make paper`` installs what it takes."""
    return importlib.util.find_spec("weasyprint") is not None


def require() -> None:
    """Raises Refused (``desk.no_paper``) where this node makes none."""
    if not is_made():
        raise Refused("desk.no_paper", "design, Storage, web, jobs")


def of(html: str) -> bytes:
    """The PDF of a page. Raises Refused (``desk.paper_busy``) where others wait, or this one takes too long."""
    if not _ONE.acquire(timeout=_WAIT):
        raise Refused("desk.paper_busy", "design, Storage, web, jobs")
    try:
        line = [sys.executable, "-c", _MAKE]
        return subprocess.run(line, input=html.encode(), capture_output=True, check=True, timeout=LONGEST).stdout
    except (subprocess.SubprocessError, OSError):
        raise Refused("desk.paper_busy", "design, Storage, web, jobs") from None  # what it printed may hold a name
    finally:
        _ONE.release()


def main() -> None:
    """The other process: a page on standard input becomes a PDF on standard output."""
    import weasyprint  # noqa: PLC0415  optional; the server never loads it

    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    page = weasyprint.HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=nothing)
    sheets = [weasyprint.CSS(string=one.read_text("utf-8"), url_fetcher=nothing) for one in _SHEETS]
    sys.stdout.buffer.write(page.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1"))
