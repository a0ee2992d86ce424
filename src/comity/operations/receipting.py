"""The node's key for receipts of screening: to sign with, and to verify with."""

from __future__ import annotations

from comity.bootstrap import Node
from comity.checks.receipts import node_key
from comity.config import Located
from comity.keys import KeyKind
from comity.operations import opening
from comity.translog.vkeys import Signer


def signer(located: Located, passphrase: bytes) -> Signer:
    """The node's key, opened with the passphrase of the two custodians. Raises Refused as ``opening.signer``."""
    opening.read(located)
    key = opening.signer(located, KeyKind.NODE, passphrase)
    return Signer(node_key(located.config.origin, key.public_key), key.sign)


def signer_of(node: Node) -> Signer:
    """The same of a node that is open already."""
    return Signer(node_key(node.located.config.origin, node.node_key.public_key), node.node_key.sign)


def vkey(located: Located) -> str:
    """The text of the key that verifies receipts of this node, as its log has it. Raises as ``opening.read``."""
    opening.read(located)
    return node_key(located.config.origin, opening.recorded_key(KeyKind.NODE)).vkey()
