"""A telling that is being drafted, wherever it is kept: who may begin it, how it begins, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import yaml

from comity import yamltext
from comity.errors import Refusal, Refused
from comity.interchange.dossier import folder
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.draft import TELLING, Held
from comity.interchange.dossier.making import Content
from comity.interchange.dossier.reading import Malformed
from comity.interchange.telling import acting, checking, contents, reading
from comity.interchange.telling.acting import WAYS
from comity.interchange.telling.model import KINDS, TEXT
from comity.interchange.telling.reading import Telling
from comity.participants import Capacity
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Rulebook

ORALLY: Final = {"question": Capacity.NLO, "warning": Capacity.NLO}
"""Who may tell it orally besides who tells it in writing."""
ANSWERERS: Final = frozenset({Capacity.NAA, Capacity.ECA})
GRADE: Final = "B2"  # of what carries none of its own, until its teller says otherwise
_NAMED: Final = frozenset({"question", "answer", "warning"})
_FILED: Final = frozenset({"organisation", "incident"})  # what is told in a file
_LINE: Final = 4_000  # no line of a text is broken: a fault names the line of its field


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong: faults of form, or else what the gates say as far as the teller can know, and who will read which
    part until when."""

    faults: tuple[Refusal, ...] = ()
    known: Known | None = None
    telling: Telling | None = None
    parts: tuple[Content, ...] = ()


def kinds(able: Iterable[str]) -> tuple[str, ...]:
    """The kinds of telling that whoever has these capacities may begin; an answer begins at its request."""
    mine = frozenset(able)
    return tuple(kind for kind in KINDS if kind != "answer" and mine & {WAYS[kind].capacity, ORALLY.get(kind)})


def may_see(kind: str, able: Iterable[str]) -> bool:
    """Whether a draft of ``kind`` is theirs: what they may tell; what cannot be read is its drafter's."""
    mine = frozenset(able)
    answers = kind == "answer" and bool(mine & ANSWERERS)
    return answers or kind in kinds(mine) or (kind not in KINDS and Capacity.NLO in mine)


def begun(kind: str, own: Mapping[str, str], lang: str, *, about: str = "", file: str = "") -> Held:
    """An empty telling of ``kind``. ``own``: its teller, as the fields call them; ``about``: the matter that a question
    is about; ``file``: in which it is told; of none, it opens a new one."""
    says: dict[str, Any] = {**own, "lang": lang, "conditions": ["purpose_only"]}
    if kind in _NAMED:
        says["handling_code"] = "NAMED"
    data: dict[str, Any] = {"kind": kind}
    if kind == "question":
        says["subjects"] = [about] if about else []
    elif file:
        data["file"] = file
    elif kind in _FILED:
        data["new_file"] = True
    return Held(text_of({**data, "grade": GRADE, "says": says}), form=TELLING)


def answering(request: str, says: Mapping[str, Any]) -> Held:
    """The draft of an answer to ``request`` that says so much already."""
    return Held(text_of({"kind": "answer", "answers": request, "grade": GRADE, "says": dict(says)}), form=TELLING)


def language(lang: str, working: Iterable[str]) -> str:
    """``lang``, or the first of the working languages: another one wants a certified translation (gate 35)."""
    every = tuple(working)
    return lang if lang in every else every[0]


def uploaded(text: bytes, able: Iterable[str]) -> Held:
    """A draft of an uploaded ``telling.yaml``. Raises Refused (``dossier.no_kind``, ``desk_acting.no_text``)."""
    try:
        held = Held(text.decode("utf-8").replace("\r\n", "\n"), form=TELLING)
    except UnicodeDecodeError:
        raise Refused("desk_acting.no_text", "design, rule 5") from None
    check_kind(held.kind, kinds(able))
    return held


def check_kind(kind: str, allowed: tuple[str, ...]) -> None:
    """Raises Refused (``dossier.no_kind``) for a kind that is not one of these."""
    if kind not in allowed:
        raise Refused("dossier.no_kind", "law.md D(iv)", given=kind[:40], known=list(allowed) or ["-"])


def text_of(data: Mapping[str, Any]) -> str:
    """A telling as the text of ``telling.yaml``."""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_LINE)


def data_of(held: Held) -> Any:
    """What the text of a draft says; None where it cannot be read."""
    try:
        return yamltext.read(held.text.encode(), TEXT).data
    except Refused:
        return None


def rewritten(held: Held, text: str) -> Held:
    """``held`` with another text; what changed is signed anew, and stays what its author may tell.

    Raises Refused (``dossier.no_kind``)."""
    changed = replace(held, text=text, signed=held.signed if text == held.text else ())
    check_kind(changed.kind, (held.kind,))
    return changed


def naming(held: Held) -> Held:
    """``held`` with its text naming the documents that are attached; as it is where it cannot be read."""
    data = data_of(held)
    if not isinstance(data, dict):
        return held
    return replace(held, text=text_of({**data, "documents": list(held.documents)}), signed=())


def check(held: Held, rulebook: Rulebook, ports_of: Callable[[Telling], Ports], now: datetime) -> Checked:
    """Every fault of form; where there is none, what the gates say, and who will read which part. ``ports_of``: what
    acts say already of who tells and of whom it is for."""
    files = folder.judged(held.text.encode(), held.contents)
    try:
        told = reading.of_files(files, lambda name: held.documents[name].salt)
    except Malformed as malformed:
        return Checked(malformed.faults)
    found = checking.check(told, rulebook, ports_of(told), now)
    try:
        parts = contents.divided(told, now, (), oral=acting.is_oral(told))
    except Refused:  # no day until which it is kept: a gate says so already
        parts = ()
    return Checked((), found, told, parts)


def attests(told: Telling) -> tuple[int, ...]:
    """The gates that who signs it first attests; none where another officer approves it, or it is told orally."""
    way = acting.way(told)
    return () if way.approve or acting.is_oral(told) else way.attests


def check_attested(wanted: Iterable[int], given: Iterable[int]) -> None:
    """Raises Refused (``desk_acting.attests``) where one of the gates that a telling's signer attests is missing."""
    missing = sorted(set(wanted) - set(given))
    if missing:
        raise Refused("desk_acting.attests", "law.md D(iii)", gates=[str(gate) for gate in missing])
