from datetime import date
from hashlib import sha256

from comity.watchlists import synthetic


def test_the_same_day_gives_the_same_bytes() -> None:
    one, other = synthetic.make(date(2026, 3, 1)), synthetic.make(date(2026, 3, 1))
    assert sha256(one).digest() == sha256(other).digest()


def test_every_entry_says_that_it_is_synthetic() -> None:
    text = synthetic.make(date(2026, 3, 1)).decode()
    assert text.count(f"<COMMENTS1>{synthetic.NOTICE}") == len(synthetic.PERSONS) + len(synthetic.BODIES)
    assert all(entry.reference.startswith("ZZ") for entry in (*synthetic.PERSONS, *synthetic.BODIES))
