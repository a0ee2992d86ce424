"""The scenes in which names are asked: by anyone, by a checkpoint, and for a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from comity.checks import receipts, rules
from comity.checks.answers import Answered
from comity.checks.dispositions import Decision, Ground
from comity.checks.rules import REGISTER, Purpose
from comity.demo.lines import Broken, Heading, Line, Told
from comity.demo.stage import Stage
from comity.errors import Refused
from comity.explaining import explain
from comity.language import say
from comity.operations import receipting
from comity.operations.lookup import Asking, Lookup
from comity.screening import Kind, Query

ANYONES: Final = (
    ("Лива аль-Мильх аль-Асвад", "Liwa al-Milh al-Aswad"),
    ("كولونا تليوشيخ أوغلي", "Колонна Тлеющих Углей"),
)
CHECKER: Final = "XD-CK-1"
CROSSING: Final = "crossing-7/2026-11"  # the checkpoint's own reference, fictional
ASKED: Final = Query(("يوستينا ملفيك",), Kind.PERSON)
LISTED: Final = "Justina Melvik"
NOBODY: Final = Query(("Orsolin Vadrekke",), Kind.PERSON)


def anyone(stage: Stage, lang: str) -> Iterator[Line]:
    """Names typed in Cyrillic and in Arabic script find entries written in Latin letters, and say why."""
    yield Heading("demo.queries")
    lookup = Lookup(stage.home, stage.clock)
    for name, wanted in ANYONES:
        answered = lookup.search(Query((name,)))
        if not answered.found or answered.found[0].match.name != wanted:
            raise Broken(f"{name} does not find {wanted} first")
        match = answered.found[0].match
        yield Told("demo.found", {"query": name, "name": match.name, "where": match.subject.dataset})
    yield Told("demo.why", {"why": explain(match, lang)[0].text})
    try:
        rules.check_filters(["nationality"])
    except Refused as refused:
        yield Told("demo.filtered", {"sentence": refused.refusal.sentence(lang)}, False)
    else:
        raise Broken("persons were selected by nationality")


def checkpoint(stage: Stage, entry: str, lang: str) -> Iterator[Line]:
    """A checkpoint asks for a person of the Register; another officer may not; a namesake is told apart once."""
    yield Heading("demo.checkpoint")
    lookup = Lookup(stage.home, stage.clock, signer=receipting.signer_of(stage.node))
    yield _refused(lookup, "XD-NLO-1", lang)
    answered = _ask(lookup, CHECKER)
    if [one.match.subject.id for one in answered.found] != [entry]:
        raise Broken(f"{ASKED.names[0]} does not find {LISTED} alone")
    found = answered.found[0]
    claimant = found.entry.claimant if found.entry else ""
    told = {"query": ASKED.names[0], "name": found.match.name}
    yield Told("demo.checked_name", {**told, "claimant": claimant})
    asker = lookup.asker(CHECKER, Purpose.BORDER, CROSSING)
    lookup.decide(ASKED, asker, (REGISTER, entry), Decision.FALSE_POSITIVE, Ground.BIRTH)
    again = _ask(lookup, CHECKER)
    if again.found or len(again.cleared) != 1:
        raise Broken("a false positive came back")
    yield Told("demo.cleared", {"officer": CHECKER, "why": say("checks.ground_birth", lang)})
    yield _receipt(stage, lookup)


def unfindable(stage: Stage, entry: str, name: str) -> Iterator[Line]:
    """What no longer counts is not found, from the moment on."""
    if any(one.match.subject.id == entry for one in Lookup(stage.home, stage.clock).search(Query((name,))).found):
        raise Broken(f"{name} is suspended and still found")
    yield Told("demo.unfindable", {"name": name})


def _ask(lookup: Lookup, officer: str) -> Answered:
    asker = lookup.asker(officer, Purpose.BORDER, CROSSING)
    return lookup.ask([ASKED], asker, Asking([REGISTER])).answers[0]


def _refused(lookup: Lookup, officer: str, lang: str) -> Told:
    try:
        _ask(lookup, officer)
    except Refused as refused:
        return Told("demo.not_a_checker", {"sentence": refused.refusal.sentence(lang)}, False)
    raise Broken(f"{officer} searched the Register and is no checker")


def _receipt(stage: Stage, lookup: Lookup) -> Told:
    """Nothing was found, and that is proven to whoever has the name, the salt and the node's public key."""
    told = lookup.ask([NOBODY])
    receipt = lookup.receipt(told)
    vkey = receipting.vkey(stage.node.located)
    verified = receipts.verify(receipt, vkey, [NOBODY], told.salt)
    if verified.found or not verified.fits or receipts.verify(receipt, vkey, [ASKED], told.salt).fits:
        raise Broken("the receipt does not say that this name was asked and not found")
    lists = ", ".join(name for name, _, _ in verified.lists)
    return Told("demo.receipt", {"name": NOBODY.names[0], "lists": lists, "size": verified.size})
