"""Comity: a shared register in which States answer for every line of it."""

__version__ = "0.1.0"
