"""The state's folder."""

from pathlib import Path

from comity.home import home, private_directory


def test_the_home_comes_from_the_environment() -> None:
    assert home({"COMITY_HOME": "/srv/comity"}) == Path("/srv/comity")
    assert home({}) == home({"COMITY_HOME": ""}) == Path.home() / ".comity"


def test_a_private_directory_and_its_parents_are_closed_to_others(tmp_path: Path) -> None:
    made = private_directory(tmp_path / "a" / "b")
    assert {path.stat().st_mode & 0o777 for path in (made, made.parent)} == {0o700}
