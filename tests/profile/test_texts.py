import hashlib

import pytest

from comity import profile
from comity.errors import Refused
from comity.profile import Confidence, Profile
from comity.profile.texts import Provision, Role

SCO = profile.load("sco_rats")
TEXT = {"en": "a", "ru": "б", "zh": "丙"}


def test_there_is_no_digest_where_words_were_not_seen(found: Profile) -> None:
    for provision in found.provisions:
        seen = provision.confidence is Confidence.SEEN and bool(provision.quotes)
        assert (provision.digest is not None) is seen


def test_words_that_were_seen_have_a_digest() -> None:
    (quote,) = SCO.provision("CT-2009/preamble").quotes
    assert SCO.provision("CT-2009/preamble").digest == hashlib.sha256(quote.text.encode()).hexdigest()
    assert SCO.provision("SHANGHAI-2001/9(6)").digest is None


def test_words_of_an_article_about_the_treaty_are_not_the_treatys() -> None:
    stated = SCO.provision("RATS-2002/6(8)")
    assert stated.confidence is Confidence.STATED and stated.quotes[0].text == "for the purpose of their prosecution"
    assert stated.digest is None


@pytest.mark.parametrize("mark", list(Confidence))
def test_a_digest_is_only_of_seen_words(mark: Confidence) -> None:
    quoted = {"id": "A/1", "gist": TEXT, "quotes": [{"lang": "en", "text": "x"}], "source": "s", "confidence": mark}
    assert (Provision.model_validate(quoted).digest is not None) is (mark is Confidence.SEEN)


@pytest.mark.parametrize(
    ("instrument", "right", "wrong"),
    [
        ("CHARTER-2002", "2002-06-07", {"15 June 2002", "Since 1998"}),
        ("RATS-2002", "2002-06-07", {"established in 2001"}),
        ("CONCEPT-2005", "2005-07-05", {"June 5, 2005"}),
    ],
)
def test_wrong_dates_stand_beside_the_right_ones(instrument: str, right: str, wrong: set[str]) -> None:
    held = SCO.instrument(instrument)
    assert held.date == right
    assert {d.claimed for d in held.disputed if d.verdict == "wrong"} == wrong
    assert all(d.source for d in held.disputed)


def test_conflicting_dates_are_not_called_wrong() -> None:
    (dispute,) = SCO.instrument("DATABANK-2004").disputed
    assert (dispute.claimed, dispute.verdict) == ("28 June 2004", "conflicting")


def test_wider_definitions_are_no_basis() -> None:
    assert SCO.admissible_bases() == {"T-a", "T-b", "S", "E"}
    for basis in ("EXT-2017", "TERR-2009", "CONCEPT-2005", "NATIONAL-WIDER"):
        held = SCO.basis(basis)
        assert held.why_not is not None and not held.admissible
    assert SCO.instrument("EXTREMISM-2017").role is Role.NOT_ADMISSIBLE


def test_the_twelve_functions_and_all_grounds_are_there() -> None:
    assert [SCO.provision(f"RATS-2002/6({n})").id for n in range(1, 13)]
    assert [r.id for r in SCO.reasons] == [f"R{n}" for n in range(1, 12)]


def test_an_unknown_provision_is_refused(found: Profile) -> None:
    with pytest.raises(Refused) as refused:
        found.provision("NOWHERE-1900/1")
    assert refused.value.refusal.code == "profile.no_such"
