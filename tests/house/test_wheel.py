"""The built wheel holds everything that the program needs, and runs outside the tree."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OUTSIDE = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "COVERAGE_PROCESS_START"}}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of a fresh environment with the wheel; its dependencies are borrowed from the running one."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    command = [sys.executable, "-m", "pip", "-qq", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True, env=OUTSIDE)
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    Path(site.stdout.strip(), "borrowed.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return home / "bin"


def test_the_wheel_holds_every_file_of_the_package_and_the_licences(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src" / "comity").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - held == set()
    assert {Path(name).name for name in held} >= {"LICENSE", "THIRD_PARTY_LICENSES.md"}
    assert [name for name in held if name.startswith(("tests/", "tools/"))] == []


def test_the_wheel_is_imported_from_outside_the_tree(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "python"), "-c", "import comity; print(comity.__file__)"]
    done = subprocess.run(command, cwd=tmp_path, env=OUTSIDE, check=True, capture_output=True, text=True)
    assert Path(done.stdout.strip()).is_relative_to(installed.parent)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("comity.cli") is None, reason="there is no command line yet")
def test_the_wheel_runs_the_demo_outside_the_tree(installed: Path, tmp_path: Path) -> None:
    environment = OUTSIDE | {"CI": "true", "COMITY_HOME": str(tmp_path / "home")}
    command = [str(installed / "comity"), "demo"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
