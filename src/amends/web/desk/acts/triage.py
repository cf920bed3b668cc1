"""Acts of the first look: assess, take on, assign, whom it concerns, waiting, confidential."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from amends.complaints.rules import OPEN, Duty, Lane, Severity, State, Waiting
from amends.insight import words
from amends.insight.case_file import CaseFile
from amends.kernel.errors import NotFound
from amends.kernel.reference import shown
from amends.organisation.queries import chosen_staff, chosen_unit
from amends.taxonomy.queries import cause_list, name_of
from amends.taxonomy.rules import Level, Loss
from amends.triage import actions
from amends.triage.queries import candidates, suggest_owners
from amends.triage.rules import FirstLook
from amends.web.desk.acts.form import (
    ActForm,
    MoneyField,
    WordsField,
    staff_choices,
    unit_choices,
)
from amends.web.desk.people import StaffRequest

EARLY = frozenset({State.ACCEPTED, State.ACKNOWLEDGED, State.ASSESSED, State.INVESTIGATING})
LEVELS = [
    (Level.COMPANY.value, _lazy("The company's own doing")),
    (Level.INDIVIDUAL.value, _lazy("One person's doing")),
]
LOSSES = [
    (Loss.ACTUAL.value, _lazy("Something was lost")),
    (Loss.EXPECTED.value, _lazy("A loss is feared")),
    (Loss.NONE.value, _lazy("Nothing was lost")),
]


def cause_choices(form: ActForm) -> list[tuple[str, str]]:
    """List the causes valid today in the reader's language."""
    language = get_language() or "en"
    today = form.request.at.astimezone(form.request.zone).date()
    return [("", "")] + [(cause.code, f"{cause.code} {name_of(cause, language)}") for cause in cause_list(today)]


