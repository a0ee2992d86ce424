"""Each route by each capacity and participant; the cells are written by hand from law.md D(iv).

A route without a row fails. ``+`` is answered; ``c`` only for a case and a reason (``face.case``); ``x`` is not for
this capacity; ``0`` there is none for him; ``d`` is another State's; ``t`` wants a token; ``s`` may not ask the
Register, ``p`` not for this purpose; ``k``: drafts nothing of this kind; ``i``: must send the tag of what he read.
``m`` and ``r``: he may, and what was sent is no act and no receipt.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served

# salt-brigade and XA's ember-column are published; of the persons of the Register melvik is XB's, for members,
# and sabrat XD's, for XE and XF. organisation: several States' words, of XD for the Committee alone; request: XB asks
# the Committee, which answered; warning: XA warns XB.
READERS: Final = (
    "- XA-NLO-1 XA-NAA-1 XB-NLO-1 XB-NAA-1 XC-NLO-1 XD-NLO-1 XE-NLO-1"
    " XA-CM-1 EC-ECA-1 EC-CR-1 IR-1 AU-1 XA-CK-1 XB-AA-1"
).split()
WHY: Final = {"case": "XA-2026/4", "reason": "prosecution"}
# route                                scope   -  XA XA XB XB XC XD XE CM EC CR IR AU CK AA   (XA, XB: NLO and NAA)
TABLE: Final = """
GET  /entries?kind=list              read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /entries?kind=register          read    t  +  +  +  +  +  +  +  +  +  +  +  x  x  x
GET  /entries?kind=support           read    t  +  +  +  +  +  +  +  +  +  +  +  x  x  x
GET  /entries/{salt-brigade}         read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /entries/{salt-brigade}/history read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /entries/{melvik}               read    t  c  c  +  +  c  c  c  c  c  c  c  0  0  0
GET  /entries/{melvik}/history       read    t  c  c  +  +  c  c  c  c  c  c  c  0  0  0
POST /entries/{melvik}/readings      read    t  +  +  +  +  +  +  +  +  +  +  +  0  0  0
GET  /entries/{salt-brigade}/paper   read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /entries/{melvik}/paper         read    t  c  c  +  +  c  c  c  c  c  c  c  0  0  0
POST /entries/{melvik}/paper/readings read   t  +  +  +  +  +  +  +  +  +  +  +  0  0  0
GET  /entries/{sabrat}               read    t  0  0  0  0  0  +  c  0  0  c  0  0  0  0
POST /entries/{sabrat}/readings      read    t  0  0  0  0  0  +  +  0  0  +  0  0  0  0
GET  /entries/{nowhere}              read    t  0  0  0  0  0  0  0  0  0  0  0  0  0  0
GET  /entries/{salt-brigade}/moves   read    t  +  +  +  +  +  +  +  +  +  +  +  x  x  +
GET  /entries/{sabrat}/moves         read    t  0  0  0  0  0  +  +  0  0  +  0  x  x  0
POST /moves                          act     t  f  f  +  +  +  +  +  f  f  f  f  x  x  f
GET  /entries/{ember-column}/renewal read    t  +  x  d  x  d  d  d  x  x  x  x  x  x  x
GET  /entries/{sabrat}/renewal       read    t  0  x  0  x  0  +  d  x  x  x  x  x  x  x
POST /dossiers/findings              act     t  +  x  +  x  +  +  +  x  x  x  x  x  x  x
POST /entries/{ember-column}/renewals act    t  +  x  f  x  f  f  f  x  x  x  x  x  x  x
POST /requests/{request}/answers     act     t  x  0  x  0  x  x  x  x  +  x  x  x  x  x
GET  /drafts                         read    t  +  +  +  +  +  +  +  x  +  x  x  x  x  x
POST /drafts                         act     t  +  k  +  k  +  +  +  x  k  x  x  x  x  x
GET  /drafts/{draft}                 read    t  +  0  0  0  0  0  0  x  0  x  x  x  x  x
POST /drafts/{draft}                 act     t  i  0  0  0  0  0  0  x  0  x  x  x  x  x
POST /drafts/{draft}/discard         act     t  i  0  0  0  0  0  0  x  0  x  x  x  x  x
GET  /drafts/{draft}/documents/judgment.txt read t + 0  0  0  0  0  0  x  0  x  x  x  x  x
GET  /drafts/{draft}/findings        read    t  +  0  0  0  0  0  0  x  0  x  x  x  x  x
POST /drafts/{draft}/acts            act     t  +  0  0  0  0  0  0  x  0  x  x  x  x  x
GET  /databank                       read    t  +  +  +  +  +  +  +  +  +  +  +  x  x  x
GET  /databank/uses                  read    t  +  +  +  +  +  +  +  x  x  x  +  +  x  x
GET  /databank/trends                read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
POST /databank/trends/readings       read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /databank/results               read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
POST /databank/results/readings      read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /databank/report                read    t  +  +  +  +  +  +  +  +  +  +  +  +  x  x
POST /databank/report/readings       read    t  +  +  +  +  +  +  +  +  +  +  +  +  x  x
GET  /databank/{organisation}        read    t  +  +  +  +  +  +  +  +  c  +  +  x  x  x
POST /databank/{organisation}/readings read  t  +  +  +  +  +  +  +  +  +  +  +  x  x  x
GET  /databank/{organisation}/sections/names read t + +  +  +  +  +  +  +  c  +  +  x  x  x
POST /databank/{organisation}/sections/names/readings read t + + + + + + + + + + + x x x
GET  /databank/{organisation}/sections/nothing read t 0 0 0 0  0  0  0  0  0  0  0  x  x  x
GET  /databank/{nowhere}             read    t  0  0  0  0  0  0  0  0  0  0  0  x  x  x
GET  /requests?side=received         read    t  +  +  +  +  +  +  +  x  +  x  +  x  x  x
GET  /requests/{request}             read    t  0  0  c  c  0  0  0  x  c  x  0  x  x  x
POST /requests/{request}/readings    read    t  0  0  +  +  0  0  0  x  +  x  0  x  x  x
GET  /requests/{request}/answer      read    t  x  0  x  0  x  x  x  x  c  x  x  x  x  x
POST /requests/{request}/answer/readings read t  x  0  x  0  x  x  x  x  +  x  x  x  x  x
GET  /warnings                       read    t  +  +  +  +  +  +  +  x  +  x  +  x  x  x
GET  /warnings/{warning}             read    t  +  +  c  c  0  0  0  x  0  x  0  x  x  x
POST /warnings/{warning}/readings    read    t  +  +  +  +  0  0  0  x  0  x  0  x  x  x
GET  /matters/{warning}/moves        read    t  +  +  +  +  0  0  0  0  0  0  0  x  x  x
GET  /matters/{organisation}/moves   read    t  +  +  +  +  +  +  +  +  +  +  +  x  x  x
GET  /matters/{request}/moves        read    t  0  0  +  +  0  0  0  0  +  0  0  x  x  x
GET  /matters/{melvik}/moves         read    t  0  0  0  0  0  0  0  0  0  0  0  x  x  x
GET  /authorities                    read    t  +  +  +  +  +  +  +  x  +  x  x  x  x  x
GET  /told                           read    t  +  +  +  +  +  +  +  x  x  x  x  x  x  x
GET  /told/{contribution}            read    t  +  +  0  0  0  0  0  x  x  x  x  x  x  x
POST /tellings/findings              act     t  +  +  +  +  +  +  +  x  +  x  x  x  x  x
GET  /search                         screen  t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
POST /search                         screen  t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
POST /search#register                screen  t  s  s  s  s  s  s  s  s  s  s  p  s  +  s
GET  /matches                        read    t  +  +  +  +  +  +  +  x  x  x  x  x  +  x
POST /matches                        screen  t  +  +  +  +  +  +  +  x  x  x  x  x  +  x
POST /matches#register               screen  t  s  s  s  s  s  s  s  x  x  x  x  x  +  x
POST /receipts                       read    r  r  r  r  r  r  r  r  r  r  r  r  r  r  r
GET  /usage                          read    t  +  +  +  +  +  +  +  x  x  x  +  +  x  x
GET  /journal                        read    t  x  x  x  x  x  x  x  x  x  x  +  +  x  x
GET  /watchlists                     read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /watchlists/un                  read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /watchlists/un/entries          read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /watchlists/un/entries/ZZi.001  read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /watchlists/un/changes          read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /decisions                      read    t  +  +  +  +  +  +  +  +  +  +  +  x  x  x
GET  /instruments                    read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /instruments/SHANGHAI-2001      read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /treaty                         read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /statistics                     read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /log                            read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /log/0/proof                    read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /log/1/growth                   read    +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /desk                           read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /authority                      read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /node                           read    t  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GET  /versions/{nowhere}/review      read    t  x  x  x  x  x  x  x  x  x  0  x  x  x  x
GET  /acts/{nowhere}/proof           read    t  0  0  0  0  0  0  0  0  0  0  0  0  0  0
POST /acts/{nowhere}/sealed          read    t  0  0  0  0  0  0  0  0  0  0  0  0  0  0
GET  /acts/{nowhere}                 read    t  0  0  0  0  0  0  0  0  0  0  0  0  0  0
POST /acts                           act     t  m  m  m  m  m  m  m  m  m  m  m  m  m  m
"""
SAID: Final = {
    "+": (200, ""),
    "c": (403, "face.case"),
    "x": (403, "desk.not_for_you"),
    "d": (403, "actor.claimant_only"),
    "0": (404, ""),
    "t": (401, "api.token"),
    "i": (428, "api.if_match"),
    "k": (400, "dossier.no_kind"),
    "m": (422, "api.form"),
    "s": (403, "screen.capacity"),
    "f": (403, ""),
    "p": (403, "screen.purpose"),
    "r": (400, "screen.receipt"),
}
REGISTER: Final = {"purpose": "border", "reference": "crossing-7/2026-11"}
MADE: Final = {"decision": "unresolved", "ground": "too_little"}
BODIES: Final[dict[str, Any]] = {
    "/acts": {"act": {}},
    "/moves": {"kind": "flag.raise", "matter": "{ember-column}", "fields": {"ground": ["R1"]}},
    "/dossiers/findings": {"text": "kind: list"},
    "/tellings/findings": {"text": "kind: trend"},
    "/search": {"names": ["Liwa al-Milh al-Aswad"]},
    "/search#register": {"names": ["Юстина Мельвик"], "register": REGISTER},
    "/matches": {"name": "Liwa al-Milh al-Aswad", "dataset": "list", "subject": "{salt-brigade}", **MADE},
    "/matches#register": {
        "name": "Юстина Мельвик",
        "dataset": "register",
        "subject": "{melvik}",
        "register": REGISTER,
        **MADE,
    },
    "/entries/{ember-column}/renewals": {},
    "/requests/{request}/answers": {"purpose": WHY},
    "/drafts": {"form": "dossier", "kind": "list"},
    "/drafts/{draft}": {"text": "kind: list"},
    "/drafts/{draft}/acts": {},
    "/receipts": {"receipt": "nothing"},
    "/acts/{nowhere}/sealed": {**WHY, "key": "0" * 32},
}


SLOTS: Final = (
    (r"^/(entries)/[^/]+", r"/\1/{entry}"),
    (r"^/(databank)/\{[^/]+", r"/\1/{file}"),
    (r"^/(requests|warnings|told|matters)/[^/]+", r"/\1/{matter}"),
    (r"^/(drafts)/[^/]+", r"/\1/{draft}"),
    (r"/documents/[^/]+", "/documents/{name}"),
    (r"/sections/[^/]+", "/sections/{property}"),
    (r"^/(acts)/[^/]+", r"/\1/{act}"),
    (r"^/(versions)/[^/]+", r"/\1/{version}"),
    (r"^/(instruments)/[^/]+", r"/\1/{instrument}"),
    (r"^/(log)/[^/]+", r"/\1/{index}"),
    (r"^/watchlists/un/entries/.+", "/watchlists/{source}/entries/{reference}"),
    (r"^/watchlists/un", "/watchlists/{source}"),
)


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    method: str
    path: str
    scope: str
    cells: dict[str, str]

    @property
    def route(self) -> tuple[str, str]:
        """The route that is asked, with the names that its parameters have there."""
        path = re.split("[?#]", self.path)[0]
        for pattern, route in SLOTS:
            path = re.sub(pattern, route, path)
        return self.method, path

    def ask(self, program: Program, named: dict[str, str]) -> tuple[int, str]:
        path, body = self.path, json.dumps(BODIES.get(self.path, WHY))
        for name, value in named.items():
            path, body = (text.replace("{" + name + "}", value) for text in (path, body))
        path = path.partition("#")[0]
        code, said = program.post(path, body.encode()) if self.method == "POST" else program.get(path)
        return code, said["code"] if code >= 400 else ""


ROWS: Final = [
    Row(method, path, scope, dict(zip(READERS, cells, strict=True)))
    for method, path, scope, *cells in (line.split() for line in TABLE.strip().splitlines())
]


def ids(row: Row) -> str:
    return f"{row.method} {row.path}"


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_each_route_answers_whom_the_law_gives_it(served: Served, named: dict[str, str], row: Row) -> None:
    found = {}
    for reader in READERS:
        status, code = row.ask(Program(served, "" if reader == "-" else reader, row.scope), named)
        wanted = SAID[row.cells[reader]]
        same = (status, code if wanted[1] else "") == wanted
        found[reader] = row.cells[reader] if same else f"{status} {code}"
    assert found == row.cells


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_a_token_does_what_its_scopes_say_and_nothing_else(served: Served, named: dict[str, str], row: Row) -> None:
    others = {"read", "act", "screen"} - {row.scope}
    assert row.ask(Program(served, "XA-NLO-1", *others), named) == (403, "api.scope")


def test_every_route_has_a_row(served: Served) -> None:
    told = Program(served, "XA-NLO-1").get("/openapi.json")[1]["paths"]
    wanted = {(method.upper(), path.removeprefix("/api/v1")) for path in told for method in told[path]}
    assert {row.route for row in ROWS} == wanted


def test_the_description_says_which_routes_want_no_token(served: Served) -> None:
    told = Program(served, "XA-NLO-1").get("/openapi.json")[1]["paths"]
    for row in ROWS:
        method, path = row.route
        security = told[f"/api/v1{path}"][method.lower()]["security"]
        assert security[0].keys() == {"Bearer"}
        assert ({} in security) == (row.cells["-"] != "t"), row.route


def test_the_document_names_every_route() -> None:
    said = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")
    for row in ROWS:
        for part in re.findall(r"/[a-z{}]+", row.route[1]):
            assert part in said, row.route
