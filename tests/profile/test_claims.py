from decimal import Decimal

import pytest

from comity import profile
from comity.profile import Profile, UnStanding, un_status
from comity.profile.claims import NamedOrganisation
from comity.watchlists import registry
from tests import shared_data

SCO = profile.load("sco_rats")
LIST = {"QDe.115": "AL-QAIDA IN IRAQ", "QDe.137": "AL-NUSRAH FRONT", "QDe.900": "HIZBUT-TAHRIR AL ISLAMI"}


def lookup(term: str) -> tuple[tuple[str, str], ...]:
    return tuple((ref, name) for ref, name in LIST.items() if term.lower() in (ref.lower(), name.lower()))


def test_every_scale_sums_to_100_or_says_why_not(found: Profile) -> None:
    for scale in found.scales:
        assert scale.total == 100 or scale.why_not_100 is not None


@pytest.mark.parametrize(
    ("scale", "others"), [("SCALE-2003", Decimal(33)), ("SCALE-AMENDED", Decimal(31)), ("SCALE-ARTICLE", Decimal(29))]
)
def test_conflicting_scales_are_all_kept(scale: str, others: Decimal) -> None:
    held = next(s for s in SCO.scales if s.id == scale)
    named = sum((Decimal(s.percent) for s in held.shares if s.participant in ("RU", "CN", "KZ")), Decimal(0))
    assert held.total == 100 and held.total - named == others and held.conflicts_with


def test_conflicting_figures_are_shown_side_by_side() -> None:
    figures = {f.id: f for f in SCO.figures}
    assert figures["ARRESTED-S0"].value == figures["ARRESTED-ORIGINAL"].value == "2700"
    assert figures["ARRESTED-S0"].unit != figures["ARRESTED-ORIGINAL"].unit
    assert figures["REGISTER-S3"].value == "over 3000" and figures["REGISTER-NOV-2017"].value == "about 2500"
    assert figures["CRIMES-TASS-HEADLINE"].unit != figures["CRIMES-TASS-BODY"].unit


def test_every_claim_has_its_source(found: Profile) -> None:
    for claim in (*found.figures, *found.claims, *found.named_organisations, *found.scales):
        assert claim.source


def test_six_organisations_are_claims_of_the_article() -> None:
    assert {o.source for o in SCO.named_organisations} == {"S3 L120"}
    assert [o.un_reference for o in SCO.named_organisations] == ["QDe.115", "QDe.137", "QDe.088", None, None, None]


@pytest.mark.parametrize(
    ("organisation", "standing", "as_supposed"),
    [
        ("NAMED-IS", UnStanding.LISTED, True),
        ("NAMED-ETIM", UnStanding.NOT_LISTED, False),  # supposed, and not on this list
        ("NAMED-HT", UnStanding.BY_NAME, False),  # not supposed, and a name of it is on this list
        ("NAMED-IRPT", UnStanding.NOT_LISTED, True),
    ],
)
def test_the_standing_at_the_un_is_computed_from_a_list(
    organisation: str, standing: UnStanding, as_supposed: bool
) -> None:
    found = un_status(_named(organisation), lookup)
    assert (found.standing, found.as_supposed) == (standing, as_supposed)


def test_without_a_list_nothing_is_known() -> None:
    for organisation in SCO.named_organisations:
        assert un_status(organisation, None).standing is UnStanding.UNKNOWN


def _named(wanted: str) -> NamedOrganisation:
    return next(o for o in SCO.named_organisations if o.id == wanted)


@pytest.mark.real_data
def test_the_hypotheses_meet_the_real_list() -> None:
    with shared_data.folder("un", "consolidated_2026-02-27.xml").open("rb") as stream:
        entries = registry.source("un").read(stream).entries
    held = [(entry.reference, name.value) for entry in entries for name in entry.names]

    def real(term: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in held if term.casefold() in (pair[0].casefold(), pair[1].casefold()))

    standings = {o.id: un_status(o, real) for o in SCO.named_organisations}
    assert {name for name, found in standings.items() if found.standing is UnStanding.LISTED} == {
        "NAMED-IS",
        "NAMED-NUSRA",
        "NAMED-ETIM",
    }
    assert standings["NAMED-IRPT"].standing is UnStanding.NOT_LISTED
