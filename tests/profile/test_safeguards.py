from comity.errors import Refused
from comity.language import LANGUAGES
from comity.profile import Confidence, safeguards

DIGEST_OF_1 = "0f1ddfd53d734cb5c3c2ffde3119ddadcc44ed1a7b720cbee47ee12dde8fb2c9"


def test_a_released_version_never_changes() -> None:
    # A signature is on this digest: change the text by adding a version, never by editing one.
    assert safeguards.protocol("1").digest == DIGEST_OF_1


def test_the_newest_version_is_the_default() -> None:
    assert safeguards.protocol().version == safeguards.versions()[-1]


def test_it_is_product_policy_in_three_languages() -> None:
    held = safeguards.protocol()
    assert held.confidence is Confidence.POLICY
    assert {article.confidence for article in held.articles} == {Confidence.POLICY}
    assert len({held.read(lang) for lang in LANGUAGES}) == 3
    assert [article.number for article in held.articles] == list(range(1, len(held.articles) + 1))


def test_an_unknown_version_is_refused() -> None:
    try:
        safeguards.protocol("99")
    except Refused as refused:
        assert refused.refusal.code == "profile.safeguards_unknown"
    else:
        raise AssertionError("version 99 was given")
