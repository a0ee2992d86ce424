"""The table of pages. A page that is not here does not exist; tests hold each row against law.md D(iv)."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from comity.site.desk import (
    acting,
    asking,
    drafting,
    entries,
    help,
    home,
    lists,
    own_keys,
    printing,
    public,
    reference,
    reviewing,
    search,
    signing,
    tokens,
    told,
)
from comity.site.desk.page import Page
from comity.site.desk.sections import (
    ACTING,
    ASKERS,
    COUNTERS,
    DECIDERS,
    DRAFTERS,
    EVERYONE,
    GIVERS,
    OFFICERS,
    READERS,
    REVIEWERS,
)

PAGES: Final = (
    Page("front", "", home.front, EVERYONE),
    Page("language", "language", home.language, EVERYONE, without_keys=True),
    Page("sign-in", "sign-in", signing.sign_in, EVERYONE),
    Page("sign-in-demo", "sign-in/demo", signing.sign_in_demo, EVERYONE),
    Page("sign-in-options", "sign-in/passkey/options", signing.sign_in_options, EVERYONE, post_only=True),
    Page("sign-in-passkey", "sign-in/passkey", signing.sign_in_passkey, EVERYONE, post_only=True),
    Page("sign-in-provider", "sign-in/provider", signing.sign_in_provider, EVERYONE, post_only=True),
    Page("sign-in-provider-back", "sign-in/provider/back", signing.sign_in_provider_back, EVERYONE),
    Page("enrol", "sign-in/enrol", signing.enrol, EVERYONE),
    Page("sign-out", "sign-out", signing.sign_out, EVERYONE, without_keys=True),
    Page(
        "sign-out-everywhere",
        "sign-out/everywhere",
        signing.sign_out_everywhere,
        OFFICERS,
        without_keys=True,
        post_only=True,
    ),
    Page("keys", "desk/keys", own_keys.own_keys, OFFICERS, without_keys=True),
    Page("keys-options", "desk/keys/options", own_keys.options, OFFICERS, without_keys=True, post_only=True),
    Page("keys-add", "desk/keys/add", own_keys.add, OFFICERS, without_keys=True, post_only=True),
    Page("keys-remove", "desk/keys/remove", own_keys.remove, OFFICERS, post_only=True),
    Page("tokens", "desk/tokens", tokens.tokens, OFFICERS),
    Page("tokens-revoke", "desk/tokens/revoke", tokens.revoke, OFFICERS, post_only=True),
    Page("desk", "desk", home.desk, OFFICERS),
    Page("help", "help", help.help_, EVERYONE),
    Page("glossary", "glossary", help.terms, EVERYONE),
    Page("list", "list", entries.list_, EVERYONE),
    Page("register", "register", entries.register, READERS),
    Page("entry", "entries/<slug:entry>", entries.entry, EVERYONE),
    Page("entry-print", "entries/<slug:entry>/print", printing.dossier, EVERYONE),
    Page("act-send", "act/send", acting.send, ACTING),
    Page("act", "act/<str:kind>/<slug:matter>", acting.act, ACTING),
    Page("databank", "databank", told.databank, READERS),
    Page("uses", "databank/uses", told.uses, GIVERS),
    Page("databank-file", "databank/<slug:file>", told.databank_file, READERS),
    Page("requests", "requests", asking.requests, ASKERS),
    Page("request", "requests/<slug:matter>", asking.one_request, ASKERS),
    Page("warnings", "warnings", asking.warnings, ASKERS),
    Page("warning", "warnings/<slug:matter>", asking.warning, ASKERS),
    Page("search", "search", search.search, EVERYONE),
    Page("names", "names", search.names, EVERYONE),
    Page("receipts", "receipts", search.receipts, EVERYONE),
    Page("matches", "matches", search.matches, DECIDERS),
    Page("usage", "usage", search.usage, COUNTERS),
    Page("drafts", "drafts", drafting.drafts, DRAFTERS),
    Page("renew", "entries/<slug:entry>/renew", drafting.renew, DRAFTERS, post_only=True),
    Page("draft", "drafts/<slug:draft>", drafting.draft, DRAFTERS),
    Page("review", "review/<slug:version>", reviewing.version, REVIEWERS),
    Page("watchlists", "watchlists", lists.watchlists, EVERYONE),
    Page("watchlist", "watchlists/<slug:source>", lists.watchlist, EVERYONE),
    Page("watchlist-changes", "watchlists/<slug:source>/changes", lists.changes, EVERYONE),
    Page("listed", "watchlists/<slug:source>/<path:reference>", lists.listed, EVERYONE),
    Page("decisions", "decisions", reference.decisions, READERS),
    Page("instruments", "instruments", reference.instruments, EVERYONE),
    Page("instrument", "instruments/<str:instrument>", reference.instrument, EVERYONE),
    Page("treaty", "treaty", reference.treaty, EVERYONE),
    Page("log", "log", reference.log, EVERYONE),
    Page("proof", "log/<int:index>/proof", reference.proof, EVERYONE),
    Page("authority", "authority", reference.authority, OFFICERS),
    Page("statistics", "statistics", public.statistics, EVERYONE),
    Page("rights", "rights", public.rights, EVERYONE),
)


def patterns() -> list[URLPattern]:
    """The addresses of all pages."""
    return [path(page.path, page.guarded(), name=page.name) for page in PAGES]
