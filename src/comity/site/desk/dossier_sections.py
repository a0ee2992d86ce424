"""The sections of the form of a dossier: which field stands where, and what one section knows of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from comity.site.desk.dossier_rows import DECISION, ENTRY
from comity.site.desk.forms import elements
from comity.site.desk.forms.elements import Element, Group
from comity.site.desk.forms.marking import Wrong

SECTIONS: Final[Mapping[str, str]] = {
    "subject": (
        "official_name names subject legal_form registration un_reference sex born birthplace nationality documents"
        " parents photo disambiguation"
    ),
    "basis": (
        "claimant_state claimant_authority decisions basis treaty_offence relies_on_ban bans category wanted_for"
        " charges max_penalty_months remaining_sentence_months limitation_date action_requested action_not_requested"
        " caution"
    ),
    DECISION: (
        "reference state court level panel panel_public issued_by case_number date type lang parties"
        " operative_part reasons_document documents recorded_as"
        " publication finality appealable_until valid_until"
        " adversarial counsel_present in_absentia retrial_right torture_alleged torture_dealt_with remedies"
        " judicial_appeal law max_penalty_months death_penalty sentence_months verification"
    ),
    "acts": "acts purpose_elements material_support supported assertions protected_conduct checklist",
    "case": "statement_of_case narrative proportionality neutrality concerned_states selected_by",
    "safeguards": (
        "fair_trial minor_at_time questionnaire death_penalty_possible death_penalty_assurance second_trial"
        " extradition_assurance notification remedy delisting_contact"
    ),
    "effect": "effect_by_drafter",
    "terms": "handling_code recipients onward sunset review_owner lang translations",
}
"""The sections in the order in which one fills them in, with their fields: of a decision, or of the entry."""
HEADS: Final = {
    "reference": "what",
    "operative_part": "said",
    "publication": "stands",
    "adversarial": "heard",
    "law": "law",
    "verification": "genuine",
}
"""The fields of a decision before which a heading stands."""
NOT_ASKED: Final = frozenset({"effect_by_approver"})
"""What the drafter does not write: the approver states it, without having read the drafter's words."""


def page_of(section: str, page: int) -> str:
    """The name of a page of a section: that of the section for the first."""
    return f"{section}_{page}" if page > 1 else section


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form. ``name``: subject, decision-1, acts_2, ...; ``wrong``: what is to be mended there;
    ``stood``: the digest of what is kept, where its fields hold something else."""

    name: str
    elements: tuple[Element, ...]
    wrong: tuple[Wrong, ...] = ()
    stood: str = ""

    @property
    def title(self) -> str:
        """The sentence that names it; that of a decision takes its number."""
        return f"desk_form.section_{self._of}"

    @property
    def hint(self) -> str:
        """The sentence on what it holds."""
        return f"desk_form.hint_{self._of}"

    @property
    def number(self) -> int:
        """Of which decision; 0 for any other section."""
        return int(self.begins.partition("-")[2] or 0)

    @property
    def page(self) -> int:
        """Which page of its items it is, from 1."""
        return int(self.name.partition("_")[2] or 1)

    @property
    def further(self) -> str:
        """The name of the page on which its lists go on."""
        return page_of(self.begins, self.page + 1)

    @property
    def begins(self) -> str:
        """The name of its first page."""
        return self.name.partition("_")[0]

    @property
    def _of(self) -> str:
        return self.begins.partition("-")[0]

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists to which an item can be added."""
        return tuple(one.path for one in self.elements if isinstance(one, Group) and not one.keyed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in it."""
        return all(one.is_empty for one in self.elements)

    @property
    def mends(self) -> int:
        """How much is to be mended, besides what is only unanswered."""
        return sum(1 for one in self.wrong if not one.wants)

    @property
    def stands(self) -> str:
        """A digest of what is kept of its fields, by which one sees whether somebody changed them meanwhile."""
        if self.stood:
            return self.stood
        said = "\0".join(f"{one.path}\1{one.value}" for one in elements.inputs(self.elements))
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def notices(self) -> tuple[tuple[str, str, Wrong], ...]:
        """What is to be mended: the id of its field, what that is called, and what is wrong."""
        named = elements.named(self.elements)
        return tuple((elements.id_of(one.path), named[one.path], one) for one in self.wrong)


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form. ``wrong``: what is wrong in no field of it; ``beyond``: the places of the text that it does not
    show."""

    sections: tuple[Section, ...]
    wrong: tuple[Wrong, ...] = ()
    beyond: tuple[str, ...] = ()

    def section(self, name: str) -> Section | None:
        """The section of this name."""
        return next((one for one in self.sections if one.name == name), None)

    def place(self, path: str) -> str:
        """The name of the section on which an item stands; empty where it stands on none."""
        rows = ((one.name, row.path) for one in self.sections for row in elements.rows(one.elements))
        return next((name for name, held in rows if held == path), "")

    @property
    def others(self) -> tuple[str, ...]:
        """What lies beyond it, but for what the approver states."""
        return tuple(one for one in self.beyond if not one.startswith(tuple(f"{ENTRY}.{name}" for name in NOT_ASKED)))

    @property
    def count(self) -> int:
        """How much stands in the way."""
        return len(self.wrong) + sum(len(one.wrong) for one in self.sections)
