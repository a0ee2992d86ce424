"""Golden negatives: each differs from a passing case in exactly one fact, and names beforehand every gate
that then does not permit. Importable: the stories and `make mutate` use them too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from comity.qualification.vocabulary import Answer, Clearance, DecisionStanding, Door, HumanGate, Position
from tests.qualification.fixtures import (
    BAN,
    CONVICTION,
    WARRANT,
    Whole,
    again,
    convicted_claim,
    financing_claim,
    passing,
)

Change = Callable[[Whole], Whole]
LIST, COMMON, LIST_RENEW = Door.LIST_CIRCULATE, Door.LIST_COMMON, Door.LIST_RENEW
PERSON, PERSON_RENEW = Door.REGISTER_CIRCULATE, Door.REGISTER_RENEW
SUPPORT, SUPPORT_RENEW = Door.SUPPORT_CIRCULATE, Door.SUPPORT_RENEW


@dataclass(frozen=True, slots=True)
class Golden:
    """One negative: ``start`` passes, ``change`` alters one fact, ``gates`` then hold the door."""

    name: str
    gates: tuple[int, ...]
    start: Whole
    change: Change

    @property
    def negative(self) -> Whole:
        return self.change(self.start)


def _first(whole: Whole, field: str, **changes: Any) -> Whole:
    """Change the first item of a list field of the claim."""
    items = getattr(whole.claim, field)
    return whole.claiming(**{field: (again(items[0], **changes), *items[1:])})


def _part(whole: Whole, field: str, **changes: Any) -> Whole:
    """Change one value inside a field of the claim."""
    return whole.claiming(**{field: again(getattr(whole.claim, field), **changes)})


def _unattested(gate: HumanGate) -> Change:
    return lambda w: w.port("review", attested=frozenset(g.value for g in HumanGate if g is not gate))


def _of(door: Door) -> str:
    """The decision on which the passing claim of a door rests."""
    return WARRANT if door.is_register else CONVICTION if door.is_support else BAN


def _shared(door: Door) -> list[Golden]:
    """Negatives of the gates that bind every entry alike."""
    table: list[tuple[str, int, Change]] = [
        ("claims for another State", 1, lambda w: w.port("authority", participant="XC")),
        ("authority not notified", 1, lambda w: w.port("authority", notified=False)),
        ("signed by a subordinate", 2, lambda w: w.port("authority", head_or_deputy_signed=False)),
        ("seal not valid", 2, lambda w: w.port("authority", seal_valid=False)),
        ("decision not authenticated", 3, lambda w: w.about(_of(door), authenticated=False)),
        ("decision does not open", 3, lambda w: w.about(_of(door), opens=False)),
        ("quashed decision", 4, lambda w: w.about(_of(door), standing=DecisionStanding.QUASHED)),
        ("amnestied", 4, lambda w: w.about(_of(door), standing=DecisionStanding.AMNESTIED)),
        ("standing unknown", 4, lambda w: w.about(_of(door), standing=None)),
        ("2017 definition alone", 5, lambda w: w.claiming(basis="EXT-2017")),
        ("2009 definition alone", 5, lambda w: w.claiming(basis="TERR-2009")),
        ("no paragraph", 6, lambda w: _first(w, "acts", paragraph=None)),
        ("no place", 6, lambda w: _first(w, "acts", place=None)),
        ("violence not attested", 6, _unattested(HumanGate.VIOLENCE)),
        ("no purpose", 7, lambda w: w.claiming(purpose_elements=[])),
        ("purpose not attested", 7, _unattested(HumanGate.PURPOSE)),
        ("membership alone", 8, lambda w: _first(w, "protected_conduct", reliance="alone")),
        ("humanitarian work alone", 8, lambda w: w.claiming(protected_conduct=_alone(w, "humanitarian_work"))),
        ("conduct not attested", 8, _unattested(HumanGate.PROTECTED_CONDUCT)),
        ("act before the law", 9, lambda w: _first(w, "acts", date="2009-12-31")),
        ("vague act, perhaps before the law", 9, lambda w: _first(w, "acts", date="2010")),
        ("word of religion", 13, lambda w: w.claiming(narrative=f"{w.claim.narrative} A sectarian group.")),
        ("слово о религии", 13, lambda w: w.claiming(statement_of_case=f"{w.claim.statement_of_case} Религиозная.")),
        ("宗教字样", 13, lambda w: w.claiming(narrative=f"{w.claim.narrative} 宗教团体。")),
        ("terms not attested", 13, _unattested(HumanGate.FORBIDDEN_TERMS)),
        ("untyped statement", 14, lambda w: _first(w, "assertions", standing=None)),
        ("ungraded statement", 15, lambda w: _first(w, "assertions", grade=None)),
        ("no proportionality", 16, lambda w: w.claiming(proportionality=None)),
        ("proportionality not attested", 16, _unattested(HumanGate.PROPORTIONALITY)),
        ("six factors of seven", 17, lambda w: w.claiming(neutrality=w.claim.neutrality[1:])),
        ("found political", 17, lambda w: w.port("review", neutrality_failed=True)),
        ("neutrality not attested", 17, _unattested(HumanGate.NEUTRALITY)),
        ("no other State concerned", 18, lambda w: w.claiming(concerned_states=[])),
        ("no word on counsel", 27, lambda w: _first(w, "fair_trial", counsel=None)),
        ("torture alleged, unanswered", 27, lambda w: w.deciding(_of(door), torture_alleged=True)),
        ("fair trial not attested", 27, _unattested(HumanGate.FAIR_TRIAL)),
        ("reviewer sent by the claimant", 28, lambda w: w.port("review", reviewer_seconded_by="XA")),
        ("reviewer drafted", 28, lambda w: w.port("review", reviewer_is_drafter=True)),
        ("no narrative", 29, lambda w: w.claiming(narrative=None)),
        ("no statement of case", 29, lambda w: w.claiming(statement_of_case=None)),
        ("nobody tells the subject", 30, lambda w: w.claiming(notification=None)),
        ("deferred without reasons", 30, lambda w: w.claiming(notification={"deferred_until": "2027-01-15"})),
        ("deferred for two years", 30, lambda w: w.claiming(notification=_deferred("2028-11-21"))),
        ("no remedy", 31, lambda w: w.claiming(remedy=None)),
        ("no delisting contact", 31, lambda w: w.claiming(delisting_contact=None)),
        ("thirteen months", 32, lambda w: w.claiming(sunset="2027-12-01")),
        ("nobody reviews", 32, lambda w: w.claiming(review_owner=None)),
        ("namesake not told apart", 33, lambda w: w.port("screen", name_collisions=1)),
        ("names not searched", 33, lambda w: w.port("screen", name_collisions=None)),
        ("namesakes not compared", 33, _unattested(HumanGate.NAMESAKES)),
        ("no handling code", 34, lambda w: w.claiming(handling_code=None)),
        ("recipients not named", 34, lambda w: w.claiming(handling_code="NAMED")),
        ("onward without consent", 34, lambda w: w.claiming(onward=[{"third_party": "A bank"}])),
        ("dossier unreadable", 35, lambda w: w.claiming(lang="kk")),
        ("decision unreadable", 35, lambda w: w.deciding(_of(door), lang="kk")),
        ("reviews overdue", 36, lambda w: w.port("overdue", overdue=3)),
        ("reviews unknown", 36, lambda w: w.port("overdue", overdue=None)),
        ("claimant without safeguards", 40, lambda w: w.port("safeguards", claimant_signed=False)),
        ("recipient without safeguards", 40, lambda w: w.port("safeguards", unsigned_recipients=frozenset({"XB"}))),
        ("chosen by nationality", 43, lambda w: w.claiming(selected_by=["nationality"])),
        ("selection not attested", 43, _unattested(HumanGate.SELECTION)),
        ("ticked box", 44, lambda w: _part(w, "effect_by_drafter", effects=("assets_frozen",))),
        ("approver saw another effect", 44, lambda w: _part(w, "effect_by_approver", effects=("travel_refused",))),
        ("approver did not state it", 44, lambda w: w.claiming(effect_by_approver=None)),
        ("approver copied", 44, lambda w: _part(w, "effect_by_approver", words=_drafted(w))),
        ("one officer for both", 44, lambda w: _part(w, "effect_by_approver", officer="XA-off-1")),
    ]
    if door.is_support:  # the act that was supported is named by its paragraph, so gate 37 misses it too
        table = [row for row in table if row[0] != "no paragraph"]
    return [Golden(f"{door}: {name}", (gate,), passing(door), change) for name, gate, change in table]


def _alone(whole: Whole, conduct: str) -> tuple[Any, ...]:
    return tuple(
        again(answer, reliance="alone") if answer.conduct == conduct else answer
        for answer in whole.claim.protected_conduct
    )


def _deferred(until: str) -> dict[str, str]:
    reason = "A search warrant in the same case is to be executed first. " * 2
    return {"deferred_until": until, "deferral_reason": reason}


def _drafted(whole: Whole) -> str:
    stated = whole.claim.effect_by_drafter
    return stated.words if stated else ""


def _list() -> list[Golden]:
    table: list[tuple[str, Door, int, Change]] = [
        ("unpublished ban", LIST, 9, lambda w: w.deciding(BAN, publication=None)),
        ("stayed ban as common", COMMON, 4, lambda w: w.about(BAN, standing=DecisionStanding.STAYED)),
        ("appealed ban as common", COMMON, 4, lambda w: w.about(BAN, standing=DecisionStanding.UNDER_APPEAL)),
        ("unanimous minus one", COMMON, 38, lambda w: _say(w, Position.OBJECTION)),
        ("one member silent", COMMON, 38, lambda w: _say(w, None)),
        ("no new fact", LIST_RENEW, 32, lambda w: w.port("renewal", new_fact=False)),
    ]
    return [Golden(f"{door}: {name}", (gate,), passing(door), change) for name, door, gate, change in table]


def _say(whole: Whole, position: Position | None) -> Whole:
    said = {m: p for m, p in (whole.ports.council.positions or {}).items() if m != "XC"}
    return whole.port("council", positions={**said, "XC": position} if position else said)


def _person() -> list[Golden]:
    start, sentence = passing(PERSON), passing(PERSON, convicted_claim())
    table: list[tuple[str, int, Whole, Change]] = [
        ("stayed warrant", 4, start, lambda w: w.about(WARRANT, standing=DecisionStanding.STAYED)),
        ("limitation passed", 4, start, lambda w: w.claiming(limitation_date="2026-11-20")),
        ("treaty that does not bind", 5, passing(PERSON, financing_claim()), _unbound),
        ("convicted, yet wanted for trial", 10, start, lambda w: w.claiming(category="convicted")),
        ("one year at most", 11, start, lambda w: w.claiming(max_penalty_months=12)),
        ("five months remain", 11, sentence, lambda w: w.claiming(remaining_sentence_months=5)),
        ("one identifier", 12, start, lambda w: w.claiming(birthplace=None, documents=[])),
        ("recognised refugee", 19, start, lambda w: w.port("asylum", answer=Answer.SOME)),
        ("asylum not asked", 19, start, lambda w: w.port("asylum", answer=None)),
        ("asylum answer stale", 19, start, lambda w: w.port("asylum", answered_days_ago=31)),
        ("questionnaire half answered", 20, start, lambda w: _part(w, "questionnaire", grounds=None)),
        ("torture risk, no clearance", 20, start, lambda w: _part(w, "questionnaire", torture_risk=True)),
        ("questionnaire not attested", 20, start, _unattested(HumanGate.TORTURE)),
        ("death penalty, no assurance", 21, start, lambda w: w.claiming(death_penalty_possible=True)),
        ("death penalty by the decision", 21, start, lambda w: w.deciding(WARRANT, death_penalty=True)),
        ("no word on a second trial", 22, start, lambda w: w.claiming(second_trial=None)),
        ("tried before", 22, start, lambda w: w.port("screen", prior_judgments=1)),
        ("in absentia without retrial", 23, sentence, lambda w: w.deciding(CONVICTION, in_absentia=True)),
        ("child by age", 24, start, lambda w: w.claiming(born="2007")),
        ("child as stated", 24, start, lambda w: w.claiming(minor_at_time=True)),
        ("extradition not assured", 25, start, lambda w: w.claiming(extradition_assurance=None)),
        ("prosecutor's warrant, no appeal", 26, start, lambda w: w.deciding(WARRANT, issued_by="prosecutor")),
    ]
    renewals: list[tuple[str, int, Change]] = [
        ("stale confirmation", 32, lambda w: w.port("renewal", confirmation_age_days=90)),
        ("warrant no longer stands", 4, lambda w: w.port("renewal", stands=False)),
        ("time-barred", 4, lambda w: w.port("renewal", not_time_barred=False)),
        ("three years, no consent", 32, lambda w: w.port("renewal", months_in_register=36)),
        ("proportionality of last year", 16, lambda w: _part(w, "proportionality", judged_on="2025-11-21")),
    ]
    return [
        *(Golden(f"{PERSON}: {name}", (gate,), begin, change) for name, gate, begin, change in table),
        *(Golden(f"{PERSON_RENEW}: {name}", (g,), passing(PERSON_RENEW), change) for name, g, change in renewals),
    ]


def _supporter() -> list[Golden]:
    table: list[tuple[str, Door, int, Change]] = [
        ("judgment stayed", SUPPORT, 4, lambda w: w.about(CONVICTION, standing=DecisionStanding.STAYED)),
        ("judgment under appeal", SUPPORT, 4, lambda w: w.about(CONVICTION, standing=DecisionStanding.UNDER_APPEAL)),
        ("judgment not final", SUPPORT, 37, lambda w: w.about(CONVICTION, final=False)),
        ("finality unknown", SUPPORT, 37, lambda w: w.about(CONVICTION, final=None)),
        ("a warrant, no judgment", SUPPORT, 37, lambda w: w.deciding(CONVICTION, type="warrant")),
        ("a prosecutor's decision", SUPPORT, 37, lambda w: w.deciding(CONVICTION, issued_by="prosecutor")),
        ("nothing found", SUPPORT, 37, lambda w: w.claiming(material_support=[])),
        ("finding without paragraph", SUPPORT, 37, lambda w: _first(w, "material_support", paragraph=None)),
        ("support only alleged", SUPPORT, 37, lambda w: _first(w, "material_support", standing="alleged")),
        ("nothing named", SUPPORT, 37, lambda w: w.claiming(supported=None)),
        ("an act not among the acts", SUPPORT, 37, lambda w: _part(w, "supported", paragraph="49")),
        ("an act done, not aided", SUPPORT, 37, lambda w: _first(w, "acts", involvement="done")),
        ("listed organisation not in force", SUPPORT, 37, lambda w: _listed(w, False)),
        ("listed organisation unknown", SUPPORT, 37, lambda w: _listed(w, None)),
        ("religion not answered", SUPPORT, 37, lambda w: w.claiming(checklist=w.claim.model_dump()["checklist"][:4])),
        ("an answer without a reason", SUPPORT, 37, lambda w: _first(w, "checklist", reason=None)),
        ("humanitarian organisation", SUPPORT, 37, lambda w: _first(w, "checklist", only_this=True)),
        ("reviewer not asked", SUPPORT, 37, lambda w: w.port("clearance", support=None)),
        ("reviewer refused", SUPPORT, 37, lambda w: w.port("clearance", support=Clearance.REFUSED)),
        ("renewed unread", SUPPORT_RENEW, 37, lambda w: w.port("clearance", support=None)),
        ("renewed on nothing new", SUPPORT_RENEW, 32, lambda w: w.port("renewal", new_fact=False)),
    ]
    unnamed = Golden(f"{SUPPORT}: no paragraph", (6, 37), passing(SUPPORT), lambda w: _first(w, "acts", paragraph=None))
    return [unnamed, *(Golden(f"{door}: {name}", (gate,), passing(door), alter) for name, door, gate, alter in table)]


def _listed(whole: Whole, in_force: bool | None) -> Whole:
    """Support of a listed organisation, whose entry is in force or not."""
    return _part(whole, "supported", entry="ab" * 16).port("support", in_force=in_force)


def _unbound(whole: Whole) -> Whole:
    return whole.port("profile", treaty_binds_claimant=False)


GOLDENS: Final = (*_shared(LIST), *_shared(PERSON), *_shared(SUPPORT), *_list(), *_person(), *_supporter())
