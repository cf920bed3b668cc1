"""Files of a complaint for its complainant: always as a download, a photo also as the copy without positions."""

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from amends.insight.downloads import as_download, as_picture
from amends.insight.tracking import get_file
from amends.kernel.errors import NotFound
from amends.web.portal import doorkey
from amends.web.portal.visitor import PortalRequest, page


@require_safe
@page
def download(request: PortalRequest, typed: str, token: str) -> HttpResponseBase:
    """A file as it was sent."""
    found = get_file(doorkey.get_opened(request, typed), token)
    return as_download(found)


@require_safe
@page
def picture(request: PortalRequest, typed: str, token: str) -> HttpResponseBase:
    """The copy of a photo that pages show."""
    found = get_file(doorkey.get_opened(request, typed), token)
    if not found.shown:
        raise NotFound(what="picture")
    return as_picture(found)
