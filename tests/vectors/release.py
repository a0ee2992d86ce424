"""Write a golden act for each schema of today that has none. Run: PYTHONPATH=src:. python -m tests.vectors.release"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from comity import acts, config, keys
from comity.bootstrap import SCHEMAS, open_node
from comity.demo.cast import Cast, StoryClock
from comity.interchange.dossier import examples, signing
from comity.provenance import Opened
from comity.store import database
from tests import sealed_requests, telling
from tests.stories.conftest import BEGINS, counted, dossier

FOLDER = Path(__file__).parent / "acts"


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        told = config.Config.model_validate(
            {"node": "demo", "mode": "demo", "origin": "golden.example/fictional", "profile": "sco_rats_demo"}
        )
        random_bytes = counted(9)
        signers = keys.generate(random_bytes), keys.generate(random_bytes)
        clock = StoryClock(BEGINS)
        cast = Cast.gather(open_node(config.Located(Path(home), told), *signers, clock), random_bytes)
        filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
        cast.open("IR-1", "IR", "case.open", "case", filed.entry, because="A golden act.", reason="other")
        folder = examples.materialise("melvik", Path(home) / "melvik", clock().date())
        cast.file(folder, "XB-NLO-1", "XB-NAA-1")
        cast.file(dossier("copper-vault"), "XE-NLO-1", "XE-NAA-1")
        tell(cast)
        with cast.node.reading() as unit:
            rows = unit.all(
                "SELECT a.idx, head, officer_signature, seal_signature, stamp, data FROM act a"
                " JOIN leaf l ON l.idx = a.idx ORDER BY a.idx"
            )
            for index, head, officer, seal, stamp, leaf in rows:
                parsed = acts.parse_head(bytes(head))
                bodies = tuple(
                    tuple(
                        Opened(bytes(salt), bytes(content))
                        for salt, content in unit.all(
                            "SELECT s.salt, s.content FROM statement s JOIN body b ON b.id = s.body"
                            ' WHERE b.act = %s AND b."position" = %s ORDER BY s."position"',
                            [index, n],
                        )
                    )
                    for n in range(len(parsed.bodies))
                )
                signed = acts.SignedAct(bytes(head), bytes(officer), bytes(seal), bodies)
                for schema in sorted({body.schema for body in parsed.bodies} & SCHEMAS):
                    path = FOLDER / f"{schema.replace('/', '-')}.json"
                    if not path.exists() and not parsed.after:
                        golden = {
                            "act": json.loads(signing.dump(signed)),
                            "leaf": bytes(leaf).hex(),
                            "schema": schema,
                            "stamp": bytes(stamp).hex(),
                            "step": acts.parse_stamp(bytes(stamp)).after,
                        }
                        path.write_text(
                            json.dumps(golden, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
                        )
        database.close()


def tell(cast: Cast) -> None:
    """One telling of each kind, a consent, and something sealed."""
    cast.sign_safeguards()
    file = telling.open_file(cast)
    told = telling.contribute(cast, "XA", telling.organisation(cast, "XA-NLO-1", "Ember Column"), file)
    telling.contribute(cast, "XA", telling.incident(cast, "XA-NLO-1"), telling.open_file(cast, kind="incident"))
    telling.contribute(cast, "XA", telling.trend(cast, "XA-NLO-1"))
    telling.contribute(cast, "XA", telling.result(cast, "XA-NLO-1"))
    request = telling.ask(cast, "XC", subjects=[file])
    telling.give(
        cast, "EC-ECA-1", request, telling.answer(cast, "EC-ECA-1", "XC-CENTRAL", telling.read(cast, "EC-ECA-1", file))
    )
    telling.consent(cast, "XA-NAA-1", told, "XC")
    telling.warn(cast, "XA-NAA-1", telling.warning(cast, "XA-NAA-1", "XB-CENTRAL"))
    cast.publish_sealing_keys()
    cast.node.submit(sealed_requests.asked(cast).signed)


if __name__ == "__main__":
    main()
