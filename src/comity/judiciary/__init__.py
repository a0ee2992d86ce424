"""The judicial decision, the spine of every entry."""
