"""Django's name for the desk, which has templates and style sheets and no table of its own."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app of the pages."""

    name = "comity.site.desk"
    label = "desk"
