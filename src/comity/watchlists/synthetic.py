"""A small file in the UN's XML format about nobody: for the demo and the tests.

Names are play on words for "sample", "nobody" and "fictional"; references begin with ZZ, which the
UN does not use; every narrative says that it is synthetic. The same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

NOTICE: Final = "SYNTHETIC: this person or body does not exist. Made by Comity for demonstration."
REGIME: Final = "Synthetic"
FIRST_LISTED: Final = date(2019, 5, 17)


@dataclass(frozen=True, slots=True)
class Fictional:
    """One invented entry; ``birth`` is a year, "" where it is to be unknown."""

    reference: str
    name: str
    original: str = ""
    aliases: tuple[str, ...] = ()
    birth: str = ""


PERSONS: Final = (
    Fictional("ZZi.001", "VYMYSHLEN OBRAZTSOVICH PRIMEROV", "Вымышлен Образцович Примеров",
              ("Vymyshlen Primerov; Vymishlen Primerof",), "1971"),
    Fictional("ZZi.002", "FULAN BIN FULAN AL-MITHALI", "فلان بن فلان المثالي", ("Folan al-Misali",), "1966"),
    Fictional("ZZi.003", "NEKTO BEZYMYANNYI", "Некто Безымянный", ("Nekto b) The Nameless Sample",), ""),
    Fictional("ZZi.004", "MAJHUL AL-KHAYALI", "مجهول الخيالي", ("Abu Waraq (original script: أبو ورق)",), "1980"),
    Fictional("ZZi.005", "FALONI BAHMANI NAMUNA", "فلانی بهمانی نمونه", (), "1975"),
    Fictional("ZZi.006", "XU GOU REN", "虚构人", ("Mr. Sample Fiction",), "1959"),
    Fictional("ZZi.007", "JOHN PLACEHOLDER NEMO", "", ("Outis Nemo",), "1968"),
    Fictional("ZZi.008", "NAMUNA BEKOV USLOVNYI", "Намуна Беков Условный", (), "1983"),
)  # fmt: skip
BODIES: Final = (
    Fictional("ZZe.001", "ORDER OF THE PAPER MOON", "Орден Бумажной Луны", ("Paper Moon (Бумажная Луна)",)),
    Fictional("ZZe.002", "LEAGUE OF THE CLOCKWORK OWL", "عصبة البومة الآلية", ("Usbat al-Buma al-Aliya",)),
    Fictional("ZZe.003", "BROTHERHOOD OF THE EMPTY TEAPOT", "空茶壶兄弟会", ()),
    Fictional("ZZe.004", "NOWHERE ISLAND SAMPLE TRADING COMPANY", "", ("Nowhere Trading",)),
)


def make(
    day: date,
    persons: Collection[Fictional] = PERSONS,
    bodies: Collection[Fictional] = BODIES,
    without: Collection[str] = (),
) -> bytes:
    """Return a file generated at noon UTC of ``day``; ``without`` names references left out of it."""
    shown_persons = (person for person in persons if person.reference not in without)
    shown_bodies = (body for body in bodies if body.reference not in without)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!-- {NOTICE} -->",
        f'<CONSOLIDATED_LIST dateGenerated="{day.isoformat()}T12:00:00.000Z">',
        "  <INDIVIDUALS>",
        *(line for place, person in enumerate(shown_persons, 1) for line in _individual(place, person)),
        "  </INDIVIDUALS>",
        "  <ENTITIES>",
        *(line for place, body in enumerate(shown_bodies, 9001) for line in _entity(place, body)),
        "  </ENTITIES>",
        "</CONSOLIDATED_LIST>",
    ]
    return "\n".join([*lines, ""]).encode()


def _individual(place: int, person: Fictional) -> Iterator[str]:
    first, _, rest = person.name.partition(" ")
    yield "    <INDIVIDUAL>"
    yield from _head(
        place, person, f"<FIRST_NAME>{escape(first)}</FIRST_NAME><SECOND_NAME>{escape(rest)}</SECOND_NAME>"
    )
    yield from _aliases(person, "INDIVIDUAL")
    yield "      <INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>"
    type_, year = ("EXACT", f"<YEAR>{person.birth}</YEAR>") if person.birth else ("", "")
    yield f"      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>{type_}</TYPE_OF_DATE>{year}</INDIVIDUAL_DATE_OF_BIRTH>"
    yield "      <INDIVIDUAL_PLACE_OF_BIRTH/><INDIVIDUAL_DOCUMENT/><SORT_KEY/><SORT_KEY_LAST_MOD/>"
    yield "    </INDIVIDUAL>"


def _entity(place: int, body: Fictional) -> Iterator[str]:
    yield "    <ENTITY>"
    yield from _head(place, body, f"<FIRST_NAME>{escape(body.name)}</FIRST_NAME>")
    yield from _aliases(body, "ENTITY")
    yield "      <ENTITY_ADDRESS><COUNTRY/></ENTITY_ADDRESS><SORT_KEY/><SORT_KEY_LAST_MOD/>"
    yield "    </ENTITY>"


def _head(place: int, entry: Fictional, name: str) -> Iterator[str]:
    yield f"      <DATAID>{place}</DATAID><VERSIONNUM>1</VERSIONNUM>{name}"
    yield f"      <UN_LIST_TYPE>{REGIME}</UN_LIST_TYPE><REFERENCE_NUMBER>{entry.reference}</REFERENCE_NUMBER>"
    yield f"      <LISTED_ON>{FIRST_LISTED.isoformat()}</LISTED_ON>"
    if entry.original:
        yield f"      <NAME_ORIGINAL_SCRIPT>{escape(entry.original)}</NAME_ORIGINAL_SCRIPT>"
    yield f"      <COMMENTS1>{NOTICE}</COMMENTS1>"
    yield "      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>"


def _aliases(entry: Fictional, kind: str) -> Iterator[str]:
    quality = "Good" if kind == "INDIVIDUAL" else "a.k.a."
    for alias in entry.aliases or ("",):
        shown = quality if alias else ""
        yield (f"      <{kind}_ALIAS><QUALITY>{shown}</QUALITY><ALIAS_NAME>{escape(alias)}</ALIAS_NAME></{kind}_ALIAS>")
