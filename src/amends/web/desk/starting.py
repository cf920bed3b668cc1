"""What a reply starts from: a draft, a template with its fields filled, or nothing."""

from __future__ import annotations

from django.utils.translation import override

from amends.acknowledgement.letter import addressee
from amends.correspondence import templates
from amends.insight.case_file import CaseFile
from amends.organisation.names import name_of
from amends.text import forms_of_address
from amends.web.desk import shown
from amends.web.desk.people import StaffRequest


def choices(file: CaseFile) -> list[dict[str, str]]:
    """Give the templates in the customer's language."""
    rows = templates.for_language(file.complaint.brand, file.complaint.language)
    return [{"id": str(row.pk), "name": row.name} for row in rows]


def text_for(request: StaffRequest, file: CaseFile, draft: str) -> str:
    """Give the text a reply box opens with; a chosen template goes below what was written already."""
    wanted = request.GET.get("template", "")
    rows = templates.for_language(file.complaint.brand, file.complaint.language) if wanted else []
    chosen = next((row for row in rows if str(row.pk) == wanted), None)
    if chosen is None:
        return draft
    return "\n\n".join(part for part in (draft, templates.filled(chosen.text, values(request, file))) if part)


def values(request: StaffRequest, file: CaseFile) -> dict[str, str]:
    """Give what is known for the fields of templates, in the customer's language."""
    complaint = file.complaint
    language = forms_of_address.base(complaint.language)
    with override(language):
        return {
            "salutation": forms_of_address.salutation(addressee(complaint), language),
            "name": shown.person(complaint),
            "reference": shown.shown_reference(complaint),
            "owner": request.staff.name_for_customers(),
            "subject": complaint.subject,
            "brand": name_of(complaint.brand, language),
            "closing": forms_of_address.closing(language),
        }
