"""Each kind of fault, planted in a sound profile, is explained with its file and line."""

import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import language, profile
from comity.errors import Refused
from comity.profile.parties import CAPACITIES_AT, Duty

Plant = Callable[[str, str, str], Path]

PLANTED = [
    # file, what stands there, what is planted, the fault, what stands on the line that is named
    ("profile.yaml", "profile:", "profil:", "profile.unknown_section", "profil:"),
    ("profile.yaml", "  id: example_union\n", "", "profile.missing", "profile:"),
    ("profile.yaml", "fictional: true", "fictional: yes", "profile.wrong_kind", "fictional"),
    ("profile.yaml", "fictional: true", "fictional: true\n  colour: red", "profile.unknown_key", "colour"),
    ("profile.yaml", 'version: "1.0"', "version: one", "profile.form", "version"),
    ("profile.yaml", "fictional: true", "fictional: true\n  extends: atlantis", "profile.extends_unknown", "atlantis"),
    ("profile.yaml", "fictional: true", "fictional: false", "profile.real_body", None),
    ("profile.yaml", "fictional: true", "fictional: false", "profile.fiction_mark", None),
    ("profile.yaml", "fictional: true", "fictional: false\n  members: own", "profile.own_members", "members: own"),
    ("organs.yaml", "organs:", "more: []\norgans:", "profile.unknown_section", "more"),
    ("participants.yaml", "participants:", "participants: none\nfigures:", "profile.not_list", "participants"),
    ("participants.yaml", "kind: state", "kind: kingdom", "profile.not_one_of", "kingdom"),
    ("participants.yaml", "from: 1990-01-01", "from: 1990", "profile.day", "from: 1990,"),
    ("participants.yaml", "from: 1990-01-01", "from: 1990-02-31", "profile.wrong_kind", "1990-02-31"),
    ("participants.yaml", "to: 2012-05-01", "to: 1980-05-01", "profile.backwards", "1980"),
    ("participants.yaml", "to: 2012-05-01", "to: 2012-05-02", "profile.overlap", "withdrawn"),
    ("participants.yaml", "kind: state", "kind: external", "profile.member_no_state", "member"),
    ("participants.yaml", "id: QN", "id: QM", "profile.duplicate", "id: QM"),
    ("participants.yaml", "ru:", "rus:", "profile.missing", "rus:"),
    ("instruments.yaml", "date: 1990-01-01", "date: long ago", "profile.vague_day", "long ago"),
    ("instruments.yaml", "participant: QM", "participant: ZZ", "profile.no_reference", "participant: ZZ"),
    ("provisions.yaml", "confidence: fictional", "confidence: paraphrase high", "profile.quoted_unseen", None),
    ("provisions.yaml", 'id: "COMPACT-1990/9"', 'id: "NOWHERE/9"', "profile.no_reference", "NOWHERE/9"),
    ("organs.yaml", "COMPACT-1990/14", "COMPACT-1990/99", "profile.no_reference", "COMPACT-1990/99"),
    ("vocabulary.yaml", "means: prosecution", "means: danger", "profile.purpose_below_floor", "means: danger"),
    ("vocabulary.yaml", "requires: [violent_act, purpose]", "requires: [purpose]", "profile.basis_below_floor", None),
    ("vocabulary.yaml", "counts_as: T-b, ", "", "profile.basis_below_floor", "id: BAND"),
    ("vocabulary.yaml", "why_not:", "why:", "profile.unknown_key", "why:"),
    ("vocabulary.yaml", "admissible: false, why_not: {", "admissible: false, x: {", "profile.unknown_key", "x:"),
    ("vocabulary.yaml", "id: DISCORD", "id: Ⅹ", "profile.form", "Ⅹ"),
    ("scales.yaml", 'percent: "40"', 'percent: "41"', "profile.scale_sum", "shares"),
    ("scales.yaml", 'percent: "40"', "percent: 40 %", "profile.percent", "40 %"),
    ("scales.yaml", "conflicts_with: [DUES-ALMANAC]", "conflicts_with: [NONE]", "profile.no_reference", "NONE"),
    ("functions.yaml", "command: [comity, demo]", "command: []", "profile.function_says", "status"),
    ("functions.yaml", "status: refused", "status: planned", "profile.function_says", "status: planned"),
    ("authorities.yaml", "capacities: [NLO]", "capacities: [KING]", "profile.not_one_of", "KING"),
    ("authorities.yaml", "capacities: [NLO]", "capacities: [CR]", "profile.capacity_place", "[CR]"),
    ("authorities.yaml", "capacities: [NLO]", "capacities: [CLOCK]", "profile.capacity_place", "CLOCK"),
    ("authorities.yaml", "capacities: [NLO]", "capacities: [NLO, NAA]", "profile.combined", "NLO, NAA"),
    ("authorities.yaml", "capacities: [NLO]", "capacities: []", "profile.empty", "capacities: []"),
    ("authorities.yaml", ", seconded_by: QM", "", "profile.no_secondment", "CH-1"),
    ("claims.yaml", "figures:", "figures: &x", "yaml.alias", "&x"),
    ("claims.yaml", "figures:", "figures:\n\t- x", "yaml.syntax", None),
    ("claims.yaml", 'value: "7"', 'value: "many"', "profile.form", "many"),
]


