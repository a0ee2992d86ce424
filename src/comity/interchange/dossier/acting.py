"""Make acts of a dossier: what its drafter signs, and what its approver signs after that.

Nothing is signed here. The acts of reviewers are not part of a dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from comity.acts import BodyHead, Head, Link
from comity.canonical import Json
from comity.entries.acting import Identity, Prepared, RandomBytes
from comity.entries.procedures import KIND, RESTS_ON, SUPPORTED, VERSION, VERSION_OF
from comity.interchange.dossier.attachments import GRADE, SCHEMA, Attachment
from comity.interchange.dossier.checking import door_of
from comity.interchange.dossier.making import Content, Made, Signer, make_body
from comity.interchange.dossier.model import AttachedDecision
from comity.interchange.dossier.preview import Preview
from comity.interchange.dossier.reading import Dossier
from comity.judiciary.procedures import DECISION
from comity.participants import Capacity
from comity.provenance import Opened, Standing, Statement
from comity.qualification.body import Body
from comity.qualification.claim import Claim, SupportClaim
from comity.qualification.parts import EffectStatement
from comity.qualification.vocabulary import HandlingCode

BY_DRAFTER: Final = "effect_by_drafter"
BY_APPROVER: Final = "effect_by_approver"
_DERIVED: Final = frozenset({"reference", "parties", "operative_part", "reasons_document"})
"""What of a decision an entry that cites it repeats: erasing one of these erases the entry's body."""


@dataclass(frozen=True, slots=True)
class Stands:
    """What of a dossier is in the log already: the matter of each decision by its reference, the commitments of what
    the entry repeats of them, and whether the entry is claimed."""

    decided: Mapping[str, str] = field(default_factory=dict)
    cited: tuple[str, ...] = ()
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class _Maker:
    """What all acts of one signer share."""

    dossier: Dossier
    signer: Signer

    def id(self) -> str:
        return self.signer.id()

    def body(self, schema: str, statements: list[Statement], code: str, about: tuple[str, ...]) -> Made:
        entry = self.dossier.entry
        recipients = entry.recipients if code == HandlingCode.NAMED else ()
        return make_body(Content(schema, tuple(statements), code, about, recipients), self.signer.random_bytes)

    def text(self, body: Body, statements: list[Statement], about: tuple[str, ...]) -> list[Made]:
        """The publishable statements in a body of their own where the entry is PUBLIC."""
        public = [s for s in statements if self.is_public and s.property in body.PUBLISHABLE]
        rest = [s for s in statements if not (self.is_public and s.property in body.PUBLISHABLE)]
        parts = [(public, HandlingCode.PUBLIC.value), (rest, self.code)]
        return [self.body(body.SCHEMA, part, code, about) for part, code in parts if part]

    def documents(self, attachments: tuple[Attachment, ...], about: tuple[str, ...]) -> list[Made]:
        if not attachments:
            return []
        statements = [one.statement(self.dossier.entry.claimant_state, self.day) for one in attachments]
        return [self.body(SCHEMA, statements, self.code, about)]

    def act(
        self,
        kind: str,
        procedure: str,
        matter: str,
        terms: Mapping[str, Json],
        preview: Mapping[str, str],
        *,
        after: str = "",
        links: tuple[Link, ...] = (),
        bodies: list[Made] | None = None,
    ) -> Prepared:
        return self.signer.act(
            kind, procedure, matter, lambda _: preview, terms=terms, after=after, links=links, bodies=bodies or []
        )

    @property
    def day(self) -> date:
        return self.signer.now.date()

    @property
    def is_public(self) -> bool:
        return self.dossier.entry.handling_code is HandlingCode.PUBLIC

    @property
    def code(self) -> str:
        """The code of what is not published; the closest one where the dossier names none (gate 34 refuses it)."""
        code = self.dossier.entry.handling_code or HandlingCode.EYES_OF_REVIEW
        return HandlingCode.MEMBER.value if code is HandlingCode.PUBLIC else code.value


def prepare(
    dossier: Dossier, drafter: Identity, approver: Identity, now: datetime, random_bytes: RandomBytes
) -> tuple[Prepared, ...]:
    """All acts of ``dossier``, in the order in which they are signed and submitted.

    Raises Refused (``act.size``) where the dossier holds more than one act may carry.
    """
    drafted = prepare_draft(dossier, drafter, now, random_bytes)
    return (*drafted, prepare_approval(dossier, drafted[-1].head, approver, now, random_bytes))


