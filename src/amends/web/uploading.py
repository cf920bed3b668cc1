"""How files enter: a file over its limit is not kept but the rest of the form is; a body over all limits is not read."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from amends.correspondence.files import MOST_BYTES_A_COMPLAINT, MOST_BYTES_A_FILE
from amends.insight.problems import too_large
from amends.web import refusals

# The words of a form and the frame around its files.
REST_OF_FORM = 4 * 1024 * 1024


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Write a file to disk until its limit; beyond that only its size is counted."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) <= MOST_BYTES_A_FILE:
            super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if file_size > MOST_BYTES_A_FILE and isinstance(self.file, TemporaryUploadedFile):
            self.file.truncate(0)
        return super().file_complete(file_size)


class BodyLimit:
    """Refuse a request whose body is over everything we take, before any of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdigit() and int(size) > MOST_BYTES_A_COMPLAINT + REST_OF_FORM:
            is_program = request.path.startswith("/api/")
            answer = too_large() if is_program else refusals.page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "")
            answer["Connection"] = "close"
            return answer
        return self.get_response(request)