@pytest.mark.parametrize(("file", "old", "new", "fault", "shows"), PLANTED)
def test_a_planted_fault_is_explained(
    plant: Plant, file: str, old: str, new: str, fault: str, shows: str | None
) -> None:
    folder = plant(file, old, new)
    problems = [problem for problem in profile.check(folder) if problem.key == fault]
    assert problems, [(p.file, p.line, p.key) for p in profile.check(folder)]
    for lang in language.LANGUAGES:
        assert problems[0].sentence(lang)
    if shows is not None:
        lines = {p.file: (folder / p.file).read_text("utf-8").splitlines() for p in problems}
        assert any(shows in lines[p.file][p.line - 1] for p in problems), [(p.file, p.line) for p in problems]


def test_every_fault_is_explained_and_not_only_the_first(plant: Plant) -> None:
    plant("scales.yaml", 'percent: "40"', 'percent: "41"')
    plant("participants.yaml", "kind: state", "kind: kingdom")
    folder = plant("claims.yaml", "figures:", "figures: *x")
    keys = {problem.key for problem in profile.check(folder)}
    assert {"profile.scale_sum", "profile.not_one_of", "yaml.alias"} <= keys


def test_a_basis_that_is_not_admissible_says_why(plant: Plant) -> None:
    folder = plant("vocabulary.yaml", "admissible: true, counts_as: T-b", "admissible: false, counts_as: T-b")
    assert [(p.file, p.line, p.key) for p in profile.check(folder)] == [("vocabulary.yaml", 2, "profile.why_not")]


def test_a_folder_without_a_header_is_explained(tmp_path: Path) -> None:
    keys = {problem.key for problem in profile.check(tmp_path)}
    assert "profile.no_header" in keys


def test_a_text_that_is_no_set_of_sections_is_explained(plant: Plant) -> None:
    folder = plant("claims.yaml", "figures:", "figures:")
    (folder / "claims.yaml").write_text("- one\n- two\n")
    assert [(p.file, p.line, p.key) for p in profile.check(folder)] == [("claims.yaml", 1, "profile.not_sections")]


