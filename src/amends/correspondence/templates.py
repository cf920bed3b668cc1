"""Texts of replies that people start from: {fields} are filled where known; one that is left stops the sending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from amends.correspondence.models import ReplyTemplate
from amends.kernel.errors import DomainError
from amends.organisation import book
from amends.organisation.actor import Actor
from amends.organisation.furnishing import AlreadyTaken
from amends.organisation.models import Brand
from amends.text.forms_of_address import base

_FIELD = re.compile(r"\{([^\W\d]\w{0,30})\}")
FIELDS = ("salutation", "name", "reference", "owner", "subject", "brand", "closing")


class UnresolvedFields(DomainError):
    """The text still holds fields that nobody filled; facts["fields"]."""

    code = "unresolved_fields"


def fields_in(text: str) -> list[str]:
    """Name the fields a text holds, each once."""
    return list(dict.fromkeys(_FIELD.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fill the fields that are known; others stay as they are, for the writer to see."""
    return _FIELD.sub(lambda match: values.get(match[1]) or match[0], text)


def require_resolved(text: str) -> None:
    """Refuse a text that still holds fields. Errors: UnresolvedFields."""
    if fields := fields_in(text):
        raise UnresolvedFields(fields=fields)


def for_language(brand: Brand, language: str) -> QuerySet[ReplyTemplate]:
    """Give the templates of a brand in the language somebody is written to. One query."""
    return ReplyTemplate.objects.filter(brand=brand, language=base(language), is_active=True).order_by("name")


def template_list() -> QuerySet[ReplyTemplate]:
    """Give all templates, also what is not in use."""
    return ReplyTemplate.objects.select_related("brand").order_by("brand__code", "name", "language")


@transaction.atomic
def keep(
    template: ReplyTemplate, *, name: str, language: str, text: str, is_active: bool, by: Actor, at: datetime
) -> None:
    """Add or change a template. Errors: AlreadyTaken, where the brand has one of this name in this language."""
    is_new = template._state.adding
    old = {} if is_new else {"name": template.name, "text": template.text}
    template.name, template.language, template.text, template.is_active = name, language, text, is_active
    try:
        with transaction.atomic():
            if is_new:
                template.save(force_insert=True)
            else:
                template.save(update_fields=["name", "language", "text", "is_active"])
    except IntegrityError as taken:
        raise AlreadyTaken() from taken
    book.note_change(
        "template.added" if is_new else "template.changed",
        subject=str(template.pk),
        by=by,
        at=at,
        old=old,
        new={"name": name, "text": text},
    )
