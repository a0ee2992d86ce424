import pytest

from comity import language
from comity.watchlists.measures import measure


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_issuer_but_the_un_is_said_to_act_unilaterally(lang: str) -> None:
    said = [measure(issuer, lang) for issuer in ("", "us", "eu", "gb", "Neverland")]
    unilateral = {"en": "unilateral", "ru": "односторонняя", "zh": "单方面"}[lang]
    assert [unilateral in one for one in said] == [False, True, True, True, True]
    assert "Neverland" in said[4]
    assert len(set(said)) == len(said)
