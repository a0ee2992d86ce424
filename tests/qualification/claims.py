"""Five passing claims of the fictional Alderia, and the decisions they rest on."""

from __future__ import annotations

from typing import Any

from comity.databank.support import SupportEntry
from comity.judiciary.bodies import JudicialDecision
from comity.listing.bodies import ListEntry
from comity.qualification.vocabulary import Excluded, Factor, Protected
from comity.register.bodies import RegisterEntry

BAN, CONVICTION, WARRANT = "XA-SC-2024-17", "XA-CC-2025-3", "XA-DC-2026-88"


def judgment(reference: str, kind: str, **fields: Any) -> JudicialDecision:
    """A decision of a fictional court, with everything that the gates read."""
    return JudicialDecision.model_validate(
        {
            "reference": reference,
            "state": "XA",
            "court": "Supreme Court of Alderia",
            "level": "supreme",
            "issued_by": "court",
            "case_number": reference.removeprefix("XA-"),
            "date": "2025-02-10",
            "type": kind,
            "operative_part": [{"lang": "ru", "text": "Суд постановил.", "original": True}],
            "publication": {"on": "2025-02-20", "place": "Official Gazette of Alderia 2025/12"},
            "finality": "final",
            "adversarial": True,
            "counsel_present": True,
            "in_absentia": False,
            "law": [{"law": "Criminal Code of Alderia, s. 205", "published": "2010-01-15"}],
            "max_penalty_months": 180,
            "death_penalty": False,
            "torture_alleged": False,
            "remedies": "Cassation within one month.",
            "verification": {"by": "Registry of the court", "how": "By certified copy.", "on": "2026-10-01"},
            "lang": "ru",
            **fields,
        }
    )


def _shared(decision: str, effects: list[str]) -> dict[str, Any]:
    return {
        "claimant_state": "XA",
        "claimant_authority": "XA-MOI",
        "decisions": [decision],
        "basis": "T-b",
        "acts": [_act(decision, "bombing", "done")],
        "purpose_elements": [{"element": "intimidate_population", "decision": decision, "paragraph": "51"}],
        "protected_conduct": [{"conduct": name, "reliance": "none"} for name in Protected],
        "assertions": [
            {
                "text": "The device was assembled in a rented garage.",
                "standing": "found_by_court",
                "grade": "A1",
                "decision": decision,
                "paragraph": "44",
                "lang": "en",
            }
        ],
        "proportionality": {
            "statement": "Two people died and a market was destroyed. Nothing milder than an entry would bring the "
            "case before the courts of the other members, and the entry says no more than what the court decided. " * 2,
            "judged_on": "2026-11-01",
        },
        "neutrality": [{"factor": name, "weighed": "Weighed; nothing speaks against the entry."} for name in Factor],
        "concerned_states": [{"state": "XB", "link": "located_abroad"}],
        "fair_trial": [_fair(decision)],
        "statement_of_case": "On 3 May 2024 a device exploded at the market of Port Alder. The court heard nineteen "
        "witnesses and two experts, and found who had built and placed it. " * 4,
        "narrative": "A device exploded at the market of Port Alder on 3 May 2024; two people died. The court found "
        "who was responsible and set out its reasons in public. " * 3,
        "notification": {"planned_on": "2026-12-05", "channel": "through counsel"},
        "remedy": "The entry can be challenged before the independent reviewer, in any working language and without "
        "a lawyer, at the address given here.",
        "delisting_contact": "reviewer@comity.invalid",
        "sunset": "2027-05-01",
        "review_owner": "XA-MOI-review",
        "handling_code": "MEMBER",
        "lang": "en",
        "selected_by": ["investigation_of_an_act"],
        "effect_by_drafter": {
            "officer": "XA-off-1",
            "effects": effects,
            "words": "The other members will learn of this and act on it.",
        },
        "effect_by_approver": {
            "officer": "XA-off-2",
            "effects": effects,
            "words": "Everyone who reads the entry will know of our decision and what follows.",
        },
    }


def _act(decision: str, kind: str, involvement: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "involvement": involvement,
        "date": "2024-05-03",
        "place": "Port Alder, market",
        "decision": decision,
        "paragraph": "48",
        "standing": "found_by_court",
        "grade": "A1",
    }


def _fair(decision: str) -> dict[str, Any]:
    return {
        "decision": decision,
        "counsel": "Counsel of choice took part throughout.",
        "publicity": "Hearing and judgment were public.",
        "remedy": "Appeal lay to the cassation chamber.",
        "evidence": "Nineteen witnesses, two experts, documents.",
    }


