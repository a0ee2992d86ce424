"""Strict YAML: what it reads, what it refuses, and on which line."""

import json
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from comity import yamltext
from comity.errors import Refused
from comity.yamltext import Document, Yaml
from tests.planted import MODEST, caught

Read = Callable[[bytes, str], Document]
TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12)
VALUES: st.SearchStrategy[Yaml] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


def refused(text: bytes, read: Read = yamltext.read) -> tuple[str, int]:
    """The code and the line of the refusal."""
    with pytest.raises(Refused) as found:
        read(text, "a.yaml")
    line = found.value.refusal.evidence["line"]
    assert isinstance(line, int)
    return found.value.refusal.code, line


def json_is_read_as_it_stands(read: Read) -> None:
    """JSON is YAML: every value written as JSON is read back the same, keys in any script."""

    @MODEST
    @given(VALUES)
    def holds(value: Yaml) -> None:
        assert read(json.dumps(value, ensure_ascii=False).encode(), "a.yaml").data == value

    holds()


def lines_are_where_the_values_stand(read: Read) -> None:
    @MODEST
    @given(st.lists(st.integers(0, 9), min_size=1, max_size=8))
    def holds(blanks: list[int]) -> None:
        text = "".join("\n" * blank + f"key{i}: [1, 2]\n" for i, blank in enumerate(blanks))
        document = read(text.encode(), "a.yaml")
        for i in range(len(blanks)):
            assert document.line((f"key{i}", 1)) == sum(blanks[: i + 1]) + i + 1

    holds()


def never_a_traceback(read: Read) -> None:
    @MODEST
    @given(st.binary(max_size=60) | st.text("ab:-[]{}&*!|>'\"#%@,? \n\t0\x00\ufeff\u2028", max_size=60).map(str.encode))
    def holds(text: bytes) -> None:
        try:
            read(text, "a.yaml")
        except Refused as found:
            assert found.refusal.code.startswith("yaml.")
            assert found.refusal.sentence("ru")

    holds()


def _loose(text: bytes, name: str) -> Document:
    return Document(name, yaml.safe_load(text), {})


def test_json_is_read_as_it_stands() -> None:
    json_is_read_as_it_stands(yamltext.read)
    caught(json_is_read_as_it_stands, lambda text, name: yamltext.read(text.replace(b"true", b'"true"'), name))


def test_each_value_knows_its_line() -> None:
    lines_are_where_the_values_stand(yamltext.read)
    caught(lines_are_where_the_values_stand, lambda text, name: yamltext.read(text.replace(b"\n\n", b"\n"), name))


def test_any_bytes_are_read_or_refused() -> None:
    never_a_traceback(yamltext.read)
    caught(never_a_traceback, _loose)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"", None),
        (b"a: NO", {"a": "NO"}),
        (b"a: 1.10", {"a": "1.10"}),
        (b"a: 2026-02-27", {"a": "2026-02-27"}),
        (b"a: 0123", {"a": "0123"}),
        (b"a: 9007199254740992", {"a": "9007199254740992"}),
        (b"a: -7", {"a": -7}),
        (b"a: '7'", {"a": "7"}),
        (b"a: 'true'", {"a": "true"}),
        (b"a: ~", {"a": None}),
        (b"a: ''", {"a": ""}),
        (b"a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        (b"1: x", {"1": "x"}),
        (b"<<: x", {"<<": "x"}),
        ("имя: 名".encode(), {"имя": "名"}),
    ],
)
def test_scalars_are_read_without_surprise(text: bytes, value: Yaml) -> None:
    assert yamltext.read(text, "a.yaml").data == value


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"a: 1\nb: &x 2", "yaml.alias", 2),
        (b"a: 1\nb: *x", "yaml.alias", 2),
        (b"a: !!python/object:os.system x", "yaml.tag", 1),
        (b"a: !x {}", "yaml.tag", 1),
        (b"a: 1\n---\nb: 2", "yaml.documents", 2),
        (b"a: 1\nb: 2\na: 3", "yaml.duplicate", 3),
        (b"a: 1\n? [x]\n: 2", "yaml.key", 2),
        (b"a: 1\nb: [", "yaml.syntax", 2),
        (b"a: 1\n\xff", "yaml.encoding", 2),
        (b"[" * 41 + b"]" * 41, "yaml.depth", 1),
        (b"[" * 500_000, "yaml.depth", 1),
        (b"a" * (yamltext.MAX_BYTES + 1), "yaml.size", 1),
        (b"[" + b"1," * 60_000 + b"1]", "yaml.size", 1),
    ],
)
def test_the_rest_is_refused_with_its_line(text: bytes, code: str, line: int) -> None:
    assert refused(text) == (code, line)


def test_forty_levels_are_read() -> None:
    yamltext.read(b"[" * 40 + b"]" * 40, "a.yaml")


def test_a_path_that_does_not_stand_in_the_text_has_the_line_of_its_parent() -> None:
    document = yamltext.read(b"\na:\n  b: 1\n", "a.yaml")
    assert document.line(("a", "missing", 3)) == document.lines[("a",)]
    assert yamltext.read(b"", "a.yaml").line(("x",)) == 1
