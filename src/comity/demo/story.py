"""The story, scene by scene. Each scene acts on the stage and tells what came of it as values.

A scene that does not come out as it must raises ``Broken``: the demo is a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from comity import acts
from comity.demo import checkpoint, databank, filing, seeking
from comity.demo.filing import Answer
from comity.demo.lines import Broken, Heading, Line, Told
from comity.demo.stage import Stage
from comity.effect import Effect
from comity.entries.grounds import effect_of
from comity.errors import Refused
from comity.interchange.dossier import examples
from comity.language import say
from comity.qualification import sentences
from comity.store import checking

GOLDEN: Final = (
    "party-leader",
    "recognised-refugee",
    "ticked-box",
    "quashed-ban",
    "unpublished-ban",
    "child",
    "death-penalty",
    "definition-of-2017",
    "own-secondee",
    "humanitarian-organisation",
)
TAKES: Final = timedelta(hours=117)  # two for the court, the rest for a warning that nobody confirms
NAMESAKE: Final = "namesake"  # told after its double is circulated


def tell(stage: Stage, un_file: Path | None, lang: str) -> Iterator[Line]:
    """All scenes in order. ``un_file``: a UN list, or None for a synthetic one."""
    yield from founding(stage)
    yield from refusals(stage, lang)
    circulated: dict[str, Answer] = {}
    yield from circulation(stage, circulated, lang)
    yield from consensus(stage, circulated["salt-brigade"])
    yield from un_list(stage, un_file)
    yield from checkpoint.anyone(stage, lang)
    yield from checkpoint.checkpoint(stage, _entry(circulated["melvik"]), lang)
    yield from quashing(stage, circulated["ember-column"])
    yield from erasing(stage, circulated["querrin"])
    yield from databank.tell(stage, lang)
    yield from proving(stage)


def founding(stage: Stage) -> Iterator[Line]:
    """The log is founded and the authorities sign the safeguards protocol."""
    yield Heading("demo.founding")
    stage.cast.sign_safeguards()
    profile = stage.node.treaty.profile
    values = {"states": len(profile.members_on(stage.clock().date())), "officers": len(profile.officers)}
    yield Told("demo.founded", {**values, "rulebook": stage.node.treaty.rulebook.digest[:12]})


def refusals(stage: Stage, lang: str) -> Iterator[Line]:
    """Each golden negative is filed by its State, and the door stays closed."""
    yield Heading("demo.refusals")
    for name in GOLDEN:
        yield _refused(stage, name, lang)


def _refused(stage: Stage, name: str, lang: str) -> Told:
    negative = examples.negative(name)
    answer = filing.refuse(stage, negative)
    if answer.held != negative.gates:
        raise Broken(f"{name} was held by gates {answer.held}, not {negative.gates}; the rulebook has changed")
    asks = sentences.asks(answer.finding.rule, lang) if answer.finding else _sentence(answer.refusal, lang)
    gates = ", ".join(f"{gate} ({sentences.title(gate, lang)})" for gate in answer.held)
    title = getattr(negative.title, lang)
    return Told("demo.refused", {"title": title, "gates": gates, "provision": negative.provision, "asks": asks}, False)


def _sentence(refused: Refused | None, lang: str) -> str:
    return refused.refusal.sentence(lang).removesuffix(f" [{refused.refusal.provision}]") if refused else ""


def circulation(stage: Stage, circulated: dict[str, Answer], lang: str) -> Iterator[Line]:
    """What passes every gate is circulated; a namesake of it is then refused."""
    yield Heading("demo.circulation")
    for name in examples.passing():
        answer = filing.circulate(stage, name)
        if answer.filed is None or answer.held:
            raise Broken(f"{name} must pass and was held by gates {answer.held}")
        circulated[name] = answer
        effect = effect_now(stage, answer.filed.entry)
        told = {"name": name, "state": stage.cast.matter(answer.filed.entry).participant}
        yield Told("demo.circulated", {**told, "effect": say(f"demo.effect_{effect.value}", lang)})
    yield _refused(stage, NAMESAKE, lang)


def consensus(stage: Stage, answer: Answer) -> Iterator[Line]:
    """A common listing to which one member objects is refused; when the objection falls it is adopted."""
    yield Heading("demo.consensus")
    cast = stage.cast
    if answer.filed is None:
        raise Broken("the proposal has no entry")
    proposal = cast.open("XD-NAA-1", "NAA", "proposal.open", "proposal", answer.filed.entry)
    said = {
        state: cast.open(
            f"{state}-CM-1",
            "CM",
            "council.position",
            "council.position",
            proposal,
            position="objection" if state == "XC" else "no_objection",
        )
        for state in sorted(stage.node.treaty.profile.members_on(stage.clock().date()))
    }
    try:
        cast.move("XA-CM-1", "CM", "proposal.adopt", proposal)
    except Refused as refused:
        yield Told("demo.objection", {"state": "XC", "provision": refused.refusal.provision}, False)
    else:
        raise Broken("a common entry was adopted against an objection")
    cast.move("XC-CM-1", "CM", "council.change", said["XC"], position="statement")
    cast.move("XA-CM-1", "CM", "proposal.adopt", proposal)
    yield Told("demo.adopted", {"name": "salt-brigade"})


def un_list(stage: Stage, un_file: Path | None) -> Iterator[Line]:
    """A list of the UN Security Council comes in as attributed statements."""
    yield Heading("demo.un_list")
    taken = seeking.take_in(stage, un_file)
    yield Told("demo.imported_synthetic" if taken.synthetic else "demo.imported", {**taken.counts, "day": taken.day})


def quashing(stage: Stage, answer: Answer) -> Iterator[Line]:
    """A court quashes the ban: the entry is suspended at once, and a reversal revives nothing."""
    yield Heading("demo.quashing")
    if answer.filed is None:
        raise Broken("there is no ban to quash")
    decision = next(iter(answer.filed.decisions.values()))
    stage.clock.pass_time(hours=1)
    stage.cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed")
    _expect(stage, answer.filed.entry, Effect.SUSPENDED)
    yield Told("demo.quashed", {"name": "ember-column"})
    yield from checkpoint.unfindable(stage, answer.filed.entry, "Ember Column")
    stage.clock.pass_time(hours=1)
    ruling = stage.cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashing_reversed")
    stage.cast.move("EC-CR-1", "CR", "ruling.authenticate", ruling)
    _expect(stage, answer.filed.entry, Effect.SUSPENDED)
    yield Told("demo.reversed", {"name": "ember-column"})


def erasing(stage: Stage, answer: Answer) -> Iterator[Line]:
    """An entry is withdrawn and erased: its name stood in the raw files before, and in none after."""
    yield Heading("demo.erasing")
    entry = _entry(answer)
    canary = "Querrin"
    before = seeking.files_holding(stage.home, canary)
    stage.cast.open("XE-NAA-1", "NAA", "entry.withdraw", "withdrawal", entry, reason="claimant_asks")
    stage.cast.open("XE-NAA-1", "NAA", "erasure.own", "erasure", entry, reason="claimant_asks")
    after = seeking.files_holding(stage.home, canary)
    if not before or after:
        raise Broken(f"the erased name stood in {before} and still stands in {after}")
    yield Told("demo.erased", {"name": canary, "before": len(before)})


def proving(stage: Stage) -> Iterator[Line]:
    """The whole log is verified from storage, and one act is proven to somebody who has only the key."""
    yield Heading("demo.proving")
    checkpoint = stage.node.publish()
    report = checking.check()
    if report.faults or report.root != checkpoint.root.hex():
        raise Broken(f"the log does not verify: {report.faults}")
    counts = {part.name: part.count for part in report.parts}
    yield Told("demo.checked", {"size": report.size, "bodies": counts["bodies"], "root": report.root[:16]})
    proof = seeking.prove(stage, report.size - 1)
    yield Told("demo.proved", {"file": str(proof), "vkey": stage.node.publisher.signer.key.vkey()})


def _entry(answer: Answer) -> str:
    if answer.filed is None:
        raise Broken("the dossier was not filed")
    return answer.filed.entry


def effect_now(stage: Stage, entry: str) -> Effect:
    """What an entry counts for at this moment of the story."""
    with stage.node.reading() as unit:
        matter = unit.matter(entry)
        if matter is None:
            raise Broken(f"entry {entry} is gone")
        return effect_of(unit, matter, acts.to_time(stage.clock())).effect


def _expect(stage: Stage, entry: str, wanted: Effect) -> None:
    found = effect_now(stage, entry)
    if found is not wanted:
        raise Broken(f"the entry is {found.value} and must be {wanted.value}")
