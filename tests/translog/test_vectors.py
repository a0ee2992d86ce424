"""The published vectors: RFC 6962 proofs (transparency-dev/merkle), Ed25519 (C2SP CCTV, Wycheproof)."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import pytest

from comity.translog.errors import Code, TranslogError
from comity.translog.proofs import verify_consistency, verify_inclusion
from comity.translog.vkeys import VerifierKey, verify_ed25519
from tests.shared_data import PRESENT

_DATA = PRESENT / "vectors" if PRESENT and (PRESENT / "vectors").is_dir() else None

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(_DATA is None, reason="no ../shared/data: the published vectors were NOT run"),
]


def _read(name: str) -> Any:
    assert _DATA is not None
    return json.loads((_DATA / name).read_text())


def _cases(kind: str) -> list[tuple[str, dict[str, Any]]]:
    assert _DATA is not None
    files = sorted((_DATA / "merkle" / kind).rglob("*.json"))
    return [(str(file.relative_to(_DATA)), json.loads(file.read_text())) for file in files]


def _hashes(case: dict[str, Any]) -> list[bytes]:
    return [b64decode(text) for text in case["proof"] or []]


def _refused(verify: Any, *arguments: Any) -> bool:
    try:
        verify(*arguments)
    except TranslogError as error:
        assert error.code in {Code.ARGUMENT, Code.PROOF_SHAPE, Code.PROOF_ROOT}
        return True
    return False


def test_inclusion_vectors() -> None:
    cases = _cases("inclusion")
    for name, case in cases:
        leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
        refused = _refused(verify_inclusion, leaf, case["leafIdx"], case["treeSize"], _hashes(case), root)
        assert refused == case["wantErr"], name
    assert len(cases) > 40
    assert {case["wantErr"] for _, case in cases} == {True, False}


def test_consistency_vectors() -> None:
    cases = _cases("consistency")
    for name, case in cases:
        roots = b64decode(case["root1"]), b64decode(case["root2"])
        refused = _refused(verify_consistency, case["size1"], case["size2"], _hashes(case), *roots)
        assert refused == case["wantErr"], name
    assert len(cases) > 50
    assert {case["wantErr"] for _, case in cases} == {True, False}


def test_wycheproof_agrees_in_every_case() -> None:
    count = 0
    for group in _read("wycheproof_ed25519_test.json")["testGroups"]:
        key = VerifierKey("wycheproof.example", bytes.fromhex(group["publicKey"]["pk"]))
        for case in group["tests"]:
            valid = key.verify(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert valid == (case["result"] == "valid"), case["tcId"]
            count += 1
    assert count == 151


def test_where_ed25519_verifiers_differ_we_are_cofactorless_and_refuse_weak_keys() -> None:
    """CCTV holds the inputs on which RFC 8032 lets verifiers disagree; this pins what ours does.

    The library (OpenSSL) recomputes R without the cofactor and compares bytes, as Go does: it refuses a
    low-order residue and any R in a second spelling. It would accept keys of low order and keys in a second
    spelling; a VerifierKey refuses those by itself.
    """
    cases = _read("cctv_ed25519vectors.json")
    for case in cases:
        key, flags = bytes.fromhex(case["key"]), set(case["flags"] or [])
        signature, message = bytes.fromhex(case["sig"]), case["msg"].encode()
        expected = not flags & {"low_order_residue", "non_canonical_R"}
        assert verify_ed25519(key, signature, message) == expected, case["number"]
        if flags & {"low_order_A", "non_canonical_A"}:
            with pytest.raises(TranslogError):
                VerifierKey("cctv.example", key)
        else:
            assert VerifierKey("cctv.example", key).verify(message, signature) == expected
    assert len(cases) == 914
