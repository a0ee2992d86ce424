"""Signing in through an OpenID provider: a real one on this machine, and everything it may get wrong."""

from __future__ import annotations

import http.client
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import oidc_provider_mock
import pytest
from django.conf import settings as configured
from django.test import override_settings

from comity.operations import credentials
from comity.site.desk import provider, throttle
from tests.asking import refused
from tests.site.desk.conftest import Browser, Served
from tests.site.desk.test_signing import dismiss

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # of the provider, not ours
OFFICER, CLIENT = "XB-NLO-1", "desk"
USERS = {"strong": ["mfa", "hwk"], "weak": ["pwd"], "silent": None, "unbound": ["mfa"]}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    users = [oidc_provider_mock.User(sub=name, claims={"amr": ways} if ways else {}) for name, ways in USERS.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=users, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def known(served: Served, issuer: str, tmp_path: Path) -> Iterator[None]:
    held = credentials.of_home(served.stage.node.located.home)
    for name in USERS:
        if name != "unbound":
            held.bind(OFFICER, issuer, name)
    throttle.ONE.forget()
    (tmp_path / "secret").write_text("fictional\n")
    with override_settings(OIDC_ISSUER=issuer, OIDC_CLIENT=CLIENT, OIDC_SECRET_FILE=str(tmp_path / "secret")):
        yield
    throttle.ONE.forget()


def at_the_provider(address: str, name: str) -> str:
    """What the provider sends the browser back to, after ``name`` signed in there."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.netloc)) as line:
        body = urlencode({"sub": name})
        line.request("POST", f"{parts.path}?{parts.query}", body, {"Content-Type": "application/x-www-form-urlencoded"})
        location = line.getresponse().headers["Location"]
    found = urlsplit(location)
    return f"{found.path}?{found.query}"


def signed_in(me: Browser, name: str):  # type: ignore[no-untyped-def]  Django's test response
    return me.client.get(at_the_provider(begun(me), name), headers={"accept": "text/html"})


def begun(me: Browser) -> str:
    answer = me.post("/sign-in/provider", next="/register")
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_whom_the_operator_bound_comes_in_and_needs_no_key_here(browse: type[Browser]) -> None:
    me = browse()
    assert signed_in(me, "strong").headers.get("Location") == "/register"
    page = me.get("/desk")
    assert (page.status_code, OFFICER in page.content.decode()) == (200, True)


def test_the_question_has_a_challenge_a_nonce_and_a_state(browse: type[Browser]) -> None:
    asked = parse_qs(urlsplit(begun(browse())).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert asked["scope"] == ["openid"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("weak", "desk.provider_amr"), ("silent", "desk.provider_amr"), ("unbound", "desk.subject")],
)
def test_who_proved_too_little_or_is_bound_to_nobody_stays_out(browse: type[Browser], name: str, code: str) -> None:
    me = browse()
    answer = signed_in(me, name)
    assert (answer.status_code, code in answer.content.decode()) == (403, True)
    assert me.get("/desk").status_code == 302


def test_who_was_dismissed_stays_out(browse: type[Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    dismiss(monkeypatch, OFFICER)
    assert signed_in(browse(), "strong").status_code == 403


def test_an_answer_fits_one_question_of_one_browser_once(browse: type[Browser]) -> None:
    me, other = browse(), browse()
    address = at_the_provider(begun(me), "strong")
    begun(other)
    assert other.client.get(address, headers={"accept": "text/html"}).status_code == 403
    assert me.get("/sign-in/provider/back").status_code == 403
    assert me.client.get(address, headers={"accept": "text/html"}).status_code == 403


def test_an_answer_with_another_state_exchanges_no_code(browse: type[Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    me = browse()
    address = at_the_provider(begun(me), "strong")
    state = parse_qs(urlsplit(address).query)["state"][0]
    asked: list[str] = []
    monkeypatch.setattr(provider, "_fetch", lambda address, *told: asked.append(address))
    answer = me.client.get(address.replace(state, "x" * len(state)), headers={"accept": "text/html"})
    assert (answer.status_code, b"desk.provider_answer" in answer.content, asked) == (403, True, [])


@pytest.mark.parametrize(("party", "fits"), [(None, True), (CLIENT, True), ("another-client", False)])
def test_a_token_made_for_another_client_is_not_taken(
    issuer: str, monkeypatch: pytest.MonkeyPatch, party: str | None, fits: bool
) -> None:
    said = {"sub": "strong", **({"azp": party} if party else {})}
    monkeypatch.setattr(provider, "_fetch", lambda address: {})
    key = SimpleNamespace(keys=[SimpleNamespace(key_id=None)])
    monkeypatch.setattr(provider.jwt.PyJWKSet, "from_dict", lambda keys: key)
    monkeypatch.setattr(provider.jwt, "get_unverified_header", lambda token: {})
    monkeypatch.setattr(provider.jwt, "decode", lambda *told, **more: said)
    if fits:
        assert provider._verified("token", {"jwks_uri": issuer}) == said
        return
    with refused("desk.provider_answer"):
        provider._verified("token", {"jwks_uri": issuer})


def test_a_token_for_another_nonce_is_refused(browse: type[Browser]) -> None:
    me = browse()
    address = at_the_provider(begun(me), "strong")
    session = me.client.session
    session["provider"] = {**session["provider"], "nonce": "x" * 43}
    session.save()
    answer = me.client.get(address, headers={"accept": "text/html"})
    assert (answer.status_code, b"desk.provider_answer" in answer.content) == (403, True)


def test_the_code_is_exchanged_with_what_the_challenge_was_made_from(
    browse: type[Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    true, sent = provider._fetch, []

    def fetch(address: str, body: bytes | None = None, code: str = "desk.provider") -> dict[str, Any]:
        sent.append(parse_qs((body or b"").decode()))
        return true(address, body, code)

    monkeypatch.setattr(provider, "_fetch", fetch)
    me = browse()
    asked = begun(me)
    me.client.get(at_the_provider(asked, "strong"), headers={"accept": "text/html"})
    (verifier,) = next(one["code_verifier"] for one in sent if one)
    made = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert parse_qs(urlsplit(asked).query)["code_challenge"] == [made]


@pytest.mark.parametrize(
    "address", ["http://id.example.invalid", "ftp://localhost", "http://localhost.example.invalid", "file:///etc"]
)
def test_a_provider_is_asked_over_https_alone(browse: type[Browser], address: str) -> None:
    with override_settings(OIDC_ISSUER=address):
        answer = browse().post("/sign-in/provider")
    assert (answer.status_code, b"(https)" in answer.content) == (503, True)


def test_a_provider_that_answers_nobody_holds_up_a_few_alone(
    browse: type[Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "_WAIT", 0.01)
    with ExitStack() as held:
        while provider._AT_ONCE.acquire(blocking=False):
            held.callback(provider._AT_ONCE.release)
        answer = browse().post("/sign-in/provider")
    assert (answer.status_code, b"(busy)" in answer.content) == (503, True)
    assert browse().post("/sign-in/provider").status_code == 302


def test_a_provider_whose_addresses_are_elsewhere_is_not_used(issuer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    true = provider._fetch
    for name, value in (("token_endpoint", "https://elsewhere.example.invalid/token"), ("issuer", f"{issuer}/other")):
        monkeypatch.setattr(provider, "_fetch", lambda address, n=name, v=value: {**true(address), n: v})
        with refused("desk.provider"):
            provider.begin("http://localhost/sign-in/provider/back", "/")


def test_a_token_signed_by_nobody_or_with_the_public_key_is_not_sound(issuer: str) -> None:
    claims = {"iss": issuer, "aud": CLIENT, "sub": "strong", "exp": 1 << 33, "iat": 1, "nonce": "n", "amr": ["mfa"]}
    described = provider._described()
    for token in (jwt.encode(claims, None, "none"), jwt.encode(claims, "k" * 40, "HS256"), "a.b.c", ""):
        with refused("desk.provider_answer"):
            provider._verified(token, described)


def test_without_a_provider_the_way_is_not_there(browse: type[Browser]) -> None:
    with override_settings(OIDC_ISSUER="", OIDC_CLIENT=""):
        assert browse().post("/sign-in/provider").status_code == 404
        assert "/sign-in/provider" not in browse().get("/sign-in").content.decode()
    assert "/sign-in/provider" in browse().get("/sign-in").content.decode()


def test_forms_lead_elsewhere_only_where_a_provider_is_named() -> None:
    assert configured.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] == ["'self'"]
