"""Numbers of the databank: what may be published of them, and what they do and do not add up to (law.md A7, D2)."""
