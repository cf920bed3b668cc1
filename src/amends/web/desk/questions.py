"""Questions asked of somebody: they see the question and its date, not the file, and answer in their own words."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from amends.insight.problems import STATUS
from amends.insight.refusals import sentence
from amends.investigation import actions
from amends.investigation.models import Question
from amends.investigation.queries import open_questions, question_for
from amends.kernel.errors import DomainError
from amends.web.desk import shown
from amends.web.desk.acts.form import WordsField
from amends.web.desk.people import StaffRequest, see_other, staff, writer
from amends.web.forms import StyledForm


class AnswerForm(StyledForm):
    """One answer."""

    words = WordsField(
        label=pgettext_lazy("to a question", "Answer"),
        help_text=_lazy("Say what you saw and did. It is put on record and cannot be changed."),
        rows=8,
        most=10_000,
    )


@require_safe
@staff
def list_view(request: StaffRequest) -> HttpResponse:
    """List the questions that wait for this person's answer."""
    write = writer(request)
    rows = [
        {"question": one, "unit": shown.place(one.unit), "due": write(one.due_at), "is_late": one.due_at < request.at}
        for one in open_questions(request.actor)[:100]
    ]
    return render(request, "desk/questions.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def answer(request: StaffRequest, key: UUID) -> HttpResponse:
    """Answer one question. Errors: NotFound for what one is not asked."""
    question = question_for(request.actor, key)
    form = AnswerForm(request.POST or None)
    status = _put_on_record(request, question, form) if form.is_bound else HTTPStatus.OK
    if status is HTTPStatus.SEE_OTHER:
        messages.success(request, _("Your answer is on record. Thank you."))
        return see_other(reverse("desk-questions"))
    context = {"question": question, "unit": shown.place(question.unit), "form": form}
    context["due"] = writer(request)(question.due_at)
    return render(request, "desk/question.html", context, status=status)


def _put_on_record(request: StaffRequest, question: Question, form: AnswerForm) -> HTTPStatus:
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    words = form.cleaned_data["words"]
    try:
        actions.state(question.complaint, words=words, question=question, by=request.actor, at=request.at)
    except DomainError as refused:
        form.add_error(None, sentence(refused))
        return STATUS[refused.kind]
    return HTTPStatus.SEE_OTHER
