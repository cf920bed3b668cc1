"""How staff sign in: allauth does the work; accounts are made by administrators, never by signing up."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.organisation.models import Staff
from amends.web import throttle
from amends.web.desk.people import note_presence
from amends.web.throttle import address_of

_WORDS = {
    "account_inactive": _("This account is closed."),
    "email_password_mismatch": _("The name or the password is not right."),
    "username_password_mismatch": _("The name or the password is not right."),
    "enter_current_password": _("Please type your present password."),
    "incorrect_code": _("This code is not right."),
    "incorrect_password": _("This password is not right."),
    "too_many_login_attempts": _("Too many tries from here. Wait a few minutes; nobody is locked out."),
    "rate_limited": _("Too many tries from here. Wait a few minutes; nobody is locked out."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc, unused-ignore]
    """Closes the sign-up; counts tries by the address that makes them, never by the account they aim at."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultAccountAdapter.error_messages, **_WORDS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse an address whose failures have used the brake up, in whichever process they were met."""
        try:
            throttle.require_patience(request, throttle.SIGN_IN)
        except throttle.TooManyTries as refused:
            raise self.validation_error("too_many_login_attempts") from refused
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        with suppress(throttle.TooManyTries):  # the next try hears of it
            throttle.count(request, throttle.SIGN_IN)

    def post_login(self, request: HttpRequest, user: Staff, **kwargs: Any) -> Any:
        response = super().post_login(request, user, **kwargs)
        note_presence(request, user, timezone.now())
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of allauth's own: pages of ours say what happened."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc, unused-ignore]
    """Words of ours for second factors."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right."),
        "cannot_delete_authenticator": _("This second factor cannot be removed."),
    }
