"""A newcomer must be able to read each module in one sitting."""

from pathlib import Path

from tools.house import sizes

SRC = Path(__file__).parents[2] / "src"
TOOLS = Path(__file__).parents[2] / "tools"


def test_no_file_or_function_is_too_long() -> None:
    assert sizes.too_long(SRC) + sizes.too_long(TOOLS) == []


def test_a_long_file_and_a_long_function_are_found(tmp_path: Path) -> None:
    (tmp_path / "fits.py").write_text("\n\n".join(["x = 1"] * 300))
    assert sizes.too_long(tmp_path) == []
    (tmp_path / "file.py").write_text("x = 1\n" * 301)
    (tmp_path / "function.py").write_text("def f():\n" + "    x = 1\n" * 50)
    assert [finding.split(":")[0] for finding in sizes.too_long(tmp_path)] == [
        str(tmp_path / "file.py"),
        str(tmp_path / "function.py"),
    ]
