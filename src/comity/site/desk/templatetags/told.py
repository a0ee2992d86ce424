"""Tags for what States told: statements, findings, conditions, clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.template import Context
from pydantic import BaseModel

from comity.assistance.bodies import Given
from comity.assistance.deadlines import Deadline
from comity.databank import wording
from comity.databank.face import Section
from comity.databank.findings import sentences
from comity.databank.findings.finding import Finding
from comity.databank.told import Told
from comity.language import say
from comity.qualification.envelope import Envelope
from comity.site.desk import days

register = template.Library()


@dataclass(frozen=True, slots=True)
class Thing:
    """Statements of one thing, to stand beside each other; ``differ``: that they cannot all hold."""

    name: str
    told: tuple[Told, ...]
    differ: bool


@register.simple_tag(takes_context=True)
def things(context: Context, section: Section) -> tuple[Thing, ...]:
    """The statements of one section, by what they speak of, in the order told."""
    held: dict[str, list[Told]] = {}
    for one in section.told:
        held.setdefault(wording.thing(one, context["lang"]), []).append(one)
    return tuple(
        Thing(name, tuple(sorted(some, key=lambda one: (one.owner, one.index))), _differ(section, some))
        for name, some in held.items()
    )


@register.simple_tag(takes_context=True)
def section_name(context: Context, name: str) -> str:
    """The heading of a section."""
    return wording.section(name, context["lang"])


@register.simple_tag(takes_context=True)
def content(context: Context, one: Told) -> str:
    """What a statement says, without the word that it stands under."""
    return wording.content(one, context["lang"])


@register.simple_tag(takes_context=True)
def grounded(context: Context, one: Told) -> str:
    """How it is known: standing, grade, and the source that its State named."""
    return "; ".join(filter(None, (wording.standing(one, context["lang"]), one.source)))


@register.simple_tag(takes_context=True)
def conditions(context: Context, names: Iterable[str]) -> str:
    """Conditions of use in words."""
    lang = context["lang"]
    return "; ".join(say(f"databank.condition_{name}", lang) for name in names)


@register.simple_tag(takes_context=True)
def handled(context: Context, code: str, recipients: Iterable[str]) -> str:
    """For whom something is."""
    said = say(f"desk_databank.code_{code}", context["lang"])
    return " ".join((said, ", ".join(recipients))).strip()


@register.simple_tag(takes_context=True)
def finding_words(context: Context, finding: Finding, names: Mapping[str, str]) -> str:
    """What does not add up, in a sentence."""
    return sentences.sentence(finding, context["lang"], names)


@register.simple_tag
def name_of(file: str, names: Mapping[str, str]) -> str:
    """By what name the reader knows a file; the beginning of its id where he sees none."""
    return names.get(file) or file[:8]


@register.filter
def by_reference(one: Told) -> Mapping[str, Any]:
    """Where a statement refers to an entry or a file: its part."""
    return one.part()


def _differ(section: Section, some: Iterable[Told]) -> bool:
    return any(one.commitment in section.differ for one in some)


@register.simple_tag(takes_context=True)
def clock_words(context: Context, clock: Deadline) -> str:
    """What is due by when, in words: nothing is said by colour alone."""
    lang = context["lang"]
    area = "desk_requests.clock_ends" if clock.what == "ends" else f"ask.due_{clock.what}"
    return say(f"{area}{'_late' if clock.overdue else ''}", lang, due=days.worded(clock.due, lang))


@register.simple_tag(takes_context=True)
def asked_fields(context: Context, said: Envelope | Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The fields of a question or an answer that are filled, each under its name."""
    lang, told = context["lang"], _plain(said)
    return tuple((say(f"ask.field_{name}", lang), _chosen(name, told[name], lang)) for name in _ASKED if told.get(name))


@register.simple_tag(takes_context=True)
def standing_words(context: Context, standing: str, grade: str) -> str:
    """How something is known, with its grade."""
    return say(f"databank.standing_{standing}", context["lang"], grade=grade)


@register.simple_tag(takes_context=True)
def grounded_item(context: Context, given: Given | Mapping[str, Any]) -> str:
    """How something given in an answer is known, and from where."""
    told = _plain(given)
    known = standing_words(context, told["standing"], told.get("grade") or "-") if told.get("standing") else ""
    return "; ".join(filter(None, (known, told.get("source"))))


def _plain(said: BaseModel | Mapping[str, Any]) -> Mapping[str, Any]:
    """As it is said over the API; an authority's own desk has it in no other form."""
    return said.model_dump(mode="json", exclude_none=True) if isinstance(said, BaseModel) else said


_ASKED: Final = (
    "purpose",
    "case_reference",
    "question",
    "grounds",
    "necessity",
    "answer_by",
    "outcome",
    "reply",
)


def _chosen(name: str, value: Any, lang: str) -> str:
    """A word of a closed list in words, anything else as it was written."""
    return say(f"desk_requests.{name}_{value}", lang) if name in ("purpose", "outcome") else str(value)
