"""What django-allauth may do here: keep and check passkeys. It signs nobody up, sends no mail, resets nothing.

None of its views is mounted; its ceremonies and its table of keys are used by ``passkeys``.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from comity.errors import Refused


class Account(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closed: an officer is appointed by an act, never by a form."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never."""
        return False

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Raises Refused (``api.path``), always: nothing is mailed."""
        raise Refused("api.path")


class Keys(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Passkeys under one name that the operator fixed, whatever a request says its host is."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party (WebAuthn, 5.4.2)."""
        return {"id": settings.PASSKEY_HOST, "name": "Comity"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The officer, by id alone (WebAuthn, 5.4.3)."""
        told: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {"id": told["id"], "display_name": user.get_username(), "name": user.get_username()}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed."""
