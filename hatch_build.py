"""Put the compiled kernel and the baked table of names into the wheel; compile where nobody has yet."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = Path("src/comity/screening/kernel")


class Hook(BuildHookInterface[Any]):
    """Without a compiler the wheel is pure Python, which answers the same, more slowly."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        library = Path(self.root) / KERNEL / "_kernel.so"
        compiler = shutil.which("cc") or shutil.which("gcc")
        if not library.is_file() and compiler:
            subprocess.run([Path(self.root) / "tools" / "compile-kernel", library], check=True)
        if library.is_file() and version != "editable":
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"
