"""A sealed body: statements that two authorities and the independent reviewer open (design, rule 21).

The body's head says that it is sealed, between whom, and to which keys; its one statement holds the
envelope, and says nothing else. Inside stand the statements with their salts, as any body has them,
so that each can be cited and disclosed later by its commitment. Erasing the one statement, or the
closure that the head names, erases all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from comity import acts, canonical, forms, sealing
from comity.acts import BodyHead, Head, SignedAct
from comity.canonical import SALT_BYTES, Json
from comity.engine import Question, Unit
from comity.errors import Refused
from comity.handling import Reader
from comity.participants import Authority, Capacity, Directory, SealingPublic
from comity.provenance import Opened, Standing, Statement
from comity.provenance import seal as salted
from comity.sealing import SealingKey

SCHEMA: Final = "sealed/1"
ENVELOPE: Final = "envelope"  # the property of the one statement
_RULE: Final = "design, rule 21"
_BILATERAL: Final = frozenset({"competent", "executive"})  # the duties of authorities that inform each other
_REVIEW: Final = "review"
_OPENS: Final = frozenset({Capacity.NLO, Capacity.NAA, Capacity.ECA, Capacity.IR})


@dataclass(frozen=True, slots=True)
class Parties:
    """Between whom one seals: the author's authority, the other, and the keys of both and of the reviewer."""

    author: Authority
    other: Authority
    keys: tuple[SealingPublic, ...]

    @property
    def readers(self) -> tuple[str, ...]:
        """The ids of the keys, in order, as a head names them."""
        return tuple(sorted(key.id for key in self.keys))


@dataclass(frozen=True, slots=True)
class Inside:
    """What is to be sealed: a body's statements with their salts, and the schema that they follow."""

    schema: str
    statements: tuple[Opened, ...]


def parties(directory: Directory, author: str, other: str, index: int, day: str) -> Parties:
    """Between ``author`` and ``other``, two authorities, at ``index`` of the log and on ``day``.

    Raises Refused: ``sealing.parties``, ``sealing.no_reviewer``, ``sealing.no_key``.
    """
    own, their = directory.authorities.get(author), directory.authorities.get(other)
    if own is None or their is None or own.participant == their.participant:
        raise _not_two(author, other)
    if not all(one.duty in _BILATERAL and one.valid_on(day) for one in (own, their)):
        raise _not_two(author, other)
    reviewers = [a.id for a in directory.authorities.values() if a.duty == _REVIEW and a.valid_on(day)]
    if not reviewers:
        raise Refused("sealing.no_reviewer", _RULE)
    keys = tuple(directory.sealing_key(one, index) for one in (author, other, *reviewers))
    return Parties(own, their, keys)


def _not_two(*named: str) -> Refused:
    return Refused("sealing.parties", "Conv. Art 8(4); design, rule 21", authorities=[one[:64] for one in named] or "-")


def sealed_body(
    inside: Inside,
    between: Parties,
    act: str,
    origin: str,
    about: Iterable[str],
    random_bytes: Callable[[int], bytes],
    *,
    derived_from: tuple[str, ...] = (),
    conditions: tuple[str, ...] = (),
    kept_until: str = "",
) -> tuple[BodyHead, tuple[Opened, ...]]:
    """The body that seals ``inside`` into the act with the id ``act`` of the log ``origin``.

    ``derived_from``: of whatever is inside, so that erasing reaches it. Raises Refused (``sealing.size``).
    """
    content: list[Json] = [{"content": one.content.decode(), "salt": one.salt.hex()} for one in inside.statements]
    info = _info(act, origin, inside.schema)
    envelope = sealing.seal(canonical.dump(content), [key.public for key in between.keys], info, random_bytes)
    said = _outside(between.author, {**envelope, "schema": inside.schema})
    opened = salted([said], lambda: random_bytes(SALT_BYTES))
    head = BodyHead(
        schema=SCHEMA,
        code="NAMED",
        recipients=(between.author.id, between.other.id),
        about=tuple(about),
        derived_from=derived_from,
        statements=tuple(one.commitment for one in opened),
        conditions=conditions,
        kept_until=kept_until,
        readers=between.readers,
    )
    return head, opened


def opened_body(head: BodyHead, statement: Opened, key: SealingKey, origin: str, act: str) -> tuple[Opened, ...]:
    """The statements inside a sealed body of the act ``act`` in the log ``origin``, with their salts.

    Raises Refused: ``sealing.form``, ``sealing.not_for_key``, ``sealing.damaged``, ``sealing.inside``.
    """
    if head.schema != SCHEMA or head.statements != (statement.commitment,):
        raise Refused("sealing.form", _RULE)
    schema, envelope = _parts(statement.statement.value)
    plaintext = sealing.open_sealed(envelope, key, _info(act, origin, schema))
    try:
        return tuple(_inner(one) for one in forms.listed(canonical.load(plaintext)))
    except (Refused, ValueError):
        raise Refused("sealing.inside", _RULE) from None


