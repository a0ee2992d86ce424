"""Checks: who may ask whether a name is listed, of what, how much, and what is remembered of the answer."""
