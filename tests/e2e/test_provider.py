"""Signing in through an OpenID provider in a real browser: the policy of our pages must let it go there and back."""

from __future__ import annotations

from collections.abc import Iterator

import oidc_provider_mock
import pytest

from comity.operations import credentials
from tests.e2e.conftest import Opener, Site, serving

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # of the provider, not ours
OFFICER = "XB-NLO-1"


@pytest.fixture(scope="module")
def provided(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a second server over the same node, to which an operator named a provider."""
    secret = tmp_path_factory.mktemp("provider") / "secret"
    secret.write_text("fictional\n")
    user = oidc_provider_mock.User(sub="liaison", claims={"amr": ["mfa", "hwk"]})
    with oidc_provider_mock.run_server_in_thread(user_claims=[user], require_nonce=True) as server:
        issuer = f"http://localhost:{server.server_port}"
        credentials.of_home(site.home).bind(OFFICER, issuer, "liaison")
        told = {"COMITY_OIDC_ISSUER": issuer, "COMITY_OIDC_CLIENT": "desk", "COMITY_OIDC_SECRET_FILE": str(secret)}
        with serving(site.home, **told) as address:
            yield address


def test_an_officer_goes_to_the_provider_and_comes_back_signed_in(provided: str, opened: Opener) -> None:
    page = opened()
    faults: list[str] = []
    # The policy that forbids to go there would be said of our own address; the provider's pages are its own affair.
    page.on("console", lambda said: faults.append(said.text) if provided in page.url and said.type == "error" else None)
    page.goto(f"{provided}/sign-in?next=/register")
    page.click("form[action='/sign-in/provider'] button")
    page.fill("input[name='sub']", "liaison")
    page.click("button[type='submit'], input[type='submit']")
    page.wait_for_url(f"{provided}/register")
    assert OFFICER in page.inner_text("body")
    assert faults == []
