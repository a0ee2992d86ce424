"""Proof of what was done: an append-only Merkle log in the public C2SP formats.

Format code, not an engine: the caller's database orders the leaves, this package hashes, writes, proves
and verifies. It imports nothing of ours and could be published alone. Read it in this order:

    tree         leaf and node hashes, the frontier                    RFC 6962
    proofs       inclusion and consistency                             RFC 6962, RFC 9162
    paths, files, tiles    the log as static files                     C2SP tlog-tiles
    vkeys, note  keys and signed notes                                 C2SP signed-note
    checkpoint   origin, size, root                                    C2SP tlog-checkpoint
    cosignature  what a witness adds                                   C2SP tlog-cosignature
    bundle       one leaf proven in one file                           C2SP tlog-proof
    check        the whole log again
"""

from comity.translog.errors import Code, TranslogError

__all__ = ["Code", "TranslogError"]
