"""What was sealed to the visitor's authority, still sealed: it is opened where the authority keeps its key."""

from __future__ import annotations

from comity import acts
from comity.entries import readers
from comity.errors import Refused
from comity.operations import unsealing
from comity.provenance import Opened
from comity.site.answers.visit import Visit


def held(visit: Visit, act: str, key: str, *, case: str, reason: str) -> tuple[bytes, tuple[Opened, ...]]:
    """The head of ``act`` and its envelopes; the journal says so before they are sent. Raises Refused as
    ``unsealing.held`` does, and ``face.*``; to whom nothing was sealed there is no such act (``log.no_act``)."""
    if not unsealing.concerns(act, visit.reader):
        raise Refused("log.no_act", "design, The log", act=act)
    data, envelopes = unsealing.held(visit.unit, visit.reader, act, key)
    visit.record_restricted(acts.trusted_head(data).matter, readers.purpose(case, reason))
    return data, envelopes
