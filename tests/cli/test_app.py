import json
import os
import subprocess
import sys
import time

import pytest

from comity import language
from comity.cli import app
from comity.cli.app import COMMANDS, EXIT, main
from comity.errors import Fault, Kind, Refused

HEAVY = {"django", "ninja", "numpy", "pyarrow", "lxml", "icu", "pydantic", "cryptography", "rapidfuzz"}


def test_help_is_light_and_fast() -> None:
    code = "import sys; from comity.cli import main; main(['--help']); print(*{m.split('.')[0] for m in sys.modules})"
    began = time.perf_counter()
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    took = time.perf_counter() - began
    assert not HEAVY & set(shown.stdout.splitlines()[-1].split())
    assert took < 2.5  # the bar is 0.5 s on a quiet machine (bench/lists.py); this catches only a heavy import


def test_every_kind_has_an_exit_code() -> None:
    assert set(EXIT) == set(Kind)


def test_every_command_has_help_in_three_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for lang in language.LANGUAGES:
        assert main(["--help", "--lang", lang]) == 0
        shown = capsys.readouterr().out
        for command in COMMANDS:
            assert language.say(f"cli.help_{command.name}", lang) in shown


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_overview_fits_80_columns(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help", "--lang", lang])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_unknown_command_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 2
    assert "comity lists" in capsys.readouterr().err


def test_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "xx", "--help"]) == 2
    assert "xx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Refused("cli.file", file="f", problem="gone"), 3, "f"),
        (Fault("the log is shorter than its checkpoint"), 70, "shorter"),
        (ZeroDivisionError(), 70, "ZeroDivisionError"),
        (KeyboardInterrupt(), 130, "Interrupted"),
        (OSError(28, "No space left on device"), 4, "No space left"),
        (RecursionError(), 70, "RecursionError"),
    ],
)
def test_every_exception_becomes_an_answer(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(app, "_run", fail)
    assert main(["lists"]) == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_refusal_under_json_is_a_problem_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lost", "--json", "--lang", "ru"]) == 2
    problem = json.loads(capsys.readouterr().out)
    assert problem["code"] == "cli.command"
    assert problem["evidence"]["command"] == "lost"
    assert "Команды" in problem["sentence"]


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (EOFError, 70), (BrokenPipeError, 141)])
def test_what_a_command_raises_is_answered(
    error: type[BaseException], code: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> object:
        raise error

    monkeypatch.setattr("comity.cli.output.of", fail)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    assert main(["lists", "show"]) == code
    assert "Traceback" not in capfd.readouterr().err


def test_traceback_only_on_request(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COMITY_DEBUG", "1")
    main(["lost"])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("line", [["--help"], ["lists", "show"]])
def test_a_closed_pipe_is_quiet(line: list[str]) -> None:
    code = f"import sys; from comity.cli import main; sys.exit(main({line}))"
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        done = subprocess.run([sys.executable, "-c", code], stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 141
    assert done.stderr == ""
