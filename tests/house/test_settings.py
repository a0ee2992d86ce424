"""The tools are set as the house says, and cannot be loosened in silence."""

import tomllib
from importlib.util import find_spec
from pathlib import Path

from comity import __version__

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(TEXT)
TOOLS = PROJECT["tool"]


def test_types_are_strict_everywhere() -> None:
    assert TOOLS["mypy"]["strict"] is True
    assert not any(key.startswith(("disallow", "ignore_errors")) for key in TOOLS["mypy"])
    assert not any(override.get("ignore_errors") for override in TOOLS["mypy"].get("overrides", []))


def test_the_django_plugin_is_on_as_soon_as_there_are_settings() -> None:
    if find_spec("comity.settings") is not None:
        assert "mypy_django_plugin.main" in TOOLS["mypy"]["plugins"]


def test_warnings_are_errors_and_an_unexpected_pass_is_a_failure() -> None:
    settings = TOOLS["pytest"]["ini_options"]
    assert settings["filterwarnings"][0] == "error"
    assert settings["xfail_strict"] is True
    assert TOOLS["coverage"]["run"]["branch"] is True


def test_every_ignored_rule_says_why() -> None:
    section = TEXT[TEXT.index("[tool.ruff.lint]") : TEXT.index("[tool.mypy]")]
    ignored = [line for line in section.splitlines() if line.strip().startswith('"') and line.strip().endswith(",")]
    assert ignored == [], "write the reason behind the rule"


def test_version_and_changelog_agree() -> None:
    assert PROJECT["project"]["version"] == __version__
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_ci_runs_the_command_of_the_readme() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make demo" in readme
    assert "make test" in readme
