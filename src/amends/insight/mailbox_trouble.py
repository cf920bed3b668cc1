"""Why mails cannot be fetched, in plain words that say what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _


def sentence(code: str) -> str:
    """Word the trouble of a mailbox."""
    word = _TROUBLE.get(code)
    return word() if word else _("Something is wrong with it ({code}).").format(code=code)


_TROUBLE: dict[str, Callable[[], str]] = {
    "busy": lambda: _("Its mails are being fetched at this moment. Try again in a minute."),
    "cannot_connect": lambda: _("The server does not answer. Check its name and the port."),
    "connection_cut": lambda: _("The server broke the connection off. Try again in a minute."),
    "delete_not_supported": lambda: _("The server cannot remove single mails. Choose another way after fetching."),
    "mails_do_not_come": lambda: _("The server lists mails and does not hand them over."),
    "mailbox_secret_unreadable": lambda: _("The password was kept under another key. Type it again and save."),
    "move_not_supported": lambda: _("The server cannot move mails. Choose another way after fetching."),
    "no_such_folder": lambda: _("There is no such folder. Check its name."),
    "no_uidvalidity": lambda: _("The server does not number its mails reliably. They cannot be fetched from there."),
    "read_only": lambda: _("The folder can be read but not changed. Leave mails as they are after fetching."),
    "sign_in_refused": lambda: _("The server does not let us in. Check user name and password."),
    "tls_failed": lambda: _("The connection is not safe: the certificate cannot be trusted, or another way is needed."),
}
