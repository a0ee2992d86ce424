"""The rulebook of a profile, and what the profile says of a claim."""

from __future__ import annotations

from datetime import date
from functools import cache

from comity.profile import loading
from comity.profile.model import Profile
from comity.qualification import rulebook_reader
from comity.qualification.claim import Claim
from comity.qualification.ports import ProfileFacts
from comity.qualification.rulebook import Rulebook


def rulebook_of(name: str) -> Rulebook:
    """The rulebook of a profile: the files of what it extends, then its own. Raises Refused."""
    return _built_in(name) if name in loading.names() else _read(name)


@cache
def _built_in(name: str) -> Rulebook:
    """As a profile that ships with the program: it stays the same while it runs."""
    return _read(name)


def _read(name: str) -> Rulebook:
    files: list[tuple[str, bytes]] = []
    for one, place in loading.folders(name):
        folder = place / "rulebook"
        if folder.is_dir():
            files.extend((f"{one}/{file}", content) for file, content in rulebook_reader.folder(folder))
    return rulebook_reader.load(name, files)


def says(profile: Profile, claim: Claim, on: date) -> ProfileFacts:
    """The working languages, and whether the annexed treaty that the claim names binds its State on a day."""
    offence = claim.treaty_offence
    binds = profile.binds(offence.treaty, claim.claimant_state, on) if offence else None
    return ProfileFacts(frozenset(profile.working_languages), binds)
