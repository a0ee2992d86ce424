"""Passkeys in a real browser: Chromium's virtual authenticator stands for a phone and a card."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from tests.e2e.conftest import Opener, Site
from tests.e2e.test_pages import faults

OFFICER = "XB-NLO-1"
_PROGRAM = "import sys; from comity.cli import main; sys.exit(main())"
_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def word(site: Site) -> str:
    """What the operator's command prints."""
    line = [sys.executable, "-c", _PROGRAM, "desk", "invite", OFFICER]
    told = subprocess.run(line, env={**os.environ, "COMITY_HOME": str(site.home)}, capture_output=True, check=True)
    return told.stdout.decode().splitlines()[0].rpartition(" ")[2]


def device(cdp: CDPSession) -> str:
    return str(cdp.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})["authenticatorId"])


def add(page: Page, name: str) -> None:
    page.fill("#name", name)
    page.get_by_role("button", name="Add a key").click()
    page.get_by_role("rowheader", name=name).wait_for()


def test_an_officer_enrols_two_keys_and_signs_in_with_one(opened: Opener, site: Site) -> None:
    page = opened()
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    phone = device(cdp)
    page.goto("/sign-in")
    page.get_by_role("link", name="Use an enrolment word").click()
    page.fill("#word", word(site))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/desk/keys")
    assert faults(page) == []
    add(page, "Phone")
    page.goto("/desk")
    assert page.url.endswith("/desk/keys")
    held = cdp.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]
    assert [one["isResidentCredential"] for one in held] == [True]
    page.fill("#name", "Phone again")
    page.get_by_role("button", name="Add a key").click()
    page.get_by_text("Your device gave no key").wait_for()  # one device holds one key
    cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": phone})
    device(cdp)
    add(page, "Card")
    assert faults(page) == []
    page.goto("/desk")
    assert page.inner_text("h1") == "My desk"
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in?next=/register")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("//[^/]+/register$"))
    assert OFFICER in page.inner_text("header")
    assert Path(site.home / "desk" / "desk.db").stat().st_mode & 0o077 == 0
