"""What ``dossier.yaml`` holds, as models, and the JSON Schema made of them.

Where a body holds the salted digest of a document, the file holds the document's name in
``documents/``: a person can write a name, and nobody but the reader needs the digest.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, StringConstraints, TypeAdapter
from pydantic import Field as Limit

from comity.databank.support import SupportEntry
from comity.interchange.dossier.file_names import PATTERN, FileName
from comity.judiciary.bodies import JudicialDecision
from comity.listing.bodies import ListEntry
from comity.qualification.body import Grade, Part
from comity.register.bodies import RegisterEntry

_PATTERN_DIGEST: Final = r"^[0-9a-f]{64}$"
MatterId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
MAX_DECISIONS: Final = 8

DIGEST_FIELDS: Final = (
    ("decisions", "*", "reasons_document"),
    ("entry", "photo"),
    ("entry", "translations", "*", "document"),
    ("entry", "onward", "*", "consent"),
    ("entry", "death_penalty_assurance", "document"),
    ("entry", "extradition_assurance", "document"),
)
"""The fields that name a document and become its salted digest."""


class AttachedDecision(JudicialDecision):
    """A judicial decision with its documents."""

    documents: Annotated[tuple[FileName, ...], Limit(max_length=16)] = ()
    """The names of its files in ``documents/``: the decision itself, translations."""
    recorded_as: MatterId | None = None
    """The matter under which the registry holds this decision already; then it is not recorded again."""

    @property
    def decision(self) -> JudicialDecision:
        """The decision without what belongs to the folder."""
        own = {name: value for name, value in self if name in JudicialDecision.model_fields}
        return JudicialDecision.model_validate(own)


class _Text(Part):
    decisions: Annotated[tuple[AttachedDecision, ...], Limit(max_length=MAX_DECISIONS)] = ()
    """The judicial decisions on which the entry rests."""
    grade: Grade = "B2"
    """How the claimant grades what carries no grade of its own: source A-D or X, information 1-4."""
    renews: MatterId | None = None
    """For a renewal: the matter of the entry that is renewed."""


class ListDossier(_Text):
    """A dossier for one organisation on the List."""

    kind: Literal["list"]
    """What is asked for: an entry on the List."""
    entry: ListEntry
    """The entry."""


class RegisterDossier(_Text):
    """A dossier for one person in the Register."""

    kind: Literal["register"]
    """What is asked for: an entry in the Register."""
    entry: RegisterEntry
    """The entry."""


class SupportDossier(_Text):
    """A dossier for one organisation or individual that a court found to have given material support."""

    kind: Literal["support"]
    """What is asked for: an entry on support in the databank."""
    entry: SupportEntry
    """The entry."""


DossierText = ListDossier | RegisterDossier | SupportDossier
KINDS: Final[dict[str, type[ListDossier] | type[RegisterDossier] | type[SupportDossier]]] = {
    "list": ListDossier,
    "register": RegisterDossier,
    "support": SupportDossier,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of ``dossier.yaml`` (draft 2020-12), for editors."""
    adapter: TypeAdapter[DossierText] = TypeAdapter(Annotated[DossierText, Discriminator("kind")])
    schema = names_for_digests(adapter.json_schema())
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Comity dossier"}
    return {**title, **schema}


def schema_text() -> str:
    """The published file ``dossier.schema.json``."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def names_for_digests(node: Any) -> Any:
    """This part of a schema with the name of a document wherever the model takes a digest."""
    if isinstance(node, list):
        return [names_for_digests(item) for item in node]
    if not isinstance(node, dict):
        return node
    changed = {name: names_for_digests(value) for name, value in node.items()}
    if changed.get("pattern") == _PATTERN_DIGEST:
        changed["pattern"] = PATTERN
    return changed
