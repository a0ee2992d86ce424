"""The form of a move: what its author must choose or type, and how that is read back.

Only what the move's row in the tables names is read; a field of any other name is refused, so nothing that somebody
adds to a form can reach the head of an act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import QueryDict

from comity.databank.procedures import FILE, WITH
from comity.entries import wording
from comity.entries.choosing import Choice
from comity.entries.guards import CHOICES, REASONED
from comity.errors import Refused
from comity.information.moves import CONFIRMS, MORE, TO_WHOM, UNTIL
from comity.language import say, statements
from comity.qualification import sentences
from comity.qualification.vocabulary import EffectCode, HumanGate
from comity.site.answers import acting, told_acts
from comity.site.answers.told_acts import Told
from comity.site.answers.visit import Visit
from comity.store.files import Files

OWN: Final = frozenset({"csrfmiddlewaretoken", "stage", "seen"})
REASON: Final = "because"
WORDS: Final = "words"
STATEMENTS: Final = "statements"
_MANY: Final = frozenset({"reasons", "effects", "attests", STATEMENTS, "to"})
_HINTS: Final = {"request": "because_asked", "consent": "because_consent", "merging": "because_merging"}
_REASONED: Final = REASONED | {"consent.give", "request.clarify"}
_NOT_TYPED: Final = frozenset({"due", "door"})
_DAYS: Final = frozenset({UNTIL})
_DUTIES: Final = frozenset({"competent", "executive"})  # of authorities that inform each other
_MAX_LINE: Final = 300
_FEW: Final = 2  # statements of one field; more are folded
_UNDER: Final = ": "  # between the name of a field and what is said


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``kind``: select, checks, text, date or line; ``options``: value and words; ``chosen``: what was sent;
    ``hint``: the word that says more of it."""

    name: str
    kind: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    hint: str = ""

    @property
    def value(self) -> str:
        """The one value; empty where none was sent."""
        return self.chosen[0] if self.chosen else ""

    @property
    def groups(self) -> tuple[tuple[str, bool, tuple[tuple[str, str], ...]], ...]:
        """Statements under the name of their field, each group with whether it stands open; other options as one."""
        if self.name != STATEMENTS:
            return (("", True, self.options),)
        held: dict[str, list[tuple[str, str]]] = {}
        for value, words in self.options:
            heading, _, said = words.partition(_UNDER)
            held.setdefault(heading, []).append((value, said))
        return tuple(
            (heading, len(some) <= _FEW or any(value in self.chosen for value, _ in some), tuple(some))
            for heading, some in held.items()
        )

    @property
    def says_more(self) -> str:
        """The word that says more of it: its own, or that of its name."""
        return self.hint or self.name


def of(visit: Visit, choice: Choice) -> tuple[Field, ...]:
    """The fields of a move, in the order in which they are asked."""
    names = [*sorted(choice.move.terms), *sorted(choice.move.optional)]
    made = [_field(visit, choice, name, name in choice.move.terms) for name in names if name not in _NOT_TYPED]
    if choice.kind in MORE:
        made.append(_field(visit, choice, MORE[choice.kind], True))
    if choice.kind == acting.APPROVE:
        made.append(Field(WORDS, "text", True, hint=WORDS))
    elif choice.move.bodies & {"reasons", "consent"} and choice.kind not in CONFIRMS:
        made.append(Field(REASON, "text", choice.kind in _REASONED, hint=hint_of(REASON, choice.procedure.name)))
    return tuple(made)


def hint_of(name: str, procedure: str) -> str:
    """The word that says more of a field of a move of ``procedure``; empty where that is the one of its name."""
    return _HINTS.get(procedure, "") if name == REASON else ""


