"""Tests of Comity, mirroring src."""
