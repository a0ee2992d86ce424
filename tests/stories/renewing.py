"""What stories of renewal share: time that an officer confirms, and dossiers that renew."""

from __future__ import annotations

import re
from pathlib import Path

from comity.demo.cast import Cast, Filed
from comity.demo.filing import ATTESTED
from comity.interchange.dossier import examples


def later(cast: Cast, **amount: float) -> None:
    """Let time pass and let an officer say that the clock is right."""
    cast.node.clock.pass_time(**amount)  # type: ignore[attr-defined]
    cast.node.confirm_time("AU-1")


def renewal(cast: Cast, name: str, filed: Filed, folder: Path, **replaced: str) -> Filed:
    """The same claim filed again as a renewal of ``filed``, on the decisions that the registry holds already,
    but for what ``replaced`` says: old text to new (a new decision where its reference is replaced)."""
    made = examples.materialise(name, folder, cast.node.clock().date())
    text = (made / "dossier.yaml").read_text("utf-8")
    text = re.sub(r"^(kind: \w+)\n", rf"\1\nrenews: {filed.entry}\n", text, count=1, flags=re.MULTILINE)
    for reference, matter in filed.decisions.items():
        if reference not in replaced:
            text = text.replace(f"reference: {reference}\n", f"reference: {reference}\n    recorded_as: {matter}\n")
    for old, new in replaced.items():
        text = text.replace(old, new)
    (made / "dossier.yaml").write_text(text, "utf-8")
    state = cast.matter(filed.entry).participant
    return cast.file(made, f"{state}-NLO-1", f"{state}-NAA-1")


def wanted(cast: Cast, folder: Path) -> Filed:
    """A person in the Register, wanted by Dorvia, circulated to Esmeria and Fenwara."""
    made = examples.materialise("sabrat", folder, cast.node.clock().date())
    filed = cast.file(made, "XD-NLO-1", "XD-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")
    cast.permit(filed, "EC-CR-1", ATTESTED)
    return filed
