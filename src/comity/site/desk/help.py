"""Help: what each capacity can do here, what waits for it, what it cannot do and why; and the help on each page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from comity.language import LANGUAGES, glossary
from comity.site.answers import today
from comity.site.answers.visit import capacity_of
from comity.site.desk.page import shown, visit


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a capacity can or cannot do: its word, its provision, and for the first the page's name."""

    word: str
    provision: str
    page: str = ""

    @property
    def address(self) -> str:
        """Where it is done; empty where this desk has no page for it yet."""
        try:
            return reverse(self.page) if self.page else ""
        except NoReverseMatch:
            return ""


_LIST: Final = Line("can_list", "law.md D(iv)", "list")
_REGISTER: Final = Line("can_register", "law.md D(iii) gate 42", "register")
_DECISIONS: Final = Line("can_decisions", "law.md D(iv)", "decisions")
_STATISTICS: Final = Line("can_statistics", "law.md D(iv)", "statistics")
_TREATY: Final = Line("can_treaty", "law.md A5", "treaty")
_LOG: Final = Line("can_log", "law.md E12", "log")
_JOURNAL: Final = Line("can_journal", "law.md D(iv)", "journal")
_SUSPEND: Final = Line("can_suspend_own", "SIS 2018/1862 Art 59(3)", "list")
_DRAFT_IT: Final = Line("can_draft", "law.md D(iv)", "drafts")
_TELL: Final = Line("can_tell", "Conv. Art 8", "tellings")
_WARN: Final = Line("can_warn", "Conv. Arts 7 to 9", "tellings")
_ANSWER: Final = Line("can_answer", "Conv. Art 9; law.md A1, F3", "requests")
_POSITION: Final = Line("can_position", "SIS 2018/1862 Art 24", "list")

CAN: Final[Mapping[str, tuple[Line, ...]]] = {
    "": (
        Line("can_published", "law.md D(iv)", "list"),
        _STATISTICS,
        _TREATY,
        _LOG,
        Line("can_rights", "CCF Statute Art 40", "rights"),
    ),
    "NLO": (_LIST, _REGISTER, _DRAFT_IT, _TELL, _POSITION, _SUSPEND, _DECISIONS),
    "NAA": (
        Line("can_approve", "law.md D(iii) gate 2", "desk"),
        _WARN,
        _POSITION,
        _SUSPEND,
        _LIST,
        _REGISTER,
        _DECISIONS,
    ),
    "ECA": (_LIST, _REGISTER, _ANSWER, Line("can_urgent", "law.md D(iv)", "list"), _STATISTICS, _TREATY),
    "CR": (
        Line("can_review", "law.md D(iii) gate 28", "desk"),
        Line("can_verify", "law.md D(iii) gate 3", "decisions"),
        _LIST,
        _REGISTER,
    ),
    "CM": (Line("can_consensus", "Charter Art 16", "list"), _LIST, _STATISTICS, _TREATY),
    "IR": (
        Line("can_case", "CCF Statute Art 19", "register"),
        Line("can_order", "CCF Statute Art 3(2)(b)", "list"),
        _JOURNAL,
        _LOG,
    ),
    "AU": (_LOG, _JOURNAL, Line("can_usage", "law.md D(iv)", "usage"), _STATISTICS),
    "CK": (
        Line("can_search", "law.md D(iii) gate 42", "search"),
        Line("can_dispose", "LED 2016/680 Art 11", "search"),
        _STATISTICS,
    ),
    "AA": (Line("can_blind", "law.md D(iii) gate 19", "desk"), _STATISTICS, _TREATY),
}

_EXPORT: Final = Line("cannot_export", "law.md D(iii) gate 42")
_TRAITS: Final = Line("cannot_traits", "law.md D(iii) gate 43")
_SEARCH: Final = Line("cannot_search", "law.md D(iv)")
_NAMED: Final = Line("cannot_named", "Convention 2001 Art 13")
_OTHERS: Final = Line("cannot_edit_others", "SIS 2018/1862 Art 59(3)")
_DRAFT: Final = Line("cannot_draft", "law.md D(iv)")

CANNOT: Final[Mapping[str, tuple[Line, ...]]] = {
    "": (Line("cannot_persons", "law.md D(iv)"), _TRAITS, _EXPORT),
    "NLO": (Line("cannot_approve", "law.md D(iv)"), _SEARCH, _OTHERS, _NAMED, _TRAITS, _EXPORT),
    "NAA": (_DRAFT, _SEARCH, _OTHERS, _NAMED, _TRAITS, _EXPORT),
    "ECA": (Line("cannot_instruct", "law.md D(iv)"), _SEARCH, _NAMED, _TRAITS, _EXPORT),
    "CR": (Line("cannot_own_state", "law.md D(iii) gate 28"), _DRAFT, _SEARCH, _TRAITS, _EXPORT),
    "CM": (Line("cannot_confidential", "law.md D(iv)"), Line("cannot_floor", "law.md D(iii)"), _SEARCH, _EXPORT),
    "IR": (Line("cannot_outside_case", "law.md D(iv)"), _OTHERS, _EXPORT),
    "AU": (Line("cannot_content", "law.md D(iv)"), _EXPORT),
    "CK": (
        Line("cannot_browse", "law.md D(iii) gate 42"),
        Line("cannot_automatic", "LED 2016/680 Art 11"),
        _TRAITS,
        _EXPORT,
    ),
    "AA": (Line("cannot_read_entries", "law.md D(iv)"), _EXPORT),
}


def help_(request: HttpRequest) -> HttpResponse:
    """What the visitor can do here today, what waits, what he cannot do and why; then the other capacities."""
    with visit(request) as made:
        mine, found = capacity_of(made), today.of(made)
        values = {
            "can": CAN[mine],
            "cannot": CANNOT[mine],
            "waiting": len(found.waiting) + len(found.told),
            "due": len(found.due),
            "late": sum(one.overdue for one in found.due),
            "others": [(name, CAN[name], CANNOT[name]) for name in CAN if name and name != mine],
        }
        return shown(request, made, "help.html", values)


def terms(request: HttpRequest) -> HttpResponse:
    """The words of the treaty, and how many of them nobody has reviewed in each language."""
    with visit(request) as made:
        words = [
            {
                "name": one.name,
                "term": one.term[made.lang],
                "means": one.means[made.lang],
                "others": [(other, one.term[other]) for other in LANGUAGES if other != made.lang],
                "provision": one.provision,
                "reviewed": made.lang in one.reviewed,
            }
            for one in glossary.terms()
        ]
        values = {"words": words, "total": len(words), "unreviewed": glossary.counts()}
        return shown(request, made, "glossary.html", values)
