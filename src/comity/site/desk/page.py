"""What every page shares: who looks, the language, the frame around it, and the refusal as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import urlencode

from comity.errors import Refusal, Refused
from comity.language import LANGUAGES, UnknownSentence, say
from comity.site import languages, problems, registry
from comity.site.answers.visit import Visit, capacity_of, visiting
from comity.site.desk import columns, sections, sessions

View = Callable[..., HttpResponse]
_OK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the table of pages: its name, its address, and who may open it (capacities; empty is the public).

    An officer who has fewer passkeys than needed opens only what is ``without_keys``. What is
    ``post_only`` shows nothing: forms are sent there.
    """

    name: str
    path: str
    view: View
    open_to: frozenset[str]
    without_keys: bool = False
    post_only: bool = False

    def guarded(self) -> View:
        """The view, behind its row."""
        return _guarded(self)


@contextmanager
def visit(request: HttpRequest) -> Iterator[Visit]:
    """The visit of whoever is signed in. Raises Refused (``desk.no_node``, ``face.officer``, ``actor.*``)."""
    with visiting(registry.current(), officer_of(request), language(request)) as made:
        yield made


def officer_of(request: HttpRequest) -> str:
    """The officer who is signed in; empty for the public, and where a request was refused before anybody was asked."""
    user = getattr(request, "user", None)
    return str(user.get_username()) if user is not None and user.is_authenticated else ""


def language(request: HttpRequest) -> str:
    """The language that was chosen, else the one that the browser prefers."""
    chosen = request.COOKIES.get("lang", "")
    return chosen if chosen in LANGUAGES else languages.of(request)


def shown(
    request: HttpRequest, made: Visit | None, template: str, values: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """``template`` within the frame, for one visit (None where nothing is known of the reader)."""
    frame = {
        "lang": made.lang if made else language(request),
        "visit": made,
        "capacity": capacity_of(made) if made else "",
        "navigation": sections.links(made, request.path) if made else (),
        "is_demo": made.registry.is_demo if made else False,
        "names": made.names if made else {},
        "here": request.get_full_path(),
        "page_help": _help(request, made.lang if made else language(request)) if status == _OK else "",
    }
    page = render_to_string(f"desk/{template}", {**frame, **(values or {})}, request)
    return HttpResponse(columns.headed(page), status=status)


def whole(typed: str, otherwise: int = 0, *, digits: int = 6) -> int:
    """The whole number that was typed, of at most so many digits; ``otherwise`` where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else otherwise


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page: what happened, why, and what to do next."""
    lang = language(request)
    status = problems.status_of(refusal)
    values = {"sentence": refusal.sentence(lang), "code": refusal.code, "status": status}
    try:
        with visit(request) as made:
            return shown(request, made, "refused.html", values, status)
    except Refused:
        return shown(request, None, "refused.html", values, status)


def _help(request: HttpRequest, lang: str) -> str:
    """The short help on the page that was asked for; empty where it has none, which a test forbids."""
    match = request.resolver_match
    try:
        return say(f"desk_help.page_{(match.url_name or '').replace('-', '_')}", lang) if match else ""
    except UnknownSentence:
        return ""


def _guarded(page: Page) -> View:
    @wraps(page.view)
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if page.post_only and request.method != "POST":
            raise Refused("api.method", allowed=["POST"])
        if not page.without_keys and sessions.lacks_key(request):
            return HttpResponseRedirect("/desk/keys")
        if "" in page.open_to:
            return page.view(request, **kwargs)
        if not officer_of(request):
            return HttpResponseRedirect("/sign-in?" + urlencode({"next": request.get_full_path()}))
        with visit(request) as made:
            capacities = made.officer.capacities if made.officer else frozenset()
        if not capacities & page.open_to:
            raise Refused("desk.not_for_you", "law.md D(iv)", capacity=", ".join(sorted(capacities)))
        return page.view(request, **kwargs)

    return view
