"""A dossier becomes acts, the acts are signed, kept as files and read back; a change is found."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import comity
from comity import acts
from comity.acts import Stamp, parse_head, signing_bytes
from comity.entries.procedures import PROCEDURES as ENTRIES
from comity.errors import Refused
from comity.interchange.dossier import acting, reading, signing
from comity.interchange.dossier.folder import SIGNATURES
from comity.judiciary.procedures import PROCEDURES as JUDICIARY
from comity.keys import SoftSigner, generate, verify
from comity.matters import Matter, fold, next_move
from comity.qualification.vocabulary import DecisionType, EffectCode, HandlingCode

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EMBER = Path(comity.__file__).parent / "profiles/sco_rats_demo/dossiers/ember-column"


def random_from(seed: str) -> Callable[[int], bytes]:
    """Bytes that differ at each call and are the same in each run."""
    calls = iter(range(1_000_000))
    return lambda count: hashlib.shake_256(f"{seed}/{next(calls)}".encode()).digest(count)


@dataclass(frozen=True)
class Keys:
    drafter: SoftSigner
    approver: SoftSigner
    seal: SoftSigner

    def identity(self, officer: str, key: SoftSigner) -> acting.Identity:
        return acting.Identity(officer, "XA-CENTRAL", key.key_id, self.seal.key_id)


@pytest.fixture
def keys() -> Keys:
    return Keys(*(generate(random_from(name)) for name in ("drafter", "approver", "seal")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EMBER, tmp_path / "ember"))


def read(folder: Path) -> reading.Dossier:
    random = random_from("salts")
    return reading.read(folder, lambda name: random(16))


def prepare(dossier: reading.Dossier, keys: Keys) -> tuple[acting.Prepared, ...]:
    return acting.prepare(
        dossier,
        keys.identity("XA-NLO-1", keys.drafter),
        keys.identity("XA-NAA-1", keys.approver),
        NOW,
        random_from("acts"),
    )


def sign_all(folder: Path, keys: Keys) -> tuple[signing.SignedAct, ...]:
    prepared = prepare(read(folder), keys)
    signed = [signing.sign(one, keys.drafter, keys.seal) for one in prepared[:-1]]
    return (*signed, signing.sign(prepared[-1], keys.approver, keys.seal))


def test_acts_come_in_order_and_are_linked(folder: Path, keys: Keys) -> None:
    record, claim, submit, approve = prepare(read(folder), keys)
    assert [one.head.kind for one in (record, claim, submit, approve)] == [
        "decision.record",
        "entry.claim",
        "version.submit",
        "version.approve",
    ]
    assert [(link.relation, link.to) for link in submit.head.links] == [
        ("version_of", claim.head.matter),
        ("rests_on", record.head.matter),
    ]
    assert (approve.head.after, approve.head.matter) == (submit.head.id, submit.head.matter)
    assert record.head.terms == {"type": "ban", "finality": "final"}
    assert submit.head.terms == {
        "door": "list.circulate",
        "sunset": "2027-01-31",
        "effects": ["national_ban_shown_to_members"],
    }
    assert all(parse_head(one.data) == one.head for one in (record, claim, submit, approve))


def test_every_body_is_about_the_entry(folder: Path, keys: Keys) -> None:
    prepared = prepare(read(folder), keys)
    entry = prepared[1].head.matter
    assert all(entry in body.about for one in prepared for body in one.head.bodies)


def test_an_entry_is_derived_from_what_it_repeats_of_its_decisions(folder: Path, keys: Keys) -> None:
    record, _, submit, _ = prepare(read(folder), keys)
    repeated = {o.commitment for body in record.bodies for o in body if o.statement.property == "operative_part"}
    entry_bodies = [body for body in submit.head.bodies if body.schema == "list.entry/1"]
    assert repeated and all(repeated <= set(body.derived_from) for body in entry_bodies)


def test_only_publishable_fields_are_public(folder: Path, keys: Keys) -> None:
    dossier = read(folder)
    for one in prepare(dossier, keys):
        for promised, body in zip(one.head.bodies, one.bodies, strict=True):
            if promised.code == HandlingCode.PUBLIC:
                model = type(dossier.entry) if promised.schema == "list.entry/1" else reading.AttachedDecision
                assert {o.statement.property for o in body} <= model.PUBLISHABLE


def test_nothing_is_public_where_the_entry_is_not(folder: Path, keys: Keys) -> None:
    text = folder / "dossier.yaml"
    text.write_text(text.read_text().replace("handling_code: PUBLIC", "handling_code: MEMBER"))
    assert {b.code for one in prepare(read(folder), keys) for b in one.head.bodies} == {"MEMBER"}


def test_the_approver_gives_their_own_statement_of_effect(folder: Path, keys: Keys) -> None:
    *_, submit, approve = prepare(read(folder), keys)

    def properties(one: acting.Prepared) -> set[str]:
        return {o.statement.property for body in one.bodies for o in body}

    assert "effect_by_drafter" in properties(submit) and "effect_by_approver" not in properties(submit)
    assert properties(approve) == {"effect_by_approver"}


def test_the_preview_says_in_words_what_will_happen(folder: Path, keys: Keys) -> None:
    submit = prepare(read(folder), keys)[2]
    assert "none of them is bound" in submit.words["en"] and "2027-01-31" in submit.words["en"]
    assert set(submit.words) == {"en", "ru", "zh"} and len(set(submit.words.values())) == 3


def test_every_effect_type_and_code_has_words() -> None:
    names = [f"effect_{e}" for e in EffectCode] + [f"type_{t}" for t in DecisionType]
    for name in [*names, *(f"readers_{code}" for code in HandlingCode)]:
        assert set(comity.language.entry("words", f"dossier.{name}")) == {"en", "ru", "zh"}


def test_signatures_fit_and_files_read_back_equal(folder: Path, keys: Keys) -> None:
    signed = sign_all(folder, keys)
    signing.save(folder, signed)
    dossier, loaded = signing.load_signed(folder, random_from("other"))
    assert loaded == signed
    assert dossier.entry.official_name == read(folder).entry.official_name
    for one in loaded:
        assert verify(keys.seal.public_key, one.seal_signature, signing_bytes(one.head))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("found_by_court, grade: A1}", "found_by_court, grade: A2}"),
        ("Six members in uniform", "Seven members in uniform"),
        ("adversarial: true", "adversarial: false"),
        ("planned_on: 2026-03-20", "planned_on: 2026-03-21"),
        ('words: "It shows our ban', 'words: "It shows the ban'),
    ],
)
def test_a_text_changed_after_signing_is_refused(folder: Path, keys: Keys, old: str, new: str) -> None:
    signing.save(folder, sign_all(folder, keys))
    text = folder / "dossier.yaml"
    assert old in text.read_text()
    text.write_text(text.read_text().replace(old, new, 1))
    with pytest.raises(Refused) as refused:
        signing.load_signed(folder, random_from("other"))
    assert refused.value.refusal.code == "dossier.changed"


def test_a_document_changed_after_signing_is_refused(folder: Path, keys: Keys) -> None:
    signing.save(folder, sign_all(folder, keys))
    (folder / "documents/judgment.txt").write_text("another judgment")
    with pytest.raises(Refused) as refused:
        signing.load_signed(folder, random_from("other"))
    assert refused.value.refusal.code == "dossier.changed"


def test_comments_may_change_after_signing(folder: Path, keys: Keys) -> None:
    signing.save(folder, sign_all(folder, keys))
    text = folder / "dossier.yaml"
    text.write_text("# seen by counsel\n" + text.read_text())
    assert len(signing.load_signed(folder, random_from("other"))[1]) == 4


def test_another_key_does_not_sign(folder: Path, keys: Keys) -> None:
    prepared = prepare(read(folder), keys)[0]
    with pytest.raises(Refused) as refused:
        signing.sign(prepared, keys.approver, keys.seal)
    assert refused.value.refusal.code == "dossier.wrong_key"


def test_signed_files_are_not_overwritten(folder: Path, keys: Keys) -> None:
    signed = sign_all(folder, keys)
    signing.save(folder, signed)
    with pytest.raises(Refused) as refused:
        signing.save(folder, signed)
    assert refused.value.refusal.code == "dossier.exists"


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"bodies":1}', b"\xff\xfe", None])
def test_a_damaged_signature_file_is_refused(folder: Path, keys: Keys, damage: bytes | None) -> None:
    paths = signing.save(folder, sign_all(folder, keys))
    content = paths[0].read_bytes() if damage is None else damage
    paths[0].write_bytes(content.replace(b'"salt":"', b'"salt":"00', 1) if damage is None else content)
    with pytest.raises(Refused) as refused:
        signing.load_signed(folder, random_from("other"))
    assert refused.value.refusal.code == "dossier.signature_form"
    assert refused.value.refusal.evidence["file"] == f"{SIGNATURES}/{paths[0].name}"


def test_the_tables_know_every_act_of_a_dossier(folder: Path, keys: Keys) -> None:
    procedures = {one.name: one for one in (*JUDICIARY, *ENTRIES)}
    held: dict[str, Matter] = {}
    for index, one in enumerate(prepare(read(folder), keys)):
        head = one.head
        move = next_move(procedures[head.procedure], head, held.get(head.matter))
        assert head.capacity in move.capacities
        stamp = Stamp(index, "2026-03-02T09:00:00Z", "", move.after, "0" * 32)
        held[head.matter] = fold(held.get(head.matter), head, stamp, "XA")
    assert sorted(matter.step for matter in held.values()) == ["approved", "claimed", "recorded"]


def test_a_renewal_rests_on_what_is_recorded_and_claims_nothing_anew(folder: Path, keys: Keys) -> None:
    text = folder / "dossier.yaml"
    words = text.read_text("utf-8").replace("kind: list", f"kind: list\nrenews: {'a' * 32}", 1)
    words = words.replace("    state: XA", f"    recorded_as: {'b' * 32}\n    state: XA", 1)
    text.write_text(words, "utf-8")
    submit, approve = prepare(read(folder), keys)
    assert submit.head.terms["door"] == "list.renew" and approve.head.kind == "version.approve"
    assert {(link.relation, link.to) for link in submit.head.links} == {
        ("version_of", "a" * 32),
        ("rests_on", "b" * 32),
    }


def test_the_approver_may_still_write_after_the_drafter_signed(folder: Path, keys: Keys) -> None:
    drafted = sign_all(folder, keys)[:-1]
    signing.save(folder, drafted)
    text = folder / "dossier.yaml"
    text.write_text(text.read_text("utf-8").replace("It shows our ban", "It makes our ban known", 1), "utf-8")
    dossier, loaded = signing.load_signed(folder, random_from("other"))
    submitted = signing.submitted(loaded)
    assert submitted is not None
    identity = keys.identity("XA-NAA-1", keys.approver)
    approval = acting.prepare_approval(dossier, submitted, identity, NOW, random_from("approval"))
    signing.save(folder, [signing.sign(approval, keys.approver, keys.seal)], 4)
    assert len(signing.load_signed(folder, random_from("other"))[1]) == 4


def test_a_dossier_larger_than_an_act_is_refused_when_prepared(folder: Path, keys: Keys) -> None:
    text = folder / "dossier.yaml"
    line = "    - {text: x, standing: alleged, grade: B2}\n"
    words = text.read_text("utf-8").replace("  assertions:\n", "  assertions:\n" + line * 98, 1)
    other = "    - {state: XB, link: acts_abroad}\n"
    words = words.replace("  concerned_states:\n", "  concerned_states:\n" + other * 98, 1)
    text.write_text(words, "utf-8")
    assert len(read(folder).entry.assertions) == 100
    assert prepare(read(folder), keys)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("comity.acts.MAX_STATEMENTS", 100)
        acts.parse_head.cache_clear()  # the same bytes were judged under the other limit
        with pytest.raises(Refused) as refused:
            prepare(read(folder), keys)
    assert refused.value.refusal.code == "act.size"
