"""The safeguards protocol: a versioned text that each authority signs by an act (gate 40).

Under Articles 12 and 13(2)-(3) of the Convention each Party consents in advance, in writing, to
what due process needs. The text is product policy: no State has adopted it. A signature is on the
digest of one version; a new version needs new signatures.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pydantic import ValidationError

from comity import canonical, yamltext
from comity.errors import Fault, Refused
from comity.profile.marks import Confidence, Marked, Text

_FOLDER: Final = "comity.profiles"


class Article(Marked):
    """One article: what the signing authority consents to, and what it rests on (``source``)."""

    number: int
    title: Text
    text: Text


class _Protocol(Marked):
    version: str
    title: Text
    status: Text
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """One version of the protocol; ``digest`` is SHA-256 of its canonical content, all languages."""

    version: str
    title: Text
    status: Text
    articles: tuple[Article, ...]
    confidence: Confidence
    digest: str

    def read(self, lang: str) -> str:
        """The whole text in ``lang``, as it is shown before signing."""
        parts = [f"{self.title.read(lang)} ({self.version})", self.status.read(lang)]
        parts += [f"{a.number}. {a.title.read(lang)}\n{a.text.read(lang)}" for a in self.articles]
        return "\n\n".join(parts)


def versions() -> tuple[str, ...]:
    """The versions that the package brings, oldest first."""
    held = (entry.name for entry in (files(_FOLDER) / "safeguards").iterdir())
    return tuple(sorted((name.removesuffix(".yaml") for name in held if name.endswith(".yaml")), key=int))


def protocol(version: str | None = None) -> Protocol:
    """One version of the protocol, the newest by default. Raises Refused (``profile.safeguards_unknown``)."""
    known = versions()
    wanted = known[-1] if version is None else version
    if wanted not in known:
        raise Refused("profile.safeguards_unknown", version=wanted[:20], known=list(known))
    name = f"{wanted}.yaml"
    data = yamltext.read((files(_FOLDER) / "safeguards" / name).read_bytes(), name).data
    try:
        held = _Protocol.model_validate(data)
    except ValidationError as error:
        raise Fault(
            f"The safeguards protocol {name} is damaged; reinstall Comity ({error.error_count()} faults)."
        ) from error
    digest = hashlib.sha256(canonical.dump(data)).hexdigest()
    return Protocol(held.version, held.title, held.status, held.articles, held.confidence, digest)
