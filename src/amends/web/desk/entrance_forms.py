"""allauth's forms with our words and our look."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django.utils.translation import gettext as _

from amends.web.forms import style


class _Ours:
    """Gives fields labels of ours where they are named, and the look of all forms."""

    fields: dict[str, Any]

    def labels(self) -> dict[str, str]:
        return {
            "login": _("User name or e-mail"),
            "password": _("Password"),
            "oldpassword": _("Present password"),
            "password1": _("New password"),
            "password2": _("New password again"),
            "code": _("Code"),
            "name": _("Name of this key"),
            "passwordless": _("Sign in with this key alone, without a password"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.labels()
        for name, field in self.fields.items():
            field.label = words.get(name, field.label)
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
        if "login" in self.fields:
            self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True, "maxlength": 254}
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "numeric", "maxlength": 20}
        style(self)  # type: ignore[arg-type]


class Login(_Ours, account.LoginForm): ...  # type: ignore[misc]


class ChangePassword(_Ours, account.ChangePasswordForm): ...  # type: ignore[misc]


class SetPassword(_Ours, account.SetPasswordForm): ...  # type: ignore[misc]


class Again(_Ours, account.ReauthenticateForm): ...  # type: ignore[misc]


class Code(_Ours, mfa.AuthenticateForm): ...  # type: ignore[misc]


class CodeAgain(_Ours, mfa.ReauthenticateForm): ...  # type: ignore[misc]


class AppOn(_Ours, totp.ActivateTOTPForm): ...  # type: ignore[misc]


class NewPasskey(_Ours, passkeys.AddWebAuthnForm): ...  # type: ignore[misc]
