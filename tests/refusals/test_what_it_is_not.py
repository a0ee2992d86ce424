"""What Comity is not (design.md): one test for each clause, each proven to fail on a planted violation."""

from pathlib import Path

import pytest

from tools.house import locks, refused

ROOT = Path(__file__).parents[2]
CLAUSES = {clause.name: clause for clause in refused.CLAUSES}

PLANTED = {
    "crawler": ["class NewsCrawler: ...", "def scrape(address): ...", "package scrapy"],
    "social-media intake": ["class Intake:\n    telegram: str", "social_media = 1", "package tweepy"],
    "content blocking": ["def block_content(address): ...", 'option = "--takedown"', "yaml url_filter: true"],
    "risk score": ["class Person:\n    risk_score: int", "def rate_threat(person): ...", "package xgboost"],
    "face or voice matching": ["def compare(voiceprint): ...", "class FaceMatcher: ...", "package face-recognition"],
    "ranking of people in networks": ["def centrality(graph): ...", "PageRank = 1", "package networkx"],
    "search or selection by religion, ethnicity, nationality or origin": [
        "def search_people(nationality): ...",
        "class PersonQuery:\n    religion: str",
        'typer.Option("--ethnicity")',
    ],
    "a field that records religion or ethnicity": ["class Entry:\n    ethnicity: str", "yaml religion: text"],
    "selection by a named trait": ["def group_by_religion(): ...", "people_by_origin = 1"],
    "bulk export of personal data": ["def export_all(): ...", 'option = "--dump-register"', "def bulk_export(): ..."],
    "alert to monitor or to question": ['PURPOSE = "monitor"', 'alerts = ["to question"]', "yaml discreet_check: x"],
    "field for operational methods": ["class Request:\n    modus_operandi: str", "yaml methods_and_means: text"],
    "capacity that reads everything": ['CAPACITY = "superuser"', "def read_all(): ...", "bypass_visibility = True"],
}

INNOCENT = """
class RegisterEntry:
    nationality: str
    interface: str
    questionnaire: str
    torture_risk: str
def export_entry(entry_id): ...
def origin(log): ...
def leaf(stamp, face): ...
def read_allowed(surface): ...
def search_person(name, case_reference, purpose): ...
"""


def planted(folder: Path, source: str) -> list[refused.Name]:
    """The names of a tree with one violation in it: Python, a YAML key, or a package."""
    if source.startswith("package "):
        return refused.packages([source.removeprefix("package ")])
    name = "a.yaml" if source.startswith("yaml ") else "a.py"
    (folder / name).write_text(source.removeprefix("yaml "), "utf-8")
    return refused.names(folder)


@pytest.fixture(scope="module")
def names() -> list[refused.Name]:
    """Every name in the program: three seconds, which a worker that runs none of these tests should not spend."""
    return refused.names(ROOT / "src") + refused.packages(list(locks.read(ROOT / "requirements.lock").pins))


@pytest.mark.parametrize("clause", CLAUSES)
def test_no_name_in_the_program_breaks_the_clause(clause: str, names: list[refused.Name]) -> None:
    assert CLAUSES[clause].broken_by(names) == []


@pytest.mark.parametrize(("clause", "source"), [(c, source) for c, sources in PLANTED.items() for source in sources])
def test_a_planted_violation_breaks_the_clause(tmp_path: Path, clause: str, source: str) -> None:
    assert CLAUSES[clause].broken_by(planted(tmp_path, source)) != []


def test_every_clause_has_a_planted_violation() -> None:
    assert PLANTED.keys() == CLAUSES.keys()


@pytest.mark.parametrize("clause", CLAUSES)
def test_what_the_law_needs_breaks_no_clause(tmp_path: Path, clause: str) -> None:
    assert CLAUSES[clause].broken_by(planted(tmp_path, INNOCENT)) == []