def list_claim(**fields: Any) -> ListEntry:
    """An organisation banned by the court of Alderia for an attack; all gates pass."""
    return ListEntry.model_validate(
        {
            **_shared(BAN, ["national_ban_shown_to_members"]),
            "official_name": "Iron Lantern Front",
            "names": [{"name": "Фронт железного фонаря", "lang": "ru", "script": "Cyrl"}],
            "bans": [{"state": "XA", "decision": BAN, "in_force_from": "2025-02-20"}],
            **fields,
        }
    )


def register_claim(**fields: Any) -> RegisterEntry:
    """A person accused of planning an attack; all gates pass."""
    shared = _shared(WARRANT, ["arrest_on_sight", "surrender_sought_for_trial"])
    shared["acts"] = [{**_act(WARRANT, "bombing", "planned"), "standing": "alleged", "grade": "A2"}]
    return RegisterEntry.model_validate(
        {
            **shared,
            "names": [{"name": "Toren Vasko", "lang": "en", "script": "Latn", "document": "passport"}],
            "sex": "M",
            "nationality": ["XA"],
            "category": "accused",
            "wanted_for": "prosecution",
            "charges": [{"offence": "Preparing an explosion", "law": "Criminal Code of Alderia, s. 205"}],
            "max_penalty_months": 180,
            "limitation_date": "2039-05-03",
            "born": "1984-11",
            "birthplace": "Port Alder",
            "documents": ["passport XA 0012345"],
            "minor_at_time": False,
            "questionnaire": {
                "torture_risk": False,
                "unfair_trial_risk": False,
                "persecution_risk": False,
                "grounds": "Reports of the national preventive mechanism, 2025.",
            },
            "death_penalty_possible": False,
            "second_trial": {"statement": "Registers of judgments searched; none found.", "searched_on": "2026-11-01"},
            "extradition_assurance": {"authority": "Prosecutor General of Alderia", "given_on": "2026-10-20"},
            "action_requested": "locate_and_arrest_for_surrender",
            **fields,
        }
    )


def financing_claim() -> RegisterEntry:
    """A person accused of financing an attack, an offence of an annexed treaty; all gates pass."""
    return register_claim(
        basis="T-a",
        treaty_offence={"treaty": "UN-FIN-1999", "article": "2(1)"},
        acts=[{**_act(WARRANT, "bombing", "financed"), "standing": "alleged", "grade": "A2"}],
    )


def convicted_claim() -> RegisterEntry:
    """A person wanted to serve a sentence; all gates pass."""
    return register_claim(
        decisions=[CONVICTION],
        category="convicted",
        wanted_for="sentence",
        remaining_sentence_months=96,
        acts=[_act(CONVICTION, "bombing", "done")],
        assertions=[],
        purpose_elements=[{"element": "intimidate_population", "decision": CONVICTION, "paragraph": "51"}],
        fair_trial=[_fair(CONVICTION)],
        effect_by_drafter={
            "officer": "XA-off-1",
            "effects": ["arrest_on_sight", "surrender_sought_to_serve_sentence"],
            "words": "The person is arrested and brought back to serve the rest.",
        },
        effect_by_approver={
            "officer": "XA-off-2",
            "effects": ["arrest_on_sight", "surrender_sought_to_serve_sentence"],
            "words": "Whoever meets him must detain him so that he serves his sentence.",
        },
    )


def support_claim(**fields: Any) -> SupportEntry:
    """A company convicted of paying for an attack; all gates pass."""
    return SupportEntry.model_validate(
        {
            **_shared(CONVICTION, ["judgment_shown_to_members"]),
            "official_name": "Lantern Remittances",
            "names": [{"name": "Фонарные переводы", "lang": "ru", "script": "Cyrl"}],
            "subject": "organisation",
            "acts": [_act(CONVICTION, "bombing", "financed")],
            "material_support": [
                {"kind": "funds", "finding": "It paid for the device.", "decision": CONVICTION, "paragraph": "52"}
            ],
            "supported": {"decision": CONVICTION, "paragraph": "48"},
            "checklist": [
                {"activity": name, "only_this": False, "reason": "The court found none of it."} for name in Excluded
            ],
            **fields,
        }
    )


def decisions() -> tuple[JudicialDecision, ...]:
    """The ban, the conviction and the warrant."""
    return (
        judgment(BAN, "ban"),
        judgment(CONVICTION, "conviction", sentence_months=120),
        judgment(WARRANT, "warrant", court="District Court of Port Alder", level="first"),
    )
