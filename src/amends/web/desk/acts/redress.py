"""Acts of putting right: order, deliver with proof, take back, words alone, something of value on top."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _lazy

from amends.complaints.rules import State
from amends.insight.case_file import CaseFile
from amends.kernel.errors import NotFound
from amends.organisation.rules import Right
from amends.redress import actions
from amends.redress.models import Remedy
from amends.redress.queries import is_ordered, remedy_list
from amends.redress.rules import Standing
from amends.web.desk.acts.decision import named_part, remedy_choices
from amends.web.desk.acts.form import ActForm, MoneyField, WordsField
from amends.web.desk.people import StaffRequest


def ordered(file: CaseFile) -> list[Remedy]:
    """Give what is ordered and not delivered yet."""
    return [one for one in remedy_list(file.complaint) if one.standing == Standing.ORDERED]


class Order(ActForm):
    name, title, icon = "order", _lazy("Order what was agreed"), "package"
    lead = _lazy("Each thing is ordered once; money is paid by somebody who neither owns nor approved it.")
    button = _lazy("Order it")
    states, is_main = frozenset({State.AGREED}), True

    def perform(self) -> None:
        actions.order(self.complaint, **self.common())


class WordsAlone(ActForm):
    name, title, icon = "words-alone", _lazy("Words alone put it right"), "message-check"
    lead = _lazy("What was agreed is an explanation or an apology: there is nothing to deliver.")
    button = _lazy("Go on to the follow-up")
    states, is_main = frozenset({State.AGREED}), True

    def perform(self) -> None:
        actions.complete_by_words(self.complaint, **self.common())


class _OfRemedy(ActForm):
    """Concerns one ordered remedy."""

    remedy = forms.ChoiceField(label=_lazy("Remedy"), widget=forms.RadioSelect)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        return file.complaint.is_open and is_ordered(file.complaint)

    def prepare(self) -> None:
        rows = ordered(self.file)
        self.offer("remedy", [(str(one.pk), f"{named_part(one.code, one.money)}: {one.words}") for one in rows])
        if len(rows) == 1:
            self.initial["remedy"] = str(rows[0].pk)

    def chosen(self) -> Remedy:
        """Give the chosen remedy. Errors: NotFound."""
        for one in ordered(self.file):
            if str(one.pk) == self.told["remedy"]:
                return one
        raise NotFound(what="remedy")


class Deliver(_OfRemedy):
    name, title, icon = "deliver", _lazy("It is done: with proof"), "truck-delivery"
    lead = _lazy("What proves that it reached the customer: a file, or words with number, time and who received it.")
    button = _lazy("Record the delivery")
    right = Right.TAKE
    is_main = True

    words = WordsField(label=_lazy("Proof"), required=False, most=1000)
    attachment = forms.ChoiceField(label=_lazy("File"), required=False)

    def prepare(self) -> None:
        super().prepare()
        self._files = {str(one.pk): one for item in self.file.stream for one in item.files}
        files = [("", ""), *((key, one.name) for key, one in self._files.items())]
        self.offer("attachment", files)

    def perform(self) -> None:
        attachment = self._files.get(self.told["attachment"])
        actions.deliver(
            self.complaint, remedy=self.chosen(), words=self.told["words"], attachment=attachment, **self.common()
        )


class TakeBack(_OfRemedy):
    name, title, icon = "cancel-remedy", _lazy("The customer no longer wants it"), "package-off"
    button = _lazy("Take it back")

    reason = WordsField(label=_lazy("What the customer said"), most=500)

    def perform(self) -> None:
        actions.cancel(self.complaint, remedy=self.chosen(), reason=self.told["reason"], **self.common())


class AddValue(ActForm):
    name, title, icon = "add-value", _lazy("Something of value on top"), "gift"
    lead = _lazy(
        "Within your own limit; delivered and proven like any remedy. A named person's apology counts more than a voucher."
    )
    button = _lazy("Give it")
    states = frozenset({State.AGREED, State.REMEDYING, State.REMEDIED, State.FOLLOWING_UP})

    code = forms.ChoiceField(label=_lazy("Kind of remedy"))
    words = WordsField(label=_lazy("In words"), most=1000)
    money = MoneyField(label=_lazy("Worth"), required=False)

    def prepare(self) -> None:
        self.offer("code", remedy_choices())

    def perform(self) -> None:
        told = self.told
        actions.add_value(self.complaint, code=told["code"], words=told["words"], money=told["money"], **self.common())


ACTS: tuple[type[ActForm], ...] = (Order, WordsAlone, Deliver, TakeBack, AddValue)
