"""Read a telling's folder with its signed acts, and say what is signed next.

The files in ``signatures/`` are those of a dossier (``dossier.signing``); a telling that no longer says
what was signed is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from comity import acts
from comity.acts import Head, SignedAct, parse_head
from comity.entries.acting import Identity, Prepared, RandomBytes
from comity.errors import Refused
from comity.information.sealed import SCHEMA as SEALED
from comity.interchange.dossier import signing
from comity.interchange.dossier.making import Content
from comity.interchange.telling import acting
from comity.interchange.telling.acting import WAYS
from comity.interchange.telling.contents import divided
from comity.interchange.telling.model import COMMAND
from comity.interchange.telling.reading import Telling, read
from comity.participants import Capacity

_FIRST: Final = frozenset(kind for way in WAYS.values() for kind in (way.submit, way.oral) if kind)
_CONFIRMING: Final = frozenset(way.confirm for way in WAYS.values() if way.confirm)


def load_signed(folder: Path, random_bytes: Callable[[int], bytes]) -> tuple[Telling, tuple[SignedAct, ...]]:
    """The telling and its signed acts, in order. ``random_bytes`` salts documents that nobody signed.

    Raises Refused: ``dossier.changed`` where text or documents are no longer what was signed, and
    whatever ``read`` and ``dossier.signing.parse`` raise.
    """
    return signing.load(folder, random_bytes, read, _says_the_same)


def first(signed: Sequence[SignedAct]) -> Head | None:
    """The head of the act that told it first; None where nobody signed one."""
    heads = [parse_head(act.head) for act in signed]
    return next((head for head in heads if head.kind in _FIRST), None)


def prepare_next(
    telling: Telling,
    signed: Sequence[SignedAct],
    who: Identity,
    now: datetime,
    random_bytes: RandomBytes,
    *,
    attests: Iterable[int] = (),
    capacity: Capacity | None = None,
) -> tuple[Prepared, ...]:
    """What is signed next: the telling, its approval, or the confirmation of what was told orally.

    Raises Refused: ``folder.attests`` where the act needs an attestation that is not given,
    ``dossier.complete``, ``dossier.same_officer``, and what ``acting.prepare_submit`` raises.
    """
    step, told, given = acting.way(telling), first(signed), tuple(attests)
    if told is None:
        if not acting.is_oral(telling) and not step.approve:
            _check_attested(step.attests, given)
        return acting.prepare_submit(telling, who, now, random_bytes, capacity=capacity, attests=given)
    after = step.confirm if told.kind == step.oral else step.approve
    if not after or any(parse_head(act.head).kind == after for act in signed):
        raise Refused("dossier.complete", "design, rule 6", file=telling.source.name)
    _check_attested(step.attests, given)
    if after == step.confirm:
        return (acting.prepare_confirm(telling, told, who, now, random_bytes, attests=given),)
    if told.officer == who.officer:
        raise Refused("dossier.same_officer", "law.md D(iii), gate 2", officer=who.officer)
    return (acting.prepare_approval(told, who, now, random_bytes, given),)


def _check_attested(needed: tuple[int, ...], given: tuple[int, ...]) -> None:
    missing = sorted(set(needed) - set(given))
    if missing:
        option = ",".join(map(str, needed))
        raise Refused("folder.attests", "law.md D(iii)", gates=[str(gate) for gate in missing], option=option)


def unsigned(folder: Path) -> Refused:
    """That nobody has signed what stands in ``folder``."""
    return Refused("dossier.unsigned", "design, rule 24", file=str(folder), command=COMMAND)


def _says_the_same(telling: Telling, signed: Sequence[SignedAct]) -> bool:
    """Whether every act that tells something tells what the folder does now."""
    heads = [parse_head(act.head) for act in signed]
    file = next((h.matter for h in heads if h.kind.endswith(".open")), getattr(telling.text, "file", None) or "")
    for act, head in zip(signed, heads, strict=True):
        oral = head.kind in {way.oral for way in WAYS.values() if way.oral}
        if head.kind not in _FIRST | _CONFIRMING:
            continue
        around = acting.frame(telling, head.matter, file)
        try:
            expected = divided(telling, acts.from_time(head.signed_at), around.about, oral=oral)
        except Refused:
            return False
        sealed = any(body.schema == SEALED for body in head.bodies)  # only its readers can compare what is inside
        if not sealed and _contents(act, head) != expected:
            return False
        terms = {name: value for name, value in head.terms.items() if name != "attests"}
        if head.kind in _FIRST and (head.links, terms) != (around.links, around.terms):
            return False
    return True


def _contents(act: SignedAct, head: Head) -> tuple[Content, ...]:
    """What an act holds, in the form in which a telling is divided."""
    return tuple(
        Content(
            promised.schema,
            tuple(one.statement for one in body),
            promised.code,
            promised.about,
            promised.recipients,
            promised.derived_from,
            promised.conditions,
            promised.kept_until,
        )
        for promised, body in zip(head.bodies, act.bodies, strict=True)
    )
