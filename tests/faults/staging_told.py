"""The part of the staged story that is told and is no entry: the databank, questions, answers, warnings."""

from __future__ import annotations

from comity.acts import Link
from comity.bootstrap import keep_time
from comity.demo.cast import Cast, StoryClock
from tests import telling


def tell(cast: Cast, clock: StoryClock) -> None:
    """An act of every kind of what is told; at its end 72 hours have passed."""
    cast.publish_sealing_keys()
    told = _databank(cast)
    for kind in ("trend", "result"):
        model = telling.trend(cast, "XA-NLO-1") if kind == "trend" else telling.result(cast, "XA-NLO-1")
        cast.move("XA-NLO-1", "NLO", f"{kind}.withdraw", telling.contribute(cast, "XA", model))
    consent = telling.consent(cast, "XA-NAA-1", told, "XC")
    cast.move("XA-NLO-1", "NLO", "consent.withdraw", consent)
    _requests(cast)
    _warnings(cast)
    clock.pass_time(hours=73)
    cast.node.confirm_time("EC-ECA-1")
    keep_time(cast.node, cast.random_bytes)


def _databank(cast: Cast) -> str:
    """Files, contributions and merging; the contribution that stands."""
    files = [telling.open_file(cast) for _ in range(2)]
    told = [
        telling.contribute(cast, "XA", telling.organisation(cast, "XA-NLO-1", f"Ember Column {n}"), file)
        for n, file in enumerate(files)
    ]
    incident = telling.open_file(cast, kind="incident")
    withdrawn = telling.contribute(cast, "XA", telling.incident(cast, "XA-NLO-1"), incident)
    cast.move("XA-NLO-1", "NLO", "contribution.withdraw", withdrawn)
    merging = _propose(cast, *files)
    cast.move("EC-ECA-1", "ECA", "merging.agree", merging)
    cast.move("EC-ECA-1", "ECA", "merging.undo", merging)
    cast.move("EC-ECA-1", "ECA", "merging.decline", _propose(cast, *files))
    return told[0]


def _propose(cast: Cast, keeps: str, other: str) -> str:
    matter = cast.new_id()
    links = (Link("keeps", keeps), Link("with", other))
    cast.node.submit(cast.sign(cast.head("XA-NLO-1", "NLO", "merging.propose", "merging", matter, {}, links)))
    return matter


def _requests(cast: Cast) -> None:
    """Questions of Cadria to Alderia, and what can become of one."""
    asked = [telling.ask(cast, "XC", "XA-CENTRAL") for _ in range(5)]
    own, to = ("XC-NLO-1", "NLO"), ("XA-NAA-1", "NAA")
    cast.move(*to, "request.receive", asked[0])
    cast.move(*to, "request.clarify", asked[0], because="Which of the two?")
    cast.move(*own, "request.clarified", asked[0])
    cast.move(*to, "request.postpone", asked[0], because="A trial is pending.", ground="R3")
    telling.give(cast, "XA-NAA-1", asked[0], telling.answer(cast, "XA-NAA-1", "XC-CENTRAL", reply="Known by one name."))
    cast.move(*own, "request.close", asked[0], use="used")
    cast.move(*to, "request.refuse", asked[1], because="No offence here.", ground="R7")
    cast.move(*to, "request.forward", asked[2], forwarded_to="XB-CENTRAL")
    cast.move(*own, "request.withdraw", asked[3])
    telling.ask_orally(cast, "XC", "XA-CENTRAL")
    telling.confirm_request(cast, telling.ask_orally(cast, "XC", "XA-CENTRAL"), "XC", "XA-CENTRAL")


def _warnings(cast: Cast) -> None:
    """Warnings of Alderia to Borovia: written, oral and confirmed, extended, ended, and oral for good."""
    telling.oral_warning(cast, "XA", "XB-CENTRAL")
    written = telling.warning(cast, "XA-NAA-1", "XB-CENTRAL")
    oral = telling.oral_warning(cast, "XA", "XB-CENTRAL")
    telling.warn(cast, "XA-NAA-1", written, "danger.confirm", oral)
    matter = telling.warn(cast, "XA-NAA-1", written)
    telling.warn(cast, "XA-NAA-1", written, "danger.extend", matter)
    cast.move("XA-NLO-1", "NLO", "danger.end", matter)
