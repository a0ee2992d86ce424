"""Walks through a databank on a real node, and an oracle written by hand of who may see what.

The oracle knows what each telling said of itself and what became of it; it reads no table and asks neither
``handling`` nor ``deriving``. It says what ``law.md`` D(iv) and B6 and the glossary of the design say.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, TypeVar

from comity import acts
from comity.acts import Link
from comity.bootstrap import keep_time
from comity.canonical import stored
from comity.demo.cast import Cast, StoryClock
from comity.errors import Refused
from comity.qualification.envelope import Envelope
from tests import telling
from tests.asking import rows

T = TypeVar("T")
STATES: Final = ("XA", "XB", "XC")
PANEL: Final = {
    "": ("", "", ""),
    **{f"{s}-{c}-1": (s, f"{s}-CENTRAL", c) for s in (*STATES, "XD") for c in ("NLO", "NAA")},
    "XB-CM-1": ("XB", "XB-CENTRAL", "CM"),
    "XB-CK-1": ("XB", "XB-CENTRAL", "CK"),
    "XB-AA-1": ("XB", "XB-ASYLUM", "AA"),
    "EC-ECA-1": ("DEMO-EC", "EC", "ECA"),
    "EC-CR-1": ("DEMO-EC", "EC", "CR"),
    "IR-1": ("DEMO-IR", "IR", "IR"),
    "AU-1": ("DEMO-AU", "AU", "AU"),
}
"""Every kind of reader: participant, authority, capacity; the public first."""
_SIDE: Final = ("NLO", "NAA")
_READS_UNCLASSIFIED: Final = ("NLO", "NAA", "ECA", "CR", "CM", "IR")
_READS_WHERE_NAMED: Final = ("NLO", "NAA", "ECA")
_OWNERS_ALONE: Final = ("submitted", "withdrawn", "drafted", "void", "ended")
_NAMES: Final = ("XA", "XB", "XC", "XD", "XB-CENTRAL", "XC-CENTRAL", "EC")
_CONDITIONS: Final = ("purpose_only", "no_onward_transfer", "not_as_evidence")


@dataclass(slots=True)
class Record:
    """One body as its author told it; ``statements``: commitment to property."""

    matter: str
    procedure: str
    owner: str
    author: str
    code: str
    recipients: frozenset[str]
    conditions: frozenset[str]
    until: str
    canary: str
    statements: dict[str, str]
    rests: frozenset[str]
    file: str = ""
    request: str = ""


@dataclass(slots=True)
class Walk:
    """One walk: what was told so far, where it stands, and what the clock says."""

    cast: Cast
    clock: StoryClock
    chance: random.Random
    records: list[Record] = field(default_factory=list)
    steps: dict[str, str] = field(default_factory=dict)
    replaces: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    asked: dict[str, tuple[str, str]] = field(default_factory=dict)  # request: who asked, who was asked
    consents: dict[str, tuple[str, str]] = field(default_factory=dict)  # consent: on which telling, to whom
    cases: dict[str, str] = field(default_factory=dict)
    erased_until: str = ""
    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def now(self) -> str:
        return acts.to_time(self.clock.now)

    # --- the oracle ---------------------------------------------------------------------------

    def may_see(self, officer: str, record: Record, at: str = "") -> bool:
        """Whether ``officer`` may see ``record``."""
        participant, _, capacity = PANEL[officer]
        if record.until <= (at or self.now):
            return False
        if capacity in _SIDE and participant == record.owner:
            return True
        if capacity == "IR" and record.matter in self._in_open_cases():
            return True
        return self.steps[record.matter] not in _OWNERS_ALONE and self._is_for(officer, record)

    def _is_for(self, officer: str, record: Record) -> bool:
        """Whether the handling that its giver chose is for ``officer``."""
        participant, authority, capacity = PANEL[officer]
        if record.code == "MEMBER":
            return capacity in _READS_UNCLASSIFIED
        if record.code == "NAMED":
            return capacity in _READS_WHERE_NAMED and bool({participant, authority} & record.recipients)
        return False

    def _in_open_cases(self) -> set[str]:
        on = {target for case, target in self.cases.items() if self.steps[case] == "opened"}
        return on | {r.matter for r in self.records if {r.file, r.request} & on}

    def counts(self, record: Record) -> bool:
        """Whether it stands in the databank now: told, neither withdrawn nor replaced by what was told."""
        newer = [one for one, old in self.replaces.items() if old == record.matter]
        return (
            record.procedure in ("contribution", "trend")
            and self.steps[record.matter] == "told"
            and not any(self.steps[one] == "told" for one in newer)
        )

    def losses(self, made: Record) -> Iterator[str]:
        """What binds the sources of ``made``, however far back, and is lost in it."""
        for source in self._sources(made):
            if source.procedure == "warning":
                yield "made of a warning"
            if made.until > source.until:
                yield "kept longer than its source"
            if source.owner == made.owner:
                continue
            if source.conditions - made.conditions:
                yield "a condition lost"
            allowed = {to for on, to in self._consented() if on == source.matter}
            for officer, (participant, authority, _) in PANEL.items():
                theirs = {participant, authority} & allowed or participant in (made.owner, source.owner)
                if self._is_for(officer, made) and not self._is_for(officer, source) and not theirs:
                    yield f"shown to {officer or 'the public'}"

    def _consented(self) -> list[tuple[str, str]]:
        return [given for consent, given in self.consents.items() if self.steps[consent] == "given"]

    def _sources(self, made: Record) -> list[Record]:
        found: list[Record] = []
        fresh = set(made.rests)
        while fresh:
            some = [r for r in self.records if fresh & r.statements.keys() and r not in found]
            found += some
            fresh = {one for r in some for one in r.rests}
        return found

    # --- the turns ----------------------------------------------------------------------------

    def turn(self) -> None:
        """Somebody does something, allowed or not."""
        names, weights = zip(*TURNS.items(), strict=True)
        (name,) = self.chance.choices(names, weights)
        try:
            getattr(self, f"_{name}")()
            self.done.append(name)
        except Refused as refused:
            self.refused.append(refused.refusal.code)

    def _handling(self, codes: str = "MEMBER MEMBER NAMED NAMED EYES_OF_REVIEW") -> dict[str, Any]:
        code = self.chance.choice(codes.split())
        named = self.chance.sample(_NAMES, self.chance.randint(1, 3)) if code == "NAMED" else []
        return {
            "handling_code": code,
            "recipients": sorted(named),
            "conditions": sorted(self.chance.sample(_CONDITIONS, self.chance.choice([0, 0, 1, 2]))),
            "kept_until": self._day(self.chance.choice([2, 9, 20, 60])),
        }

    def _day(self, days: int) -> str:
        return (self.clock.now.date() + timedelta(days=days)).isoformat()

    def _canary(self) -> str:
        return f"canary {len(self.records)} {self.chance.randrange(10**9)}"

    def _note(self, model: Envelope, matter: str, step: str, author: str, canary: str, **more: str) -> Record:
        """Remember what was told; its commitments are read from the raw table, its meaning from ``model``."""
        said = rows(
            "SELECT s.commitment, s.content FROM statement s JOIN body b ON b.id = s.body WHERE b.matter = %s", matter
        )
        held = {commitment: stored(bytes(content)) for commitment, content in said}
        rests = {c for item in model.items() for c in item.rests_on}
        record = Record(
            matter, self.cast.matter(matter).procedure, model.claimant_state, author,
            str(model.handling_code), frozenset(model.recipients), frozenset(c.value for c in model.conditions),
            f"{model.kept_until}T00:00:00Z", canary, {c: raw["property"] for c, raw in held.items()},
            frozenset(rests), **more,
        )  # fmt: skip
        self.steps[matter] = step
        self.records.append(record)
        self.lost += [f"{author} {record.procedure}: {loss}" for loss in self.losses(record)]
        for source in self.records:
            if rests & source.statements.keys() and not self.may_see(author, source):
                self.lost.append(f"{author} drew on what it may not see")
        return record

    def _some_cited(self, author: str) -> list[tuple[Record, str]]:
        """Statements to draw on: mostly such as the author may see, and often its own."""
        said = ("names", "given", "told")
        lucky = self.chance.random() < 0.9
        known = [r for r in self.records if self.may_see(author, r)] if lucky else self.records
        own = [r for r in known if r.owner == PANEL[author][0] and r.rests]
        agreed = [r for r in known if any(r.matter == on for on, _ in self.consents.values())]
        known = self.chance.choice([known, own or known, agreed or known])
        pairs = [(r, c) for r in known for c, name in r.statements.items() if name in said]
        return self.chance.sample(pairs, min(len(pairs), self.chance.choice([1, 1, 2])))

    def _bound(self, author: str, cited: list[tuple[Record, str]], said: dict[str, Any]) -> dict[str, Any]:
        """``said``, mostly with what binds the sources; sometimes with one of the three forgotten."""
        forgotten = self.chance.choice(["", "", "conditions", "kept_until", "recipients"])
        sources = [r for r, _ in cited]
        sources += [s for r in sources for s in self._sources(r)]
        if sources and forgotten != "kept_until":
            said["kept_until"] = min([said["kept_until"], *(r.until[:10] for r in sources)])
        if forgotten != "conditions":
            said["conditions"] = sorted({*said["conditions"], *(c for r in sources for c in r.conditions)})
        others = [r for r in sources if r.owner != PANEL[author][0]]
        if others and forgotten != "recipients" and said["handling_code"] == "MEMBER":
            narrow = [r for r in others if r.code == "NAMED"]
            if narrow:
                said |= {"handling_code": "NAMED", "recipients": sorted(narrow[0].recipients)}
        return said

    def _open_file(self) -> None:
        self.files.append(telling.open_file(self.cast, f"{self.chance.choice(STATES)}-NLO-1"))

    def _contribute(self) -> None:
        author = self._state("NLO")
        self._tell(author, self._some_cited(author) if self.chance.random() < 0.5 else [])

    def _state(self, capacity: str) -> str:
        return f"{self.chance.choice(STATES)}-{capacity}-1"

    def _tell(self, author: str, cited: list[tuple[Record, str]], **handling: Any) -> None:
        if not self.files:
            self._open_file()
        file, canary = self.chance.choice(self.files), self._canary()
        said = {**self._bound(author, cited, self._handling()), **handling}
        name = telling.name(canary, rests_on=[c for _, c in cited])
        model = telling.OrganisationFile(**telling.envelope(self.cast, author, **said, names=[name]))
        old = [r.matter for r in self.records if r.owner == PANEL[author][0] and r.file == file]
        links = (Link("replaces", self.chance.choice(old)),) if old and self.chance.random() < 0.3 else ()
        matter = telling.submit(self.cast, author, model, file, links)
        self._note(model, matter, "submitted", author, canary, file=file)
        if links:
            self.replaces[matter] = links[0].to
        if self.chance.random() < 0.8:
            self._approve_one(matter)

    def _trend(self) -> None:
        author, canary = self._state("NLO"), self._canary()
        model = telling.trend(self.cast, author, definition=canary, **self._handling())
        matter = telling.submit(self.cast, author, model)
        self._note(model, matter, "submitted", author, canary)
        self._approve_one(matter)

    def _approve_one(self, matter: str) -> None:
        telling.approve(self.cast, f"{self.cast.matter(matter).participant}-NAA-1", matter)
        self.steps[matter] = "told"

    def _approve(self) -> None:
        waiting = [r.matter for r in self.records if self.steps[r.matter] == "submitted"]
        self._approve_one(self._one(waiting))

    def _withdraw(self) -> None:
        record = self._pick(lambda r: r.procedure in ("contribution", "trend"))
        self.cast.move(f"{record.owner}-NLO-1", "NLO", f"{record.procedure}.withdraw", record.matter)
        self.steps[record.matter] = "withdrawn"

    def _pick(self, fit: Callable[[Record], bool]) -> Record:
        return self._one([r for r in self.records if fit(r)])

    def _one(self, items: Sequence[T]) -> T:
        """One of these; where there is none, nothing is done."""
        if not items:
            raise Refused("act.unknown_matter")
        return self.chance.choice(items)

    def _warn(self) -> None:
        author = self._state("NAA")
        others = [f"{s}-CENTRAL" for s in STATES if s != PANEL[author][0]]
        model = telling.warning(self.cast, author, self.chance.choice(others), days=self.chance.choice([2, 30]))
        matter = telling.warn(self.cast, author, model)
        self._note(model, matter, "warned", author, "A van is being prepared.")

    def _end(self) -> None:
        record = self._pick(lambda r: r.procedure == "warning" and self.steps[r.matter] == "warned")
        self.cast.move(f"{record.owner}-NLO-1", "NLO", "danger.end", record.matter)
        self.steps[record.matter] = "ended"

    def _ask(self) -> None:
        author = self._state("NLO")
        to = self.chance.choice([x for x in ("EC", "XA-CENTRAL", "XB-CENTRAL") if x[:2] != PANEL[author][0]])
        self._ask_as(author, to)

    def _ask_as(self, author: str, to: str) -> str:
        matter, canary = self.cast.new_id(), self._canary()
        more = {"question": canary, "kept_until": self._day(self.chance.choice([5, 40]))}
        model = telling.question(self.cast, author, to, **more)
        bodies, opened = telling.body(self.cast, model, (matter,))
        head = self.cast.head(author, "NLO", "request.draft", "request", matter, {"to": to}, (), bodies)
        self.cast.node.submit(self.cast.sign(head, opened))
        self._note(model, matter, "drafted", author, canary)
        if self.chance.random() < 0.8:
            self.cast.move(f"{PANEL[author][0]}-NAA-1", "NAA", "request.send", matter, attests=[13, 42, 43])
            self.steps[matter] = "sent"
            self.asked[matter] = PANEL[author][1], to
        return matter

    def _answer(self) -> None:
        request = self._one(list(self.asked))
        self._give(request, self._some_cited(self._asked_officer(request)))

    def _asked_officer(self, request: str) -> str:
        to = self.asked[request][1]
        return "EC-ECA-1" if to == "EC" else f"{to[:2]}-NAA-1"

    def _pass_on(self) -> None:
        """What one gave to few is given on in an answer: with its consent, without, or with one taken back."""
        giver, asker = self.chance.sample(STATES, 2)
        self._tell(f"{giver}-NLO-1", [], handling_code="NAMED", recipients=["EC"])
        record = self.records[-1]
        request = self._ask_as(f"{asker}-NLO-1", "EC")
        if request not in self.asked:
            return
        for step in self.chance.choice(["", "agree", "agree revoke"]).split():
            if step == "agree":
                consent = self._agree(record, self.asked[request][0])
            else:
                self._revoke(consent)
        self._give(request, [(record, c) for c, name in record.statements.items() if name == "names"])

    def _give(self, request: str, cited: list[tuple[Record, str]]) -> None:
        author, (asking, to), canary = self._asked_officer(request), self.asked[request], self._canary()
        said = self._bound(author, cited, {**self._handling("NAMED"), "recipients": sorted({asking, to})})
        given = {"said_by": "XA", "property": "names", "standing": "assessed", "grade": "B2", "text": canary}
        items = [{**given, "rests_on": [c for _, c in cited]}]
        model = telling.Answer(**telling.envelope(self.cast, author, **said, outcome="full", given=items))
        matter = telling.give(self.cast, author, request, model)
        self._note(model, matter, "given", author, canary, request=request)

    def _consent(self) -> None:
        record = self._pick(lambda r: r.owner in STATES and r.procedure in ("contribution", "trend", "answer"))
        self._agree(record, self.chance.choice(["XC", "XC-CENTRAL", "EC"]))

    def _agree(self, record: Record, to: str) -> str:
        matter = telling.consent(self.cast, f"{record.owner}-NAA-1", record.matter, to)
        self.consents[matter], self.steps[matter] = (record.matter, to), "given"
        return matter

    def _take_back(self) -> None:
        self._revoke(self._one([one for one in self.consents if self.steps[one] == "given"]))

    def _revoke(self, consent: str) -> None:
        owner = self.cast.matter(consent).participant
        self.cast.move(f"{owner}-NLO-1", "NLO", "consent.withdraw", consent)
        self.steps[consent] = "withdrawn"

    def _case(self) -> None:
        target = self._one([*self.files, *(r.matter for r in self.records)])
        case = self.cast.open("IR-1", "IR", "case.open", "case", target, reason="data_error")
        self.cases[case], self.steps[case] = target, "opened"

    def _close(self) -> None:
        case = self._one([c for c in self.cases if self.steps[c] == "opened"])
        self.cast.move("IR-1", "IR", "case.close", case)
        self.steps[case] = "closed"

    def _merge(self) -> None:
        keeps, other = self.chance.sample(self.files, 2) if len(self.files) > 1 else ("0" * 32, "1" * 32)
        author, merging = self._state("NLO"), self.cast.new_id()
        links = (Link("keeps", keeps), Link("with", other))
        head = self.cast.head(author, "NLO", "merging.propose", "merging", merging, {}, links)
        self.cast.node.submit(self.cast.sign(head))
        for file in (keeps, other):  # who proposes has seen something of both
            if not any(r.file == file and self.may_see(author, r) for r in self.records):
                self.lost.append(f"{author} proposed a merging of what it may not see")
        self.cast.move("EC-ECA-1", "ECA", "merging.agree", merging)

    def _wait(self) -> None:
        """Time passes; often to the very second before, or at, which something ends."""
        terms = sorted({r.until for r in self.records if r.until > self.now})
        if terms and self.chance.random() < 0.6:
            self.clock.now = acts.from_time(terms[0]) - timedelta(seconds=self.chance.choice([0, 1]))
        else:
            self.clock.pass_time(hours=self.chance.choice([1, 30]))
        self.cast.node.confirm_time("EC-ECA-1")

    def _tick(self) -> None:
        keep_time(self.cast.node, self.cast.random_bytes)
        self.erased_until = self.now


TURNS: Final = {
    "contribute": 12, "answer": 6, "pass_on": 3, "ask": 4, "wait": 4, "withdraw": 2, "consent": 2, "take_back": 2,
    "approve": 1, "warn": 2, "end": 2, "case": 3, "close": 2, "trend": 2, "open_file": 2, "merge": 3, "tick": 2,
}  # fmt: skip
