"""The store: generic tables, and the unit of work that writes an act at once or not at all."""