def sent(form: QueryDict, more: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """What a form says of its move, without what the form carries for itself (``OWN``, and ``more``)."""
    return {name: values for name, values in form.lists() if name not in OWN | more}


def read(fields: Iterable[Field], sent: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """The fields with what was sent. Raises Refused: ``desk_acting.field`` for a field that the move has not, or that
    was sent twice; ``entry.choice`` for a word that was not offered."""
    known = {one.name: one for one in fields}
    for name in sent:
        if name not in known:
            raise Refused("desk_acting.field", "design, Storage, web, jobs", field=name[:40])
    return tuple(_filled(one, [text.strip() for text in sent.get(name, ())]) for name, one in known.items())


def told(fields: Iterable[Field]) -> Told:
    """What the fields say. What is missing is judged when the act is prepared."""
    given = {one.name: one for one in fields if any(one.chosen)}
    terms = tuple((name, ",".join(one.chosen)) for name, one in given.items() if name not in (REASON, WORDS))
    texts = {name: given[name].value if name in given else "" for name in (REASON, WORDS)}
    return Told(terms, texts[REASON], texts[WORDS])


def _filled(field: Field, values: list[str]) -> Field:
    if len(values) > 1 and field.kind != "checks":
        raise Refused("desk_acting.field", "design, Storage, web, jobs", field=field.name)
    offered = {value for value, _ in field.options}
    for value in values:
        if field.options and value and value not in offered:
            raise Refused("entry.choice", "law.md D", term=field.name, value=value[:40], allowed=sorted(offered))
        if field.kind == "line" and len(value) > _MAX_LINE:
            raise Refused("desk_acting.field", "design, rule 1", field=field.name)
    return replace(field, chosen=tuple(values))


def _field(visit: Visit, choice: Choice, name: str, required: bool) -> Field:
    options = tuple(_options(visit, choice, name))
    kind = ("checks" if name in _MANY else "select") if options else "date" if name in _DAYS else "line"
    return Field(name, kind, required, options)


def _options(visit: Visit, choice: Choice, name: str) -> Iterator[tuple[str, str]]:
    lang, allowed = visit.lang, CHOICES.get(choice.kind, {}).get(name)
    if allowed is not None:
        matter = visit.unit.matter(choice.matter)
        fixed = matter.text(name) if matter and name == "question" and not choice.opens else ""
        words = [fixed] if fixed in allowed else sorted(allowed, key=_order)
        yield from ((one, wording.choice(name, one, lang)) for one in words)
    elif name == "effects":
        yield from ((one.value, say(f"dossier.effect_{one.value}", lang)) for one in EffectCode)
    elif name == "attests":
        yield from (
            (str(int(gate)), sentences.title(int(gate), lang)) for gate in told_acts.needed(visit, choice) or HumanGate
        )
    elif name == "neutrality":
        yield "failed", say("desk_acting.neutrality_failed", lang)
    elif name == "authority":
        for one in sorted(visit.unit.directory().authorities.values(), key=lambda held: held.id):
            if one.duty == "asylum" and one.valid_on(visit.at[:10]):
                yield one.id, f"{one.id} ({one.participant})"
    elif name in ("forwarded_to", TO_WHOM):
        yield from others(visit)
    elif name == WITH:
        yield from _files(visit, choice)
    elif name == STATEMENTS:
        yield from _statements(visit, choice)
    elif name in ("stands", "not_time_barred"):
        yield from ((one, say(f"desk_acting.{one}", lang)) for one in ("true", "false"))


def others(visit: Visit) -> Iterator[tuple[str, str]]:
    """The authorities that inform each other, without the visitor's own."""
    for one in sorted(visit.unit.directory().authorities.values(), key=lambda held: held.id):
        if one.duty in _DUTIES and one.valid_on(visit.at[:10]) and one.id != visit.reader.authority:
            yield one.id, f"{one.id} ({one.participant})"


def _files(visit: Visit, choice: Choice) -> Iterator[tuple[str, str]]:
    """The other files of organisations that the visitor sees, by a name that may be read without a case."""
    files = Files(visit.unit, visit.reader)
    for one, summed in files.summed(files.listed()).items():
        found = visit.unit.matter(one)
        if one != choice.matter and found and found.procedure == FILE:
            yield one, " · ".join((*summed.names[:2], one[:8]))


def _statements(visit: Visit, choice: Choice) -> Iterator[tuple[str, str]]:
    """What the version in effect says, each by its commitment, so that one of them can be taken back."""
    for version in acting.in_effect(visit, choice.matter):
        for one in visit.view.shown(version):
            if one.statement is not None:
                said = one.statement
                words = statements.line(said.value, visit.lang)
                yield one.commitment, f"{statements.field(said.property, visit.lang)}{_UNDER}{words}"


def _order(value: str) -> tuple[int, str]:
    """R2 before R10; "other" last."""
    return (99 if value == "other" else len(value) if value[1:].isdigit() else 0, value)
