"""The routes of an authority's own desk."""

from __future__ import annotations

from typing import Final

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from comity.site.authority import drafting, reading, signing, tellings, told, unsealing
from comity.site.desk import home
from comity.site.handlers import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


class Id(StringConverter):
    """An id of the log; nothing else reaches the path of a request to the registry or of a file."""

    regex = "[0-9a-f]{32}"


class Place(StringConverter):
    """Where what was told is read; its moves stand there too."""

    regex = "requests|warnings|databank|told"


register_converter(Id, "own_id")
register_converter(Place, "own_place")

urlpatterns: Final = [
    path("", reading.front, name="own-front"),
    path("language", home.language, name="own-language"),
    path("sign-in", reading.sign_in, name="own-sign-in"),
    path("sign-out", reading.sign_out, name="own-sign-out"),
    path("desk", reading.desk, name="own-desk"),
    path("list", reading.list_, name="own-list"),
    path("register", reading.register, name="own-register"),
    path("entries/<own_id:entry>", reading.entry, name="own-entry"),
    path("entries/<own_id:entry>/renew", drafting.renew, name="own-renew"),
    path("entries/<own_id:entry>/act/<str:kind>/<own_id:matter>", signing.act, name="own-act"),
    path("<own_place:place>/<own_id:about>/act/<str:kind>/<own_id:matter>", signing.act, name="own-told-act"),
    path("review/<own_id:version>", reading.review, name="own-review"),
    path("act/<str:kind>/<own_id:matter>", signing.act, name="own-answer"),
    path("databank", told.databank, name="own-databank"),
    path("databank/<own_id:file>", told.file, name="own-file"),
    path("requests", told.requests, name="own-requests"),
    path("requests/<own_id:matter>", told.one_request, name="own-request"),
    path("warnings", told.warnings, name="own-warnings"),
    path("warnings/<own_id:matter>", told.one_warning, name="own-warning"),
    path("told", told.own_told, name="own-told"),
    path("told/<own_id:matter>", told.one_told, name="own-one-told"),
    path("dossiers", drafting.listed, name="own-dossiers"),
    path("dossiers/<own_id:dossier>", drafting.dossier, name="own-dossier"),
    path("tellings", tellings.listed, name="own-tellings"),
    path("tellings/<own_id:telling>", tellings.one, name="own-telling"),
    path("requests/<own_id:matter>/answer", tellings.answer, name="own-compose"),
    path("sealed", unsealing.sealed, name="own-sealed"),
    path("sent", reading.sent, name="own-sent"),
    path("sent/<own_id:act>", signing.one_sent, name="own-one-sent"),
]
