"""The List: organisations that a State has banned, and what the others say to it."""
