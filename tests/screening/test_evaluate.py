"""The measures are right on files small enough to count by hand, and bad files are told, not guessed at."""

import json
from pathlib import Path

import pytest

from comity.screening import evaluate
from comity.screening.measures import Judged, Pairs, Ranks, percentile, wilson

# Said from 0.70 on: two right, one wrong, one missed in Cyrl; one right in Arab.
JUDGED = [
    Judged("Cyrl", 0.95, True),
    Judged("Cyrl", 0.70, True),
    Judged("Cyrl", 0.80, False),
    Judged("Cyrl", 0.60, True),
    Judged("Cyrl", 0.10, False),
    Judged("Arab", 0.90, True),
    Judged("Arab", 0.20, False),
]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_figures_by_script_and_all() -> None:
    assert Pairs(JUDGED).figures(0.70) == {
        "Cyrl": {"pairs": 5, "precision": 0.666667, "recall": 0.666667, "f1": 0.666667},
        "Arab": {"pairs": 2, "precision": 1.0, "recall": 1.0, "f1": 1.0},
        "all": {"pairs": 7, "precision": 0.75, "recall": 0.75, "f1": 0.75},
    }


def test_one_wrong_label_changes_the_figures() -> None:
    planted = [*JUDGED[:-1], Judged("Arab", 0.20, True)]
    assert Pairs(planted).figures(0.70)["Arab"]["recall"] == 0.5
    assert Pairs(planted).figures(0.70)["all"] != Pairs(JUDGED).figures(0.70)["all"]


def test_a_score_at_the_threshold_is_a_match() -> None:
    assert Pairs(JUDGED).counts("Cyrl", 0.70).right == 2
    assert Pairs(JUDGED).counts("Cyrl", 0.7000001).right == 1


def test_nothing_said_is_precision_0_and_no_error() -> None:
    assert Pairs([Judged("Hani", 0.1, True)]).figures(0.70)["Hani"] == {
        "pairs": 1, "precision": 0.0, "recall": 0.0, "f1": 0.0,
    }  # fmt: skip


def test_best_f1_takes_the_best_threshold() -> None:
    # From 0.60 on: three right, one wrong, none missed.
    assert Pairs(JUDGED).best("Cyrl") == (pytest.approx(6 / 7), 0.60)


def test_best_f1_cannot_part_equal_scores() -> None:
    tied = [Judged("Cyrl", 0.9, True), Judged("Cyrl", 0.9, False)]
    assert Pairs(tied).best("Cyrl") == (pytest.approx(2 / 3), 0.9)


def test_wilson_agrees_with_published_values() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20.
    for part, whole, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        assert wilson(part, whole) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert wilson(0, 0) == (0.0, 1.0)


def test_intervals_hold_their_value() -> None:
    counts = Pairs(JUDGED).counts("all", 0.70)
    low, high = counts.f1_interval()
    assert 0 < low < counts.f1 < high < 1


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.50) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 0.99) == 99.0
    assert percentile([], 0.5) == 0.0


def test_ranks() -> None:
    ranks = Ranks()
    for script, rank in (("Cyrl", 1), ("Cyrl", 10), ("Arab", None), ("Arab", 11)):
        ranks.add(script, rank, 0.002)
    assert ranks.figures() == {
        "recall@1": 0.25,
        "recall@10": 0.5,
        "p50_ms": 2.0,
        "p99_ms": 2.0,
        "scripts": {
            "Cyrl": {"queries": 2, "recall@1": 0.5, "recall@10": 1.0},
            "Arab": {"queries": 2, "recall@1": 0.0, "recall@10": 0.0},
        },
    }


PAIRS = """name1,name2,is_match,script,note
Иван Осинов,Ivan Osinov,1,Cyrl,x
Иван Осинов,Pyotr Berezkin,0,Cyrl,"a, b"
سمير نخلة,Samir Nakhla,TRUE,Arab,
"""


