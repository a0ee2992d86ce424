"""The pages on which a dossier is filled in: a page for each section of its form, and its text as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import yamltext
from comity.errors import Refusal, Refused
from comity.interchange.dossier import rewriting
from comity.interchange.dossier.file_names import tidy
from comity.interchange.dossier.folder import TEXT as FILE_NAME
from comity.interchange.dossier.model import KINDS, MAX_DECISIONS
from comity.judiciary.procedures import FINALITIES
from comity.language import say
from comity.profile.texts import InstrumentKind, Role
from comity.site import problems
from comity.site.answers import drafting
from comity.site.answers import held as keeping
from comity.site.answers.drafting import Checked, Standing
from comity.site.answers.held import Held
from comity.site.answers.visit import Visit
from comity.site.desk import dossier_form, dossier_rows, terms
from comity.site.desk.dossier_form import Choices
from comity.site.desk.dossier_rows import DECISIONS
from comity.site.desk.dossier_sections import Form, Section
from comity.site.desk.forms import elements, reading
from comity.site.desk.forms.elements import Input
from comity.site.desk.forms.making import at
from comity.site.desk.forms.marking import Wrong
from comity.site.desk.page import shown, visit

_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as it is shown: what it holds, what its text says, what is wrong, its form (None where the text is of no
    such shape), and which of its acts are in the log already."""

    name: str
    held: Held
    data: Mapping[str, Any]
    checked: Checked
    form: Form | None
    standing: tuple[Standing, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """What every page of a draft shows."""
        entry, checked = at(self.data, "entry"), self.checked
        kind = str(self.data.get("kind", ""))
        return {
            "draft": self.name,
            "held": self.held,
            "checked": checked,
            "form": self.form,
            "standing": self.standing,
            "kind": kind if kind in KINDS else "",
            "subject": str(at(entry, "official_name") or at(entry, "names.0.name") or ""),
            "renews": str(self.data.get("renews") or ""),
            "count": self.form.count if self.form else len(checked.faults),
            "mends": self.form is None or any(one.mends for one in self.form.sections),
            "more_decisions": len(at(self.data, DECISIONS) or []) < MAX_DECISIONS,
            "approver_wrote": bool(at(entry, "effect_by_approver")),
            "cited": _cited(self.form) if self.form else {},
        }


def part(request: HttpRequest, draft: str, part: str) -> HttpResponse:
    """One section of the form: its fields with every fault and finding beside them."""
    with visit(request) as made:
        opened = of(made, draft, drafting.opened(made, draft))
        section = opened.form.section(part) if opened.form else None
        if section is None:
            raise Refused("draft.unknown", "design, rule 24")
        if request.method != "POST":
            return _page(request, made, opened, section)
        if request.POST.get("seen", section.stands) != section.stands:
            return _conflict(request, made, opened, section)
        held, filled, refusal = _filled(request, opened, section)
        now_is = dossier_form.of(filled, _choices(made, held), made.lang) or opened.form
    if held != opened.held:
        keeping.save(made, draft, held)
    if refusal is None:
        return HttpResponseRedirect(f"/drafts/{draft}{_next(request, now_is or Form(()), section, filled)}")
    with visit(request) as now:
        again = of(now, draft, held)
        same = again.form.section(part) if again.form else None
        return _page(request, now, again, same or section, refusal.sentence(now.lang), problems.status_of(refusal))


def text(request: HttpRequest, draft: str) -> HttpResponse:
    """The whole draft as text."""
    with visit(request) as made:
        opened = of(made, draft, drafting.opened(made, draft))
        if request.method != "POST":
            return shown(request, made, "draft_text.html", opened.values)
        typed = request.POST.get("text", opened.held.text).replace("\r\n", "\n")
    keeping.save(made, draft, drafting.written(opened.held, typed))
    return HttpResponseRedirect(f"/drafts/{draft}/text")


def with_decision(opened: Opened) -> tuple[Held, str]:
    """The draft with one empty decision more, and the name of its section."""
    rows = at(opened.data, DECISIONS)
    filled = reading.with_row({**opened.data}, DECISIONS, (DECISIONS,))
    name = f"{dossier_rows.DECISION}-{len(rows) + 1 if isinstance(rows, list) else 1}"
    return drafting.written(opened.held, rewriting.text(filled, opened.held.text)), name


def of(made: Visit, name: str, held: Held) -> Opened:
    """A draft with everything that is wrong with it, at its field."""
    data, checked = _data(held), drafting.check(made, held)
    form = dossier_form.of(data, _choices(made, held), made.lang)
    if form is not None:
        found = [Wrong(paths, one) for one, paths in drafting.found(checked)]
        found += [Wrong(("entry.claimant_state", "entry.claimant_authority"), one) for one in _foreign(made, checked)]
        form = dossier_form.beside(form, checked.faults, found, drafting.asked(made, str(data["kind"])))
    return Opened(name, held, data, checked, form, drafting.standing(made, name))


def _filled(request: HttpRequest, opened: Opened, section: Section) -> tuple[Held, Mapping[str, Any], Refusal | None]:
    """The draft with what was typed and attached, what it then says, and the first document that was refused."""
    read = reading.read(section.elements, dossier_rows.completed(opened.data), request.POST)
    filled = dossier_rows.tidied(read, opened.data)
    held, refusal = _attached(request, opened.held, elements.inputs(section.elements), filled)
    filled = _resized(request, filled, section)
    if filled != opened.data:
        held = drafting.written(held, rewriting.text(filled, held.text))
    return held, filled, refusal


def _conflict(request: HttpRequest, made: Visit, opened: Opened, section: Section) -> HttpResponse:
    """What was typed, unsaved, where others saved the same section meanwhile."""
    read = reading.read(section.elements, dossier_rows.completed(opened.data), request.POST, strict=False)
    typed = dossier_form.of(dossier_rows.tidied(read, opened.data), _choices(made, opened.held), made.lang)
    mine = typed.section(section.name) if typed else None
    merged = replace(mine or section, stood=section.stands)
    return _page(request, made, opened, merged, say("desk_form.meanwhile", made.lang), _CONFLICT)


def _next(request: HttpRequest, form: Form, section: Section, filled: Mapping[str, Any]) -> str:
    """Where one goes from here: to the new item, to the next section, to all of them, or nowhere. ``form``: as it is
    now."""
    added, dropped = request.POST.get("add", ""), request.POST.get("drop", "")
    if added in section.lists:
        item = f"{added}.{len(at(filled, added)) - 1}"
        return f"/{form.place(item) or section.name}#{elements.id_of(item)}"
    names = [one.name for one in form.sections]
    if dropped:
        name = dropped.rpartition(".")[0]
        here = section.name if section.name in names else section.begins
        return "" if name == DECISIONS else f"/{here}#{elements.id_of(name)}"
    place = names.index(section.name) + 1 if section.name in names else len(names)
    follows = f"/{names[place]}" if place < len(names) else ""
    return {"next": follows, "all": ""}.get(request.POST.get("stage", ""), f"/{section.name}")


def _resized(request: HttpRequest, filled: dict[str, Any], section: Section) -> dict[str, Any]:
    """With an item more or less, as was asked for."""
    added, dropped = request.POST.get("add", ""), request.POST.get("drop", "")
    if added.startswith(f"{DECISIONS}."):
        filled.setdefault(DECISIONS, [{}])
    filled = reading.with_row(filled, added, section.lists)
    return reading.without_row(filled, dropped, (*section.lists, DECISIONS))


def _attached(
    request: HttpRequest, held: Held, fields: Iterable[Input], filled: dict[str, Any]
) -> tuple[Held, Refusal | None]:
    """``held`` with each document that was brought to a field, which then cites it; the first that was refused."""
    refusal = None
    for one in fields:
        file = request.FILES.get(f"{reading.FILE}{one.path}") if one.cites else None
        if file is None:
            continue
        try:
            held = keeping.attach(held, name := tidy(file.name or ""), file.read())
        except Refused as refused:
            refusal = refusal or refused.refusal
            continue
        cites = at(filled, one.path) or []
        value = [*(each for each in cites if each != name), name] if one.kind == "checks" else name
        if one.path.startswith(f"{DECISIONS}."):
            filled.setdefault(DECISIONS, [{}])
        reading.put(filled, one.path.split("."), value)
    return held, refusal


def _page(
    request: HttpRequest, made: Visit, opened: Opened, section: Section, sentence: str = "", status: int = 200
) -> HttpResponse:
    values = {**opened.values, "section": section, "sentence": sentence}
    return shown(request, made, "draft_part.html", values, status)


def _foreign(made: Visit, checked: Checked) -> Iterator[Refusal]:
    """That a dossier speaks for another State or authority than the drafter's."""
    if checked.dossier is not None:
        try:
            drafting.check_own(made, checked.dossier.entry.claimant_state, checked.dossier.entry.claimant_authority)
        except Refused as refused:
            yield refused.refusal


def _choices(made: Visit, held: Held) -> Choices:
    directory, own = made.unit.directory(), made.signer.authority
    return Choices(
        tuple(terms.others(made)),
        tuple((name, name) for name in held.documents),
        directory.participant_of(own),
        own,
        made.signer.id,
        tuple((one, say(f"entries.finality_{one}", made.lang)) for one in sorted(FINALITIES)),
        tuple(_treaties(made)),
    )


def _treaties(made: Visit) -> Iterator[tuple[str, str]]:
    """The treaties on whose offences an entry may rest, in words."""
    for one in made.registry.profile.instruments:
        if one.role is Role.BASIS and one.kind is InstrumentKind.TREATY:
            yield one.id, f"{one.names.read(made.lang)} ({one.id})"


def _data(held: Held) -> dict[str, Any]:
    """What the text of a draft says; empty where it cannot be read."""
    try:
        data = yamltext.read(held.text.encode(), FILE_NAME).data
    except Refused:
        return {}
    return dict(data) if isinstance(data, dict) else {}


def _cited(form: Form) -> dict[str, list[tuple[str, str, str]]]:
    """For each document the fields that cite it: their section, id and name."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for section in form.sections:
        named = elements.named(section.elements)
        for one in elements.inputs(section.elements):
            place = f"{section.number}. {named[one.path]}" if section.number else named[one.path]
            for name in one.chosen if one.cites else ():
                found.setdefault(name, []).append((section.name, one.id, place))
    return found
