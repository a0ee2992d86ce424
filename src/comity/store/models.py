"""Generic tables: a new slice needs no migration, visibility is one join, rebuilding one loop.

``act``, ``body``, ``statement``, ``blob`` and ``leaf`` are the record; ``matter``, ``link``,
``directory`` and ``audience`` are folded from it and can be rebuilt; ``erased`` is the ledger that outlives both.
Names are short because commit and rebuild speak SQL to them. An index is a page more to write for
each act: each one here is for a question that is asked while deciding or showing.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from comity.store.columns import Place, RowNumber


class Act(models.Model):
    """One act as received, with its stamp. ``idx`` is its place in the log."""

    idx = Place(primary_key=True)
    id = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=64)
    matter = models.CharField(max_length=32, db_index=True)
    participant = models.CharField(max_length=64)
    head = models.BinaryField()
    officer_signature = models.BinaryField()
    seal_signature = models.BinaryField()
    stamp = models.BinaryField()

    class Meta:
        db_table = "act"


class Body(models.Model):
    """The head's word on one body: schema, handling code, owner and the matter of its act."""

    id = RowNumber(primary_key=True)
    act = models.BigIntegerField()
    position = models.IntegerField()
    schema = models.CharField(max_length=64)
    code = models.CharField(max_length=16)
    owner = models.CharField(max_length=64)
    matter = models.CharField(max_length=32, db_index=True)
    conditions = models.CharField(max_length=200, db_default="")
    kept_until = models.CharField(max_length=20, db_default="")

    class Meta:
        db_table = "body"
        indexes: ClassVar = [
            models.Index(fields=["kept_until"], condition=~models.Q(kept_until=""), name="has_a_term"),
        ]


class Statement(models.Model):
    """A statement opened: its salt and bytes. The row is gone once erased."""

    commitment = models.CharField(max_length=64, primary_key=True)
    body = models.BigIntegerField()
    position = models.IntegerField()
    salt = models.BinaryField()
    content = models.BinaryField()

    class Meta:
        db_table = "statement"
        indexes: ClassVar = [models.Index(fields=["body", "position"], name="said_in")]


class About(models.Model):
    """A body is about a matter."""

    body = models.BigIntegerField()
    matter = models.CharField(max_length=32, db_index=True)

    class Meta:
        db_table = "about"


class Derived(models.Model):
    """A body is derived from a statement."""

    body = models.BigIntegerField(db_index=True)
    commitment = models.CharField(max_length=64, db_index=True)

    class Meta:
        db_table = "derived"


class Audience(models.Model):
    """A body is addressed to a participant or an authority."""

    body = models.BigIntegerField(db_index=True)
    recipient = models.CharField(max_length=64)

    class Meta:
        db_table = "audience"


class Name(models.Model):
    """A name of a subject, normalised, so that namesakes are found; gone with its statement."""

    body = models.BigIntegerField(db_index=True)
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        db_table = "name"


class Leaf(models.Model):
    """A leaf of the public log: what tiles are made of."""

    idx = Place(primary_key=True)
    data = models.BinaryField()

    class Meta:
        db_table = "leaf"


class Matter(models.Model):
    """A matter folded: its step, and what was done to it as JSON."""

    id = models.CharField(max_length=32, primary_key=True)
    procedure = models.CharField(max_length=32, db_index=True)
    step = models.CharField(max_length=32)
    participant = models.CharField(max_length=64)
    opened = models.BigIntegerField()
    last = models.BigIntegerField()
    due = models.CharField(max_length=10, default="")
    folded = models.TextField()

    class Meta:
        db_table = "matter"
        indexes: ClassVar = [
            models.Index(
                fields=["participant", "due"],
                condition=models.Q(procedure="version", step="permitted"),
                name="permitted_until",
            )
        ]


class Link(models.Model):
    """``source`` is related to ``target``."""

    source = models.CharField(max_length=32)
    relation = models.CharField(max_length=32)
    target = models.CharField(max_length=32)

    class Meta:
        db_table = "link"
        indexes: ClassVar = [
            models.Index(fields=["target", "relation"], name="link_to"),
            models.Index(fields=["source", "relation"], name="link_from"),
        ]


class Tree(models.Model):
    """The head row: its lock orders all writing. One row, id 1."""

    id = models.IntegerField(primary_key=True)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    last_time = models.CharField(max_length=20)
    confirmed_until = models.CharField(max_length=20)

    class Meta:
        db_table = "tree"


class Directory(models.Model):
    """Who may act, folded, as JSON: written only when it changes. One row, id 1."""

    id = models.IntegerField(primary_key=True)
    folded = models.TextField()

    class Meta:
        db_table = "directory"


class Checkpoint(models.Model):
    """A signed checkpoint, kept by size: the newest is the log's head."""

    size = Place(primary_key=True)
    note = models.TextField()

    class Meta:
        db_table = "checkpoint"


class Blob(models.Model):
    """An attachment on disk: its salted digest names it; the statement with that digest opens it."""

    digest = models.CharField(max_length=64, primary_key=True)
    body = models.BigIntegerField()
    path = models.CharField(max_length=128)
    size = models.BigIntegerField()

    class Meta:
        db_table = "blob"


class Erased(models.Model):
    """The erasure ledger: which statements went, by which act."""

    commitment = models.CharField(max_length=64, primary_key=True)
    act = models.CharField(max_length=32)

    class Meta:
        db_table = "erased"


class Purged(models.Model):
    """A matter about which nothing may be stored any more."""

    matter = models.CharField(max_length=32, primary_key=True)
    act = models.CharField(max_length=32)

    class Meta:
        db_table = "purged"


class Draft(models.Model):
    """A draft on its own authority's node, deleted after 30 days (rule 24)."""

    id = models.CharField(max_length=32, primary_key=True)
    authority = models.CharField(max_length=64)
    officer = models.CharField(max_length=64)
    saved = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        db_table = "draft"


class Job(models.Model):
    """Work for later; ids only (rule 22)."""

    id = RowNumber(primary_key=True)
    kind = models.CharField(max_length=32)
    target = models.CharField(max_length=64)
    due = models.CharField(max_length=20, db_index=True)
    claimed = models.CharField(max_length=20, default="")

    class Meta:
        db_table = "job"


class JournalLine(models.Model):
    """A query, a restricted read or a refusal: salted, erasable, never folded (rule 23)."""

    idx = Place(primary_key=True)
    leaf = models.BinaryField()
    time = models.CharField(max_length=20)
    salt = models.BinaryField(null=True)
    content = models.BinaryField(null=True)
    key = models.CharField(max_length=200, null=True)
    names = models.IntegerField(db_default=0)

    class Meta:
        db_table = "journal"
        indexes: ClassVar = [
            models.Index(fields=["key", "names"], condition=models.Q(key__isnull=False), name="found_again")
        ]


class JournalTree(models.Model):
    """The journal's frontier. One row, id 1."""

    id = models.IntegerField(primary_key=True)
    frontier = models.BinaryField()

    class Meta:
        db_table = "journal_tree"
