"""The scenes of the databank: telling, what does not add up, asking and answering, and danger.

A scene that does not come out as it must raises ``Broken``: the demo is a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from comity import acts, bootstrap
from comity.databank import face as file_face
from comity.databank import wording
from comity.databank.figures.claims import results_of_profile
from comity.databank.figures.results import compare, side_by_side
from comity.databank.findings.analysis import analyse
from comity.databank.findings.finding import Kind
from comity.databank.findings.sentences import sentence
from comity.databank.procedures import KEEPS, MERGING, WITH
from comity.demo import seeking, telling
from comity.demo.lines import Broken, Heading, Line, Told
from comity.demo.stage import Stage
from comity.entries.doors import Closed
from comity.errors import Refused
from comity.interchange.telling.examples import BUS_STATION, EMBER_COLUMN
from comity.language import say
from comity.qualification.rulebook import Outcome

CANARY: Final = "Хозяйственная группа"  # what Dorvia told the Committee alone
SEALED: Final = "Вельмарин"  # stands in the sealed warning and nowhere else
FORTY: Final = 40  # the least strength that Alderia gives
STANDS_FOR: Final = f"fd{1:062}"  # in the examples, for the statement that is repeated
READERS: Final = ("XE-NLO-1", "EC-ECA-1")


def tell(stage: Stage, lang: str) -> Iterator[Line]:
    """All scenes in order."""
    file = telling.tell(stage, "ember-column-xa").file
    yield from differing(stage, file, lang)
    yield from refused(stage, lang)
    yield from findings(stage, file, lang)
    yield from merging(stage, file)
    yield from incident(stage, lang)
    yield from figures(stage, lang)
    yield from asking(stage, file)
    yield from danger(stage)


def differing(stage: Stage, file: str, lang: str) -> Iterator[Line]:
    """Four States tell of one organisation, and its face shows where they differ."""
    yield Heading("demo.differing")
    for name in ("ember-column-xb", "ember-column-xc", "ember-column-xd"):
        telling.tell(stage, name, {EMBER_COLUMN: file})
    face = file_face.face(file, telling.seen(stage, "XE-NLO-1", file))
    yield Told("demo.told", {"states": ", ".join(face.owners), "names": "; ".join(face.names[:4])})
    for section in face.sections:
        for one in section.told:
            if one.commitment in section.differ:
                yield Told("demo.differs", {"state": one.owner, "value": wording.value(one, lang)})


def refused(stage: Stage, lang: str) -> Iterator[Line]:
    """A leader by a free name has no field, and 1,700 "neutralised" are no number."""
    yield Heading("demo.not_told")
    try:
        telling.read(stage, "ember-column-leader")
    except Refused as leader:
        faults = getattr(leader, "faults", (leader.refusal,))
        yield Told("demo.leader", {"sentence": faults[0].sentence(lang)}, False)
    else:
        raise Broken("a leader was told by a free name")
    try:
        telling.tell(stage, "result-neutralised")
    except Closed as closed:
        if closed.decision.holding() != (41,):
            raise Broken(f"the figure was held by gates {closed.decision.holding()}, not 41") from None
        held = next(one for one in closed.decision.findings if one.outcome is not Outcome.PERMIT)
        asks = say(f"gates.rule_{held.rule.words}", lang)
        yield Told("demo.neutralised", {"asks": asks, "provision": held.provision}, False)
    else:
        raise Broken("1,700 were counted as neutralised")


def findings(stage: Stage, file: str, lang: str) -> Iterator[Line]:
    """What does not add up depends on what one may see, and so do its counts."""
    yield Heading("demo.findings")
    _echo(stage, file)
    at = acts.to_time(stage.clock())
    counts = {}
    for officer in READERS:
        found = analyse(telling.seen(stage, officer, file), at)
        counts[officer] = len(found)
        if officer == READERS[0]:
            contradictions = [one for one in found if one.kind is Kind.CONTRADICTION]
            if not contradictions:
                raise Broken("no contradiction was found between four States")
            circles = [one for one in found if one.kind is Kind.CIRCLE]
            if not circles:
                raise Broken("a circle of two States was not found")
            shown = (*contradictions, *circles)
            yield from (Told("demo.finding", {"sentence": sentence(one, lang)}) for one in shown)
    yield Told(
        "demo.counted", {"one": READERS[0], "few": counts[READERS[0]], "other": READERS[1], "many": counts[READERS[1]]}
    )


def _echo(stage: Stage, file: str) -> None:
    """Borovia repeats Alderia's number, and Alderia repeats Borovia's."""
    for name, of in (("ember-column-xb-echo", "XA"), ("ember-column-xa-echo", "XB")):
        strengths = [
            one
            for one in telling.seen(stage, f"{of}-NLO-1", file)
            if one.owner == of and one.part().get("least") == FORTY
        ]
        telling.tell(stage, name, {EMBER_COLUMN: file, STANDS_FOR: strengths[-1].commitment})


def merging(stage: Stage, file: str) -> Iterator[Line]:
    """Two files that may be one organisation: a person judges, and it can be undone."""
    yield Heading("demo.merging")
    cast = stage.cast
    other = telling.tell(stage, "ember-column-xf").file
    told = [*telling.seen(stage, "EC-ECA-1", file), *telling.seen(stage, "EC-ECA-1", other)]
    twins = [one for one in analyse(told, acts.to_time(stage.clock())) if one.kind is Kind.DUPLICATE]
    if not twins:
        raise Broken("two files of one organisation were not found")
    proposal = cast.new_id()
    links = (acts.Link(KEEPS, file), acts.Link(WITH, other))
    stage.node.submit(cast.sign(cast.head("EC-ECA-1", "ECA", "merging.propose", MERGING, proposal, {}, links)))
    try:
        cast.move("EC-ECA-1", "ECA", "merging.agree", proposal)
    except Refused as own:
        yield Told("demo.own_merging", {"provision": own.refusal.provision}, False)
    else:
        raise Broken("who proposed a merging has judged it")
    cast.move("EC-ECA-2", "ECA", "merging.agree", proposal)
    cast.move("EC-ECA-1", "ECA", "merging.undo", proposal)
    yield Told("demo.merged", {})


def incident(stage: Stage, lang: str) -> Iterator[Line]:
    """Two States differ on the dead of one incident."""
    yield Heading("demo.incident")
    file = telling.tell(stage, "bus-station-xa").file
    telling.tell(stage, "bus-station-xb", {BUS_STATION: file})
    face = file_face.face(file, telling.seen(stage, "XE-NLO-1", file))
    tolls = [one for section in face.sections if section.property == "toll" for one in section.told]
    if not any(section.differ for section in face.sections):
        raise Broken("two States agree on an incident on which they differ")
    for one in tolls:
        yield Told("demo.toll", {"state": one.owner, "value": wording.value(one, lang)})


def figures(stage: Stage, lang: str) -> Iterator[Line]:
    """The figures that two articles print for one period, and why they cannot be added up."""
    yield Heading("demo.figures")
    groups = side_by_side(results_of_profile(stage.node.treaty.profile))
    comparisons = [compare(group) for group in groups]
    apart = [one for one in comparisons if one.bars]
    if not apart:
        raise Broken("the figures of the two articles do not differ")
    yield Told("demo.figures_differ", {"groups": len(comparisons), "apart": len(apart)})


def asking(stage: Stage, file: str) -> Iterator[Line]:
    """A State asks with purpose and case; what another gave to the Committee alone leaves no trace."""
    yield Heading("demo.asking")
    request = telling.tell(stage, "question-to-ec", {EMBER_COLUMN: file}).matter
    known = len(telling.seen(stage, "EC-ECA-1", file))
    answer, given = telling.answer(stage, request, "EC-ECA-1")
    with stage.node.reading() as unit:
        bodies = unit.opened(answer)
    conditions = sorted({name for body, _ in bodies for name in body.conditions})
    text = b"".join(content for _, held in bodies for content in held).decode()
    if CANARY in text or not 0 < given < known or not conditions:
        raise Broken("an answer gave what its giver did not allow, or lost a condition")
    named = "; ".join(say(f"databank.condition_{name}", stage.node.located.config.language) for name in conditions)
    yield Told("demo.answered", {"given": given, "conditions": named})


def danger(stage: Stage) -> Iterator[Line]:
    """A warning told orally is void after 72 hours; a sealed one stands nowhere in the node."""
    yield Heading("demo.danger")
    warned = telling.submit(stage, telling.read(stage, "warning-oral"))
    stage.clock.pass_time(hours=23)
    for _ in range(4):  # nobody confirms it in writing, and the log does not stand still
        stage.cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")
        stage.clock.pass_time(hours=23)
    done = bootstrap.keep_time(stage.node, stage.cast.random_bytes)
    if stage.cast.matter(warned.matter).step != "void" or not done:
        raise Broken("an oral warning still counts after 72 hours")
    yield Told("demo.void", {})
    stage.cast.publish_sealing_keys()
    telling.submit(stage, telling.read(stage, "warning-sealed"), seal_with="XB-CENTRAL")
    if seeking.files_holding(stage.node.located.path("database").parent, SEALED):
        raise Broken("what was sealed can be read in the node's files")
    yield Told("demo.sealed", {})
