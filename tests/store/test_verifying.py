"""Signatures verified beforehand get the answers of ``keys.verify``, and no others."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from comity import acts, keys
from comity.acts import SignedAct
from comity.demo.cast import Cast
from comity.errors import Refused
from comity.participants import Directory
from comity.store import reading, verifying
from tests.planted import caught

GROUP = 20


def signed_group(cast: Cast) -> list[SignedAct]:
    return [cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())) for _ in range(GROUP)]


def directory() -> Directory:
    return reading.directory()[3]


def forged(signed: SignedAct) -> SignedAct:
    return replace(signed, seal_signature=signed.officer_signature)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_each_answer_is_that_of_the_signature_itself(cast: Cast) -> None:
    group = signed_group(cast)
    group[3] = forged(group[3])

    def holds(verify: verifying.Verify) -> None:
        for signed in group:
            head, message = acts.parse_head(signed.head), acts.signing_bytes(signed.head)
            for name, signature in (
                (head.officer_key, signed.officer_signature),
                (head.seal_key, signed.seal_signature),
            ):
                asked = (directory().keys[name].public, signature, message)
                assert verify(*asked) == keys.verify(*asked)
                assert not verify(asked[0], signature, message + b"x")

    holds(verifying.beforehand(group, directory))
    caught(holds, lambda public, signature, message: True)


def test_a_wrong_guess_is_verified_when_it_is_asked(cast: Cast) -> None:
    group = signed_group(cast)
    verify = verifying.beforehand(group, Directory)  # knows no key
    public = directory().keys[acts.parse_head(group[0].head).officer_key].public
    assert verify(public, group[0].officer_signature, acts.signing_bytes(group[0].head))
    assert not verify(public, group[0].officer_signature, b"other")


def test_one_forged_act_of_a_large_group_is_refused_alone(cast: Cast) -> None:
    group = signed_group(cast)
    group[7] = forged(group[7])
    answers = cast.node.writer.submit_all(group)
    refused = [number for number, answer in enumerate(answers) if isinstance(answer, Refused)]
    assert refused == [7]
