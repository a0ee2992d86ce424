"""The table of routes. Issue by issue, each API and each set of pages is one more line."""

from __future__ import annotations

from django.urls import path

from comity.site import metrics
from comity.site.api.routes import api as v1
from comity.site.desk import pages
from comity.site.handlers import handler400, handler404, handler500
from comity.site.screening import api

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*pages.patterns(), path("metrics", metrics.metrics), path("api/v1/", v1.urls), path("", api.urls)]
