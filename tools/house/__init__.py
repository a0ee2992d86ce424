"""Rules of the house that no linter knows: each takes a tree and returns what it found, in words."""
