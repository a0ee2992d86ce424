"""The operator's file: what is written is read back, and every problem has its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import config
from comity.config import Clock, Config, Mode, Paths
from comity.errors import Refused
from comity.home import FILE_NAME

LANGUAGES = ("en", "ru", "zh")
SOUND = Config(node="registry-1", mode=Mode.DEMO, origin="fictional.example/list", profile="sco_rats_demo")


def file_of(folder: Path, text: str | bytes) -> Path:
    path = folder / FILE_NAME
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o600)
    return path


def problems(folder: Path, text: str | bytes) -> list[tuple[str, object, object]]:
    found = config.check(file_of(folder, text))
    for lang in LANGUAGES:
        for problem in found:
            assert problem.sentence(lang).encode()
    return [(problem.code, problem.evidence.get("line"), problem.evidence.get("key")) for problem in found]


def lines(**changes: str) -> str:
    fields = {"node": "n", "mode": "demo", "origin": "fictional.example/x", "profile": "p", **changes}
    return "".join(f"{key}: {value}\n" for key, value in fields.items() if value != "-")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_is_sound_and_says_what_it_was_given(tmp_path: Path, lang: str) -> None:
    path = file_of(tmp_path, config.template(lang, SOUND))
    assert config.check(path) == []
    assert config.load(path).config == SOUND


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_of_the_template_stands_under_a_comment(lang: str) -> None:
    text = config.template(lang, SOUND).splitlines()
    for number, line in enumerate(text):
        if line and not line.lstrip().startswith("#"):
            assert text[number - 1].lstrip().startswith("# "), line
    assert all(len(line) <= 120 for line in text)


words = st.from_regex(r"[a-z]([a-z0-9.-]{0,20}[a-z0-9])?", fullmatch=True)
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.isprintable)


@settings(max_examples=80, deadline=None)
@given(
    st.builds(
        Config,
        node=words | st.sampled_from(["true", "null", "0", "12", "no", "0x10"]),
        mode=st.just(Mode.DEMO),
        origin=words.map(lambda word: f"fictional.{word}"),
        profile=st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True) | st.sampled_from(["true", "null"]),
        language=st.sampled_from(LANGUAGES),
        paths=st.builds(Paths, keys=texts, database=st.sampled_from(["true", "1", " a ", "# x", '"', "a: b"])),
        clock=st.builds(Clock, hold_after_hours=st.integers(1, 24)),
    ),
    st.sampled_from(LANGUAGES),
)
def test_every_configuration_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, value: Config, lang: str
) -> None:
    path = file_of(tmp_path_factory.mktemp("home"), config.template(lang, value))
    assert config.check(path) == []
    assert config.load(path).config == value


def test_all_problems_are_told_at_once_by_line(tmp_path: Path) -> None:
    text = lines(mode="demonstration", node="-") + "lenguage: ru\nclock:\n  hold_after_hours: 48\n  zone: UTC\n"
    assert problems(tmp_path, text) == [
        ("config.needed", 1, "node"),
        ("config.value", 1, "mode"),
        ("config.extra", 4, "lenguage"),
        ("config.value", 6, "clock.hold_after_hours"),
        ("config.extra", 7, "clock.zone"),
    ]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"node": "A B"}, "node"),
        ({"node": "1"}, "node"),
        ({"node": "[a]"}, "node"),
        ({"origin": "fictional.example/a+b"}, "origin"),
        ({"origin": "https://fictional.example"}, "origin"),
        ({"origin": '"fictional x"'}, "origin"),
        ({"profile": "../sco"}, "profile"),
        ({"language": "fr"}, "language"),
        ({"mode": "true"}, "mode"),
        ({"paths": "keys"}, "paths"),
        ({"clock": "24"}, "clock"),
        ({"clock": '{hold_after_hours: "24"}'}, "clock.hold_after_hours"),
        ({"clock": "{hold_after_hours: true}"}, "clock.hold_after_hours"),
        ({"clock": "{hold_after_hours: 0}"}, "clock.hold_after_hours"),
        ({"paths": '{keys: "a\\0b"}'}, "paths.keys"),
        ({"paths": "{keys: 7}"}, "paths.keys"),
        ({"paths": '{keys: ""}'}, "paths.keys"),
    ],
)
def test_values_that_are_refused(tmp_path: Path, changes: dict[str, str], key: str) -> None:
    assert [(code, where) for code, _, where in problems(tmp_path, lines(**changes))] == [("config.value", key)]


def test_an_unknown_key_names_the_known_ones(tmp_path: Path) -> None:
    found = config.check(file_of(tmp_path, lines(paths="{kees: x}")))
    assert "database, blobs, keys" in found[0].sentence("en")


@pytest.mark.parametrize("text", ['"\\ud800": x\n', 'paths: {keys: "\\ud800"}\n'])
def test_a_lone_surrogate_is_refused_wherever_it_is_found(tmp_path: Path, text: str) -> None:
    """libyaml refuses it as syntax; its Python twin lets it pass to our own check."""
    assert problems(tmp_path, lines() + text)[0][0] in ("yaml.syntax", "config.extra", "config.value")


def test_a_demo_is_marked_in_its_origin_and_nothing_else_is(tmp_path: Path) -> None:
    assert problems(tmp_path, lines(origin="registry.example/list")) == [("config.unmarked", 3, None)]
    assert problems(tmp_path, lines(mode="production")) == [("config.marked", 3, None)]
    assert problems(tmp_path, lines(mode="production", origin="registry.example/list")) == []


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- b\n", "word\n"])
def test_a_file_without_settings(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)[0][0] == "config.empty"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert [problem.code for problem in config.check(tmp_path / "none.yaml")] == ["config.missing"]
    assert [problem.code for problem in config.check(tmp_path)] == ["config.unread"]
    path = file_of(tmp_path, lines())
    path.chmod(0o606)
    assert [problem.code for problem in config.check(path)] == ["config.writable"]
    with pytest.raises(Refused, match="chmod o-w"):
        config.load(path)


def test_load_refuses_with_the_first_problem(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="line 2: “mode” cannot hold this value"):
        config.load(file_of(tmp_path, lines(mode="x") + "y: z\n"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=120).map(lambda t: (lines() + t).encode("utf-8", "replace")))
def test_rubbish_never_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    problems(tmp_path_factory.mktemp("home"), content)


def test_paths_start_at_the_folder_of_the_file(tmp_path: Path) -> None:
    located = config.load(file_of(tmp_path, lines(paths="{backups: /mnt/backups, keys: sealed}")))
    assert located.path("keys") == tmp_path / "sealed"
    assert located.path("backups") == Path("/mnt/backups")
    assert located.path("database") == tmp_path / "comity.sqlite3"
