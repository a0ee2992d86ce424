"""The founders file: which authorities and officers may act from the log's first act on, with public keys.

    fictional: false
    authorities:
      - {id: AA-POLICE, participant: AA, duty: competent, seal: <64 hex digits>}
    officers:
      - {id: AA-1, authority: AA-POLICE, capacities: [NAA], head_or_deputy: true, key: <64 hex digits>}

Ids only: whatever stands here is written into the log for ever, so no names of persons. Everybody
makes their own key (``comity key new``) and sends the public half; no private key comes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from comity import yamltext
from comity.canonical import Json
from comity.errors import Refused
from comity.keys import parse_public_key
from comity.participants import APART, NODE, Capacity
from comity.profile.model import Profile
from comity.profile.parties import CAPACITIES_AT, Duty

_RULE: Final = "design, rule 8; law.md D(iv)"
_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FoundingAuthority(_Row):
    """An authority and its seal's public key."""

    id: _Id
    participant: _Id
    duty: Duty
    seal: str

    def row(self) -> dict[str, Json]:
        """As the founding act carries it."""
        return {"duty": self.duty.value, "id": self.id, "participant": self.participant, "seal": self.seal}


class FoundingOfficer(_Row):
    """An officer, the capacities, and the public key. ``seconded_by``: the State that sent an official of an organ."""

    id: _Id
    authority: _Id
    capacities: Annotated[tuple[Capacity, ...], Field(min_length=1)]
    key: str
    head_or_deputy: bool = False
    seconded_by: str = ""

    def row(self) -> dict[str, Json]:
        """As the founding act carries it."""
        return {
            "authority": self.authority,
            "capacities": [capacity.value for capacity in self.capacities],
            "head_or_deputy": self.head_or_deputy,
            "id": self.id,
            "key": self.key,
            "seconded_by": self.seconded_by,
        }


class FoundersFile(_Row):
    """The whole file."""

    fictional: bool
    authorities: Annotated[tuple[FoundingAuthority, ...], Field(min_length=1, max_length=1000)]
    officers: Annotated[tuple[FoundingOfficer, ...], Field(min_length=1, max_length=10_000)]


@dataclass(frozen=True, slots=True)
class _Checked:
    document: yamltext.Document
    file: FoundersFile
    profile: Profile

    def wrong(self, code: str, *where: str | int, **evidence: str) -> Refused:
        # Codes are written out at the call, so that the test of sentences finds them.
        return Refused(code, _RULE, file=self.document.name, line=self.document.line(where), **evidence)


def read(path: Path, profile: Profile) -> FoundersFile:
    """Read and check the file against the treaty. Raises Refused.

    Its codes: ``founders.*``, ``yaml.*``, ``key.*``, ``cli.file``.
    """
    document = yamltext.read(_bytes(path), path.name)
    try:
        file = FoundersFile.model_validate(document.data)
    except ValidationError as error:
        detail = error.errors(include_url=False, include_context=False, include_input=False)[0]
        key = ".".join(str(step) for step in detail["loc"])[:80]
        line = document.line(tuple(detail["loc"]))
        raise Refused("founders.form", _RULE, file=document.name, line=line, key=key) from None
    checked = _Checked(document, file, profile)
    _check_ids(checked)
    _check_authorities(checked)
    _check_officers(checked)
    if file.fictional != profile.fictional:
        raise Refused("founders.mixed", "design, What it is not", file=document.name, profile=profile.id)
    return file


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(yamltext.MAX_BYTES + 1)
    except OSError as error:
        raise Refused("cli.file", file=str(path), problem=error.strerror or "") from None


def _check_ids(checked: _Checked) -> None:
    """No id and no key stands twice, and none is the node's."""
    seen: set[str] = {NODE}
    for section, number, held, public in _rows(checked.file):
        parse_public_key(public)
        for value in (held, public):
            if value in seen:
                raise checked.wrong("founders.twice", section, number, id=value[:64])
            seen.add(value)


def _rows(file: FoundersFile) -> Iterator[tuple[str, int, str, str]]:
    yield from (("authorities", number, one.id, one.seal) for number, one in enumerate(file.authorities))
    yield from (("officers", number, one.id, one.key) for number, one in enumerate(file.officers))


def _check_authorities(checked: _Checked) -> None:
    known = {participant.id for participant in checked.profile.participants}
    for number, authority in enumerate(checked.file.authorities):
        if authority.participant not in known:
            raise checked.wrong("founders.unknown", "authorities", number, id=authority.participant)


def _check_officers(checked: _Checked) -> None:
    duties: Mapping[str, Duty] = {authority.id: authority.duty for authority in checked.file.authorities}
    known = {participant.id for participant in checked.profile.participants}
    for number, officer in enumerate(checked.file.officers):
        duty = duties.get(officer.authority)
        if duty is None:
            raise checked.wrong("founders.unknown", "officers", number, id=officer.authority)
        if officer.seconded_by and officer.seconded_by not in known:
            raise checked.wrong("founders.unknown", "officers", number, id=officer.seconded_by)
        held = frozenset(officer.capacities)
        if not held <= CAPACITIES_AT[duty] or sum(bool(apart & held) for apart in APART) > 1:
            capacities = ", ".join(sorted(held))
            raise checked.wrong("founders.capacities", "officers", number, officer=officer.id, capacities=capacities)


def snippet(kind: str, holder: str, public_key: str, fictional: bool) -> str:
    """The lines that the holder of a new key sends to whoever writes the founders file."""
    word = "seal" if kind == "seal" else "key"
    return f'# fictional: {str(fictional).lower()}\n- {{id: {holder}, {word}: "{public_key}"}}'