def test_pairs_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["pairs", str(write(tmp_path / "p.csv", "\ufeff" + PAIRS)), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["Cyrl", "Arab", "all"]
    assert shown["Cyrl"] == {"pairs": 2, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert shown["all"]["pairs"] == 3


def test_a_planted_label_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turned = PAIRS.replace("Pyotr Berezkin,0", "Pyotr Berezkin,1")
    assert evaluate.main(["pairs", str(write(tmp_path / "p.csv", turned)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["Cyrl"]["recall"] == 0.5


def test_pairs_as_a_table_with_intervals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["pairs", str(write(tmp_path / "p.csv", PAIRS)), "--threshold", "0.5"]) == 0
    shown = capsys.readouterr().out
    assert "a match from 0.50 on; 95 % intervals" in shown
    assert "1.000 (0.342-1.000)" in shown  # two of two


def test_retrieval_as_json_and_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = write(tmp_path / "i.csv", "record,name\nr1,Ivan Osinov\nr1,Vanya Osinov\nr2,Samir Nakhla\n")
    queries = write(tmp_path / "q.csv", "query,script,record\nИван Осинов,Cyrl,r1\nسمير نخلة,Arab,r1\n")
    assert evaluate.main(["retrieval", str(index), str(queries), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["recall@1", "recall@10", "p50_ms", "p99_ms", "scripts"]
    assert shown["recall@1"] == 0.5
    assert shown["scripts"]["Cyrl"] == {"queries": 1, "recall@1": 1.0, "recall@10": 1.0}
    assert shown["scripts"]["Arab"]["recall@1"] == 0.0
    assert evaluate.main(["retrieval", str(index), str(queries)]) == 0
    assert "by rank, whatever the score" in capsys.readouterr().out


def test_a_query_too_short_and_a_record_unknown_found_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = write(tmp_path / "i.csv", "record,name\nr1,Ivan Osinov\n")
    queries = write(tmp_path / "q.csv", "query,script,record\nИв,Cyrl,r1\nИван Осинов,Cyrl,r9\n")
    assert evaluate.main(["retrieval", str(index), str(queries), "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["recall@10"] == 0.0
    assert "1 records of" in shown.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("name1,name2,is_match,script\n", "no rows"),
        ("name1,name2,script\na,b,Cyrl\n", "has no column is_match; it has name1, name2, script"),
        ("name1,name2,is_match,script\na,b,2,Cyrl\n", 'line 2: is_match is "2"'),
        ("name1,name2,is_match,script\na,b,1,Cyrl\n,b,1,Cyrl\n", "line 3: name1 is empty"),
        ("name1,name2,is_match,script\na,b,1\n", "line 2: script is empty"),
        ("name1,name2,is_match,script\na,b,1,all\n", 'no script is called "all"'),
        ("name1,name2,is_match,script\na," + "b" * 10_001 + ",1,Cyrl\n", "more than 10,000 characters"),
        ("name1,name2,is_match,script\na," + "b" * 140_000 + ",1,Cyrl\n", "Check the quotation marks"),
    ],
)
def test_bad_pairs_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    assert evaluate.main(["pairs", str(write(tmp_path / "p.csv", text))]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert not shown.out


def test_unreadable_files_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["pairs", str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    (tmp_path / "p.csv").write_bytes("name1,name2,is_match,script\nИв,b,1,Cyrl\n".encode("cp1251"))
    assert evaluate.main(["pairs", str(tmp_path / "p.csv")]) == 2
    assert "not UTF-8" in capsys.readouterr().err


def test_too_many_rows_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "MAX_ROWS", 2)
    assert evaluate.main(["pairs", str(write(tmp_path / "p.csv", PAIRS))]) == 2
    assert "more than 2 rows" in capsys.readouterr().err


@pytest.mark.parametrize("threshold", ["1.5", "-1", "nan", "x"])
def test_a_threshold_lies_between_0_and_1(threshold: str) -> None:
    with pytest.raises(SystemExit):
        evaluate.main(["pairs", "p.csv", "--threshold", threshold])
