"""FollowTheMoney: one organisation's file as entities, and entities of organisations as drafts.

What goes out is what one reader may see of one file. Each State's word stays its own: what it told under
one handling is one entity, with the code, conditions and term in its notes and in its dataset's name, and
all of one file share a referent. A person is never an entity here, only the far end of a link; what comes
in with a person in it is refused. Format: followthemoney 4, one JSON entity a line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from comity.databank.organisation import OrganisationFile, Property, Role
from comity.databank.told import Told
from comity.errors import Refused
from comity.interchange.telling.model import OrganisationTelling
from comity.qualification.body import faults
from comity.yamltext import Document

Entity = dict[str, Any]  # as JSON holds it
MAX_BYTES: Final = 10 << 20
MAX_ENTITIES: Final = 1_000
SCHEMATA: Final = ("Organization", "Company", "LegalEntity", "PublicBody")
"""What may be read as an organisation."""
PERSONS: Final = ("Person", "Family", "Associate", "Passport", "Identification", "UserAccount", "BankAccount")
_NO_PERSON: Final = "law.md A2, D1"
_RULE: Final = "design, rule 5"
_NAMES: Final = ("name", "previousName", "alias", "weakAlias")
_DAYS: Final = {"incorporationDate": Property.FOUNDED, "dissolutionDate": Property.DISSOLVED}


def entities(file: str, told: Sequence[Told]) -> Iterator[Entity]:
    """The entities of one file, as the reader of ``told`` may see it, in a fixed order with fixed ids."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    for one in sorted((t for t in told if t.schema == OrganisationFile.SCHEMA), key=lambda t: t.commitment):
        groups.setdefault((one.owner, one.code, *_binding(one)), []).append(one)
    for key in sorted(groups):
        main = _organisation(file, groups[key])
        yield main
        for one in groups[key]:
            yield from _linked(main, one)


def lines(file: str, told: Sequence[Told]) -> Iterator[str]:
    """``entities`` as text, one a line."""
    for one in entities(file, told):
        yield json.dumps(one, ensure_ascii=False, sort_keys=True)


def identity(matter: str) -> str:
    """The id of a file, or of an entry, as another entity refers to it."""
    return f"comity-{matter}"


def _binding(one: Told) -> tuple[str, str, str]:
    return ",".join(one.recipients), ",".join(one.conditions), one.kept_until


def _organisation(file: str, told: Sequence[Told]) -> Entity:
    first = told[0]
    named = hashlib.sha256("\n".join((file, first.owner, first.code, *_binding(first))).encode()).hexdigest()[:16]
    held: dict[str, list[str]] = {"publisher": [first.owner], "notes": [_handling(first)]}
    for one in told:
        for name, value in _said(one):
            if value not in held.setdefault(name, []):
                held[name].append(value)
    return _entity(f"{identity(file)}-{named}", "Organization", first, held) | {"referents": [identity(file)]}


def _entity(name: str, schema: str, one: Told, properties: Mapping[str, Sequence[str]]) -> Entity:
    dataset = f"comity_{one.owner}_{one.code}".lower().replace("-", "_")
    kept = {key: list(values) for key, values in properties.items() if any(values)}
    return {"id": name, "schema": schema, "datasets": [dataset], "properties": kept}


def _handling(one: Told) -> str:
    """The code, conditions and term that go wherever the entity goes."""
    readers, conditions, until = _binding(one)
    named = f" ({readers})" if readers else ""
    return f"handling: {one.code}{named}; conditions: {conditions or 'none'}; kept until: {until or 'no term'}"


def _said(one: Told) -> Iterator[tuple[str, str]]:
    """The properties that one statement fills, and the note that says on what it rests."""
    part = one.part()
    match one.property, part.get("property"):
        case "names", _:
            kind = "name" if part.get("official") else "weakAlias" if one.standing == "alleged" else "alias"
            yield kind, str(part["name"])
        case "characteristics", Property.FOUNDED:
            yield "incorporationDate", str(part["day"])
        case "characteristics", Property.DISSOLVED:
            yield "dissolutionDate", str(part["day"])
        case "characteristics", Property.LEGAL_STATUS:
            yield "status", str(part["status"])
        case "remarks", _:
            yield "summary", str(part["text"])
        case (("structure" | "persons" | "financing" | "un_status" | "characteristics"), _):
            pass
        case _:
            return
    yield "notes", _note(one)


def _note(one: Told) -> str:
    own = ("standing", "grade", "source", "decision", "paragraph", "rests_on", "handling", "recipients", "kept_until")
    told = "; ".join(f"{name} {value}" for name, value in one.part().items() if name not in own and value)
    return f"{one.property}: {told} [{one.standing.value}, {one.grade}, {one.source or 'no source'}]"


