"""The fixtures of the attacks: the stories' node, with one circulated entry."""

from __future__ import annotations

import os

import django
from django.conf import settings

from tests.stories.conftest import cast, circulated, clock, home

__all__ = ["cast", "circulated", "clock", "home"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
if not settings.configured:
    django.setup()
