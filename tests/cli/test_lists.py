import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity import language
from comity.cli import main
from comity.watchlists import synthetic

OLD = synthetic.make(date(2026, 3, 1))
NEW = synthetic.make(date(2026, 3, 2), without=("ZZe.004",)).replace(b"<YEAR>1971</YEAR>", b"<YEAR>1972</YEAR>")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    for name, data in {"old": OLD, "new": NEW, "bad": NEW[:-50]}.items():
        (tmp_path / name).write_bytes(data)
    return {name: str(tmp_path / name) for name in ("old", "new", "bad", "lost")}


def answer(capsys: pytest.CaptureFixture[str], *line: str) -> Any:
    code = main([*line, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_import_counts_and_delta(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    code, first = answer(capsys, "lists", "import", "un", files["old"])
    assert code == 0
    keys = ("individuals", "entities", "names", "original_script_names")
    assert [first[key] for key in keys] == [8, 4, 35, 10]
    code, second = answer(capsys, "lists", "import", "un", files["new"])
    assert (second["added"], second["amended"], second["delisted"]) == ([], ["ZZi.001"], ["ZZe.004"])
    code, again = answer(capsys, "lists", "import", "un", files["new"])
    assert (code, again["unchanged"]) == (0, True)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("lists", "import", "un", "bad"), 2, "lists.xml"),
        (("lists", "import", "un", "lost"), 3, "cli.file"),
        (("lists", "import", "xx", "new"), 3, "lists.source"),
        (("lists", "show", "un"), 3, "lists.none"),
        (("lists", "import", "un"), 2, "cli.missing"),
        (("lists", "export"), 2, "cli.usage"),
    ],
)
def test_refusals_have_a_code_and_a_sentence_in_three_languages(
    line: tuple[str, ...], code: int, said: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    line = tuple(files.get(word, word) for word in line)
    sentences = set()
    for lang in language.LANGUAGES:
        got, problem = answer(capsys, *line, "--lang", lang)
        assert (got, problem["code"]) == (code, said)
        sentences.add(problem["sentence"])
    assert len(sentences) == len(language.LANGUAGES)


def test_older_is_a_conflict(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["lists", "import", "un", files["new"]])
    capsys.readouterr()
    assert answer(capsys, "lists", "import", "un", files["old"])[0] == 1


def test_diff_stores_nothing(files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "lists", "diff", "un", files["old"], files["new"])
    assert (code, found["added"], found["amended"], found["delisted"]) == (0, [], ["ZZi.001"], ["ZZe.004"])
    assert found["changes"]["ZZi.001"] == [{"field": "date_of_birth", "gone": ["1971"], "come": ["1972"]}]
    assert not (tmp_path / "home").exists()


def test_show_all_list_and_entry(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "lists", "show") == (0, [{"source": "un"}])
    main(["lists", "import", "un", files["old"]])
    capsys.readouterr()
    assert answer(capsys, "lists", "show")[1][0]["list_date"] == "2026-03-01"
    assert "ZZe.001" in answer(capsys, "lists", "show", "un")[1]["references"]
    values = answer(capsys, "lists", "show", "un", "zzi.001")[1]["values"]
    assert {"field": "original_script_name", "value": "Вымышлен Образцович Примеров", "note": "primary, Cyrl"} in values
    assert answer(capsys, "lists", "show", "un", "ZZi.999")[0] == 3


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_for_a_person_in_three_languages(lang: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["import", "un", files["old"]], ["diff", "un", files["old"], files["new"]], ["show", "un", "ZZi.004"]):
        assert main(["lists", *line, "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert "Abu Waraq" in shown
    assert language.say("lists.delisted", lang, count=1) in shown


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("line", [("lists",), ("lists", "import"), ("lists", "diff"), ("lists", "show"), ("find",)])
def test_help_in_three_languages(line: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*line, "--help", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert "lists.help" not in shown
    assert language.say("cli.everywhere", lang).splitlines()[0] in shown


@pytest.mark.parametrize("line", [("lists",), ("lists", "import"), ("lists", "show"), ("find",)])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_help_fits_80_columns(line: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([*line, "--help", "--lang", lang])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


LISTS = Path(__file__).parents[1] / "fixtures" / "lists"
THREE = [str(LISTS / "ofac" / f"{name}.csv") for name in ("sdn", "alt", "add")]


def test_other_lists_are_not_named_before_an_operator_names_a_file(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, "lists", "show") == (0, [{"source": "un"}])
    code, done = answer(capsys, "lists", "import", "ofac", *THREE, "--dated", "2026-03-01")
    assert (code, done["list_date"], done["measure"]) == (0, "2026-03-01", "unilateral measure of the United States")
    assert [one["source"] for one in answer(capsys, "lists", "show")[1]] == ["un", "ofac"]
    assert answer(capsys, "lists", "import", "ofac", *reversed(THREE), "--dated", "2026-03-01")[1]["unchanged"]


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_wherever_another_list_is_shown_it_is_said_whose_measure_it_is(
    lang: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = language.say("lists.measure_eu", lang)
    for line in (["import", "eu", str(LISTS / "eu.xml")], ["show"], ["show", "eu"], ["show", "eu", "EU.9001.82"]):
        assert main(["lists", *line, "--lang", lang]) == 0
        assert said in capsys.readouterr().out
        if line[0] == "show":
            assert said in json.dumps(answer(capsys, "lists", *line, "--lang", lang)[1], ensure_ascii=False)


def test_one_person_on_several_lists_by_their_own_statements(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for source, file in (("un", files["old"]), ("eu", LISTS / "eu.xml"), ("uk", LISTS / "uk.csv")):
        main(["lists", "import", source, str(file)])
    capsys.readouterr()
    links = answer(capsys, "lists", "show", "uk", "9001")[1]["also_listed"]
    assert {"stated_by": ["eu", "EU.9001.82"], "same_as": ["un", "ZZi.001"]} in links
    main(["lists", "show", "un", "ZZi.001"])
    assert "Also listed as eu EU.9001.82, uk 9001" in capsys.readouterr().out
    assert answer(capsys, "lists", "show", "uk", "9002")[1]["also_listed"] == []


def test_a_list_of_several_files_is_compared_by_its_folder(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = tmp_path / "after"
    shutil.copytree(LISTS / "ofac", after)
    (after / "sdn.csv").write_bytes((after / "sdn.csv").read_bytes().replace(b"9003,", b"9004,"))
    code, found = answer(capsys, "lists", "diff", "ofac", str(LISTS / "ofac"), str(after))
    assert (code, found["added"], found["delisted"], found["from"]) == (0, ["9004"], ["9003"], "")


def test_any_other_table_is_read_by_a_mapping(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    given = (str(LISTS / "mapped.csv"), "--mapping", str(LISTS / "mapping.yaml"))
    code, done = answer(capsys, "lists", "import", "csv-sample", *given, "--dated", "2026-03-01")
    assert (code, done["measure"], done["individuals"]) == (0, "unilateral measure of: Republic of Neverland", 1)
    assert [one["source"] for one in answer(capsys, "lists", "show")[1]] == ["un", "csv-sample"]
    assert answer(capsys, "lists", "diff", "csv-sample", *given[:1], *given)[1]["added"] == []
    assert answer(capsys, "lists", "import", "csv-sample", *given)[1]["code"] == "lists.undated_file"
    assert answer(capsys, "lists", "import", "csv-sample", *given, "--dated", "2026")[1]["code"] == "dates.unreadable"


def test_a_unilateral_list_cannot_be_adopted(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["lists", "import", "eu", str(LISTS / "eu.xml")])
    capsys.readouterr()
    code, problem = answer(capsys, "lists", "adopt", "eu", "--as", "x", "-o", str(tmp_path / "act"))
    assert (code, problem["code"], (tmp_path / "act").exists()) == (1, "lists.unilateral", False)
