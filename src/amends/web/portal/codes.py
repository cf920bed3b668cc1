"""QR codes: of a complaint's link for its own complainant, of a branch's card for everybody."""

import io

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from amends.acknowledgement.letter import tracking_url
from amends.web.portal import doorkey
from amends.web.portal.visitor import PortalRequest, Visitor, page


def card_address(visitor: Visitor) -> str:
    """Give the address that a branch's card leads to; it holds no secret."""
    return f"{settings.AMENDS_URL}{reverse('portal-start')}{visitor.query}"


@require_safe
@page
def card_code(request: PortalRequest) -> HttpResponse:
    """The code on a branch's card."""
    return _drawn(card_address(request.visitor))


@require_safe
@page
def complaint_code(request: PortalRequest, typed: str) -> HttpResponse:
    """The code of a complaint's link, for the browser that may open it."""
    return _drawn(tracking_url(doorkey.get_opened(request, typed)))


@require_safe
@page
def complaint_picture(request: PortalRequest, typed: str) -> HttpResponse:
    """The same code as a picture to keep on a phone."""
    complaint = doorkey.get_opened(request, typed)
    written = io.BytesIO()
    segno.make(tracking_url(complaint), error="m").save(written, kind="png", scale=10, border=4)
    response = HttpResponse(written.getvalue(), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{complaint.number}.png"'
    return response


def _drawn(address: str) -> HttpResponse:
    written = io.BytesIO()
    segno.make(address, error="m").save(written, kind="svg", border=1, svgclass=None, lineclass=None, omitsize=True)
    return HttpResponse(written.getvalue(), content_type="image/svg+xml")
