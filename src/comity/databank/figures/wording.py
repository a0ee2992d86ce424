"""How numbers, units, periods and outcomes are said; and the headline, which is made here and never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from comity.databank.figures.claims import LADDER, Claim, Number
from comity.databank.result import RatsRole
from comity.dates import VagueDate, describe
from comity.errors import Refused
from comity.language import say
from comity.profile.marks import Confidence
from comity.qualification.vocabulary import CountedUnit

_NO_BREAK: Final = "\u00a0"
_MARKS: Final = frozenset(Confidence)


def digits(count: int, lang: str) -> str:
    """A count with its thousands set apart as ``lang`` does."""
    text = f"{count:,}"
    return text.replace(",", _NO_BREAK) if lang == "ru" else text


def number(given: Number | None, lang: str) -> str:
    """A claimed number: 20; at least 551; about 2,500; 3 to 5. Empty where there is none."""
    if given is None:
        return ""
    least = digits(given.least, lang)
    if given.about:
        return say("results.number_about", lang, number=least)
    if given.most is None:
        return say("results.number_least", lang, number=least)
    if given.most == given.least:
        return least
    return say("results.number_between", lang, least=least, most=digits(given.most, lang))


def unit(counted: CountedUnit, lang: str) -> str:
    """The unit in words."""
    return say(f"results.unit_{counted.value}", lang)


def role(of_rats: RatsRole, lang: str) -> str:
    """What RATS did, in words."""
    return say(f"results.role_{of_rats.value}", lang)


def period(since: date | None, until: date | None, lang: str) -> str:
    """The period, no more exact than it is said; empty where its first or last day is not."""
    return describe(VagueDate(since, until), lang) if since and until else ""


def confidence(mark: str, lang: str) -> str:
    """How sure: the mark of a profile in words, a grade as it is."""
    return say(f"results.mark_{mark.replace(' ', '_')}", lang) if mark in _MARKS else mark


def quoted(texts: Iterable[str], lang: str) -> str:
    """Words of a source in quotation marks."""
    return " / ".join(say("results.quote", lang, text=text) for text in texts)


def ladder(outcomes: Mapping[str, Number], lang: str) -> str:
    """All four steps, each known or said not to be: detained is not convicted."""
    steps = (
        say(f"results.step_{step}", lang, number=number(outcomes.get(step), lang) or say("results.unknown_step", lang))
        for step in LADDER
    )
    return say("results.comma", lang).join(steps)


def counted(claim: Claim, lang: str) -> str:
    """What the claim counts: the unit, or the source's own words in quotation marks where it is on no list."""
    if claim.unit is not None:
        return unit(claim.unit, lang)
    return quoted([claim.unit_words.read(lang) if claim.unit_words else claim.indicator], lang)


def headline(claim: Claim, lang: str) -> str:
    """One sentence from the record: who says what, of which period, by which definition, with what outcome.

    Raises Refused (``results.unit``) for a unit that is refused: no headline can be made of it.
    """
    if claim.refused:
        raise Refused("results.unit", "law.md A7, gate 41", id=claim.id, unit=claim.indicator)
    return say(
        "results.headline",
        lang,
        who=claim.author if claim.owner else say("results.published", lang, source=claim.author),
        number=number(claim.number, lang) or say("results.no_number", lang),
        unit=counted(claim, lang),
        period=period(claim.since, claim.until, lang) or say("results.no_period", lang),
        details=say("results.separator", lang).join(_details(claim, lang)),
    )


def sentence(claim: Claim, lang: str) -> str:
    """The headline, or the refusal that stands in its place."""
    try:
        return headline(claim, lang)
    except Refused as refused:
        return refused.refusal.sentence(lang)


def _details(claim: Claim, lang: str) -> Iterable[str]:
    def detail(name: str, value: str) -> str:
        shown = value or say("results.not_said", lang)
        return say("results.detail", lang, aspect=say(f"results.aspect_{name}", lang), value=shown)

    own_words = quoted(claim.words, lang) or (quoted([claim.unit_words.read(lang)], lang) if claim.unit_words else "")
    if own_words and claim.unit is not None:
        yield detail("words", own_words)
    yield detail("definition", claim.definition.read(lang) if claim.definition else "")
    if claim.territory:
        yield detail("territory", claim.territory)
    yield detail("actor", claim.actor.read(lang) if claim.actor else "")
    yield detail("role_of_rats", role(claim.role_of_rats, lang) if claim.role_of_rats else "")
    yield detail("ladder", ladder(claim.ladder, lang) if claim.ladder else "")
    if claim.unit is CountedUnit.ATTACKS_PREVENTED:
        yield detail("backed_by", claim.backed_by)
    if claim.source != claim.author:
        yield detail("source", claim.source)
    yield detail("confidence", confidence(claim.confidence, lang))
