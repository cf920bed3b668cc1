"""Strips above every page: what everybody who looks at this installation must know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.web.parts import Bar


def site_bars(request: HttpRequest) -> dict[str, list[Bar]]:
    """Give the strips of this installation to every template."""
    bars = []
    if settings.AMENDS_WARNS_OF_HTTP:
        bars.append(Bar("lock-open", _("This address is not encrypted: passwords and complaints travel in the open.")))
    if settings.AMENDS_IS_DEMO:
        words = _("This is a demo: nothing leaves this computer.")
        bars.append(Bar("flag", words, reverse("demo-outbox"), _("See the mails and how to start for real")))
    return {"site_bars": bars}
