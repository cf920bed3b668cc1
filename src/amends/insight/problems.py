"""Refusals for programs: RFC 9457 problem documents, and which status and pause belong to which kind of refusal."""

from __future__ import annotations

import errno
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.utils.translation import gettext as _

from amends.kernel.errors import ErrorKind

STATUS = {
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorKind.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_AFTER = {HTTPStatus.CONFLICT: 1, HTTPStatus.TOO_MANY_REQUESTS: 60, HTTPStatus.SERVICE_UNAVAILABLE: 5}
# What a disk without room says: full, over a quota, over the size a file may have.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_passing(error: BaseException | None) -> bool:
    """Say whether a failure goes away by itself: the database is locked or away, the disk has no room."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def problem(status: int, code: str, detail: str, **more: Any) -> JsonResponse:
    """Make a problem document."""
    content = {"type": f"urn:amends:problem:{code}", "title": code, "status": status, "detail": detail, **more}
    response = JsonResponse(content, status=status, content_type="application/problem+json")
    if status in RETRY_AFTER:
        response["Retry-After"] = str(RETRY_AFTER[HTTPStatus(status)])
    return response


def busy() -> JsonResponse:
    """Answer what is_passing: nothing was taken in, and the same request can be sent again."""
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", busy_words())


def busy_words() -> str:
    """Say that it goes away by itself."""
    return _("Nothing is lost. Please try again in a few seconds; sending twice does no harm.")


def too_large() -> JsonResponse:
    """Answer a body over everything we take."""
    words = _(
        "One file may have 25 MB, all files of a complaint together 100 MB. Go back and leave the biggest out, or send it smaller."
    )
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", words)
