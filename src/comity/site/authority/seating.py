"""Who may open a page of the authority's own desk.

Before every page the registry is asked whom it takes the officer for, so that a dismissal, a token that ended, a key
that was replaced and a log that is another one are known before anything is shown or signed. While it does not answer,
the pages that need it say what is still there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity.errors import Refused
from comity.operations.authority import folder, silence
from comity.operations.authority.remote import Remote
from comity.site.authority import left, sitting
from comity.site.desk import page

View = Callable[..., HttpResponse]


def seated(view: Callable[..., HttpResponse]) -> View:
    """``view`` for whoever is signed in and still has a key here; others sign in. A refusal is a page of this desk, and
    while the registry does not answer, the page of what is still there."""
    return _seated(view, anyhow=False)


def seated_anyhow(view: Callable[..., HttpResponse]) -> View:
    """The same for a view that needs no registry: it is shown while the registry does not answer, too."""
    return _seated(view, anyhow=True)


def _seated(view: Callable[..., HttpResponse], *, anyhow: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        desk, officer = sitting.current(), page.officer_of(request)
        if not officer:
            return HttpResponseRedirect("/sign-in")
        here = None
        try:
            files = folder.read(desk)
            if officer not in files.officers:
                logout(request)
                return HttpResponseRedirect("/sign-in")
            here = sitting.sit(Remote(desk, officer, page.language(request)), files)
            if request.session.get(sitting.CAPACITY) != sitting.capacity(here.node.capacity):
                request.session[sitting.CAPACITY] = here.node.capacity
            if not anyhow:
                here.require_registry()
            return view(request, here, **kwargs)
        except Refused as refused:
            if here is not None and silence.is_silence(refused):
                return left.page(request, here, refused)
            return sitting.refusal(request, refused)

    return guarded
