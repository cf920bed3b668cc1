"""Acts of finding out: begin, ask, answer, what others say, evidence, expectation, contradiction, finding."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from amends.complaints.rules import OPEN, Duty, State
from amends.insight import words
from amends.insight.case_file import CaseFile
from amends.investigation import actions
from amends.investigation.models import Question
from amends.investigation.queries import find_finding, is_asked, question_for, questions_on
from amends.investigation.rules import Expectation, Found, GapKind, Misuse, Side
from amends.kernel.errors import NotFound
from amends.organisation.queries import chosen_staff, chosen_unit
from amends.organisation.rules import Right
from amends.taxonomy.rules import Level, Responsibility
from amends.web.desk.acts.form import (
    ActForm,
    DueField,
    MoneyField,
    WordsField,
    as_instant,
    end_of_working_day,
    listed,
    staff_choices,
    unit_choices,
)
from amends.web.desk.acts.triage import LEVELS, cause_choices
from amends.web.desk.people import StaffRequest

_SHARE = re.compile(r"(?P<party>.+?)[\s:]*(?P<percent>[0-9]{1,3})\s*%?\Z")
INVESTIGATING = frozenset({State.INVESTIGATING})
GAPS = [
    (GapKind.PROMISE.value, pgettext_lazy("gap", "What was promised")),
    (GapKind.PRICE.value, pgettext_lazy("gap", "Price")),
    (GapKind.QUALITY.value, pgettext_lazy("gap", "Quality")),
    (GapKind.SERVICE.value, pgettext_lazy("gap", "Service")),
]


class Investigate(ActForm):
    name, title, icon = "investigate", _lazy("Begin the investigation"), "file-search"
    lead = _lazy(
        "Somebody independent looks into it. In the careful lane that is neither the owner nor of the unit it is about."
    )
    button = _lazy("Begin")
    states, is_main = frozenset({State.ASSESSED, State.SECOND_ROUND}), True

    investigator = forms.ChoiceField(label=_lazy("Investigator"))

    def prepare(self) -> None:
        self.offer("investigator", [("", ""), *staff_choices(self.complaint)])
        self.initial["investigator"] = str(self.request.staff.pk)

    def perform(self) -> None:
        investigator = chosen_staff(self.complaint.brand, self.told["investigator"])
        if investigator is None:
            raise NotFound(what="staff")
        actions.begin(self.complaint, investigator=investigator, **self.common())


class Ask(ActForm):
    name, title, icon = "ask", _lazy("Ask a unit"), "help"
    lead = _lazy("One neutral question. Whoever is asked sees the question, not the file.")
    button = _lazy("Ask")
    states, is_main = frozenset({State.ASSESSED, State.INVESTIGATING, State.SECOND_ROUND}), True

    unit = forms.ChoiceField(label=_lazy("Unit"))
    staff = forms.ChoiceField(label=_lazy("Somebody of it by name"), required=False)
    words = WordsField(label=pgettext_lazy("to a unit", "Question"))
    due = DueField(label=_lazy("Answer by"))

    def prepare(self) -> None:
        self.offer("unit", [("", ""), *unit_choices(self.complaint)])
        self.offer("staff", [("", ""), *staff_choices(self.complaint)])
        self.initial["due"] = end_of_working_day(self, 2).replace(tzinfo=None)

    def perform(self) -> None:
        unit = chosen_unit(self.complaint.brand, self.told["unit"])
        if unit is None:
            raise NotFound(what="unit")
        actions.ask(
            self.complaint,
            unit=unit,
            staff=chosen_staff(self.complaint.brand, self.told["staff"]),
            words=self.told["words"],
            due=as_instant(self, self.told["due"]),
            **self.common(),
        )


class Answer(ActForm):
    name, title, icon = "answer-question", _lazy("Answer a question"), "message-reply"
    lead = _lazy("Say what you saw and did, in your own words. It is put on record and cannot be changed.")
    button = _lazy("Put on record")
    right = Right.TAKE

    question = forms.ChoiceField(label=pgettext_lazy("to a unit", "Question"))
    words = WordsField(label=pgettext_lazy("to a question", "Answer"), rows=6, most=10_000)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        return is_asked(request.actor, file.complaint)

    def prepare(self) -> None:
        mine = questions_on(self.request.actor, self.complaint)
        self.offer("question", [(str(one.pk), one.words) for one in mine])

    def perform(self) -> None:
        question: Question = question_for(self.request.actor, self.told["question"])
        actions.state(self.complaint, words=self.told["words"], question=question, **self.common())


class Statement(ActForm):
    name, title, icon = "statement", _lazy("Write down what somebody says"), "quote"
    lead = _lazy("Words of the customer, of a driver or a witness: who said it, and what.")
    button = _lazy("Put on record")
    states = OPEN

    side = forms.ChoiceField(
        label=_lazy("Whose words"),
        widget=forms.RadioSelect,
        choices=[
            (Side.CUSTOMER.value, _lazy("The customer's")),
            (Side.HOUSE.value, _lazy("Our side's")),
            (Side.OUTSIDE.value, _lazy("Somebody else's: carrier, partner, witness")),
        ],
    )
    speaker = forms.CharField(label=_lazy("Who said it"), max_length=160)
    words = WordsField(label=_lazy("What they said"), rows=6, most=10_000)

    def perform(self) -> None:
        told = self.told
        actions.state(
            self.complaint, words=told["words"], side=Side(told["side"]), speaker=told["speaker"], **self.common()
        )


class Evidence(ActForm):
    name, title, icon = "evidence", _lazy("Add evidence"), "file-plus"
    lead = _lazy("A file of this complaint, or words with the source they come from. A tick is no evidence.")
    button = _lazy("Add")
    states = OPEN

    attachment = forms.ChoiceField(label=_lazy("File"), required=False)
    words = WordsField(label=_lazy("What it shows"), required=False, most=4000)
    source = forms.CharField(label=_lazy("Where it comes from"), max_length=300, required=False)

    def prepare(self) -> None:
        files = {str(one.pk): one for item in self.file.stream for one in item.files}
        self.offer("attachment", [("", ""), *((key, one.name) for key, one in files.items())])
        self._files = files

    def perform(self) -> None:
        told = self.told
        attachment = self._files.get(told["attachment"])
        actions.add_evidence(
            self.complaint, words=told["words"], source=told["source"], attachment=attachment, **self.common()
        )


class Gap(ActForm):
    name, title, icon = "gap", _lazy("Note what was expected"), "arrows-diff"
    lead = _lazy("What the customer expected, where that came from, and what was given instead.")
    button = _lazy("Save")
    states = OPEN

    expectation = WordsField(label=_lazy("Expected"), most=1000)
    source = forms.CharField(
        label=_lazy("Where it came from: advert, poster, price tag, somebody's words"), max_length=300
    )
    given = WordsField(label=_lazy("Given"), most=1000)
    kind = forms.ChoiceField(label=_lazy("The gap is in"), choices=GAPS, widget=forms.RadioSelect)
    price_paid = MoneyField(label=_lazy("Price paid"), required=False)
    price_thought_right = MoneyField(label=_lazy("Price thought right"), required=False)
    prevented = forms.CharField(
        label=_lazy("What the customer could not do because of it"), max_length=500, required=False
    )

    def perform(self) -> None:
        told = {name: value for name, value in self.told.items() if name != "version"}
        gap = Expectation(**{**told, "kind": GapKind(told["kind"])})
        actions.note_gap(self.complaint, gap=gap, **self.common())


class Contradiction(ActForm):
    name, title, icon = "contradiction", _lazy("Note a contradictory answer"), "arrows-split"
    lead = _lazy("What were they told before, and where? The owner sees it before drafting the answer.")
    button = _lazy("Save")
    states = OPEN

    told = WordsField(label=_lazy("What the customer was told"), most=1000)  # type: ignore[assignment]
    where = forms.CharField(label=_lazy("Where and by whom"), max_length=300)
    told_on = forms.DateField(
        label=_lazy("When"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    contradicts = WordsField(label=_lazy("What it contradicts"), most=1000)

    def perform(self) -> None:
        said = self.cleaned_data
        actions.note_contradiction(
            self.complaint,
            told=said["told"],
            where=said["where"],
            contradicts=said["contradicts"],
            told_on=said["told_on"],
            **self.common(),
        )


class Find(ActForm):
    name, title, icon = "find", _lazy("Make the finding"), "file-check"
    lead = _lazy("One plain sentence of what happened; it stands unchanged in the letter. First what we did wrong.")
    button = _lazy("Put the finding on record")
    states, is_main = INVESTIGATING, True

    sentence = WordsField(label=_lazy("What happened, in one sentence"), most=600)
    responsibility = forms.ChoiceField(label=_lazy("Responsible"))
    shares = forms.CharField(
        label=_lazy("Shares, where it is shared"),
        required=False,
        max_length=200,
    )
    cause = forms.ChoiceField(label=_lazy("Cause"))
    level = forms.ChoiceField(label=_lazy("Whose doing"), choices=LEVELS, widget=forms.RadioSelect)
    reason = WordsField(label=_lazy("Why you find so: what it rests on"), rows=5, most=4000)
    instruction = WordsField(
        label=_lazy("Only if the customer is responsible: the very instruction this buyer was given"),
        required=False,
        most=4000,
    )
    instruction_language = forms.CharField(label=_lazy("Language of the instruction"), required=False, max_length=20)
    buyer_reads = forms.CharField(label=_lazy("Languages this buyer reads"), required=False, max_length=80)
    why_producer = WordsField(label=_lazy("Why it came to this: the producer's answer"), required=False)
    why_seller = WordsField(label=_lazy("Why it came to this: the seller's answer"), required=False)
    prevention = WordsField(label=_lazy("What is done so that it does not happen again"), required=False, most=1000)
    prevention_due = forms.DateField(
        label=_lazy("Done by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        is_investigator = any(
            one.duty == Duty.INVESTIGATOR and one.until is None and one.staff_id == request.actor.id
            for one in file.people
        )
        return super().is_open(request, file) and is_investigator

    def prepare(self) -> None:
        parties = [("", ""), *((one.value, words.responsibility(one)) for one in Responsibility)]
        self.offer("responsibility", parties)
        self.offer("cause", cause_choices(self))
        self.fields["shares"].help_text = _("For example: {shares}").format(shares=_shares_example())

    def clean_shares(self) -> dict[str, int]:
        parties = {words.responsibility(one).casefold(): one.value for one in Responsibility}
        shares = [_SHARE.match(part) for part in listed(self.cleaned_data["shares"])]
        named = {parties.get(one["party"].strip().casefold(), ""): int(one["percent"]) for one in shares if one}
        if None in shares or "" in named:
            raise forms.ValidationError(_("Write shares like: {shares}").format(shares=_shares_example()))
        return named

    def perform(self) -> None:
        told = self.told
        found = Found(
            sentence=told["sentence"],
            responsibility=Responsibility(told["responsibility"]),
            cause=told["cause"],
            level=Level(told["level"]),
            reason=told["reason"],
            shares=told["shares"],
            misuse=_misuse(told) if told["responsibility"] == Responsibility.CUSTOMER else None,
        )
        actions.find(self.complaint, found=found, **self.common())


def _shares_example() -> str:
    """Write two shares in the reader's language."""
    parties = ((Responsibility.PRODUCER, 60), (Responsibility.SELLER, 40))
    return words.listed(f"{words.responsibility(party)} {percent}" for party, percent in parties)


def _misuse(told: dict[str, Any]) -> Misuse:
    return Misuse(
        language=told["instruction_language"],
        reads=tuple(listed(told["buyer_reads"])),
        why_producer=told["why_producer"],
        why_seller=told["why_seller"],
        prevention=told["prevention"],
        prevention_due=told["prevention_due"] or date.max,
        instruction=told["instruction"],
    )


class Second(ActForm):
    name, title, icon = "second", _lazy("Agree as a second person"), "users-group"
    lead = _lazy(
        "The customer is found responsible: read instruction, reasons and the answers to why, then agree or talk to the investigator."
    )
    button = _lazy("I agree with the finding")
    states, is_main = INVESTIGATING, True

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        finding = find_finding(file.complaint) if super().is_open(request, file) else None
        return bool(finding and finding.seconded_by_id is None and finding.investigator_id != request.actor.id)

    def perform(self) -> None:
        actions.second(self.complaint, **self.common())


ACTS: tuple[type[ActForm], ...] = (
    Investigate,
    Ask,
    Answer,
    Statement,
    Evidence,
    Gap,
    Contradiction,
    Find,
    Second,
)
