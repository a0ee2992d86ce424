"""Rule 3: erasure, disclosure and the publishable part are one mechanism: giving or deleting salt and value.

No unsalted digest of non-public content exists anywhere.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from comity import canonical
from comity.demo.cast import Cast, Filed
from comity.handling import PUBLIC, Reader
from comity.store import showing
from comity.store.showing import State
from tests.asking import rows
from tests.planted import caught


def no_guess_is_confirmed(folder: Path, contents: list[bytes]) -> None:
    """Neither the digest of a content nor that of the content with its length or a newline lies in any file."""
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for content in contents:
        for guess in (content, content + b"\n", content.strip()):
            digest = hashlib.sha256(guess)
            assert digest.digest() not in held
            assert digest.hexdigest().encode() not in held


def test_no_unsalted_digest_exists_anywhere(cast: Cast, circulated: Filed, home: Path) -> None:
    cast.node.publish()
    contents = [bytes(row[0]) for row in rows("SELECT content FROM statement")]
    contents += [path.read_bytes() for path in (home / "blobs").rglob("*") if path.is_file()]
    assert len(contents) > 20
    no_guess_is_confirmed(home, contents)
    (home / "planted").write_text(hashlib.sha256(contents[0]).hexdigest())
    caught(no_guess_is_confirmed, home, contents)


def test_every_statement_has_its_own_salt(cast: Cast, circulated: Filed) -> None:
    salts = [bytes(row[0]) for row in rows("SELECT salt FROM statement")]
    assert len(set(salts)) == len(salts)
    for commitment, salt, content in rows("SELECT commitment, salt, content FROM statement"):
        assert canonical.commitment(bytes(salt), bytes(content)) == commitment
    with pytest.raises(ValueError, match="16 bytes"):
        canonical.commitment(b"", b"x")


def test_what_is_given_and_what_is_kept_stand_under_the_same_head(cast: Cast, circulated: Filed) -> None:
    with cast.node.reading() as unit:
        public = showing.show(unit, circulated.version, PUBLIC)
        own = showing.show(unit, circulated.version, Reader("XA", "XA-CENTRAL", "NLO", member=True))
    assert [one.commitment for one in public] == [one.commitment for one in own]
    assert {one.state for one in own} == {State.OPEN}
    for one, all_of_it in zip(public, own, strict=True):
        assert one.statement == (all_of_it.statement if one.state is State.OPEN else None)
    assert State.WITHHELD in {one.state for one in public}
