"""The list of third-party licences is the list of what is locked."""

from importlib.metadata import distribution
from pathlib import Path

from tools import licences
from tools.house import locks


def test_the_list_has_not_drifted() -> None:
    assert licences.FILE.read_text("utf-8") == licences.text(), "run `make docs` and commit"


def test_a_changed_version_is_drift(tmp_path: Path) -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-names.lock"):
        held = (licences.ROOT / name).read_text("utf-8")
        (tmp_path / name).write_text(held.replace("rich==15.0.0", "rich==15.0.1"), "utf-8")
    assert licences.text(tmp_path) != licences.FILE.read_text("utf-8")


def test_every_package_declares_a_licence_that_apache_may_use() -> None:
    pins = locks.read(licences.ROOT / "requirements.lock").pins
    said = {name: licences.declared(distribution(name)) for name in pins}
    assert [name for name, text in said.items() if text == "not declared"] == []
    assert [name for name, text in said.items() if licences.SHARE_ALIKE.search(text)] == []


def test_a_share_alike_licence_is_found() -> None:
    assert licences.SHARE_ALIKE.search("AGPL-3.0-only")
    assert licences.SHARE_ALIKE.search("GNU General Public License (GPL)")
    assert not licences.SHARE_ALIKE.search("MIT")
