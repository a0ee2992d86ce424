"""Every page of the desk beside the routes that give a program the same, by hand. A page without a row fails."""

from __future__ import annotations

from typing import Final

from comity.site.desk.pages import PAGES
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served

BROWSER: Final = "stays in the browser: docs/api.md says why"
TABLE: Final = {
    "front": BROWSER,
    "language": BROWSER,
    "sign-in": BROWSER,
    "sign-in-demo": BROWSER,
    "sign-in-options": BROWSER,
    "sign-in-passkey": BROWSER,
    "sign-in-provider": BROWSER,
    "sign-in-provider-back": BROWSER,
    "enrol": BROWSER,
    "sign-out": BROWSER,
    "sign-out-everywhere": BROWSER,
    "keys": BROWSER,
    "keys-options": BROWSER,
    "keys-add": BROWSER,
    "keys-remove": BROWSER,
    "tokens": BROWSER,
    "tokens-revoke": BROWSER,
    "help": BROWSER,
    "glossary": BROWSER,
    "rights": BROWSER,
    "desk": "GET /desk",
    "list": "GET /entries",
    "register": "GET /entries",
    "entry": "GET /entries/{entry}; POST /entries/{entry}/readings; GET /entries/{entry}/history",
    "entry-print": "GET /entries/{entry}/paper; POST /entries/{entry}/paper/readings",
    "entry-pdf": "GET /entries/{entry}/paper; POST /entries/{entry}/paper/readings",
    "act": "GET /entries/{entry}/moves; GET /matters/{matter}/moves; POST /moves",
    "act-send": "POST /acts",
    "databank": "GET /databank",
    "databank-file": "GET /databank/{file}; POST /databank/{file}/readings; GET /databank/{file}/sections/{property}",
    "uses": "GET /databank/uses",
    "trends": "GET /databank/trends; POST /databank/trends/readings",
    "results": "GET /databank/results; POST /databank/results/readings",
    "report": "GET /databank/report; POST /databank/report/readings",
    "requests": "GET /requests",
    "request": "GET /requests/{matter}; POST /requests/{matter}/readings",
    "answer": "GET /requests/{matter}/answer; POST /requests/{matter}/answers",
    "warnings": "GET /warnings",
    "warning": "GET /warnings/{matter}; POST /warnings/{matter}/readings",
    "search": "GET /search; POST /search",
    "names": "POST /search",
    "receipts": "POST /receipts",
    "matches": "GET /matches; POST /matches",
    "usage": "GET /usage",
    "journal": "GET /journal",
    "drafts": "GET /drafts; POST /drafts",
    "renew": "GET /entries/{entry}/renewal; POST /entries/{entry}/renewals",
    "draft": "GET /drafts/{draft}; POST /drafts/{draft}; GET /drafts/{draft}/findings; POST /drafts/{draft}/acts",
    "draft-text": "GET /drafts/{draft}; POST /drafts/{draft}",
    "draft-part": "GET /drafts/{draft}; POST /drafts/{draft}",
    "tellings": "GET /drafts; POST /drafts",
    "telling": "GET /drafts/{draft}; POST /drafts/{draft}; GET /drafts/{draft}/findings; POST /drafts/{draft}/acts",
    "own-told": "GET /told",
    "told": "GET /told/{matter}; GET /matters/{matter}/moves",
    "review": "GET /versions/{version}/review",
    "watchlists": "GET /watchlists",
    "watchlist": "GET /watchlists/{source}; GET /watchlists/{source}/entries",
    "watchlist-changes": "GET /watchlists/{source}/changes",
    "listed": "GET /watchlists/{source}/entries/{reference}",
    "decisions": "GET /decisions",
    "instruments": "GET /instruments",
    "instrument": "GET /instruments/{instrument}",
    "treaty": "GET /treaty",
    "log": "GET /log",
    "proof": "GET /log/{index}/proof; GET /log/{index}/growth",
    "authority": "GET /authority",
    "statistics": "GET /statistics",
}


def test_every_page_has_a_row_and_every_route_that_it_names_exists(served: Served) -> None:
    assert set(TABLE) == {page.name for page in PAGES}
    told = Program(served, "XA-NLO-1").get("/openapi.json")[1]["paths"]
    there = {f"{method.upper()} {path.removeprefix('/api/v1')}" for path in told for method in told[path]}
    for name, routes in TABLE.items():
        assert routes == BROWSER or set(routes.split("; ")) <= there, name
