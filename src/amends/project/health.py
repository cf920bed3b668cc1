"""What machines ask: does the process live, can it work, how much of what is there. Counts only, nothing personal."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.cli import schema
from amends.complaints import queries

_is_current = False  # the schema only moves forward: once current, this version's process need not look again


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has this version's tables; how long the oldest after-work has been due, in seconds."""
    global _is_current
    try:
        _is_current = _is_current or not schema.waiting_migrations()
        overdue = queries.outbox_overdue(timezone.now()) if _is_current else None
    except DatabaseError:
        return _not_ready("the database is away")
    if not _is_current:
        return _not_ready("the database is behind this version; run: amends migrate")
    return JsonResponse({"ready": True, "after_work_overdue_seconds": overdue})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give counts in the text format of Prometheus."""
    try:
        figures = queries.figures(timezone.now())
    except DatabaseError:
        return _not_ready("the database is away")
    lines = [f"# TYPE amends_{name} gauge\namends_{name} {value}\n" for name, value in figures.items()]
    return HttpResponse("".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")


def _not_ready(reason: str) -> HttpResponse:
    response = JsonResponse({"ready": False, "reason": reason}, status=503)
    response["Retry-After"] = "5"
    return response