def schema_inside(statement: Statement) -> str:
    """The schema that the sealed statements follow; open, so that whoever opens knows how to read. Raises
    Refused (``sealing.form``)."""
    return _parts(statement.value)[0]


def _info(act: str, origin: str, schema: str) -> bytes:
    """What an envelope is bound to: this act of this log, and how to read what is inside."""
    return canonical.dump({"act": act, "origin": origin, "schema": schema})


def _outside(author: Authority, value: dict[str, Json]) -> Statement:
    """The statement around an envelope: who sealed, and not a word of what."""
    return Statement(ENVELOPE, value, author.participant, author.id, Standing.RECORDED, "X4")


def _parts(value: Json) -> tuple[str, Json]:
    if not isinstance(value, dict) or not isinstance(value.get("schema"), str):
        raise Refused("sealing.form", _RULE)
    schema = str(value["schema"])
    if not forms.SCHEMA.match(schema) or schema == SCHEMA:
        raise Refused("sealing.form", _RULE)
    return schema, {name: part for name, part in value.items() if name != "schema"}


def _inner(raw: Json) -> Opened:
    held = forms.fields(raw, frozenset({"content", "salt"}))
    one = Opened(bytes.fromhex(forms.matching(forms.ID, held["salt"])), str(held["content"]).encode())
    _ = one.statement, one.commitment  # judged here, as commit judges those that are not sealed
    return one


def guard(question: Question, signed: SignedAct, unit: Unit) -> None:
    """``check_sealed`` for ``commit``."""
    day = acts.to_time(question.now)[:10]
    check_sealed(question.head, signed.bodies, unit.directory(), unit.position().index, day)


def check_sealed(head: Head, bodies: Sequence[tuple[Opened, ...]], directory: Directory, index: int, day: str) -> None:
    """Refuse an act whose sealed bodies are not sealed as they must be at ``index`` of the log, on ``day``.

    ``bodies``: as the act brings them, one for each that the head names. Raises Refused (``sealing.*``).
    """
    for body, opened in zip(head.bodies, bodies, strict=True):
        if body.schema == SCHEMA:
            _check_body(head.authority, body, opened, directory, index, day)
        elif body.readers:
            raise Refused("sealing.not_sealed", _RULE, schema=body.schema)


def _check_body(
    author: str, body: BodyHead, opened: tuple[Opened, ...], directory: Directory, index: int, day: str
) -> None:
    if body.code != "NAMED":
        raise Refused("sealing.code", "law.md D(iii), gate 34", handling=body.code)
    others = [one for one in body.recipients if one != author]
    if len(body.recipients) != len(others) + 1 or len(others) != 1:
        raise _not_two(*body.recipients)
    between = parties(directory, author, others[0], index, day)
    if body.readers != between.readers:
        raise Refused("sealing.readers", _RULE, authorities=[key.authority for key in between.keys])
    if len(opened) != 1:
        raise Refused("sealing.form", _RULE)
    said = opened[0].statement
    envelope = sealing.parse(_parts(said.value)[1])
    if tuple(sorted(envelope.wrapped)) != body.readers:
        raise Refused("sealing.readers", _RULE, authorities=[key.authority for key in between.keys])
    if not isinstance(said.value, dict) or said != _outside(between.author, said.value):
        raise Refused("sealing.form", _RULE)


def may_open(reader: Reader, key: str, body: BodyHead, matter: str, directory: Directory) -> None:
    """Refuse a ``reader`` who may not open ``body`` on ``matter`` with the key of this id.

    Who drafts or approves for one of the two authorities opens, and at the organ its analyst; the reviewer
    only within an open case on the matter (``law.md`` D(iv)). Raises Refused (``sealing.*``).
    """
    held = directory.sealing.get(key)
    if held is None or held.authority != reader.authority:
        raise Refused("sealing.holder", _RULE, key=key, authority=reader.authority or "-")
    if reader.capacity not in _OPENS:
        raise Refused("sealing.reader", "law.md D(iv)", capacity=reader.capacity)
    if key not in body.readers:
        raise Refused("sealing.not_for_key", _RULE, key=key)
    if reader.capacity == Capacity.IR and matter not in reader.cases:
        raise Refused("sealing.no_case", "law.md D(iv); design, rule 21")
