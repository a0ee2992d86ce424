"""A treaty profile: a folder of YAML, read and checked into frozen, typed values.

``load`` gives the value, ``check`` explains every fault with file and line. Another group of
States writes its own folder (docs/profiles.md) and changes no code.
"""

from comity.profile.claims import Lookup, UnStanding, UnStatus, un_status
from comity.profile.loading import check, folders, load, names
from comity.profile.marks import Confidence, Text
from comity.profile.model import Profile
from comity.profile.parties import Duty, ParticipantKind
from comity.profile.problem import Problem

__all__ = [
    "Confidence",
    "Duty",
    "Lookup",
    "ParticipantKind",
    "Problem",
    "Profile",
    "Text",
    "UnStanding",
    "UnStatus",
    "check",
    "folders",
    "load",
    "names",
    "un_status",
]
