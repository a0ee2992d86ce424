"""Every version of profile and rulebook that the log names, kept by digest (design, rule 8).

One file for each in ``$COMITY_HOME/texts``: its canonical content, named by the digest that the log
carries. With it anyone can read, years later, by which rules a door was decided.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

from comity import private_files
from comity.acts import SignedAct
from comity.engine import Guard, Question, Unit
from comity.entries.doors import rulebook_in_force
from comity.errors import Refused
from comity.profile import loading
from comity.profile.guards import GUARDS
from comity.qualification.rulebook import reached_by_texts

FOLDER: Final = "texts"
MAX_TEXT: Final = 16 << 20
RandomBytes = Callable[[int], bytes]


def keep(folder: Path, digest: str, content: Callable[[], bytes], random_bytes: RandomBytes) -> None:
    """Keep a text under its digest; nothing happens where it is kept already. Raises Refused (``file.*``)."""
    if not (folder / digest).is_file():
        private_files.create(folder / digest, content(), random_bytes)


def read(folder: Path, digest: str) -> bytes | None:
    """The text with this digest; None where none is kept or what is kept has another."""
    try:
        content = private_files.read(folder / digest, MAX_TEXT)
        return content if digest in (sha256(content).hexdigest(), _of_profile(content)) else None
    except (Refused, ValueError, RecursionError):
        return None


def _of_profile(content: bytes) -> str:
    source = json.loads(content)
    return loading.digest_of(source) if isinstance(source, dict) and "files" in source else ""


def guards(folder: Path) -> dict[str, Guard]:
    """Who proposes or adopts a rulebook says in ``at_once`` exactly the doors that its text reaches at once,
    as far as both texts are kept here (design, rule 14). Raises Refused (``rulebook.reach``)."""

    def guard(question: Question, signed: SignedAct, unit: Unit) -> None:
        GUARDS[question.head.kind](question, signed, unit)
        terms = question.matter.opened.terms if question.matter else question.head.terms
        old, new = (read(folder, str(one)) for one in (rulebook_in_force(unit), terms.get("digest")))
        if old is None or new is None:
            return
        reached, said = sorted(reached_by_texts(old, new)), terms.get("at_once")
        if not isinstance(said, list) or sorted(map(str, said)) != reached:
            raise Refused("rulebook.reach", "design, rule 14", doors=[*map(str, reached)] or ["-"])

    return {"rulebook.propose": guard, "rulebook.adopt": guard}


def named(unit: Unit) -> tuple[str, ...]:
    """The digests of profiles and rulebooks that the log names: founded with, and adopted since."""
    founded = [m.text(name) for m in unit.of_procedure("treaty") for name in ("profile_digest", "rulebook")]
    adopted = [m.text("digest") for m in unit.of_procedure("rulebook") if m.step == "adopted"]
    return tuple(dict.fromkeys(one for one in (*founded, *adopted) if one))
