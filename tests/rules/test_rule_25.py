"""Rule 25: a watchlist import is one act (source, digest, list date, parser version, counts); its statements are
a projection of the stored file. Without a node, files lie unsigned until ``comity lists adopt`` makes one an act.
"""

from __future__ import annotations

from comity.bootstrap import PROCEDURES
from comity.demo.cast import Cast
from tests.asking import refused, rows, size

TERMS = {
    "source": "un",
    "digest": "a" * 64,
    "list_date": "2026-02-27",
    "parser": 1,
    "counts": {"individuals": 730, "entities": 273, "added": 0, "amended": 0, "delisted": 0},
}


def test_an_import_is_one_act_however_long_the_list(cast: Cast) -> None:
    before = size()
    cast.open("EC-ECA-1", "ECA", "import.adopt", "import", **TERMS)
    assert size() == before + 1
    assert rows("SELECT COUNT(*) FROM statement") == [(0,)]


def test_it_says_source_digest_date_parser_and_counts(cast: Cast) -> None:
    (procedure,) = [p for p in PROCEDURES if p.name == "import"]
    assert procedure.moves[0].terms == set(TERMS)
    for missing in TERMS:
        with refused("act.terms"):
            cast.open("EC-ECA-1", "ECA", "import.adopt", "import", **{k: v for k, v in TERMS.items() if k != missing})


def test_it_makes_no_entry_and_no_claim(cast: Cast) -> None:
    cast.open("EC-ECA-1", "ECA", "import.adopt", "import", **TERMS)
    assert rows("SELECT COUNT(*) FROM matter WHERE procedure IN ('list.entry', 'register.entry')") == [(0,)]
