"""Whether this name is that name. A small engine behind the interface of the real one.

``Index.build`` takes names, ``find`` answers a query with scored matches, best first. Names are the
only thing that can be asked for: there is no selection by nationality, religion, ethnicity or origin.
This package imports nothing else of Comity.
"""

from comity.screening.find import Index, Match, Named, QueryTooShort

__all__ = ["Index", "Match", "Named", "QueryTooShort"]
