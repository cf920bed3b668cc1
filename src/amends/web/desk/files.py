"""Files of a complaint for members of staff: every original is a download; only our own copy of a photo is shown."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from amends.insight import case_file
from amends.insight.downloads import as_download, as_picture
from amends.kernel.errors import NotFound
from amends.web.desk.people import StaffRequest, staff


@require_safe
@staff
def download(request: StaffRequest, reference: str, token: str) -> HttpResponseBase:
    """Send the file as it came, to be saved."""
    return as_download(case_file.get_file(request.actor, reference, token))


@require_safe
@staff
def picture(request: StaffRequest, reference: str, token: str) -> HttpResponseBase:
    """Send the copy that is shown. Errors: NotFound where there is none."""
    file = case_file.get_file(request.actor, reference, token)
    if not file.shown:
        raise NotFound(what="file")
    return as_picture(file)
