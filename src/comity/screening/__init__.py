"""Whether this name is that name, across scripts, with the reasons.

``Index`` holds subjects and answers a ``Query`` with scored, explained matches, best first. Names, dates of
birth and numbers of documents are all that can be asked with: there is no selection by nationality, religion,
ethnicity or origin. This package imports nothing else of Comity.
"""

from comity.screening.answers import THRESHOLD, Answer, Because, How, Match, Reason, Taken, Versions
from comity.screening.index import Among, Index
from comity.screening.subjects import Alias, Birth, Kind, Query, Subject

__all__ = [
    "THRESHOLD",
    "Alias",
    "Among",
    "Answer",
    "Because",
    "Birth",
    "How",
    "Index",
    "Kind",
    "Match",
    "Query",
    "Reason",
    "Subject",
    "Taken",
    "Versions",
]
