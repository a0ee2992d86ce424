"""Django with the settings of what is served, set up once for a process of tests; its children choose their own."""

from __future__ import annotations

import os

import django
from django.conf import settings

if not settings.configured:
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.site.settings"
    django.setup()
    del os.environ["DJANGO_SETTINGS_MODULE"]
