"""Addresses of signing in and of one's own second factors: allauth's views, only those that are needed. No sign-up."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path

urlpatterns: list[URLPattern] = [
    path("sign-in", account.login, name="account_login"),
    path("sign-in/code", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/closed", account.account_inactive, name="account_inactive"),
    path("sign-out", account.logout, name="account_logout"),
    path("desk/me/again", account.reauthenticate, name="account_reauthenticate"),
    path("desk/me/again/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("desk/me/again/passkey", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("desk/me/password", account.password_change, name="account_change_password"),
    path("desk/me/password/set", account.password_set, name="account_set_password"),
    path("desk/me/factors", mfa.index, name="mfa_index"),
    path("desk/me/factors/app", totp.activate_totp, name="mfa_activate_totp"),
    path("desk/me/factors/app/off", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("desk/me/factors/codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("desk/me/factors/codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("desk/me/factors/codes/file", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("desk/me/factors/passkeys", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("desk/me/factors/passkeys/new", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("desk/me/factors/passkeys/<int:pk>/remove", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
