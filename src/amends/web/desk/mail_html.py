"""The mail as it looked: cleaned HTML on a page of its own that runs nothing and loads nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from amends.correspondence import mail_html
from amends.insight import case_file
from amends.web.desk.people import StaffRequest, staff


@require_safe
@xframe_options_sameorigin
@staff
def looked(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Show the HTML of a mail."""
    message = case_file.get_mail(request.actor, reference, key)
    response = HttpResponse(mail_html.page(message.html, title=message.subject, language=message.language))
    response["Content-Security-Policy"] = mail_html.POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
