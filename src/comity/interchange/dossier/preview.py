"""Say in words, in every language, what an officer is about to sign and what it will do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.interchange.dossier.reading import Dossier
from comity.judiciary.bodies import JudicialDecision
from comity.language import LANGUAGES, say
from comity.qualification.parts import EffectStatement


@dataclass(frozen=True, slots=True)
class Preview:
    """The words for the acts that one officer signs for one authority."""

    dossier: Dossier
    officer: str
    authority: str

    def record(self, decision: JudicialDecision) -> Mapping[str, str]:
        return {
            lang: self._signs(lang)
            + say(
                "dossier.record",
                lang,
                type=say(f"dossier.type_{decision.type.value}", lang),
                reference=decision.reference,
                court=decision.court,
                date=decision.date.isoformat(),
            )
            for lang in LANGUAGES
        }

    def claim(self) -> Mapping[str, str]:
        key, subject = f"dossier.claim_{self.dossier.text.kind}", self._subject()
        return {lang: self._signs(lang) + say(key, lang, subject=subject) for lang in LANGUAGES}

    def submit(self) -> Mapping[str, str]:
        return self._with_effects("dossier.submit", self.dossier.entry.effect_by_drafter)

    def approve(self) -> Mapping[str, str]:
        return self._with_effects("dossier.approve", self.dossier.entry.effect_by_approver)

    def _with_effects(self, key: str, stated: EffectStatement | None) -> Mapping[str, str]:
        entry = self.dossier.entry
        readers = f"dossier.readers_{entry.handling_code.value if entry.handling_code else 'none'}"
        return {
            lang: self._signs(lang)
            + say(
                key,
                lang,
                subject=self._subject(),
                state=entry.claimant_state,
                sunset=entry.sunset.isoformat() if entry.sunset else "-",
                readers=say(readers, lang, names=", ".join(entry.recipients)),
                effects=_effects(stated, lang),
            )
            for lang in LANGUAGES
        }

    def _signs(self, lang: str) -> str:
        return say("dossier.signs", lang, officer=self.officer, authority=self.authority)

    def _subject(self) -> str:
        return self.dossier.names[0]


def _effects(stated: EffectStatement | None, lang: str) -> str:
    if stated is None:
        return say("dossier.effect_none", lang)
    return _joined(say(f"dossier.effect_{effect.value}", lang) for effect in stated.effects)


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts)
