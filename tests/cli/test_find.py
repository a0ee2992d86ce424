import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity import language
from comity.cli import main
from comity.watchlists import synthetic


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    (tmp_path / "un.xml").write_bytes(synthetic.make(date(2026, 3, 1)))
    assert main(["lists", "import", "un", str(tmp_path / "un.xml")]) == 0
    capsys.readouterr()
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("query", "reference"),
    [
        ("Вымышлен Примеров", "ZZi.001"),
        ("فلان المثالي", "ZZi.002"),
        ("Nowhere Trading", "ZZe.004"),
        ("虚构人", "ZZi.006"),
    ],
)
def test_queries_in_any_script(query: str, reference: str, imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", *query.split(), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["matches"][0]["id"] == reference
    assert found["searched"] == [{"dataset": "un", "date": "2026-03-01", "entries": 12}]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("ab",), 2, "screen.short"),
        (("x" * 301,), 2, "screen.long"),
        (("abc", "--limit", "51"), 2, "cli.usage"),
        (("abc", "--as-of", "soon"), 2, "face.day"),
        (("abc", "--born", "soon"), 2, "dates.unreadable"),
        (("abc", "--receipt", "file"), 4, "screen.no_key"),
    ],
)
def test_refused_queries(
    line: tuple[str, ...], code: int, said: str, imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", *line, "--json"]) == code
    assert json.loads(capsys.readouterr().out)["code"] == said


def test_nothing_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path))
    assert main(["find", "Nobody"]) == 3


def test_for_a_person(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "Орден", "Бумажной", "Луны"]) == 0
    shown = capsys.readouterr().out
    assert "ZZe.001" in shown
    assert "not the same person" in shown
    assert main(["find", "Quixote Zimmermann"]) == 0
    assert "No listed name" in capsys.readouterr().out


def test_control_characters_of_a_query_do_not_reach_the_terminal(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["find", "\x1b[31mQuixote\u202e Zimmermann"])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_date_and_a_document_that_differ_lower_the_score_and_say_why(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*more: str) -> dict[str, Any]:
        assert main(["find", "Вымышлен", "Примеров", *more, "--json"]) == 0
        (match,) = json.loads(capsys.readouterr().out)["matches"][:1]
        return dict(match)

    plain, other = asked(), asked("--born", "1901")
    assert other["score"] < plain["score"]
    assert {one["speaks"] for one in other["reasons"]} >= {-1}


def test_as_of_a_day_before_the_first_list_there_is_nothing_to_search(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", "Вымышлен", "Примеров", "--as-of", "2026-03-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["matches"]
    assert main(["find", "Вымышлен", "Примеров", "--as-of", "2026-02-28", "--json"]) == 3


def test_find_needs_no_xml_parser_no_node_and_little_memory(imported: Path) -> None:
    code = (
        "import sys; from comity.cli import main; main(['find', 'فلان المثالي']);"
        # not ru_maxrss, which a child inherits from whoever started it
        "peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'));"
        "print(*{m.split('.')[0] for m in sys.modules}, peak)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    *modules, resident = done.stdout.splitlines()[-1].split()
    assert not {"lxml", "django", "pyarrow", "cryptography"} & set(modules)
    assert int(resident) < 150 * 1024


LISTS = Path(__file__).parents[1] / "fixtures" / "lists"


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_match_from_another_list_says_whose_measure_it_is_and_where_the_same_person_also_stands(
    lang: str, imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["lists", "import", "eu", str(LISTS / "eu.xml")])
    capsys.readouterr()
    said = language.say("lists.measure_eu", lang)
    assert main(["find", "Vymyshlen", "Primerov", "--json", "--lang", lang]) == 0
    found = {one["dataset"]: one for one in json.loads(capsys.readouterr().out)["matches"]}
    assert (found["eu"]["measure"], found["un"]["measure"]) == (said, language.say("lists.measure_un", lang))
    assert found["un"]["also_listed"] == [{"dataset": "eu", "id": "EU.9001.82"}]
    assert main(["find", "Vymyshlen", "Primerov", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert said in shown
    assert language.say("lists.also_listed", lang, others="un ZZi.001") in shown


def test_without_another_list_nothing_is_said_of_one(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "Vymyshlen", "Primerov"]) == 0
    assert "unilateral" not in capsys.readouterr().out
