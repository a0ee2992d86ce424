"""A dossier as a form: every field of its model in one section, and back into the text without a loss."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tests.served  # noqa: F401  sets Django up before anything that needs it
from comity import yamltext
from comity.interchange.dossier import checking, examples, places, rewriting, templates
from comity.interchange.dossier.asking import asked
from comity.interchange.dossier.examples import AS_OF, Negative
from comity.interchange.dossier.model import KINDS, AttachedDecision
from comity.interchange.dossier.reading import Malformed, read
from comity.language import LANGUAGES
from comity.profile.loading import load
from comity.qualification.facts import gather
from comity.qualification.gates import BLIND, weigh
from comity.qualification.of_profile import rulebook_of, says
from comity.qualification.rulebook import Outcome
from comity.site.desk import dossier_form, dossier_rows
from comity.site.desk.dossier_form import Choices
from comity.site.desk.dossier_sections import NOT_ASKED, SECTIONS, Form
from comity.site.desk.forms import elements, reading
from comity.site.desk.forms.marking import Wrong
from tests.site.desk.generated import DOCUMENTS, dossiers

CHOICES = Choices((("EC", "EC"),), (("ruling.pdf", "ruling.pdf"),), "XA", "XA-CENTRAL", "XA-NLO-1", (), ())
LANGUAGES_THAT_WORK = frozenset({"ru", "zh"})


def form(data: object, lang: str = "en") -> Form:
    made = dossier_form.of(data, CHOICES, lang)
    assert made is not None
    return made


def parsed(text: str) -> Any:
    return yamltext.read(text.encode(), "dossier.yaml").data


def sent(made: Form, section: str) -> QueryDict:
    """What a browser sends of a section that nobody changes: one line of an input, text with its own line ends."""
    query = QueryDict(mutable=True)
    held = made.section(section)
    assert held is not None
    for one in elements.inputs(held.elements):
        if one.kind == "checks":
            query.setlist(one.path, [value for value, _ in one.options if value in one.chosen])
        elif one.kind in ("text", "lines"):
            query[one.path] = one.value.replace("\n", "\r\n")
        else:
            assert "\n" not in one.value
            query[one.path] = one.value
    return query


def saved(data: dict[str, Any], section: str, query: QueryDict | None = None) -> dict[str, Any]:
    """``data`` after a section was saved."""
    made = form(data)
    held = made.section(section)
    assert held is not None
    typed = reading.read(held.elements, dossier_rows.completed(data), query or sent(made, section))
    return dossier_rows.tidied(typed, data)


def marked(folder: Path) -> tuple[Form, checking.Known | None]:
    """The form of a folder with everything that is wrong at its field."""
    rulebook, profile = rulebook_of("sco_rats_demo"), load("sco_rats_demo")
    data = parsed((folder / "dossier.yaml").read_text("utf-8"))
    gates = asked(data["kind"], rulebook, LANGUAGES_THAT_WORK, AS_OF)
    try:
        dossier = read(folder, lambda name: b"0" * 16)
    except Malformed as malformed:
        return dossier_form.beside(form(data), malformed.faults, (), gates), None
    known = checking.check(dossier, rulebook, profile, AS_OF)
    decisions = [one.decision for one in dossier.decisions]
    wrong = [Wrong(places.of(one, dossier.entry, decisions), one) for one in known.refused]
    return dossier_form.beside(form(data), (), wrong, gates), known


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_model_stands_in_one_section(kind: str) -> None:
    made = form({"kind": kind})
    names = [one.path.split(".")[1] for section in made.sections for one in section.elements if "." in one.path]
    entry = KINDS[kind].model_fields["entry"].annotation
    wanted = set(getattr(entry, "model_fields", {})) - NOT_ASKED
    assert wanted <= set(names)
    own = [one.path.split(".")[2] for one in made.sections[2].elements]
    assert sorted(own) == sorted(AttachedDecision.model_fields)
    entries = [
        name for text in (fields for key, fields in SECTIONS.items() if key != "decision") for name in text.split()
    ]
    assert len(entries) == len(set(entries))
    paths = [one.path for section in made.sections for one in elements.each(section.elements)]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_opens_in_the_form_and_nothing_of_it_lies_beyond(kind: str, lang: str) -> None:
    made = form(parsed(templates.text(kind, lang)), lang)
    assert made.beyond == ()
    assert all(one.label for section in made.sections for one in elements.each(section.elements))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_form_shows_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    before = data.draw(dossiers(kind))
    made = before
    for section in form(before).sections:
        made = saved(made, section.name)
    after = parsed(rewriting.text(made, ""))
    assert KINDS[kind].model_validate(_digests(after)) == KINDS[kind].model_validate(_digests(before))
    again = form(after)
    assert {one.split(".")[1] for one in again.beyond} <= NOT_ASKED


def _digests(value: Any) -> Any:
    """With a digest in the place of each document: what the models hold."""
    if isinstance(value, dict):
        return {name: one if name == "documents" else _digests(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_digests(one) for one in value]
    return "0" * 64 if value in DOCUMENTS else value


@pytest.mark.parametrize("name", examples.passing())
def test_a_finished_dossier_is_unchanged_by_the_form_and_passes_every_gate(name: str, tmp_path: Path) -> None:
    folder = examples.materialise(name, tmp_path / name, AS_OF)
    before = parsed((folder / "dossier.yaml").read_text("utf-8"))
    made = before
    for section in form(before).sections:
        made = saved(made, section.name)
    assert made == before
    (folder / "dossier.yaml").write_text(rewriting.text(made, ""), "utf-8")
    shown, known = marked(folder)
    assert known is not None and known.refused == ()
    assert shown.count == 0
    dossier = read(folder, lambda name: b"0" * 16)
    ports = replace(examples.passing_ports(dossier), profile=says(load("sco_rats_demo"), dossier.entry, AS_OF))
    facts = gather(known.door, dossier.entry, [one.decision for one in dossier.decisions], ports, AS_OF)
    assert weigh(known.door, facts, rulebook_of("sco_rats_demo"), AS_OF).outcome is Outcome.PERMIT


@pytest.mark.parametrize("one", [one for one in examples.negatives() if one.change.path], ids=lambda one: str(one.name))
def test_a_refusing_gate_stands_beside_the_field_that_causes_it(one: Negative, tmp_path: Path) -> None:
    made, _ = marked(examples.materialise(one, tmp_path / "one", AS_OF))
    visible = set(one.gates) - BLIND - {24, 33}  # those wait for a search, or for the reviewer
    path = str(one.change.path)
    for gate in visible:
        where = {
            place
            for section in made.sections
            for wrong in section.wrong
            if wrong.finding and wrong.finding.gate == gate
            for place in wrong.paths
        }
        if path.split(".")[1] in NOT_ASKED:
            continue
        assert any(place == path or _holds(place, path) or _holds(path, place) for place in where), (gate, where)
    assert made.wrong == () or path.split(".")[1] in NOT_ASKED


def _holds(outer: str, inner: str) -> bool:
    return inner.startswith(f"{outer}.")


def test_what_is_wrong_is_counted_once_and_an_empty_dossier_lists_what_is_needed(tmp_path: Path) -> None:
    for kind in KINDS:
        templates.write(tmp_path / kind, kind, "en")
        made, _ = marked(tmp_path / kind)
        paths = [one.path for section in made.sections for one in section.wrong]
        assert len(paths) == len(set(paths))
        assert {"entry.acts", "entry.basis", "entry.narrative", "entry.sunset", "decisions.0.reference"} <= set(paths)
        assert all(one.wants for section in made.sections for one in section.wrong), (
            "nothing was written, nothing is wrong"
        )


def test_what_the_form_does_not_know_stays() -> None:
    before = {"kind": "list", "poem": 7, "entry": {"official_name": "X", "rhyme": ["a"], "narrative": "a\rb"}}
    made = form(before)
    assert set(made.beyond) == {"poem", "entry.rhyme", "entry.narrative"}
    assert saved(before, "subject") == before
    assert saved(before, "case") == before


def test_rows_come_and_go_and_those_that_stay_empty_are_not_kept() -> None:
    before = {"kind": "list", "entry": {"acts": [{"kind": "bombing", "involvement": "done"}]}}
    assert saved(before, "acts") == before
    made = reading.with_row(saved(before, "acts"), "entry.acts", ("entry.acts",))
    assert made["entry"]["acts"][1] == {}
    assert saved(made, "acts") == made, "what was asked for stays until it is removed"
    assert reading.without_row(made, "entry.acts.1", ("entry.acts",)) == before
    assert reading.with_row(dict(before), "entry.bans", ("entry.acts",)) == before, "of a list of this section alone"


def test_each_kind_of_protected_conduct_has_a_row_and_only_answers_are_kept() -> None:
    before: dict[str, Any] = {
        "kind": "list",
        "entry": {"protected_conduct": [{"conduct": "speech", "reliance": "none"}]},
    }
    made = form(before)
    held = made.section("acts")
    assert held is not None
    (group,) = (one for one in held.elements if one.path == "entry.protected_conduct")
    assert isinstance(group, elements.Group) and len(group.rows) == 11 and group.filled == 1
    query = sent(made, "acts")
    row = next(one for one in group.rows if one.title == "membership")
    query[f"{row.path}.reliance"] = "none"
    rows = saved(before, "acts", query)["entry"]["protected_conduct"]
    assert [one["conduct"] for one in rows] == ["speech", "membership"]


def test_more_items_than_a_page_can_hold_go_on_upon_further_pages() -> None:
    acts = [{"kind": "bombing", "involvement": "done", "place": f"Place {number}"} for number in range(100)]
    said = [{"text": f"Statement {number}", "standing": "alleged"} for number in range(3)]
    before = {"kind": "list", "entry": {"acts": acts, "assertions": said}}
    made = form(before)
    pages = [one for one in made.sections if one.begins == "acts"]
    assert [one.name for one in pages] == ["acts", *(f"acts_{number}" for number in range(2, len(pages) + 1))]
    assert {(one.title, one.number) for one in pages} == {("desk_form.section_acts", 0)}
    rows = [row.path for page in pages for row in elements.rows(page.elements) if ".acts." in row.path]
    assert rows == [f"entry.acts.{number}" for number in range(100)]
    assert made.place("entry.acts.99") == pages[-1].name
    assert made.beyond == ()
    for page in pages:
        items = sum(len(row.fields) for row in elements.rows(page.elements) if "protected_conduct" not in row.path)
        assert items < 250
        assert saved(before, page.name) == before, "what stands on other pages is left as it is"
    query = sent(made, pages[-1].name)
    query["entry.acts.99.place"] = "Elsewhere"
    after = saved(before, pages[-1].name, query)
    assert [one["place"] for one in after["entry"]["acts"]] == [*(f"Place {n}" for n in range(99)), "Elsewhere"]


_STRANGE: list[object] = [None, [], {}, {"kind": "poem"}, {"kind": 3}, {"kind": "list", "entry": 7}]
_STRANGE += [{"kind": "list", "entry": {"acts": "x"}}, {"kind": "list", "entry": {"acts": [1]}}]
_STRANGE += [{"kind": "list", "decisions": {"a": 1}}, {"kind": "list", "decisions": [1]}]


@pytest.mark.parametrize("data", _STRANGE)
def test_a_text_of_another_shape_has_no_form(data: object) -> None:
    assert dossier_form.of(data, CHOICES, "en") is None
