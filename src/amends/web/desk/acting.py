"""One act from a form: a refusal stands in the form with everything that was typed, and the answer has its status."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm

from amends.insight.problems import STATUS
from amends.insight.refusals import sentence
from amends.kernel.errors import DomainError, ErrorKind

Done = TypeVar("Done")
# Refusals that say nothing about the form: they are pages of their own.
PAGES = (ErrorKind.NOT_FOUND, ErrorKind.FORBIDDEN, ErrorKind.UNAVAILABLE)


def attempt(form: BaseForm, act: Callable[[], Done]) -> Done | None:
    """Do one act if the form is valid; a refusal becomes the form's error. Gives None where nothing was done."""
    if not form.is_valid():
        return None
    try:
        return act()
    except DomainError as refusal:
        if refusal.kind in PAGES:
            raise
        form.add_error(None, sentence(refusal))
        form.refused = refusal  # type: ignore[attr-defined]
        return None


def status_of(form: BaseForm) -> int:
    """Give the status of a page that shows a form again: 200 untouched, 409 or 422 refused."""
    if not form.is_bound:
        return 200
    refused: DomainError | None = getattr(form, "refused", None)
    return int(STATUS[refused.kind]) if refused else 422