class Assess(ActForm):
    name, title, icon = "assess", _lazy("Take a first look"), "clipboard-check"
    lead = _lazy("What the customer says, what you guess, how grave it is. Both may differ from what is found later.")
    button = _lazy("Save the first look")
    states, is_main = EARLY, True

    told_cause = WordsField(label=_lazy("Why it happened, in the customer's words"), most=1000)
    cause = forms.ChoiceField(label=_lazy("Your first guess"))
    level = forms.ChoiceField(label=_lazy("Whose doing"), choices=LEVELS, widget=forms.RadioSelect)
    is_danger = forms.ChoiceField(
        label=_lazy("Is or was anybody in danger?"),
        choices=[("no", pgettext_lazy("danger", "No")), ("yes", pgettext_lazy("danger", "Yes"))],
        widget=forms.RadioSelect,
    )
    severity = forms.ChoiceField(label=_lazy("Severity"), widget=forms.RadioSelect)
    lane = forms.ChoiceField(label=_lazy("Lane"), widget=forms.RadioSelect)
    loss = forms.ChoiceField(label=_lazy("Loss"), choices=LOSSES, widget=forms.RadioSelect)
    is_material = forms.BooleanField(label=_lazy("Money or goods"), required=False)
    is_psychological = forms.BooleanField(label=_lazy("Trust, time, nerves"), required=False)
    loss_per_day = MoneyField(label=_lazy("Loss for each day of waiting"), required=False)
    stop_gap = forms.CharField(label=_lazy("What was offered meanwhile"), max_length=300, required=False)
    seen = forms.MultipleChoiceField(
        label=_lazy("These could be the same matter: tick what you looked at"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        self.offer("cause", cause_choices(self))
        self.offer("severity", [(str(one.value), words.severity(one)) for one in Severity])
        lanes = (Lane.NORMAL, Lane.CAREFUL)
        self.offer("lane", [(one.value, words.lane(one)) for one in lanes])
        same = [(str(one.pk), f"{shown(one.number)} {one.subject}") for one in candidates(self.complaint)]
        self.offer("seen", same)
        if not same:
            del self.fields["seen"]
        self.initial.update(severity=str(self.complaint.severity), lane=Lane.NORMAL.value, is_danger="no")

    def perform(self) -> None:
        told = self.told
        look = FirstLook(
            lane=Lane(told["lane"]),
            severity=Severity(int(told["severity"])),
            is_danger=told["is_danger"] == "yes",
            told_cause=told["told_cause"],
            cause=told["cause"],
            level=Level(told["level"]),
            loss=Loss(told["loss"]),
            is_material=told["is_material"],
            is_psychological=told["is_psychological"],
            loss_per_day=told["loss_per_day"],
            stop_gap=told["stop_gap"],
            seen=tuple(UUID(key) for key in told.get("seen", ())),
        )
        actions.assess(self.complaint, look=look, **self.common())


class TakeOn(ActForm):
    name, title, icon = "take-on", _lazy("Take it on"), "hand-grab"
    lead = _lazy("You become the owner and the customer's contact, and answer for the promises from now on.")
    button = _lazy("Take it on")
    states, is_main = OPEN, True

    words = WordsField(label=_lazy("What happened so far, as you read it in the record"), required=False)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        owner = next((one for one in file.people if one.duty == Duty.OWNER and one.until is None), None)
        if owner is None:
            return super().is_open(request, file)
        is_mine = owner.staff_id == request.actor.id or owner.unit_id in request.actor.unit_ids
        return super().is_open(request, file) and is_mine and owner.confirmed_at is None

    def prepare(self) -> None:
        if self.complaint.state != State.SECOND_ROUND:
            del self.fields["words"]

    def perform(self) -> None:
        if self.file.holder(Duty.OWNER) is None and not self._is_units():
            actions.assign(self.complaint, staff=self.request.staff, **self.common())
        else:
            actions.confirm(self.complaint, words=self.told.get("words", ""), **self.common())

    def _is_units(self) -> bool:
        return any(one.duty == Duty.OWNER and one.until is None and one.unit_id for one in self.file.people)


class Assign(ActForm):
    name, title, icon = "assign", _lazy("Give it to somebody"), "user-share"
    lead = _lazy("Whoever gets it is told and takes it on. Until then the contact stays.")
    button = _lazy("Give it")
    states = OPEN

    staff = forms.ChoiceField(label=_lazy("Person"), required=False)
    unit = forms.ChoiceField(label=_lazy("Or a whole unit"), required=False)

    def prepare(self) -> None:
        people = [("", "")] + [(str(one.staff.pk), _fit(one)) for one in suggest_owners(self.complaint)]
        self.offer("staff", people)
        self.offer("unit", [("", ""), *unit_choices(self.complaint)])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if bool(told.get("staff")) == bool(told.get("unit")):
            raise forms.ValidationError(_("Choose a person or a unit."))
        return told

    def perform(self) -> None:
        staff, unit = (
            chosen_staff(self.complaint.brand, self.told["staff"]),
            chosen_unit(self.complaint.brand, self.told["unit"]),
        )
        actions.assign(self.complaint, staff=staff, unit=unit, **self.common())


def _fit(one: Any) -> str:
    """Say what speaks for somebody."""
    notes = [
        said
        for said, is_so in (
            (_("speaks the language"), one.speaks_language),
            (_("knows the product"), one.knows_product),
            (_("of this unit"), one.is_of_unit),
        )
        if is_so
    ]
    return f"{one.staff.name} ({', '.join(notes)})" if notes else one.staff.name


class Concern(ActForm):
    name, title, icon = "concern", _lazy("Say whom it is about"), "target"
    lead = _lazy("A person complained about is asked, never reads the file, and loses every other duty on it.")
    button = _lazy("Save")
    states = OPEN

    unit = forms.ChoiceField(label=_lazy("Unit complained about"), required=False)
    staff = forms.ChoiceField(label=_lazy("Person complained about"), required=False)

    def prepare(self) -> None:
        self.offer("unit", [("", ""), *unit_choices(self.complaint)])
        self.offer("staff", [("", ""), *staff_choices(self.complaint)])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (told.get("staff") or told.get("unit")):
            raise forms.ValidationError(_("Choose a person or a unit."))
        if told.get("staff") == str(self.request.staff.pk):
            raise forms.ValidationError(_("You cannot name yourself here. Give the complaint to somebody else first."))
        return told

    def perform(self) -> None:
        unit, staff = (
            chosen_unit(self.complaint.brand, self.told["unit"]),
            chosen_staff(self.complaint.brand, self.told["staff"]),
        )
        if unit:
            actions.concern(self.complaint, unit=unit, **self.common())
        if staff:
            actions.name_accused(self.complaint, staff=staff, **self.common())


class Route(ActForm):
    name, title, icon = "route", _lazy("Move it to another unit"), "arrows-exchange"
    lead = _lazy("The unit that works on it changes; the customer is not sent anywhere and keeps the contact.")
    button = _lazy("Move it")
    states = OPEN

    unit = forms.ChoiceField(label=_lazy("Unit"))

    def prepare(self) -> None:
        self.offer("unit", [("", ""), *unit_choices(self.complaint)])

    def perform(self) -> None:
        unit = chosen_unit(self.complaint.brand, self.told["unit"])
        if unit is None:
            raise NotFound(what="unit")
        actions.route(self.complaint, unit=unit, reason="desk", **self.common())


class Wait(ActForm):
    name, title, icon = "wait", _lazy("Say whom we wait for"), "hourglass"
    lead = _lazy("Promises and deadlines go on while we wait.")
    button = _lazy("Save")
    states = OPEN

    waiting_for = forms.ChoiceField(label=_lazy("We wait for"), required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        nobody = ("", _("Nobody: we go on"))
        self.offer("waiting_for", [nobody, *((one.value, words.waiting(one)) for one in Waiting)])
        self.initial["waiting_for"] = self.complaint.waiting_for

    def perform(self) -> None:
        chosen = self.told["waiting_for"]
        actions.wait(self.complaint, waiting_for=Waiting(chosen) if chosen else None, **self.common())


class Confidential(ActForm):
    name, title, icon = "confidential", _lazy("Change who may read it"), "eye-off"
    lead = _lazy("A confidential complaint is open to those with a duty on it, managers, legal and auditors alone.")
    button = _lazy("Save")

    is_confidential = forms.BooleanField(label=_lazy("Confidential"), required=False)

    def prepare(self) -> None:
        self.initial["is_confidential"] = self.complaint.is_confidential

    def perform(self) -> None:
        actions.keep_confidential(self.complaint, is_confidential=self.told["is_confidential"], **self.common())


ACTS: tuple[type[ActForm], ...] = (TakeOn, Assess, Assign, Concern, Route, Wait, Confidential)
