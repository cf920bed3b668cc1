"""Acts towards the end: follow-up, internal review, outside bodies, safety, closing, withdrawing, merging, reopening."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from amends.closure import actions as closure
from amends.closure.queries import present_merge
from amends.complaints import access
from amends.complaints.models import Complaint
from amends.complaints.rules import ENDED, OPEN, Channel, Duty, Kind, Outcome, State
from amends.decision.rules import Offer, Part, Proposal, Verdict
from amends.escalation import actions as escalation
from amends.followup import actions as followup
from amends.followup.rules import Way
from amends.insight import joined, words
from amends.insight.case_file import CaseFile
from amends.insight.joined import Joined
from amends.kernel import reference
from amends.kernel.errors import NotFound
from amends.organisation.queries import chosen_staff
from amends.organisation.rules import Right
from amends.taxonomy.rules import Level
from amends.triage.queries import newest_assessment
from amends.web.desk import shown
from amends.web.desk.acts.decision import VERDICTS, remedy_choices
from amends.web.desk.acts.form import ActForm, MoneyField, WordsField, staff_choices
from amends.web.desk.acts.triage import LEVELS, cause_choices
from amends.web.desk.people import StaffRequest, writer

WAYS = [
    (Way.PHONE.value, pgettext_lazy("way", "By phone")),
    (Way.MAIL.value, pgettext_lazy("way", "By mail")),
    (Way.LETTER.value, pgettext_lazy("way", "By letter")),
    (Way.MESSENGER.value, pgettext_lazy("way", "By messenger")),
    (Way.COUNTER.value, pgettext_lazy("way", "At the counter")),
    (Way.VISIT.value, pgettext_lazy("way", "On a visit")),
]


class PlanFollowUp(ActForm):
    name, title, icon = "plan-follow-up", _lazy("Plan the follow-up"), "phone-call"
    lead = _lazy("Somebody who did not own it asks whether it is put right. Empty: the fittest is found.")
    button = _lazy("Plan it")
    states, is_main = frozenset({State.REMEDIED, State.LAPSED}), True

    caller = forms.ChoiceField(label=_lazy("Who asks"), required=False)

    def prepare(self) -> None:
        self.offer("caller", [("", ""), *staff_choices(self.complaint)])

    def perform(self) -> None:
        caller = chosen_staff(self.complaint.brand, self.told["caller"])
        followup.plan(self.complaint, caller=caller, **self.common())


class FollowUp(ActForm):
    name, title, icon = "follow-up", _lazy("Record the follow-up"), "phone-check"
    lead = _lazy("A second chance, not a survey: ask, listen, write down their words. Never ask for bank data.")
    button = _lazy("Record it")
    states, is_main = frozenset({State.FOLLOWING_UP}), True

    way = forms.ChoiceField(label=_lazy("How you asked"), choices=WAYS, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_lazy("What they say"), required=False, widget=forms.RadioSelect)
    words = WordsField(label=_lazy("Their words, or what you tried"))

    def prepare(self) -> None:
        reached = [one for one in Outcome if one is not Outcome.UNREACHABLE]
        choices = [("", _("Not reached")), *((one.value, words.outcome(one.value)) for one in reached)]
        self.offer("outcome", choices)

    def perform(self) -> None:
        told = self.told
        outcome = Outcome(told["outcome"]) if told["outcome"] else None
        followup.record(self.complaint, way=Way(told["way"]), words=told["words"], outcome=outcome, **self.common())


class Review(ActForm):
    name, title, icon = "review", _lazy("Open an internal review"), "gavel"
    lead = _lazy("Somebody senior who had no part in it looks at everything again. Empty: the fittest is found.")
    button = _lazy("Open it")
    states, is_main = frozenset({State.DISPUTED, State.FOLLOWING_UP}), True

    reviewer = forms.ChoiceField(label=_lazy("Reviewer"), required=False)

    def prepare(self) -> None:
        self.offer("reviewer", [("", ""), *staff_choices(self.complaint)])

    def perform(self) -> None:
        reviewer = chosen_staff(self.complaint.brand, self.told["reviewer"])
        escalation.review(self.complaint, reviewer=reviewer, **self.common())


class Position(ActForm):
    name, title, icon = "position", _lazy("State the final position"), "file-certificate"
    lead = _lazy("Our last word, with its letter; it names where else the customer can turn.")
    button = _lazy("State it")
    states, is_main = frozenset({State.INTERNAL_REVIEW}), True

    verdict = forms.ChoiceField(label=pgettext_lazy("act", "Decision"), choices=VERDICTS, widget=forms.RadioSelect)
    reasons = WordsField(label=_lazy("Reasons, in plain words for the customer"), rows=5, most=4000)
    words1 = WordsField(label=_lazy("What we offer, in words of the letter"), required=False, most=1000)
    remedy1 = forms.ChoiceField(label=_lazy("Remedy"), required=False)
    money1 = MoneyField(label=_lazy("Amount"), required=False)
    help = WordsField(label=_lazy("Where it is not upheld: one concrete help"), required=False, most=1000)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        reviewer = file.holder(Duty.REVIEWER)
        return super().is_open(request, file) and reviewer is not None and reviewer.pk == request.staff.pk

    def prepare(self) -> None:
        self.offer("remedy1", remedy_choices())

    def perform(self) -> None:
        told = self.told
        part = (Part(remedy=told["remedy1"], money=told["money1"]),) if told["remedy1"] else ()
        offers = (Offer(words=told["words1"], parts=part),) if told["words1"] else ()
        proposal = Proposal(
            verdict=Verdict(told["verdict"]),
            reasons=told["reasons"],
            offers=offers,
            help=told["help"],
            no_choice_because=_("Final position after an internal review"),
        )
        escalation.state_position(self.complaint, proposal=proposal, **self.common())


class GoOutside(ActForm):
    name, title, icon = "outside", _lazy("An outside body has it"), "building-bank"
    button = _lazy("Record it")
    states = frozenset({State.INTERNAL_REVIEW})

    body = forms.CharField(label=_lazy("Which body"), max_length=200)
    number = forms.CharField(label=_lazy("Their number"), max_length=80, required=False)
    words = WordsField(label=_lazy("What they wrote"))

    def perform(self) -> None:
        told = self.told
        escalation.go_outside(
            self.complaint, body=told["body"], number=told["number"], words=told["words"], **self.common()
        )


class Ruling(ActForm):
    name, title, icon = "ruling", _lazy("Record the ruling"), "hammer"
    lead = _lazy("What an outside body rules stands above our own limits.")
    button = _lazy("Record it")
    states, is_main = frozenset({State.EXTERNAL}), True
    right = Right.DECIDE

    words = WordsField(label=_lazy("The ruling"), rows=6, most=4000)
    obliges = forms.BooleanField(label=_lazy("It obliges us to something"), required=False)
    remedy = forms.ChoiceField(label=_lazy("Remedy"), required=False)
    money = MoneyField(label=_lazy("Amount"), required=False)
    due = forms.DateTimeField(
        label=_lazy("By"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def prepare(self) -> None:
        self.offer("remedy", remedy_choices())

    def perform(self) -> None:
        told = self.told
        parts = (Part(remedy=told["remedy"], money=told["money"]),) if told["remedy"] else ()
        escalation.rule(
            self.complaint, words=told["words"], obliges=told["obliges"], parts=parts, due=told["due"], **self.common()
        )


class ClearSafety(ActForm):
    name, title, icon = "clear-safety", _lazy("Clear the safety hold"), "shield-check"
    lead = _lazy("Two persons, safety and a manager, must each say why there is no danger any more.")
    button = _lazy("Clear it")
    right = Right.CLEAR_SAFETY
    is_main = True

    words = WordsField(label=_lazy("Why there is no danger any more"))

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        return file.complaint.safety_hold

    def perform(self) -> None:
        escalation.clear_safety(self.complaint, words=self.told["words"], **self.common())


class Close(ActForm):
    name, title, icon = "close", _lazy("Close it"), "circle-check"
    lead = _lazy("With the confirmed cause, kept apart from what was told and guessed. Every promise must be settled.")
    button = _lazy("Close it")
    states, is_main = frozenset({State.FOLLOWING_UP, State.EXTERNAL, State.ACKNOWLEDGED}), True

    cause = forms.ChoiceField(label=_lazy("Confirmed cause"), required=False)
    level = forms.ChoiceField(label=_lazy("Whose doing"), choices=LEVELS, widget=forms.RadioSelect, required=False)
    outcome = forms.ChoiceField(label=_lazy("Outcome"), required=False)
    lesson = WordsField(label=_lazy("What we change because of it"), required=False)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        is_short = file.complaint.state == State.ACKNOWLEDGED
        return super().is_open(request, file) and (not is_short or file.complaint.kind != Kind.COMPLAINT)

    def prepare(self) -> None:
        self.offer("cause", cause_choices(self))
        outcomes = [("", ""), *((one.value, words.outcome(one.value)) for one in Outcome)]
        self.offer("outcome", outcomes)
        guess = newest_assessment(self.complaint)
        if guess:
            self.initial.update(cause=guess.cause_id, level=guess.level)

    def perform(self) -> None:
        told = self.told
        closure.close(
            self.complaint,
            cause=told["cause"],
            level=Level(told["level"]) if told["level"] else None,
            outcome=Outcome(told["outcome"]) if told["outcome"] else None,
            lesson=told["lesson"],
            **self.common(),
        )


class Lesson(ActForm):
    name, title, icon = "lesson", _lazy("Draw a lesson"), "school"
    button = _lazy("Save")
    states = frozenset({State.CLOSED})

    words = WordsField(label=_lazy("What we change because of it"))

    def perform(self) -> None:
        closure.draw_lesson(self.complaint, words=self.told["words"], **self.common())


class Withdraw(ActForm):
    name, title, icon = "withdraw", _lazy("The customer withdraws it"), "archive"
    lead = _lazy("Only in the customer's own words. What we learned from it stays.")
    button = _lazy("Record the withdrawal")
    states = OPEN - {State.EXTERNAL, State.INTERNAL_REVIEW}

    channel = forms.ChoiceField(label=_lazy("How they said it"), widget=forms.RadioSelect)
    words = WordsField(label=_lazy("Their words"))

    def prepare(self) -> None:
        said = [one for one in Channel if one not in (Channel.API, Channel.IMPORT, Channel.PORTAL)]
        self.offer("channel", [(one.value, words.channel(one.value)) for one in said])

    def perform(self) -> None:
        closure.withdraw(self.complaint, words=self.told["words"], channel=self.told["channel"], **self.common())


class _OfTwo(ActForm):
    """Concerns another complaint too: both must be open to whoever acts."""

    other = forms.CharField(label=_lazy("Reference of the other one"), max_length=40)

    def clean_other(self) -> str:
        typed = str(self.cleaned_data["other"])
        if reference.parse(typed) is None:
            raise forms.ValidationError(_("This is no reference. It has ten digits."))
        return typed

    def found(self) -> Complaint:
        """Give the other complaint, where this person may see it. Errors: NotFound."""
        return access.get_for(self.request.actor, self.told["other"])


class Merge(_OfTwo):
    name, title, icon = "merge", _lazy("Merge it into another"), "arrow-merge"
    lead = _lazy("The same matter told twice: this one goes on in the other. Both references keep working.")
    button = _lazy("Merge")
    states, right = OPEN, Right.MERGE

    words = WordsField(label=_lazy("Why it is the same matter"), most=1000)

    def perform(self) -> None:
        closure.merge(self.complaint, into=self.found(), words=self.told["words"], **self.common())


class Unmerge(ActForm):
    name, title, icon = "unmerge", _lazy("Undo the merge"), "arrows-split-2"
    button = _lazy("Undo it")
    states, right = frozenset({State.MERGED}), Right.MERGE

    words = WordsField(label=_lazy("Why it is a matter of its own"), most=1000)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        return super().is_open(request, file) and present_merge(file.complaint) is not None

    def perform(self) -> None:
        closure.unmerge(self.complaint, words=self.told["words"], **self.common())


class LinkTo(_OfTwo):
    name, title, icon = "link", _lazy("Link it with another"), "link"
    button = _lazy("Link")

    words = forms.CharField(label=_lazy("What they have to do with each other"), max_length=300, required=False)

    def perform(self) -> None:
        closure.link(self.complaint, other=self.found(), words=self.told["words"], **self.common())


class Reopen(ActForm):
    name, title, icon = "reopen", _lazy("Reopen it"), "refresh"
    lead = _lazy("New facts, or it came back. The reference stays the same, and new promises are made.")
    button = _lazy("Reopen")
    states, is_main = ENDED - {State.MERGED}, True

    words = WordsField(label=_lazy("What is new, or came back"), most=1000)

    def perform(self) -> None:
        closure.reopen(self.complaint, words=self.told["words"], **self.common())


class JoinCustomers(_OfTwo):
    name, title, icon = "same-person", _lazy("The same customer as in another"), "users-group"
    lead = _lazy("The customers of both complaints become one; it can be undone.")
    button = _lazy("Join them")
    right = Right.MERGE

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        return file.complaint.customer_id is not None

    def perform(self) -> None:
        mine, theirs = self.complaint.customer, self.found().customer
        if mine is None or theirs is None:
            raise NotFound(what="customer")
        closure.merge_customers(mine, into=theirs, **self.common())


class PartCustomers(ActForm):
    name, title, icon = "two-persons", _lazy("Two customers after all"), "arrows-split-2"
    lead = _lazy("Each stands alone again, and what had moved goes back: addresses, telephone numbers, purchases.")
    button = _lazy("Part them")
    right = Right.MERGE

    merge = forms.ChoiceField(label=_lazy("Who was joined"), widget=forms.RadioSelect)
    words = WordsField(label=_lazy("Why they are two"), most=1000)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        # The right first: most readers have none, and need not be looked up for.
        return request.actor.may(cls.right, file.complaint.brand_id) and joined.standing(file.complaint).exists()

    def prepare(self) -> None:
        self.rows = {str(one.merge.pk): one for one in joined.told(self.complaint)}
        self.offer("merge", [(key, self.told_of(one)) for key, one in self.rows.items()])
        if len(self.rows) == 1:
            self.initial.update(merge=next(iter(self.rows)))

    def told_of(self, one: Joined) -> str:
        """Say whom, into whom, when and by whom."""
        facts = {
            "person": shown.customer(one.merge.source, self.complaint.language),
            "reach": one.reach,
            "other": shown.customer(one.merge.target, self.complaint.language),
            "moment": writer(self.request)(one.merge.at),
            "who": one.who,
        }
        if one.reach:
            return _("{person} ({reach}), joined with {other} by {who}, {moment}").format(**facts)
        return _("{person}, joined with {other} by {who}, {moment}").format(**facts)

    def perform(self) -> None:
        source = self.rows[self.told["merge"]].merge.source
        closure.unmerge_customers(source, words=self.told["words"], **self.common())


ACTS: tuple[type[ActForm], ...] = (
    PlanFollowUp,
    FollowUp,
    Close,
    Review,
    Position,
    Ruling,
    ClearSafety,
    Reopen,
    GoOutside,
    Withdraw,
    LinkTo,
    Merge,
    Unmerge,
    JoinCustomers,
    PartCustomers,
    Lesson,
)
