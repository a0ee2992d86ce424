from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import rarity
from comity.screening.scripts import UNVOWELLED, Script
from comity.screening.sounds import names
from tests.planted import MODEST, caught

HEARD = st.binary(max_size=10).map(lambda one: bytes(byte % len(names()) + 1 for byte in one))
SCRIPTS = st.sampled_from([Script.LATN, Script.ARAB])


def spelt_out(heard: bytes, script: Script) -> list[str]:
    """The keys as their definition has them: every way of reading, one by one."""
    found = []
    for way in islice(product(*map(rarity._classes, heard)), rarity._MOST_KEYS):
        key = ""
        for at, part in enumerate(way):
            vowel = part == rarity._VOWEL and at > 0 and script in UNVOWELLED
            key += "" if vowel or key.endswith(part) else part
        found.append(key)
    return list(dict.fromkeys(found))


@given(HEARD, SCRIPTS)
def test_the_keys_are_those_of_each_way_to_read_a_word(heard: bytes, script: Script) -> None:
    assert rarity.keys(heard, script) == spelt_out(heard, script)


def test_the_property_notices_one_way_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = rarity.keys
    monkeypatch.setattr(rarity, "keys", lambda heard, script: keys(heard, script)[:1])

    @given(HEARD, SCRIPTS)
    @settings(MODEST)
    def held(heard: bytes, script: Script) -> None:
        assert rarity.keys(heard, script) == spelt_out(heard, script)

    caught(held)