def _linked(main: Entity, one: Told) -> Iterator[Entity]:
    """The links that one statement draws, each to an entity by its id; and a part that has no file of its own."""
    part = one.part()
    if one.property not in ("structure", "persons"):
        return
    name = hashlib.sha256(f"{main['id']}\n{one.commitment}".encode()).hexdigest()[:24]
    common = {
        "publisher": [one.owner],
        "startDate": [str(part["valid_from"])] if part.get("valid_from") else [],
        "endDate": [str(part["valid_to"])] if part.get("valid_to") else [],
        "role": [str(part.get("kind") or part.get("role"))],
        "summary": [_handling(one)],
    }
    if one.property == "persons":
        entry = part.get("entry")
        if not entry:  # named by a decision alone: there is nothing to point at, and the note says where
            return
        leads = part.get("role") == Role.LEADER
        ends = ("director", "organization") if leads else ("member", "organization")
        schema = "Directorship" if leads else "Membership"
        yield _entity(f"comity-{name}", schema, one, {ends[0]: [identity(str(entry))], ends[1]: [main["id"]], **common})
        return
    other = identity(str(part["file"])) if part.get("file") else f"comity-part-{name}"
    if not part.get("file"):
        about = {"name": [str(part["name"])], "publisher": [one.owner], "notes": [_handling(one), _note(one)]}
        yield _entity(other, "Organization", one, about)
    yield _entity(f"comity-{name}", "UnknownLink", one, {"subject": [main["id"]], "object": [other], **common})


def read(
    data: bytes, name: str, constants: Mapping[str, Any]
) -> tuple[tuple[OrganisationTelling, ...], tuple[str, ...]]:
    """Drafts of the organisations in ``data``, and the schemata that were left out.

    ``constants``: the fields of the telling itself, and ``standing`` and ``grade`` of what it holds. Raises
    Refused: ``ftm.person`` where any entity is a person or belongs to one, ``ftm.form``, ``ftm.size``, ``ftm.draft``.
    """
    found: list[OrganisationTelling] = []
    ignored: dict[str, None] = {}
    for number, entity in _parsed(data, name):
        schema = str(entity.get("schema"))
        if schema in PERSONS:
            raise Refused("ftm.person", _NO_PERSON, file=name, line=number, schema=schema)
        if schema not in SCHEMATA:
            ignored[schema[:40]] = None
            continue
        found.append(_draft(entity, name, number, constants))
    return tuple(found), tuple(ignored)


def _parsed(data: bytes, name: str) -> Iterator[tuple[int, Entity]]:
    if len(data) > MAX_BYTES:
        raise Refused("ftm.size", _RULE, file=name, limit=MAX_BYTES)
    count = 0
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        count += 1
        if count > MAX_ENTITIES:
            raise Refused("ftm.size", _RULE, file=name, limit=MAX_ENTITIES)
        try:
            entity = json.loads(line)
        except (ValueError, RecursionError):
            raise Refused("ftm.form", _RULE, file=name, line=number) from None
        if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
            raise Refused("ftm.form", _RULE, file=name, line=number)
        yield number, entity


def _draft(entity: Entity, name: str, number: int, constants: Mapping[str, Any]) -> OrganisationTelling:
    shared = {key: constants[key] for key in ("standing", "grade") if key in constants}
    publisher = ", ".join(_values(entity, "publisher")) or f"{name}, line {number}"
    item = {**shared, "source": publisher[:300]}
    says = {key: value for key, value in constants.items() if key not in shared}
    says["names"] = [
        {"name": one, "official": kind == "name", **item} for kind in _NAMES for one in _values(entity, kind)
    ]
    says["characteristics"] = [
        {"property": prop.value, "day": one[:10], **item}
        for kind, prop in _DAYS.items()
        for one in _values(entity, kind)
    ]
    says["remarks"] = [
        {"text": one, **item} for kind in ("legalForm", "summary", "notes") for one in _values(entity, kind)
    ]
    data = {"kind": "organisation", "new_file": True, "says": says}
    try:
        return OrganisationTelling.model_validate(data)
    except ValidationError as error:
        first = faults(error, Document(name, None, {}))[0].evidence
        raise Refused(
            "ftm.draft", _RULE, file=name, line=number, field=first["field"], problem=first["problem"]
        ) from None


def _values(entity: Entity, kind: str) -> list[str]:
    held = entity["properties"].get(kind)
    return [one for one in held if isinstance(one, str) and one.strip()] if isinstance(held, list) else []
