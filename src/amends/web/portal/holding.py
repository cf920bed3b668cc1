"""Files of an unfinished form: taken in whatever the rest of the form says, listed again, removed on request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.correspondence import uploads
from amends.correspondence.models import Upload
from amends.insight.refusals import sentence
from amends.kernel.errors import DomainError, ErrorKind
from amends.web import when
from amends.web.parts import HeldFile

FORM_FIELD, KNOWN_FIELD, DROP_FIELD = "files", "held", "drop"


@dataclass(slots=True)
class Held:
    """The files a form holds now, and what was refused, in words. status: of the page that says so."""

    files: list[HeldFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY

    @property
    def tokens(self) -> list[str]:
        return [file.id for file in self.files]


def of_form(request: HttpRequest, holder: str) -> Held:
    """Take in the files that came with a form, drop the one to be dropped, and list all that are held."""
    tokens = [token[:43] for token in request.POST.getlist(KNOWN_FIELD)]
    if dropped := request.POST.get(DROP_FIELD, ""):
        uploads.drop(holder, dropped, at=timezone.now())
    found = Held()
    for file in request.FILES.getlist(FORM_FIELD):
        try:
            tokens.append(take(file, holder).token)
        except DomainError as refusal:
            found.refused.append(sentence(refusal))
            if refusal.kind is ErrorKind.UNAVAILABLE:
                found.status = HTTPStatus.SERVICE_UNAVAILABLE
    found.files = rows(uploads.held(holder, tokens, at=timezone.now()))
    return found


def take(file: UploadedFile[Any], holder: str) -> Upload:
    """Keep one file. Errors: those of uploads.hold."""
    return uploads.hold(file.chunks(), name=file.name or "", holder=holder, at=timezone.now(), size=file.size or 0)


def rows(found: Iterable[Upload]) -> list[HeldFile]:
    """Prepare waiting files for the form."""
    return [HeldFile(upload.token, upload.name, when.size(upload.size)) for upload in found]


def limits() -> str:
    """Say before anybody chooses what can be sent."""
    return _("Photos, videos, documents. At most 25 MB a file and 100 MB together.")