def test_a_list_over_the_limit_of_files_is_explained(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.profile.reading.MAX_FILES", 3)
    folder = plant("claims.yaml", "figures:", "figures:")
    assert "profile.too_many_files" in {problem.key for problem in profile.check(folder)}


# --- an extension may add, never loosen ------------------------------------------------------

HEADER = """profile:
  id: upper
  version: "1.0"
  fictional: {fictional}
  extends: {base}
  names: {{en: Upper, ru: Верхний, zh: 上层}}
  summary: {{en: Upper, ru: Верхний, zh: 上层}}
  working_languages: [fr]
"""
BASIS = """bases:
  - id: {id}
    names: {{en: New, ru: Новое, zh: 新}}
    provision: SHANGHAI-2001/1(2)
    admissible: true
    counts_as: T-b
    requires: [violent_act, purpose]
    source: invented
    confidence: product policy
"""


def extension(folder: Path, text: str = "", base: str = "sco_rats", fictional: str = "false") -> Path:
    (folder / "profile.yaml").write_text(HEADER.format(base=base, fictional=fictional), "utf-8")
    if text:
        (folder / "more.yaml").write_text(text, "utf-8")
    return folder


def test_an_extension_that_adds_is_sound(tmp_path: Path) -> None:
    text = "participants:\n  - {id: XZ, kind: state, names: {en: Z, ru: З, zh: 泽}}\n"
    assert profile.check(extension(tmp_path, text)) == []


def test_an_extension_may_not_add_an_admissible_basis(tmp_path: Path) -> None:
    problems = profile.check(extension(tmp_path, BASIS.format(id="T-z")))
    assert [(p.file, p.line, p.key) for p in problems] == [("more.yaml", 5, "profile.loosened")]


def test_an_extension_may_not_change_what_it_extends(tmp_path: Path) -> None:
    problems = profile.check(extension(tmp_path, BASIS.format(id="EXT-2017")))
    assert ("more.yaml", 2, "profile.redefined") in [(p.file, p.line, p.key) for p in problems]


def test_a_real_profile_cannot_build_on_fiction(tmp_path: Path) -> None:
    problems = profile.check(extension(tmp_path, base="example_union"))
    assert [(p.line, p.key) for p in problems] == [(4, "profile.real_on_fiction")]


def test_faults_below_are_shown_with_the_name_of_the_base(tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(str(files("comity.profiles") / "example_union"), base)
    (base / "scales.yaml").write_text("scales: x\n")
    upper = tmp_path / "upper"
    upper.mkdir()
    assert [(p.file, p.line, p.key) for p in profile.check(extension(upper, base="base", fictional="true"))] == [
        ("base/scales.yaml", 1, "profile.not_list")
    ]


def test_a_loop_of_extensions_ends(tmp_path: Path) -> None:
    for name, base in (("one", "two"), ("two", "one")):
        (tmp_path / name).mkdir()
        extension(tmp_path / name, base=base, fictional="true")
    assert "profile.extends_loop" in {p.key for p in profile.check(tmp_path / "one")}


def test_every_duty_has_its_capacities() -> None:
    assert set(CAPACITIES_AT) == set(Duty)


# --- hostile input ---------------------------------------------------------------------------

SOUND = {
    path.name: path.read_text("utf-8") for path in Path(str(files("comity.profiles") / "example_union")).glob("*.yaml")
}


@settings(max_examples=60, deadline=None)  # each example reads a whole folder
@given(st.data())
def test_a_damaged_profile_never_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(SOUND)))
    text = SOUND[name]
    start = data.draw(st.integers(0, len(text)))
    damage = data.draw(st.text(alphabet="{}[]-:,\n\t \"'0é\x00&*!", max_size=8))
    folder = tmp_path_factory.mktemp("damaged")
    for other, held in SOUND.items():
        (folder / other).write_text(held, "utf-8")
    (folder / name).write_bytes(
        (text[:start] + damage + text[start + len(damage) + 3 :]).encode("utf-8", "surrogatepass")
    )
    problems = profile.check(folder)
    assert all(problem.line >= 1 and problem.sentence("ru") for problem in problems)
    if problems:
        with pytest.raises(Refused):
            profile.load(folder)
    else:
        assert re.fullmatch("[0-9a-f]{64}", profile.load(folder).digest)
