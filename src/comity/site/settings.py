"""Django's settings for what is served: the field's API, the API of the node and the desk.

``COMITY_HOSTS`` names the hosts under which it may be called; ``COMITY_SECRET`` is set by the process that
serves, from a file of its own, so that this module imports without a secret. Sessions and credentials lie in a
database beside the node's: they are no part of the register, of its backups or of its log.
"""

from __future__ import annotations

import os
from typing import Final

from csp.constants import NONE, SELF

from comity.settings import (
    DATABASES,
    DEBUG,
    DEFAULT_AUTO_FIELD,
    HOME,
    LOGGING_CONFIG,
    TIME_ZONE,
    USE_I18N,
    USE_TZ,
)

__all__ = ["DATABASES", "DEBUG", "DEFAULT_AUTO_FIELD", "HOME", "LOGGING_CONFIG", "TIME_ZONE", "USE_I18N", "USE_TZ"]

DESK: Final = HOME / "desk" / "desk.db"
SECRET_KEY: Final = os.environ.get("COMITY_SECRET", "nothing is served with this")
HOSTS_VARIABLE: Final = "COMITY_HOSTS"
ALLOWED_HOSTS: Final = [name for name in os.environ.get(HOSTS_VARIABLE, "127.0.0.1,localhost,[::1]").split(",") if name]
PASSKEY_HOST: Final = os.environ.get("COMITY_PASSKEY_HOST") or next(
    (name for name in ALLOWED_HOSTS if not name.replace(".", "").isdigit() and not name.startswith("[")), "localhost"
)
"""The name to which passkeys belong (WebAuthn, 5.4.2): the first that is a name, whatever a request says."""
ROUTES: Final = "comity.site.urls"
ROOT_URLCONF: Final = os.environ.get("COMITY_ROUTES", ROUTES)  # an authority's own desk has others
APPEND_SLASH: Final = False
MAX_BODY: Final = 1 << 20  # bytes of a body, known before it is read
OWN: Final = ROOT_URLCONF != ROUTES  # whether this is an authority's own desk
LARGER: Final = {"/dossiers": 16 << 20, "/tellings": 16 << 20} if OWN else {"/api/v1/acts": 16 << 20}
"""Where a body brings documents: how many bytes it may have instead."""
DATA_UPLOAD_MAX_MEMORY_SIZE: Final = max(LARGER.values())  # the edge has judged each body before
FILE_UPLOAD_MAX_MEMORY_SIZE: Final = DATA_UPLOAD_MAX_MEMORY_SIZE  # no upload reaches a disk
DATA_UPLOAD_MAX_NUMBER_FIELDS: Final = 400

INSTALLED_APPS: Final = [
    "comity.store",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",  # allauth's pages of keys need it
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "comity.site.desk",
]
MIDDLEWARE: Final = [
    "comity.site.edge.Edge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "comity.site.desk.sessions.Ending",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES: Final = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["comity.site.desk.templatetags.words"],
            "string_if_invalid": "",
        },
    }
]
STATIC_URL: Final = "/static/"
WHITENOISE_USE_FINDERS: Final = True
WHITENOISE_AUTOREFRESH: Final = False
WHITENOISE_MAX_AGE: Final = 3600
STORAGES: Final = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no upload is ever stored by Django
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA cache_size=-6000;"  # kB; each of sixteen threads has its own
DATABASES["desk"] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DESK,
    "CONN_MAX_AGE": None,
    "OPTIONS": {"timeout": 10, "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;"},
}
DATABASE_ROUTERS: Final = ["comity.site.desk.databases.Router"]

SESSION_COOKIE_NAME: Final = "own_desk" if OWN else "desk"  # a cookie knows no port
SESSION_COOKIE_AGE: Final = 12 * 3600  # seconds at most; without use it ends after half an hour (desk.sessions)
SESSION_EXPIRE_AT_BROWSER_CLOSE: Final = True
SESSION_COOKIE_SAMESITE: Final = "Lax"  # Strict would lose the session on the way back from an OIDC provider
SESSION_COOKIE_HTTPONLY: Final = True
SESSION_COOKIE_SECURE: Final = os.environ.get("COMITY_HTTPS") == "1"  # on this machine it is served without TLS
CSRF_COOKIE_SECURE: Final = SESSION_COOKIE_SECURE
CSRF_COOKIE_SAMESITE: Final = "Strict"
CSRF_COOKIE_HTTPONLY: Final = True
CSRF_FAILURE_VIEW: Final = "comity.site.handlers.forged"
AUTHENTICATION_BACKENDS: Final = ["django.contrib.auth.backends.ModelBackend"]
ACCOUNT_ADAPTER: Final = "comity.site.desk.adapters.Account"
MFA_ADAPTER: Final = "comity.site.desk.adapters.Keys"
MFA_SUPPORTED_TYPES: Final = ["webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION: Final = "required"
OIDC_ISSUER: Final = os.environ.get("COMITY_OIDC_ISSUER", "")
OIDC_CLIENT: Final = os.environ.get("COMITY_OIDC_CLIENT", "")
OIDC_SECRET_FILE: Final = os.environ.get("COMITY_OIDC_SECRET_FILE", "")
OIDC_METHODS: Final = os.environ.get("COMITY_OIDC_AMR", "mfa,hwk").split(",")
"""Of which one must stand in ``amr`` (RFC 8176)."""
LOGIN_URL: Final = "/sign-in"
LOGIN_REDIRECT_URL: Final = "/desk"

CONTENT_SECURITY_POLICY: Final = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *(["/".join(OIDC_ISSUER.split("/")[:3])] if OIDC_ISSUER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