def prepare_draft(
    dossier: Dossier,
    drafter: Identity,
    now: datetime,
    random_bytes: RandomBytes,
    entry: str = "",
    stands: Stands | None = None,
) -> tuple[Prepared, ...]:
    """What the drafter signs: the decisions, the claim and the version. ``random_bytes(n)`` gives n bytes; ``entry``:
    the id that a new entry is to have, where a draft bears it already; ``stands``: what is not made again."""
    maker = _Maker(dossier, Signer(drafter, Capacity.NLO.value, now, random_bytes))
    show = Preview(dossier, drafter.officer, drafter.authority)
    entry_matter = dossier.text.renews or entry or maker.id()
    stands = stands or Stands()
    decided: dict[str, str] = {}
    prepared: list[Prepared] = []
    for one in dossier.decisions:
        known = one.recorded_as or stands.decided.get(one.reference)
        decided[one.reference] = known or maker.id()
        if known is None:
            prepared.append(_record(maker, one, decided[one.reference], entry_matter, show))
    if dossier.text.renews is None and not stands.claimed:
        procedure = next(name for name, kind in KIND.items() if kind == dossier.text.kind)
        prepared.append(maker.act("entry.claim", procedure, entry_matter, {}, show.claim()))
    repeated = (*stands.cited, *cited(body for act in prepared for body in act.bodies))
    prepared.append(_submit(maker, entry_matter, decided, repeated, show))
    return tuple(prepared)


def prepare_approval(
    dossier: Dossier, submitted: Head, approver: Identity, now: datetime, random_bytes: RandomBytes
) -> Prepared:
    """What the approving authority signs, after the head of the version that was submitted."""
    maker = _Maker(dossier, Signer(approver, Capacity.NAA.value, now, random_bytes))
    show = Preview(dossier, approver.officer, approver.authority)
    stated = dossier.entry.effect_by_approver
    entry_matter = next(link.to for link in submitted.links if link.relation == VERSION_OF)
    statements = [s for s in _entry_statements(maker) if s.property == BY_APPROVER]
    bodies = [maker.body(dossier.entry.SCHEMA, statements, maker.code, (entry_matter,))] if statements else []
    return maker.act(
        "version.approve",
        VERSION.name,
        submitted.matter,
        {"effects": _effects(stated)},
        show.approve(),
        after=submitted.id,
        bodies=bodies,
    )


def _record(maker: _Maker, one: AttachedDecision, matter: str, entry_matter: str, show: Preview) -> Prepared:
    about = (entry_matter, matter)  # erasing the entry erases what its decision says of the person
    decision = one.decision
    statements = decision.statements(
        maker.dossier.entry.claimant_state, one.reference, Standing.RECORDED, GRADE, maker.day
    )
    terms: dict[str, Json] = {"type": decision.type.value, "finality": decision.finality or ""}
    if decision.valid_until:
        terms["valid_until"] = decision.valid_until.isoformat()
    bodies = maker.text(decision, statements, about)
    bodies += maker.documents(maker.dossier.attached_to(one.reference), about)
    return maker.act("decision.record", DECISION, matter, terms, show.record(decision), bodies=bodies)


def _submit(
    maker: _Maker, entry_matter: str, decided: Mapping[str, str], cited: tuple[str, ...], show: Preview
) -> Prepared:
    entry = maker.dossier.entry
    about = (entry_matter, *dict.fromkeys(decided.values()))
    statements = _entry_statements(maker)
    bodies = maker.text(entry, [s for s in statements if s.property not in (BY_DRAFTER, BY_APPROVER)], about)
    by_drafter = [s for s in statements if s.property == BY_DRAFTER]
    if by_drafter:
        bodies.append(maker.body(entry.SCHEMA, by_drafter, maker.code, (entry_matter,)))
    bodies = [Made(_derived(part.head, cited), part.opened) for part in bodies]
    bodies += maker.documents(maker.dossier.attached_to(""), (entry_matter,))
    terms: dict[str, Json] = {
        "door": door_of(maker.dossier).value,
        "sunset": entry.sunset.isoformat() if entry.sunset else "",
        "effects": _effects(entry.effect_by_drafter),
    }
    links = (
        Link(VERSION_OF, entry_matter),
        *(Link(RESTS_ON, matter) for matter in decided.values()),
        *(Link(SUPPORTED, matter) for matter in _supported(entry)),
    )
    return maker.act("version.submit", VERSION.name, maker.id(), terms, show.submit(), links=links, bodies=bodies)


def _supported(entry: Claim) -> tuple[str, ...]:
    """The List entry of the organisation that was given support, where one is named."""
    listed = entry.supported.entry if isinstance(entry, SupportClaim) and entry.supported else None
    return (listed,) if listed else ()


def _entry_statements(maker: _Maker) -> list[Statement]:
    entry, grade = maker.dossier.entry, maker.dossier.text.grade
    return entry.statements(entry.claimant_state, "dossier", Standing.RECORDED, grade, maker.day)


def _derived(head: BodyHead, cited: tuple[str, ...]) -> BodyHead:
    return BodyHead(head.schema, head.code, head.recipients, head.about, cited, head.statements)


def cited(bodies: Iterable[tuple[Opened, ...]]) -> tuple[str, ...]:
    """The commitments of what an entry repeats of its decisions, from the bodies of the acts that record them."""
    return tuple(one.commitment for body in bodies for one in body if one.statement.property in _DERIVED)


def _effects(stated: EffectStatement | None) -> list[Json]:
    return [*sorted(effect.value for effect in stated.effects)] if stated else []
